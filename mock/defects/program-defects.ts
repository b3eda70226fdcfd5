import {
  type ListName,
  editAnswer,
  editList,
  promisedList,
  readAnswer,
  readEntries,
  replaceResult,
  triggerList,
} from "../edit.ts";
import type { JsonMembers } from "../json-text.ts";
import { type Query, readParameter, setParameter } from "../query.ts";
import { refuse } from "../result.ts";
import type { Moment, Twist } from "../twist.ts";
import { allFlag, asksForAll, namesKnownProgram, namesUnknownProgram, readProgram } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

const askForOne = (query: Query): Query => setParameter(query, allFlag, "false");
const askForAll = (query: Query): Query => setParameter(query, allFlag, "true");
const askForDefault = (query: Query): Query => setParameter(askForOne(query), "programId", undefined);

/** Rows of the note's matrix gone wrong, each for itself. */
const matrixRows: readonly {
  readonly row: string;
  readonly when: (moment: Moment) => boolean;
  readonly ways: readonly (readonly [
    word: string,
    statement: string,
    twist: (when: (moment: Moment) => boolean) => Twist,
  ])[];
}[] = [
  {
    row: "all-with-id",
    when: (moment) => asksForAll(moment) && namesKnownProgram(moment),
    ways: [
      ["answers-that-program", "answers that program alone", (when) => rewrite(askForOne, when)],
      ["answers-default-program", "answers the default program alone", (when) => rewrite(askForDefault, when)],
      [
        "loses-that-program",
        "answers all programs but that one",
        (when) => keepPrograms((id, moment) => id !== readProgram(moment), when),
      ],
    ],
  },
  {
    row: "all-without-id",
    when: (moment) => asksForAll(moment) && readProgram(moment) === undefined,
    ways: [
      ["answers-default-program", "answers the default program alone", (when) => rewrite(askForDefault, when)],
      [
        "loses-default-program",
        "answers all programs but the default one",
        (when) => keepPrograms((id, { organisation }) => id !== organisation?.defaultProgram, when),
      ],
      [
        "loses-last-program",
        "answers all programs but the last",
        (when) => keepPrograms((id, { organisation }) => id !== organisation?.programs.at(-1)?.id, when),
      ],
    ],
  },
  {
    row: "one",
    when: (moment) => !asksForAll(moment) && namesKnownProgram(moment),
    ways: [
      ["answers-all-programs", "answers all programs", (when) => rewrite(askForAll, when)],
      ["answers-default-program", "answers the default program", (when) => rewrite(askForDefault, when)],
      ["answers-nothing", "answers empty lists", (when) => keepPrograms(() => false, when)],
      ["adds-default-program", "answers the default program too", (when) => addDefaultProgram(when)],
    ],
  },
  {
    row: "default",
    when: (moment) => !asksForAll(moment) && readProgram(moment) === undefined,
    ways: [
      ["answers-all-programs", "answers all programs", (when) => rewrite(askForAll, when)],
      ["answers-other-program", "answers a program that is not the default one", (when) => rewrite(askForOther, when)],
      ["answers-nothing", "answers empty lists", (when) => keepPrograms(() => false, when)],
    ],
  },
];

const rowWords: Readonly<Record<string, string>> = {
  "all-with-id": "All programs asked for, one named",
  "all-without-id": "All programs asked for, none named",
  one: "One program asked for",
  default: "No program asked for",
};

const isFlagOmitted = ({ query }: Moment): boolean => readParameter(query, allFlag) === undefined;

/** Faults in which programs are answered. */
export const programDefects: readonly Defect[] = [
  ...matrixRows.flatMap(({ row, when, ways }) =>
    ways.map(([word, statement, twist]) =>
      makeDefect(
        `points.programs.${row}`,
        `points.programs-${row}-${word}`,
        `${rowWords[row] ?? row}: ${statement}.`,
        twist(when),
      ),
    ),
  ),
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
      "points.unknown-program-with-all-answers-nothing",
      "All programs asked for and an unknown one named: empty lists.",
      keepPrograms(() => false, withAll),
    ),
    makeDefect(
      "points.programs.unknown-with-all",
      "points.unknown-program-with-all-answers-default",
      "All programs asked for and an unknown one named: the default program is answered.",
      rewrite(askForDefault, withAll),
    ),
    makeDefect(
      "points.programs.unknown-with-all",
      "points.unknown-program-with-all-8015",
      "All programs asked for and an unknown one named: refused with 8015.",
      {
        ...replaceResult(
          () => refuse(8015, "no customer has this identifier"),
          (moment, result) => withAll(moment) && result.kind === "answer",
        ),
      },
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

type Asking = (query: Query, moment: Moment) => Query;

function askForOther(query: Query, { organisation }: Moment): Query {
  const other = organisation?.programs.find(({ id }) => id !== organisation.defaultProgram);
  return setParameter(askForOne(query), "programId", String(other?.id ?? organisation?.defaultProgram));
}

function rewrite(asking: Asking, when: (moment: Moment) => boolean): Twist {
  return { query: (query, moment) => (when(moment) ? asking(query, moment) : query) };
}

function keepPrograms(keeps: (id: number, moment: Moment) => boolean, when: (moment: Moment) => boolean): Twist {
  const keep = (list: readonly JsonMembers[], moment: Moment): readonly JsonMembers[] =>
    list.filter(({ programId }) => keeps(Number(programId), moment));
  return editAnswer(
    (answer, moment) => ({
      ...answer,
      [promisedList]: keep(readEntries(answer, promisedList), moment),
      [triggerList]: keep(readEntries(answer, triggerList), moment),
    }),
    when,
  );
}

function takeListFrom(name: ListName, asking: Asking, when: (moment: Moment) => boolean): Twist {
  return editAnswer((answer, moment) => {
    const other = readAnswer(moment.ask(asking(moment.query, moment)));
    return other === undefined ? answer : { ...answer, [name]: readEntries(other, name) };
  }, when);
}

function addDefaultProgram(when: (moment: Moment) => boolean): Twist {
  return editAnswer((answer, moment) => {
    const other = readAnswer(moment.ask(askForDefault(moment.query)));
    if (other === undefined || readProgram(moment) === moment.organisation?.defaultProgram) return answer;
    const join = (name: ListName): readonly JsonMembers[] => [
      ...readEntries(answer, name),
      ...readEntries(other, name),
    ];
    return { ...answer, [promisedList]: join(promisedList), [triggerList]: join(triggerList) };
  }, when);
}
