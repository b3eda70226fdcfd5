import type { Draw } from "../../../src/model/case.ts";
import { mergeJudgements } from "../../../src/model/verdict.ts";
import { drawProgram, drawTier } from "../draw-names.ts";
import { drawExpiry, shiftDays, writeExpiry } from "../expiry.ts";
import { listFitting } from "../fitting.ts";
import { type Flow, playFlow } from "../flow.ts";
import { defineUpdateCase } from "../needs.ts";
import {
  type AnyUpdate,
  awaitIn,
  judgeRefusedUnchanged,
  putBackIn,
  refuseUpdates,
  showLinking,
  unchanged,
} from "../refuse-updates.ts";
import { makeUpdate, tierTypes } from "../request.ts";
import { readPrograms, sendUpdate } from "../steps.ts";
import type { Renewable } from "../subjects.ts";

/** Updates of which those that are refused, with whatever code, must change nothing: a read after each of them. */
function refuseQuietly(list: (member: Renewable, draw: Draw) => readonly AnyUpdate[]): Flow<Renewable> {
  return function* (given, draw) {
    const member = showLinking(given);
    const before = yield* readPrograms(member);
    const parts = [];
    for (const update of list(member, draw)) {
      const { result } = yield* sendUpdate(member, update);
      if (result.outcome !== "refused") {
        yield* awaitIn(given, before, update, result);
        return yield* putBackIn(given, before);
      }
      parts.push(yield* judgeRefusedUnchanged(member, before, update));
    }
    return mergeJudgements(parts);
  };
}

/** The same update twice, for each thing that can be wrong with an update of a member: it is refused the second time too. */
const refuseAgain: Flow<Renewable> = function* (member, draw) {
  const { program, tier, state } = member;
  const past = writeExpiry(shiftDays(state.now, -draw.integer(3, 300)));
  const faults: readonly (readonly [code: number, update: AnyUpdate])[] = [
    [2002, makeUpdate(program, "UPGRADE")],
    [2003, makeUpdate(program, "RENEW", tier, past)],
    [2006, makeUpdate(drawProgram(draw), "RENEW", tier)],
    [2007, makeUpdate(program, "RENEW", drawTier(draw))],
    [2009, makeUpdate(program, "EXTEND", tier)],
  ];
  const parts = [];
  for (const [code, update] of faults) {
    const refuse: Flow<Renewable> = refuseUpdates(`update.code.${code}`, () => [update, update]);
    parts.push(yield* refuse(member, draw));
  }
  return mergeJudgements(parts);
};

/** Updates whose effect would show: refused, they have none. */
export const refusedCases = [
  defineUpdateCase({
    id: "update.refused.again",
    title: "An update that is refused is refused when it is sent again",
    operation: "update",
    requirements: [
      "update.code.2002",
      "update.code.2003",
      "update.code.2006",
      "update.code.2007",
      "update.code.2009",
      unchanged,
    ],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(refuseAgain),
  }),
  defineUpdateCase({
    id: "update.refused.tier-unknown",
    title: "An update to an unknown tier with a new expiry changes neither tier nor expiry",
    operation: "update",
    requirements: [unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(
      refuseQuietly((member, draw) =>
        tierTypes.map((type) => makeUpdate(member.program, type, drawTier(draw), drawExpiry(member.expiry, draw))),
      ),
    ),
  }),
  defineUpdateCase({
    id: "update.refused.expiry-past",
    title: "An update to another tier with a past expiry changes neither tier nor expiry",
    operation: "update",
    requirements: [unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(
      refuseQuietly((member, draw) => {
        const past = writeExpiry(shiftDays(member.state.now, -draw.integer(3, 300)));
        return tierTypes.flatMap((type) =>
          listFitting(member, type).map((tier) => makeUpdate(member.program, type, tier, past)),
        );
      }),
    ),
  }),
];
