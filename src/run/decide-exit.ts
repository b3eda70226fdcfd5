import { type DivergenceClass, divergenceClasses } from "../model/requirement.ts";
import type { Account, Divergence, KnownResult, RunExit } from "../model/run.ts";

export interface ExitFacts {
  readonly account: Account;
  readonly balanced: boolean;
  readonly divergences: readonly Divergence[];
  /** Classes whose divergences fail the run. */
  readonly gates: readonly DivergenceClass[];
  /** Known divergences and what became of them; those that are fixed or expired make the run incomplete. */
  readonly known?: readonly KnownResult[];
  /** How many divergences that gate are put up with; none where left out. */
  readonly mostDivergences?: number;
  /** Per cent of the observable requirements that have to be exercised, and how many are. */
  readonly coverage?: { readonly least: number; readonly reached: number };
  /** The exit code of the signal that interrupted the run: 130 or 143. */
  readonly interrupted?: number;
  /** Why the run was broken off, where it was. */
  readonly brokenOff?: string;
  /** Set where no request got a documented answer: what happened instead. */
  readonly nothingAnswered?: string;
}

/** The exit code and its reason; the first that applies of: interrupted, harness or host trouble, gates, incomplete, clean. */
export function decideExit(facts: ExitFacts): RunExit {
  const { account, divergences, gates } = facts;
  if (facts.interrupted !== undefined) {
    const left = account.cut === 0 ? "" : `; ${account.cut} of ${account.planned} cases were not run`;
    return { code: facts.interrupted, reason: `interrupted${left}` };
  }
  if (!facts.balanced) return { code: 3, reason: "the account of cases does not add up; this is a fault of the tool" };
  if (facts.nothingAnswered !== undefined) return { code: 3, reason: facts.nothingAnswered };
  if (account.errored > 0)
    return { code: 3, reason: `${count(account.errored, "case")} could not be judged; this is a fault of the tool` };
  if (account.passed + account.diverged + account.known === 0)
    return { code: 3, reason: "no case could run; the report says what to add" };
  const gating = divergences.filter(
    (divergence) => divergence.known === undefined && gates.includes(divergence.class) && !isUncertain(divergence),
  );
  const { mostDivergences = 0 } = facts;
  if (gating.length > mostDivergences) {
    const allowed = mostDivergences === 0 ? "" : `; ${mostDivergences} allowed`;
    return { code: 1, reason: `${describeGating(gating)}${allowed}` };
  }
  if (account.cut > 0) {
    const why = facts.brokenOff === undefined ? "" : `: ${facts.brokenOff}`;
    return { code: 4, reason: `${account.cut} of ${account.planned} cases were not run${why}` };
  }
  const outdated = (facts.known ?? []).filter(({ state }) => state === "fixed" || state === "expired");
  if (outdated.length > 0) return { code: 4, reason: describeOutdated(outdated) };
  if (facts.coverage !== undefined && facts.coverage.reached < facts.coverage.least) {
    const { reached, least } = facts.coverage;
    return { code: 4, reason: `${reached} % of the requirements were exercised, and ${least} % are asked for` };
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

/** What to take out of `known-divergences.yaml`, or to look at again. */
function describeOutdated(outdated: readonly KnownResult[]): string {
  const list = (state: KnownResult["state"], what: string): string[] => {
    const own = outdated.filter((one) => one.state === state);
    const names = own.slice(0, 3).map(({ fingerprint, requirement }) => `${fingerprint} (${requirement})`);
    return own.length === 0 ? [] : [`${count(own.length, "known divergence")} ${what}: ${names.join(", ")}`];
  };
  return [...list("fixed", "no longer there; take out"), ...list("expired", "expired")].join("; ");
}

function describeClean(all: readonly Divergence[]): string {
  const divergences = all.filter(({ known }) => known === undefined);
  const known = all.length - divergences.length;
  const aside = known === 0 ? "" : `; ${known} known`;
  if (divergences.length === 0) return known === 0 ? "no divergences" : `no divergences but ${known} known`;
  // A violation that is here all the same is one that did not show when asked again.
  const names = { violation: "intermittent violation", deviation: "deviation", advisory: "advisory" } as const;
  const kinds = divergenceClasses.flatMap((name) => {
    const number = divergences.filter((divergence) => divergence.class === name).length;
    return number === 0 ? [] : [count(number, names[name])];
  });
  const head = divergences.some((divergence) => divergence.class === "violation") ? "" : "no violations; ";
  return `${head}${kinds.join(" and ")} (not failing the run)${aside}`;
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
