import { type When, replaceResult } from "../../edit.ts";
import type { JsonMembers } from "../../json-text.ts";
import { readParameter, setParameter } from "../../query.ts";
import { type Result, refuse } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { isAnswer, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, both, findAsked } from "./conditions.ts";
import { changeEntries, stripActivities } from "./edit-history.ts";
import { askForSomebody } from "./ask-for-somebody.ts";

const isUnknown: When = refusesWith(8003);
const askInStore = ({ ask, query }: Moment): Result => ask(setParameter(query, "source", "INSTORE"));
const isLowerCase: Asked = ({ query }) => /^[a-z_]+$/.test(readParameter(query, "source") ?? "");
const loseFirst = (entries: readonly JsonMembers[]): readonly JsonMembers[] =>
  entries.length > 1 ? entries.slice(1) : entries;

/** Faults in source. */
export const sourceDefects: readonly Defect[] = [
  makeDefect(
    "histories.source.unknown",
    "histories.unknown-source-loses-activities",
    "With a source that does not exist the customer is answered without activities.",
    replaceResult((moment) => stripActivities(askInStore(moment)), isUnknown),
  ),
  makeDefect(
    "histories.source.unknown",
    "histories.unknown-source-is-somebody",
    "With a source that does not exist the first customer with programs is answered.",
    replaceResult(
      (moment) => askForSomebody({ ...moment, query: setParameter(moment.query, "source", "INSTORE") }),
      isUnknown,
    ),
  ),
  makeDefect(
    "histories.source.spelling",
    "histories.lower-case-source-loses-program",
    "With the source in lower case the first program is lost.",
    changeEntries(loseFirst, isLowerCase),
  ),
  makeDefect(
    "histories.source.spelling",
    "histories.lower-case-source-refused-for-some",
    "The source in lower case is refused for customers with an odd id.",
    replaceResult(
      () => refuse(8003, "unknown source"),
      (moment, result) =>
        isAnswer(moment, result) && both(isLowerCase, (each) => (findAsked(each)?.id ?? 0) % 2 === 1)(moment),
    ),
  ),
];
