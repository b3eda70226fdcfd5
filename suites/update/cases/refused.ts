import type { Draw } from "../../../src/model/case.ts";
import { mergeJudgements } from "../../../src/model/verdict.ts";
import { drawTier } from "../draw-names.ts";
import { drawExpiry, shiftDays, writeExpiry } from "../expiry.ts";
import { listFitting } from "../fitting.ts";
import { type Flow, playFlow } from "../flow.ts";
import { defineUpdateCase } from "../needs.ts";
import {
  type AnyUpdate,
  awaitIn,
  judgeRefusedUnchanged,
  putBackIn,
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

/** Updates whose effect would show: refused, they have none. */
export const refusedCases = [
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
