import { lastInstant } from "./histories/render-date.ts";
import type { Membership, PartnerProgram } from "./fixtures.ts";

const dayMs = 86_400_000;

/** A membership made up for a program: it began a year ago and lasts for another one, in the lowest tier. */
export function makeMembership(program: PartnerProgram, now: Date): Membership {
  const start = moveInstant(now, -365);
  const end = moveInstant(now, 365);
  const [tier] = program.tiers ?? [];
  const isExternal = program.type === "EXTERNAL";
  return {
    program: program.id,
    linked: true,
    start,
    end,
    ...(isExternal ? { membershipId: `M-${program.id}` } : {}),
    ...(tier === undefined ? {} : { tier, tierExpiry: end }),
    // samples: what the newest activity of an untouched membership is
    activities: [{ type: isExternal ? "ENROLLMENT" : "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: start }],
  };
}

/** The instant some days away, without milliseconds. */
export function moveInstant(now: Date, days: number): string {
  return new Date(Math.min(now.getTime() + days * dayMs, lastInstant)).toISOString().replace(/\.\d+Z$/, "Z");
}
