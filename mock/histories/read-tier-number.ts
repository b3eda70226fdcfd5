import type { Membership, PartnerProgram } from "../fixtures.ts";

/** The place of a membership's tier among those of its program; undefined where it has none, or one that is no longer there. */
export function readTierNumber({ tiers = [] }: PartnerProgram, { tier }: Membership): number | undefined {
  // sample: tier2 is the second
  return tier === undefined || !tiers.includes(tier) ? undefined : tiers.indexOf(tier) + 1;
}
