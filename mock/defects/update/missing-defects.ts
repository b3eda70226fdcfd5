import type { Json } from "../../../src/model/json.ts";
import { type Defect, makeDefect } from "../defect.ts";
import type { Asked } from "./asked.ts";
import { type WhichPerformed, answerWith } from "./change-updates.ts";
import { hasOnlyFault } from "./faults.ts";
import { all, hasType, isRefusedWith } from "./which.ts";

/** What is missing, and how. */
type Cause = readonly [word: string, words: string, which: WhichPerformed];

const isAbsent = (value: Json | undefined): boolean => value === undefined;
const isNull = (value: Json | undefined): boolean => value === null;
const isEmptyText = (value: Json | undefined): boolean => value === "";
const isEmptyObject = (value: Json | undefined): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const readDetails = ({ sent }: Asked): Json | undefined => sent["updateDetails"];
const readTier = ({ details }: Asked): Json | undefined => details["updatedTierName"];
const readProgram = ({ sent }: Asked): Json | undefined => sent["partnerProgramName"];
const hasDetails = ({ details }: Asked): boolean => Object.keys(details).length > 0;

// error code 2002: updateDetails, updatedTierName and partnerProgramName, each empty or null
const causes: readonly Cause[] = [
  ["details-absent", "updateDetails left out", (asked) => isAbsent(readDetails(asked))],
  ["details-null", "updateDetails of null", (asked) => isNull(readDetails(asked))],
  ["details-empty", "empty updateDetails", (asked) => isEmptyObject(readDetails(asked))],
  ["tier-name-absent", "updatedTierName left out", (asked) => hasDetails(asked) && isAbsent(readTier(asked))],
  ["tier-name-null", "updatedTierName of null", (asked) => isNull(readTier(asked))],
  ["tier-name-empty", "an empty updatedTierName", (asked) => isEmptyText(readTier(asked))],
  ["program-name-absent", "partnerProgramName left out", (asked) => isAbsent(readProgram(asked))],
  ["program-name-null", "partnerProgramName of null", (asked) => isNull(readProgram(asked))],
  ["program-name-empty", "an empty partnerProgramName", (asked) => isEmptyText(readProgram(asked))],
];

/** Faults where something is missing from an update that 2002 is for. */
export const missingDefects: readonly Defect[] = [
  ...causes.flatMap(([word, words, which]) => [
    row(200, `${word}-accepted`, `An update with ${words} is accepted`, which),
    row(2009, `${word}-2009`, `An update with ${words} is refused with 2009`, which),
  ]),
  ...causes
    .filter(([word]) => word.startsWith("program-name"))
    .map(([word, words, which]) => row(2006, `${word}-2006`, `An update with ${words} is refused with 2006`, which)),
  ...causes
    .filter(([word]) => word.startsWith("tier-name"))
    .map(([word, words, which]) => row(2007, `${word}-2007`, `An update with ${words} is refused with 2007`, which)),
  ...["DOWNGRADE", "RENEW", "MEMBERSHIP_RENEWAL_INITIATION"].flatMap((type) => {
    const word = type.toLowerCase().replaceAll("_", "-");
    return [
      row(
        200,
        `details-absent-of-${word}-accepted`,
        `A ${type} with updateDetails left out is accepted`,
        all((asked) => isAbsent(readDetails(asked)), hasType(type)),
      ),
      row(
        200,
        `tier-name-empty-of-${word}-accepted`,
        `A ${type} with an empty updatedTierName is accepted`,
        all((asked) => isEmptyText(readTier(asked)), hasType(type)),
      ),
    ];
  }),
  row(
    2006,
    "program-name-absent-of-cancellation-2006",
    "A cancellation with partnerProgramName left out is refused with 2006",
    all((asked) => isAbsent(readProgram(asked)), hasType("MEMBERSHIP_RELINKING_CANCELLED")),
  ),
];

function row(code: number, id: string, statement: string, which: WhichPerformed): Defect {
  return makeDefect(
    "update.code.2002",
    `update.${id}`,
    `${statement} instead of 2002.`,
    answerWith(code, all(isRefusedWith(2002), hasOnlyFault(2002), which)),
  );
}
