import { editOwners } from "../defects/histories/owners.ts";
import { type ListName, editAnswer, editList, editText, promisedList, triggerList } from "../edit.ts";
import { type JsonMembers, type JsonTree, RawNumber, mapMembers } from "../json-text.ts";
import type { Twist } from "../twist.ts";
import type { VariantRow } from "./variant.ts";

/** Answers whose members and values look odd and conform all the same. */
export const oddityVariants: readonly VariantRow[] = [
  {
    id: "extra-members",
    statement: "Answers and refusals have members that the documents do not name.",
    body: (tree) => mapMembers(tree, (members) => ({ extension: { reference: null, tags: ["a", "b"] }, ...members })),
  },
  {
    id: "errors-list-in-answers",
    statement: "A successful answer has an empty list of errors.",
    ...editAnswer((answer) => ({ ...answer, errors: [] })),
  },
  {
    id: "warning-in-answers",
    statement: "A successful answer carries a warning, which has a code.",
    ...editAnswer((answer) => ({
      ...answer,
      warnings: [{ status: true, code: 1000, message: "the schedule is recalculated at night" }],
    })),
  },
  {
    id: "absent-members-null",
    statement: "What a program has no tier, membership id, benefits or last update for is null.",
    operation: "histories",
    ...editOwners("details", (details) => ({ ...absent, ...details })),
  },
  {
    id: "members-reversed",
    statement: "Members come in the reverse order.",
    body: (tree) => mapMembers(tree, (members) => Object.fromEntries(Object.entries(members).reverse())),
  },
  {
    id: "entries-reversed",
    statement: "The entries of lists come in the reverse order.",
    slots: ["order"],
    ...editBothLists((entries) => [...entries].reverse()),
  },
  {
    id: "entries-shuffled",
    statement: "The entries of lists come in another order each time.",
    slots: ["order"],
    ...editBothLists((entries, draw) => rotate(entries, draw)),
  },
  {
    id: "points-without-scale",
    statement: "Points have no more decimals than needed: 390 instead of 390.000.",
    slots: ["scale"],
    ...editPoints((text) => String(Number(text))),
  },
  {
    id: "points-with-exponent",
    statement: "Points are written with an exponent: 3.9e+2 instead of 390.000.",
    slots: ["scale"],
    ...editPoints((text) => Number(text).toExponential()),
  },
  {
    id: "points-with-long-scale",
    statement: "Points have ten decimals.",
    slots: ["scale"],
    ...editPoints((text) => Number(text).toFixed(10)),
  },
  {
    id: "redeemable-from-iso-utc",
    statement: "Entries have redeemableFromISO too, in UTC.",
    slots: ["iso"],
    ...editList(promisedList, (entries) =>
      entries.map((entry) => ({ ...entry, redeemableFromISO: `${String(entry["redeemableFrom"])}T00:00:00Z` })),
    ),
  },
  {
    id: "redeemable-from-iso-offset",
    statement: "Entries have redeemableFromISO too, with another offset and milliseconds.",
    slots: ["iso"],
    ...editList(promisedList, (entries) =>
      entries.map((entry) => ({
        ...entry,
        redeemableFromISO: `${String(entry["redeemableFrom"])}T00:00:00.000+05:30`,
      })),
    ),
  },
  {
    id: "unnamed-points-type",
    statement: "Points are of a type that the page does not name.",
    ...editBothLists((entries) => entries.map((entry) => ({ ...entry, pointsType: "customer_promotions" }))),
  },
  {
    id: "escaped-text",
    statement: "Names and words in the JSON text are written with escapes.",
    ...editText((text) => text.replaceAll('"points', '"\\u0070oints').replaceAll('"CUSTOMER"', '"\\u0043USTOMER"')),
  },
];

function editBothLists(edit: (entries: readonly JsonMembers[], draw: number) => JsonTree): Twist {
  const editOne = (name: ListName): Twist =>
    editList(name, (entries, { circumstances }) => edit(entries, circumstances.draw));
  const [promised, trigger] = [editOne(promisedList), editOne(triggerList)];
  return {
    result: (result, moment) => {
      const once = promised.result?.(result, moment) ?? result;
      return trigger.result?.(once, moment) ?? once;
    },
  };
}

function editPoints(edit: (text: string) => string): Twist {
  return editBothLists((entries) =>
    entries.map((entry) => {
      const { points } = entry;
      return points instanceof RawNumber ? { ...entry, points: new RawNumber(edit(points.text)) } : entry;
    }),
  );
}

/** Another order for another draw: rotated, and every second one taken first. */
function rotate<T>(entries: readonly T[], draw: number): readonly T[] {
  const start = entries.length === 0 ? 0 : draw % entries.length;
  const turned = [...entries.slice(start), ...entries.slice(0, start)];
  return [...turned.filter((_, index) => index % 2 === 1), ...turned.filter((_, index) => index % 2 === 0)];
}

const absent: JsonMembers = Object.fromEntries(
  [
    "partnerTierNumber",
    "partnerTierName",
    "partnerTierExpiryDate",
    "partnerMembershipId",
    "partnerProgramMembershipLastUpdatedDate",
    "partnerProgramMembershipLastUpdatedActivity",
    "benefitsSummary",
  ].map((name) => [name, null]),
);
