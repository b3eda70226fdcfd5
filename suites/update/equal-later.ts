import type { Draw } from "../../src/model/case.ts";
import { mergeJudgements } from "../../src/model/verdict.ts";
import { drawFiller } from "./batch.ts";
import { drawProgram, drawTier } from "./draw-names.ts";
import { equalFaults } from "./equal-items.ts";
import type { Flow } from "./flow.ts";
import type { Person } from "./members.ts";
import { type AnyUpdate, putBackIn } from "./refuse-updates.ts";
import { makeUpdate } from "./request.ts";
import { readPrograms } from "./steps.ts";

/**
 * One update that is refused alone is refused alike as the second of the second customer of a request. What is made of it
 * there is put back as far as it can be.
 */
export function equalLater<P extends Person>(make: (person: P, draw: Draw) => AnyUpdate): Flow<P> {
  return function* (person, draw) {
    const before = yield* readPrograms(person);
    const beside = {
      filler: drawFiller(person.own ?? { program: drawProgram(draw), tier: drawTier(draw) }, draw),
      unsound: makeUpdate(drawProgram(draw), "RENEW", drawTier(draw)),
    };
    const judged = yield* equalFaults(person, [make(person, draw)], beside);
    return judged.findings.length === 0 ? judged : mergeJudgements([judged, yield* putBackIn(person, before)]);
  };
}
