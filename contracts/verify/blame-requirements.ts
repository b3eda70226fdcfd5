/** An interaction that was tried: what it is about, what else it cannot be kept without, and what it came to. */
export interface TriedInteraction {
  readonly index: number;
  readonly requirement: string;
  /** From the more general to the more particular. */
  readonly presupposed: readonly string[];
  readonly outcome: "kept" | "broken";
  /** Whether something was to be refused: a refusal shows nothing of what an answer needs. */
  readonly isRefusal: boolean;
}

/**
 * The requirement that each broken interaction is put down to, by its number. One fault may break many interactions, so what
 * an interaction presupposes is to blame rather than what it is about where the others say so. A requirement that a kept
 * interaction needs holds, unless an interaction about it is broken. Of the rest, what most of the broken interactions need
 * and fewest of the kept ones explains most; where that decides nothing, it is what the interaction is about.
 */
export function blameRequirements(tried: readonly TriedInteraction[]): ReadonlyMap<number, string> {
  const broken = tried.filter(({ outcome }) => outcome === "broken");
  const kept = tried.filter(({ outcome }) => outcome === "kept");
  const about = new Set(broken.map(({ requirement }) => requirement));
  const neededByBroken = countNeeds(broken.map(listNeeds));
  const neededByKept = countNeeds(kept.map((one) => (one.isRefusal ? [one.requirement] : listNeeds(one))));
  /** How much more one requirement explains than another; 0 where neither does. */
  const compare = (left: string, right: string): number =>
    neededByBroken(left) - neededByBroken(right) || neededByKept(right) - neededByKept(left);
  return new Map(
    broken.map(({ index, requirement, presupposed }) => {
      const open = presupposed.filter((each) => about.has(each) || neededByKept(each) === 0);
      const [first = requirement, ...others] = open;
      const best = others.reduce((before, each) => (compare(each, before) >= 0 ? each : before), first);
      return [index, compare(best, requirement) > 0 ? best : requirement];
    }),
  );
}

function listNeeds({ requirement, presupposed }: TriedInteraction): readonly string[] {
  return [...new Set([requirement, ...presupposed])];
}

function countNeeds(lists: readonly (readonly string[])[]): (requirement: string) => number {
  const counts = new Map<string, number>();
  for (const need of lists.flat()) counts.set(need, (counts.get(need) ?? 0) + 1);
  return (requirement) => counts.get(requirement) ?? 0;
}
