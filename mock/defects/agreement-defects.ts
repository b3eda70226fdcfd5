import { type When, editAnswer, editList, promisedList, readEntries, triggerList } from "../edit.ts";
import { readParameter } from "../query.ts";
import { asksBy, asksForAll } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";
import { halvePoints } from "./value-defects.ts";

const isRepeated: When = ({ repeated }) => repeated;

/** Faults that show only beside another answer: the same read again, or by another identifier. */
export const agreementDefects: readonly Defect[] = [
  makeDefect(
    "points.programs.agree",
    "points.programs-all-other-points",
    "Where all programs are asked for the points are halved.",
    { ...editList(promisedList, (entries) => entries.map(halvePoints), asksForAll) },
  ),
  makeDefect(
    "points.reads.equal",
    "points.second-read-other-points",
    "The same read directly again halves the points.",
    {
      ...editList(promisedList, (entries) => entries.map(halvePoints), isRepeated),
    },
  ),
  makeDefect(
    "points.reads.equal",
    "points.second-read-loses-entry",
    "The same read directly again loses the last entry.",
    {
      ...editList(promisedList, (entries) => entries.slice(0, -1), isRepeated),
    },
  ),
  makeDefect(
    "points.reads.equal",
    "points.second-read-loses-trigger-points",
    "The same read directly again has no trigger-based points.",
    {
      ...editAnswer((answer) => ({ ...answer, [triggerList]: [] }), isRepeated),
    },
  ),
  ...(
    [
      ["email", "email"],
      ["external-id", "externalId"],
    ] as const
  ).flatMap(([word, name]) => [
    makeDefect(
      "points.identifiers.equal",
      `points.by-${word}-loses-entry`,
      `Asked by ${name} the first entry is lost.`,
      {
        ...editList(promisedList, (entries) => entries.slice(1), hasOtherThan(name)),
      },
    ),
    makeDefect(
      "points.identifiers.equal",
      `points.by-${word}-other-points`,
      `Asked by ${name} the points are halved.`,
      {
        ...editList(promisedList, (entries) => entries.map(halvePoints), hasOtherThan(name)),
      },
    ),
    makeDefect(
      "points.identifiers.equal",
      `points.by-${word}-loses-trigger-points`,
      `Asked by ${name} there are no trigger-based points.`,
      {
        ...editAnswer(
          (answer) => (readEntries(answer, triggerList).length > 0 ? { ...answer, [triggerList]: [] } : answer),
          hasOtherThan(name),
        ),
      },
    ),
  ]),
];

/** By that identifier, and not for a customer who has no other one: that would be a fault of its own. */
function hasOtherThan(name: "email" | "externalId"): When {
  return (moment) => {
    const value = readParameter(moment.query, "identifierValue");
    return (
      asksBy(name)(moment) &&
      (moment.organisation?.customers.some((each) => each[name] === value && each.mobile !== undefined) ?? false)
    );
  };
}
