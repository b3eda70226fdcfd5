import { replaceResult } from "../../edit.ts";
import type { Organisation } from "../../fixtures.ts";
import { isMembers } from "../../json-text.ts";
import { type RefusalResult, type Result, refuse, refuseWithStatus } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { listAsked } from "./asked.ts";
import { answerWith } from "./change-updates.ts";
import { writeBody } from "./perform-as.ts";
import { readListOf, resultsList } from "./results.ts";

const limit = 50;
const overLimit = refuse(2008, `one request takes no more than ${limit}`);

/** Faults in how many customers one request takes. */
export const limitDefects: readonly Defect[] = [
  refuseFrom(11, "limit-10", "More than ten customers are refused with 2008."),
  refuseFrom(26, "limit-25", "More than twenty-five customers are refused with 2008."),
  refuseFrom(50, "limit-49", "Fifty customers are refused with 2008."),
  refuseFrom(50, "fifty-413", "Fifty customers are refused with HTTP 413.", refuseWithStatus(413, "too much")),
  makeDefect(
    "update.batch.fifty",
    "update.fiftieth-refused",
    "The updates of the fiftieth customer are refused with 2008.",
    answerWith(2008, ({ entry, customer }) => entry === limit - 1 && customer !== undefined),
  ),

  makeDefect("update.batch.limit", "update.no-limit", "Any number of customers is taken.", {
    ...replaceResult((moment, result) => performUnlimited(moment) ?? result, refusesWith(2008)),
  }),
  makeDefect("update.batch.limit", "update.limit-51", "Fifty-one customers are taken, more are refused with 2008.", {
    ...replaceResult(
      (moment, result) => performUnlimited(moment) ?? result,
      (moment, result) => refusesWith(2008)(moment, result) && countEntries(moment) === limit + 1,
    ),
  }),
  ...[2002, 1060, 400].map((code) =>
    makeDefect(
      "update.batch.limit",
      `update.over-the-limit-${code}`,
      `More than fifty customers are refused with ${code} instead of 2008.`,
      { ...replaceResult(() => refuse(code, `one request takes no more than ${limit}`), refusesWith(2008)) },
    ),
  ),
];

function refuseFrom(customers: number, word: string, statement: string, refusal: RefusalResult = overLimit): Defect {
  return makeDefect("update.batch.fifty", `update.${word}`, statement, {
    ...replaceResult(
      () => refusal,
      // More than fifty updates are over the limit as some count it.
      (moment) => countEntries(moment) >= customers && listAsked(moment).length <= limit,
    ),
  });
}

function countEntries(moment: Moment): number {
  return listAsked(moment)[0]?.entries ?? 0;
}

/** What comes of a request where its customers are performed fifty at a time. */
function performUnlimited(moment: Moment): Result | undefined {
  const asked = listAsked(moment);
  const before = moment.organisation;
  const parts = Array.from({ length: Math.ceil(countEntries(moment) / limit) }, (_, part) =>
    moment.ask(moment.query, writeBody(asked.filter(({ entry }) => Math.floor(entry / limit) === part))),
  );
  const answers = parts.flatMap((part) => (part.kind === "answer" ? [part] : []));
  const [first] = answers;
  if (before === undefined || first === undefined || answers.length < parts.length) return undefined;
  const body = isMembers(first.body) ? first.body : {};
  return {
    ...first,
    body: {
      ...body,
      [resultsList]: answers.flatMap((each) => (isMembers(each.body) ? readListOf(each.body, resultsList) : [])),
    },
    organisation: answers.reduce((made, { organisation = before }) => takeChanges(made, organisation, before), before),
    events: answers.flatMap(({ events = [] }) => events),
  };
}

/** The customers that are others than before take their places. */
function takeChanges(made: Organisation, other: Organisation, before: Organisation): Organisation {
  return {
    ...made,
    customers: made.customers.map((customer, place) => {
      const changed = other.customers[place];
      return changed === undefined || changed === before.customers[place] ? customer : changed;
    }),
  };
}
