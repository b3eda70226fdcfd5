import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Membership, Organisation, PartnerProgram } from "../fixtures.ts";
import { checkReference } from "./check-partner-programs.ts";
import { checkRelink } from "./check-relink.ts";
import type { Place } from "./find-repetitions.ts";
import { checkInstant, checkOrder, readInstant } from "./read-instant.ts";

/** Mistakes in one membership: what it names does not exist, or its dates do not fit one another or the clock. */
export function checkMembership(
  membership: Membership,
  organisation: Organisation,
  clock: string,
  place: Place,
): InputProblem[] {
  const programs = organisation.partnerPrograms ?? [];
  const program = programs.find(({ id }) => id === membership.program);
  const { start, end, activities = [], benefitsAvailed = [] } = membership;
  const past = [
    ...activities.map(({ date }, at) => [date, [...place, "activities", at, "date"]] as const),
    ...benefitsAvailed.map(({ date }, at) => [date, [...place, "benefitsAvailed", at, "date"]] as const),
  ];
  return [
    ...checkReference(
      programs.map(({ id }) => id),
      membership.program,
      "partner program",
      [...place, "program"],
    ),
    ...checkInstant(start, [...place, "start"]),
    ...checkInstant(end, [...place, "end"]),
    ...checkOrder(start, end, [...place, "end"]),
    ...checkLinked(membership, clock, place),
    ...(program === undefined ? [] : checkTier(membership, program, place)),
    ...past.flatMap(([date, where]) => [...checkInstant(date, where), ...checkPast(date, clock, where)]),
    ...(program === undefined ? [] : checkBenefits(membership, program, place)),
    ...checkRelink(membership, program, organisation, clock, place),
  ];
}

function checkLinked({ linked, end }: Membership, clock: string, place: Place): InputProblem[] {
  const [ended, now] = [readInstant(end), readInstant(clock)];
  if (!linked || ended === undefined || now === undefined || ended > now) return [];
  return [
    {
      message: `is linked, though the membership ended at ${end}`,
      pointer: formatPointer([...place, "linked"]),
      hint: `write linked: false, or an end after the clock ${clock}`,
    },
  ];
}

/** Histories answer a tier's number, name and expiry together. */
function checkTier({ tier, tierExpiry }: Membership, { tiers = [] }: PartnerProgram, place: Place): InputProblem[] {
  const expiry = [
    ...checkInstant(tierExpiry, [...place, "tierExpiry"]),
    ...((tier === undefined) === (tierExpiry === undefined)
      ? []
      : [
          {
            message: `has ${tier === undefined ? "an expiry and no tier" : "a tier and no expiry"}`,
            pointer: formatPointer([...place, tier === undefined ? "tierExpiry" : "tier"]),
            hint: "write both tier and tierExpiry, or neither",
          },
        ]),
  ];
  if (tier !== undefined || tiers.length === 0) {
    return [...checkReference(tiers, tier, "tier", [...place, "tier"]), ...expiry];
  }
  return [
    { message: "has no tier", pointer: formatPointer(place), hint: `add tier, one of: ${tiers.join(", ")}` },
    ...expiry,
  ];
}

function checkBenefits(
  { benefitsAvailed = [] }: Membership,
  { benefits = [] }: PartnerProgram,
  place: Place,
): InputProblem[] {
  const known = benefits.map(({ name }) => name);
  return benefitsAvailed.flatMap(({ benefit }, at) =>
    checkReference(known, benefit, "benefit", [...place, "benefitsAvailed", at, "benefit"]),
  );
}

/** response parameter: activityDate is the time of the action, so that nothing that happened lies ahead */
function checkPast(date: string, clock: string, place: Place): InputProblem[] {
  const [at, now] = [readInstant(date), readInstant(clock)];
  if (at === undefined || now === undefined || at <= now) return [];
  return [
    {
      message: `${date} lies after the clock`,
      pointer: formatPointer(place),
      hint: `write what happened by ${clock}`,
    },
  ];
}
