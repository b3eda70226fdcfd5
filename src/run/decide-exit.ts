import { type DivergenceClass, divergenceClasses } from "../model/requirement.ts";
import type { Account, Divergence, RunExit } from "../model/run.ts";

export interface ExitFacts {
  readonly account: Account;
  readonly balanced: boolean;
  readonly divergences: readonly Divergence[];
  /** Classes whose divergences fail the run. */
  readonly gates: readonly DivergenceClass[];
  /** The exit code of the signal that interrupted the run: 130 or 143. */
  readonly interrupted?: number;
  /** Why the run was broken off, where it was. */
  readonly gaveUp?: string;
  /** Set where no request got a documented answer: what happened instead. */
  readonly nothingAnswered?: string;
}

/** The exit code and its reason; the first that applies of: interrupted, harness or host trouble, gates, incomplete, clean. */
export function decideExit(facts: ExitFacts): RunExit {
  const { account, divergences, gates } = facts;
  if (facts.interrupted !== undefined) {
    return { code: facts.interrupted, reason: `interrupted; ${account.cut} of ${account.planned} cases were not run` };
  }
  if (!facts.balanced) return { code: 3, reason: "the account of cases does not add up; this is a fault of the tool" };
  if (facts.nothingAnswered !== undefined) return { code: 3, reason: facts.nothingAnswered };
  if (account.errored > 0)
    return { code: 3, reason: `${count(account.errored, "case")} could not be judged; this is a fault of the tool` };
  if (account.passed + account.diverged + account.known === 0)
    return { code: 3, reason: "no case could run; the report says what to add" };
  const gating = divergences.filter((divergence) => gates.includes(divergence.class) && !isUncertain(divergence));
  if (gating.length > 0) return { code: 1, reason: describeGating(gating) };
  if (account.cut > 0) {
    const why = facts.gaveUp === undefined ? "" : `: ${facts.gaveUp}`;
    return { code: 4, reason: `${account.cut} of ${account.planned} cases were not run${why}` };
  }
  return { code: 0, reason: describeClean(divergences) };
}

/** Answers that did not agree once and agreed when asked again may have been overtaken by a change of the data. */
function isUncertain({ intermittent, exchanges }: Divergence): boolean {
  return intermittent && exchanges.length > 1;
}

function describeGating(gating: readonly Divergence[]): string {
  const byClass = new Map<DivergenceClass, number>();
  for (const { class: name } of gating) byClass.set(name, (byClass.get(name) ?? 0) + 1);
  return [...byClass].map(([name, number]) => count(number, name)).join(", ");
}

function describeClean(divergences: readonly Divergence[]): string {
  if (divergences.length === 0) return "no divergences";
  // A violation that is here all the same is one that did not show when asked again.
  const names = { violation: "intermittent violation", deviation: "deviation", advisory: "advisory" } as const;
  const kinds = divergenceClasses.flatMap((name) => {
    const number = divergences.filter((divergence) => divergence.class === name).length;
    return number === 0 ? [] : [count(number, names[name])];
  });
  const head = divergences.some((divergence) => divergence.class === "violation") ? "" : "no violations; ";
  return `${head}${kinds.join(" and ")} (not failing the run)`;
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
