import { observe } from "../../src/check/judge.ts";
import { nothingJudged } from "../../src/model/verdict.ts";
import { isLost } from "./batch.ts";
import { drawExpiry } from "./expiry.ts";
import { type Flow, giveUp } from "./flow.ts";
import { isRefusedAnyway } from "./judge.ts";
import { readOwnTier } from "./renew-tier.ts";
import { makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { describeUpdate } from "./results.ts";
import { readUntil, sendUpdate } from "./steps.ts";
import { isMoved } from "./judge-effect.ts";
import type { Renewable } from "./subjects.ts";

/** A renewal in which one name is written in other letters: refused as unknown, or carried out as if it were not. */
export function respellName(name: "program" | "tier", code: number): Flow<Renewable> {
  const requirement = `update.${name}-name.letters`;
  return function* (member, draw) {
    const other = swapCase(member[name]);
    const taken = name === "program" ? member.state.programs.map((one) => one.name) : member.tiers;
    if (taken.includes(other)) {
      const advice = `list a customer with a ${name} whose name has small or capital letters`;
      return yield* giveUp(`the ${name} ${member[name]} has no other letters of its own; ${advice}`);
    }
    const before = yield* readOwnTier(member);
    const expiry = drawExpiry(member.expiry, draw);
    const [program, tier] = name === "program" ? [other, member.tier] : [member.program, other];
    const asked = yield* sendUpdate(member, makeUpdate(program, "RENEW", tier, expiry));
    const { outcome, codes, pointer } = asked.result;
    const seen = { pointer, exchange: asked.position };
    if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (outcome === "refused") {
      if (codes.includes(code))
        return observe(requirement, ["exact"], { actual: describeUpdate(asked.result), ...seen });
      // A tier that is found may be refused for other reasons, because it is not quite the customer's own.
      const isElsewhere = name === "tier" || (codes.length === 0 && asked.result.place !== "request");
      if (isElsewhere || (yield* isRefusedAnyway(member, asked.result))) return nothingJudged;
      return observe(requirement, [], { actual: describeUpdate(asked.result), ...seen });
    }
    const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
    const isMade = shown !== undefined && isMoved(before.entry, shown.entry);
    const isWrong =
      !isMade && (yield* isLost(member, before, makeUpdate(member.program, "RENEW", member.tier, expiry)));
    const judged =
      isMade || isWrong
        ? observe(requirement, isMade ? ["any-letters"] : [], {
            actual: `reported as made${isMade ? "" : ", and not carried out"}`,
            ...seen,
          })
        : nothingJudged;
    return yield* restoreAfter(member, before.entry, judged);
  };
}

/** Capitals where there are any small letters, small letters otherwise; the same where there are no letters. */
function swapCase(name: string): string {
  const capitals = name.toUpperCase();
  return capitals === name ? name.toLowerCase() : capitals;
}
