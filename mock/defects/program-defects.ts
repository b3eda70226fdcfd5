import { editAnswer, editList, promisedList, readAnswer, replaceResult, triggerList } from "../edit.ts";
import { readParameter } from "../query.ts";
import { refuse } from "../result.ts";
import type { Moment } from "../twist.ts";
import { askForAll, askForDefault, askForOther, rewrite, takeListFrom } from "./ask-otherwise.ts";
import { allFlag, asksForAll, namesKnownProgram, namesUnknownProgram, readProgram } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

const isFlagOmitted = ({ query }: Moment): boolean => readParameter(query, allFlag) === undefined;

/** Faults in which programs are answered, beside the matrix itself. */
export const programDefects: readonly Defect[] = [
  makeDefect(
    "points.programs.flag-omitted",
    "points.flag-omitted-with-id-answers-default",
    "Flag left out and a program named: the default program is answered.",
    {
      ...rewrite(askForDefault, (moment) => isFlagOmitted(moment) && namesKnownProgram(moment)),
    },
  ),
  makeDefect(
    "points.programs.flag-omitted",
    "points.flag-omitted-answers-other",
    "Flag and program left out: a program that is not the default one is answered.",
    {
      ...rewrite(askForOther, (moment) => isFlagOmitted(moment) && readProgram(moment) === undefined),
    },
  ),
  makeDefect(
    "points.programs.flag-omitted",
    "points.flag-omitted-loses-entry",
    "Flag left out: the first entry is lost.",
    {
      ...editList(promisedList, (entries) => entries.slice(1), isFlagOmitted),
    },
  ),
  makeDefect(
    "points.programs.trigger-list",
    "points.trigger-list-all-programs",
    "Trigger-based points of all programs are answered where one is asked for.",
    {
      ...takeListFrom(triggerList, askForAll, (moment) => !asksForAll(moment)),
    },
  ),
  makeDefect(
    "points.programs.trigger-list",
    "points.trigger-list-default-program",
    "Trigger-based points are always the default program's.",
    {
      ...takeListFrom(triggerList, askForDefault, () => true),
    },
  ),
  makeDefect(
    "points.programs.trigger-list",
    "points.trigger-list-empty-with-all",
    "Trigger-based points are left out where all programs are asked for.",
    {
      ...editAnswer((answer) => ({ ...answer, [triggerList]: [] }), asksForAll),
    },
  ),
  ...unknownProgramDefects(),
];

function unknownProgramDefects(): readonly Defect[] {
  const withAll = (moment: Moment): boolean => asksForAll(moment) && namesUnknownProgram(moment);
  const alone = (moment: Moment): boolean => !asksForAll(moment) && namesUnknownProgram(moment);
  const isRefused = (moment: Moment, result: { readonly kind: string; readonly code?: number }): boolean =>
    alone(moment) && result.kind === "refusal" && result.code === 885;
  const answerNothing = (moment: Moment) => {
    const result = moment.ask(askForDefault(moment.query));
    const answer = readAnswer(result);
    return answer === undefined
      ? result
      : { kind: "answer" as const, body: { ...answer, [promisedList]: [], [triggerList]: [] } };
  };
  return [
    makeDefect(
      "points.programs.unknown-with-all",
      "points.unknown-program-with-all-answers-default",
      "All programs asked for and an unknown one named: the default program is answered.",
      rewrite(askForDefault, withAll),
    ),
    makeDefect(
      "points.code.885",
      "points.unknown-program-answers-nothing",
      "An unknown program is answered with empty lists.",
      replaceResult(answerNothing, isRefused),
    ),
    makeDefect(
      "points.code.885",
      "points.unknown-program-answers-default",
      "An unknown program is answered with the default one.",
      {
        ...replaceResult((moment) => moment.ask(askForDefault(moment.query)), isRefused),
      },
    ),
    makeDefect("points.code.885", "points.unknown-program-1213", "An unknown program is refused with 1213.", {
      ...replaceResult(() => refuse(1213, "the program is not valid"), isRefused),
    }),
    makeDefect("points.code.885", "points.unknown-program-8015", "An unknown program is refused with 8015.", {
      ...replaceResult(() => refuse(8015, "no customer has this identifier"), isRefused),
    }),
  ];
}
