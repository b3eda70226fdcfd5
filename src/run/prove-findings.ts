import type { KnownDivergence } from "../model/run.ts";
import type { Finding, Judgement } from "../model/verdict.ts";
import { fingerprintFinding } from "./fingerprint.ts";

export interface Proof {
  readonly finding: Finding;
  readonly fingerprint: string;
  /** It did not show when its case was repeated. */
  readonly intermittent: boolean;
  /** Set where it is put up with. */
  readonly known?: KnownDivergence;
}

/** Repeats the case of a finding that is new in this run: what does not show again is intermittent. */
export interface Prover {
  /** The fingerprints of those findings of a judgement that no case of this run has had. */
  listNew(operation: string, judgement: Judgement): readonly string[];
  /** @param again repeats the case; undefined where it cannot be repeated, which proves nothing either way */
  prove(operation: string, judgement: Judgement, again: () => Promise<Judgement | undefined>): Promise<Proof[]>;
}

export function createProver(): Prover {
  /** Whether a finding with this fingerprint has shown again in any of its cases. */
  const shown = new Map<string, boolean>();
  return {
    listNew: (operation, { findings }) =>
      findings
        .map((finding) => fingerprintFinding(operation, finding))
        .filter((fingerprint) => !shown.has(fingerprint)),
    async prove(operation, judgement, again) {
      const named = judgement.findings.map((finding) => ({
        finding,
        fingerprint: fingerprintFinding(operation, finding),
      }));
      if (named.some(({ fingerprint }) => !shown.has(fingerprint))) {
        const repeated = await again();
        for (const { finding, fingerprint } of named) {
          const showsAgain = repeated === undefined || isShown(operation, finding, fingerprint, judgement, repeated);
          if (shown.get(fingerprint) !== true) shown.set(fingerprint, showsAgain);
        }
      }
      return named.map((one) => ({ ...one, intermittent: shown.get(one.fingerprint) === false }));
    },
  };
}

/** An outcome that contradicts a reading shows again where it agrees with the same readings as before. */
function isShown(
  operation: string,
  finding: Finding,
  fingerprint: string,
  first: Judgement,
  repeated: Judgement,
): boolean {
  if (finding.kind !== "no-reading") {
    return repeated.findings.some((other) => fingerprintFinding(operation, other) === fingerprint);
  }
  const names = ({ readings }: Judgement): string =>
    JSON.stringify(
      readings.flatMap((observed) => (observed.requirement === finding.requirement ? [observed.readings] : [])),
    );
  return names(first) === names(repeated);
}
