import { loadYaml } from "../catalog/document.ts";
import { InputError } from "../model/input-error.ts";
import type { KnownDivergence, KnownResult } from "../model/run.ts";
import type { Phase } from "../model/verdict.ts";

/** An entry of `known-divergences.yaml`. */
export interface KnownEntry extends KnownDivergence {
  readonly fingerprint: string;
  /** Left out, it is known in every organisation. */
  readonly organisation?: string;
  readonly requirement: string;
  /** The case that showed it. */
  readonly case: string;
  readonly phase: Phase;
  /** The seed that the case was drawn with. */
  readonly seed?: number;
  /** Of a generated case: what it was made of, as its verdict has it, so that it can be made again with any seed. */
  readonly made?: unknown;
}

/**
 * Reads a `known-divergences.yaml`. Throws an InputError, with the place in the file, where it cannot be used.
 * @param schema `known-divergences.schema.json`
 */
export function readKnownDivergences(text: string, file: string, schema: object): readonly KnownEntry[] {
  const { divergences } = loadYaml(text, file, schema) as { readonly divergences: readonly KnownEntry[] };
  const seen = new Set<string>();
  divergences.forEach(({ fingerprint, organisation = "" }, index) => {
    const key = `${organisation} ${fingerprint}`;
    if (seen.has(key)) {
      const message = `lists ${fingerprint} twice`;
      throw new InputError([{ file, pointer: `/divergences/${index}`, message, hint: "keep one of the entries" }]);
    }
    seen.add(key);
  });
  return divergences;
}

/** What a run puts up with, and what became of it. */
export interface KnownLedger {
  /** The entry for a divergence, if it is known; it counts as present from then on. */
  find(organisation: string, fingerprint: string): KnownDivergence | undefined;
  /** Entries that no case has shown so far, which have to be looked at. */
  listUnseen(): readonly KnownEntry[];
  /** What became of each entry. @param fixed for the unseen ones: whether the stored case still shows it, if that is known */
  results(fixed: ReadonlyMap<KnownEntry, boolean | undefined>): readonly KnownResult[];
}

/** @param today the day in UTC, `YYYY-MM-DD`; an entry that expired earlier is still known, and fails the run as expired */
export function createKnownLedger(entries: readonly KnownEntry[], today: string): KnownLedger {
  const seen = new Set<KnownEntry>();
  return {
    find(organisation, fingerprint) {
      const same = entries.filter((entry) => entry.fingerprint === fingerprint);
      const entry =
        same.find((one) => one.organisation === organisation) ?? same.find((one) => one.organisation === undefined);
      if (entry === undefined) return undefined;
      seen.add(entry);
      const { reason, expires, link } = entry;
      return { reason, ...(expires === undefined ? {} : { expires }), ...(link === undefined ? {} : { link }) };
    },
    listUnseen: () => entries.filter((entry) => !seen.has(entry)),
    results: (fixed) =>
      entries.map((entry): KnownResult => {
        const { phase: _phase, seed: _seed, made: _made, ...shown } = entry;
        const isFixed = fixed.get(entry);
        if (!seen.has(entry) && isFixed !== false) return { ...shown, state: isFixed === true ? "fixed" : "undecided" };
        return { ...shown, state: entry.expires !== undefined && entry.expires < today ? "expired" : "present" };
      }),
  };
}
