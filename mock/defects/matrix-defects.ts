import type { Moment, Twist } from "../twist.ts";
import {
  addDefaultProgram,
  askForAll,
  askForDefault,
  askForOne,
  askForOther,
  keepPrograms,
  rewrite,
} from "./ask-otherwise.ts";
import { asksForAll, namesKnownProgram, readProgram } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

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

/** Faults in which programs are answered, by the rows of the matrix. */
export const matrixDefects: readonly Defect[] = matrixRows.flatMap(({ row, when, ways }) =>
  ways.map(([word, statement, twist]) =>
    makeDefect(
      `points.programs.${row}`,
      `points.programs-${row}-${word}`,
      `${rowWords[row] ?? row}: ${statement}.`,
      twist(when),
    ),
  ),
);
