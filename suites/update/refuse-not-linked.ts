import { keep } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { findEntry } from "../histories/page.ts";
import { drawTier } from "./draw-names.ts";
import { type Flow, giveUp, type Steps } from "./flow.ts";
import { breachAt, breachChange, foresee, judgeForeseen } from "./judge.ts";
import type { Person } from "./members.ts";
import type { ProgramState } from "./oracle.ts";
import { type AnyUpdate, judgeUnrecorded, showLinking, unchanged } from "./refuse-updates.ts";
import { makeUpdate, tierTypes } from "./request.ts";
import { findChange, lookAgain, readPrograms, sendUpdate } from "./steps.ts";

/** Updates in a program that exists and that the person is not linked to. */
function listNotLinked({ program }: { readonly program: ProgramState }, draw: Draw): AnyUpdate[] {
  return tierTypes.map((type) => makeUpdate(program.name, type, program.tiers[0] ?? drawTier(draw)));
}

/** The person may have been linked since it was found, which is seen only where the program is shown. */
export const refuseNotLinked: Flow<Person & { readonly program: ProgramState }> = function* (person, draw) {
  const { program, ...rest } = showLinking(person);
  const before = yield* readPrograms(rest);
  if (findEntry(before.page, program.name)?.details.linked === true) {
    return yield* giveUp(`${person.label} is linked to the program by now; list a customer who is not`);
  }
  const parts: Judgement[] = [];
  const updates = listNotLinked(person, draw);
  for (const update of updates) {
    const asked = yield* sendUpdate(rest, update);
    const judged = yield* judgeForeseen("update.code.2004", foresee(rest, update), rest, asked);
    // Made because the one before it has linked the customer, it is that which is wrong.
    const isLinked = judged.findings.length > 0 && parts.length > 0 && (yield* isLinkedNow(rest, program.name));
    if (isLinked) return mergeJudgements(parts);
    parts.push(judged);
  }
  const after = yield* lookAgain(rest);
  const change = after === undefined ? undefined : yield* findChange(rest, before, after, program.name);
  const why = "because the update was refused";
  parts.push(change === undefined ? keep(unchanged) : breachChange(unchanged, change, why));
  const [update] = updates;
  if (change === undefined && after !== undefined && update !== undefined)
    parts.push(yield* judgeUnrecorded(rest, before, after, update));
  return mergeJudgements(parts);
};

function* isLinkedNow(person: Person, program: string): Steps<boolean> {
  const shown = yield* lookAgain(person);
  return shown !== undefined && findEntry(shown.page, program)?.details.linked === true;
}

export const stayUnlinked: Flow<Person & { readonly program: ProgramState }> = function* (person, draw) {
  const requirement = "update.linked.first";
  const { program, ...rest } = person;
  const before = yield* readPrograms(rest);
  if (findEntry(before.page, program.name)?.details.linked === true) {
    return yield* giveUp(`${person.label} is linked to the program by now; list a customer who is not`);
  }
  for (const update of listNotLinked(person, draw)) yield* sendUpdate(rest, update);
  const after = yield* lookAgain(rest);
  if (after === undefined) return nothingJudged;
  const entry = findEntry(after.page, program.name);
  if (entry?.details.linked !== true) return keep(requirement);
  return breachAt(requirement, "effect", after.position, {
    pointer: `${entry.pointer}/partnerProgramDetails/linked`,
    expected: "the customer not linked to the program, as before",
    actual: "linked to it",
  });
};
