import type { Membership } from "../fixtures.ts";

/** The membership with something that has happened to it at an instant. */
export function recordActivity(membership: Membership, type: string, now: Date): Membership {
  // response parameter: activityDate, when the action was taken
  return { ...membership, activities: [{ type, date: now.toISOString() }, ...(membership.activities ?? [])] };
}
