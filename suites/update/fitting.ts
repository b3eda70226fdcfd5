import type { Member } from "./members.ts";
import { fitsType } from "./oracle.ts";

/** Tiers of the member's program to which this kind of update leads, one at most: its own for a RENEW. */
export function listFitting({ state, program, tiers }: Member, type: string): string[] {
  const found = state.programs.find(({ name }) => name === program);
  if (found === undefined) return [];
  return tiers.filter((tier) => fitsType(type, tier, found)).slice(0, 1);
}
