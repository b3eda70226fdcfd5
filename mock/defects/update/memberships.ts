import type { Membership } from "../../fixtures.ts";
import type { Performed } from "./asked.ts";

/** The membership in the tier that it had before the request. */
export function keepTier(membership: Membership, { membership: before }: Performed): Membership {
  return before?.tier === undefined ? membership : { ...membership, tier: before.tier };
}

/** The membership with the expiry that it had before the request. */
export function keepExpiry(membership: Membership, { membership: before }: Performed): Membership {
  return before?.tierExpiry === undefined ? membership : { ...membership, tierExpiry: before.tierExpiry };
}

/** The membership in the tier at that place of the program's, the lowest first; in its former one where there is none. */
export function takeTier(membership: Membership, performed: Performed, place: number): Membership {
  const tier = performed.program?.tiers?.[place];
  return tier === undefined ? keepTier(membership, performed) : { ...membership, tier };
}

/** The membership with the expiry moved by some hours. */
export function moveExpiry(membership: Membership, hours: number): Membership {
  const { tierExpiry } = membership;
  if (tierExpiry === undefined) return membership;
  return { ...membership, tierExpiry: new Date(Date.parse(tierExpiry) + hours * 3_600_000).toISOString() };
}

/** The membership with the expiry at the beginning of its hour or minute; the unit in milliseconds. */
export function cutExpiry(membership: Membership, unit: number): Membership {
  const { tierExpiry } = membership;
  if (tierExpiry === undefined) return membership;
  return { ...membership, tierExpiry: new Date(Math.floor(Date.parse(tierExpiry) / unit) * unit).toISOString() };
}
