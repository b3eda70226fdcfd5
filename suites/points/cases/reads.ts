import { breach, keep } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange } from "../../../src/model/case.ts";
import type { Judgement } from "../../../src/model/verdict.ts";
import { definePointsCase } from "../needs.ts";
import { requestInTurn } from "../request.ts";

const served = "points.resource.served";

/**
 * A known customer's read has to be answered. A refusal is blamed on what it says: the resource, or the form of the
 * request that the note's matrix describes.
 */
function judgeRead(form: string): (subject: unknown, trace: readonly ReadExchange[]) => Judgement {
  return (_subject, [read]) => {
    if (read === undefined || read.answer.kind === "answer") return keep(served);
    const requirement = blameRefusal(read, form);
    return breach({
      requirement,
      pointer: read.answer.kind === "refusal" ? (read.answer.codes[0]?.pointer ?? "") : "",
      kind: "refused",
      expected: "the promised points of a known customer",
      actual: describeAnswer(read.answer),
      exchange: 0,
    });
  };
}

/** The requirement that a refusal of a known customer's read breaks, by what it says. */
export function blameRefusal({ answer }: ReadExchange, form: string): string {
  if (answer.kind !== "refusal") return served;
  const codes = answer.codes.map(({ code }) => code);
  const says = (...wanted: number[]): boolean =>
    wanted.includes(answer.status) || codes.some((code) => wanted.includes(code));
  if (codes.length === 0 || says(404, 405, 415)) return served;
  return form;
}

/** Plain reads, one for each form of request that the note describes; their answers are held against the schemas. */
export const readCases = [
  definePointsCase({
    id: "points.read.all-programs",
    title: "A customer's promised points of all programs are answered",
    operation: "points",
    requirements: [served],
    needs: "points:listed-customer",
    next: (person, trace) => requestInTurn(person, trace, [{ all: true }]),
    judge: judgeRead("points.programs.all-without-id"),
  }),
  definePointsCase({
    id: "points.read.all-programs-with-id",
    title: "A customer's promised points of all programs are answered although a program is passed",
    operation: "points",
    requirements: [served],
    needs: "points:customer-and-program",
    next: (person, trace) => requestInTurn(person, trace, [{ all: true, programId: person.programId }]),
    judge: judgeRead("points.programs.all-with-id"),
  }),
  definePointsCase({
    id: "points.read.one-program",
    title: "A customer's promised points of one program are answered",
    operation: "points",
    requirements: [served],
    needs: "points:customer-and-program",
    next: (person, trace) => requestInTurn(person, trace, [{ all: false, programId: person.programId }]),
    judge: judgeRead("points.programs.one"),
  }),
  definePointsCase({
    id: "points.read.default-program",
    title: "A customer's promised points of the default program are answered",
    operation: "points",
    requirements: [served],
    needs: "points:customer",
    next: (person, trace) => requestInTurn(person, trace, [{ all: false }]),
    judge: judgeRead("points.programs.default"),
  }),
];
