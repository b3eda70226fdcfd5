import type { JsonMembers } from "../../json-text.ts";
import type { Moment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, listAsked } from "./asked.ts";
import { type Found, type WhichFound, editOwners } from "./edit-owners.ts";
import { hasType } from "./which.ts";

const isFound: WhichFound = (found) => found.isFound;
const isMade: WhichFound = (found) => found.isMade;
const isLastCustomer: WhichFound = ({ isFound, entry, entries }) => isFound && entries > 1 && entry === entries - 1;
const isLastUpdate: WhichFound = ({ isMade, update, updates }) => isMade && updates > 1 && update === updates - 1;
const isRefused: WhichFound = (found) => found.isFound && !found.isMade;

/** Faults in what a status and its code say together. */
export const valueDefects: readonly Defect[] = [
  customerRow("success", "customer-1000-false", "A customer with code 1000 has status false", { status: false }),
  customerRow(
    "success",
    "customer-1000-false-of-last",
    "The last of several customers has status false with code 1000",
    { status: false },
    isLastCustomer,
  ),
  customerRow(
    "success",
    "customer-1000-false-where-refused",
    "A customer with a refused update has status false with code 1000",
    { status: false },
    isRefused,
  ),
  customerRow("code", "customer-true-200", "A customer with status true has code 200", { code: 200 }),
  customerRow("code", "customer-true-0", "A customer with status true has code 0", { code: 0 }),
  customerRow(
    "code",
    "customer-true-200-of-last",
    "The last of several customers has code 200 with status true",
    { code: 200 },
    isLastCustomer,
  ),
  customerRow(
    "code",
    "customer-true-200-where-refused",
    "A customer with a refused update has code 200 with status true",
    { code: 200 },
    isRefused,
  ),

  updateRow("success", "update-200-false", "An update with code 200 has status false", { status: false }),
  updateRow(
    "success",
    "update-200-false-of-last",
    "The last of several updates has status false with code 200",
    { status: false },
    isLastUpdate,
  ),
  updateRow(
    "success",
    "cancellation-200-false",
    "A cancelled relinking has status false with code 200",
    { status: false },
    isOf("MEMBERSHIP_RELINKING_CANCELLED"),
  ),
  updateRow("success", "renew-200-false", "A RENEW has status false with code 200", { status: false }, isOf("RENEW")),
  updateRow("code", "update-true-1000", "An update with status true has code 1000", { code: 1000 }),
  updateRow("code", "update-true-0", "An update with status true has code 0", { code: 0 }),
  updateRow("code", "update-true-201", "An update with status true has code 201", { code: 201 }),
  updateRow(
    "code",
    "update-true-201-of-last",
    "The last of several updates has code 201 with status true",
    { code: 201 },
    isLastUpdate,
  ),
  updateRow(
    "code",
    "cancellation-true-1000",
    "A cancelled relinking has code 1000 with status true",
    { code: 1000 },
    isOf("MEMBERSHIP_RELINKING_CANCELLED"),
  ),
  updateRow(
    "code",
    "refused-update-true",
    "A refused update has status true beside its code",
    { status: true },
    isRefusedWhole,
  ),
];

function customerRow(
  member: "success" | "code",
  id: string,
  statement: string,
  more: JsonMembers,
  which: WhichFound = isFound,
): Defect {
  return makeDefect(`update.customer-${member}.value`, `update.${id}`, `${statement}.`, {
    ...editOwners("customer-status", which, (status) => ({ ...status, ...more })),
  });
}

function updateRow(
  member: "success" | "code",
  id: string,
  statement: string,
  more: JsonMembers,
  which: WhichFound = isMade,
): Defect {
  return makeDefect(`update.update-${member}.value`, `update.${id}`, `${statement}.`, {
    ...editOwners("update-status", which, (status) => ({ ...status, ...more })),
  });
}

/** Whether a result is that of an update of this kind that was made. */
function isOf(type: string): WhichFound {
  return (found, moment) => {
    const asked = findAsked(found, moment);
    return found.isMade && asked !== undefined && hasType(type)(asked, moment);
  };
}

/** Whether an update that lacks nothing was refused: one that was made is answered with its program and its kind. */
function isRefusedWhole(found: Found, moment: Moment): boolean {
  const { partnerProgramName, updateType } = findAsked(found, moment)?.sent ?? {};
  return isRefused(found, moment) && typeof partnerProgramName === "string" && typeof updateType === "string";
}

function findAsked({ entry, update }: Found, moment: Moment): Asked | undefined {
  return listAsked(moment).find((each) => each.entry === entry && each.update === update);
}
