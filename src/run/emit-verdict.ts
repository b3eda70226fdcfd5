import type { Trace } from "../model/exchange.ts";
import { shortenText } from "../model/json.ts";
import type { RunEvent } from "../model/run.ts";
import { type Finding, type Judgement, nothingJudged, type Verdict } from "../model/verdict.ts";
import type { KnownLedger } from "./known-divergences.ts";
import type { Proof } from "./prove-findings.ts";
import type { Sender } from "./sender.ts";

/** What is known of a planned case before it runs. */
export interface PlannedHead extends Pick<Verdict, "title" | "operation" | "phase" | "requirements"> {
  /** `<case>` or `<case>[<subject>]`. */
  readonly id: string;
}

/** What became of a planned case. */
export interface CaseResult extends Pick<Verdict, "status" | "reason" | "made" | "asFound"> {
  /** Where the case that was run is another one than was planned. */
  readonly title?: string;
  readonly judgement?: Judgement;
  readonly trace?: Trace;
  /** One for each finding of the judgement. */
  readonly proofs?: readonly Proof[];
}

function makeVerdict(organisation: string, planned: PlannedHead, result: CaseResult, ms: number): Verdict {
  const { id, operation, phase, requirements } = planned;
  const { proofs = [], judgement = nothingJudged, status, reason, made, asFound } = result;
  const intermittent = proofs.flatMap((proof, index) => (proof.intermittent ? [index] : []));
  return {
    case: id,
    title: result.title ?? planned.title,
    organisation,
    operation,
    phase,
    requirements,
    ...judgement,
    findings: judgement.findings.map(shortenFinding),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(intermittent.length === 0 ? {} : { intermittent }),
    ...(made === undefined ? {} : { made }),
    ...(asFound === undefined ? {} : { asFound }),
    ms: Math.round(ms),
  };
}

/** Marks what is put up with; a case that shows nothing else is known. */
function settleKnown(ledger: KnownLedger | undefined, organisation: string, result: CaseResult): CaseResult {
  if (ledger === undefined || result.status !== "diverged" || result.proofs === undefined) return result;
  const proofs = result.proofs.map((proof): Proof => {
    const known = ledger.find(organisation, proof.fingerprint);
    return known === undefined ? proof : { ...proof, known };
  });
  const status = proofs.length > 0 && proofs.every(({ known }) => known !== undefined) ? "known" : "diverged";
  return { ...result, status, proofs };
}

/** Emits the verdict on something that was planned, with what is put up with marked, and gives it. */
export function emitVerdict(
  { known, emit }: { readonly known?: KnownLedger; readonly emit: (event: RunEvent) => void },
  sender: Pick<Sender, "curl">,
  organisation: string,
  planned: PlannedHead,
  result: CaseResult,
  ms: number,
): Verdict {
  const settled = settleKnown(known, organisation, result);
  const { proofs = [], trace = [] } = settled;
  const verdict = makeVerdict(organisation, planned, settled, ms);
  emit({
    event: "verdict",
    verdict,
    proofs: proofs.map(({ finding, fingerprint, known: entry }) => ({
      fingerprint,
      curl: sender.curl(trace, finding),
      ...(entry === undefined ? {} : { known: entry }),
    })),
  });
  return verdict;
}

/** What a host says can be long; a message is not. */
function shortenFinding(finding: Finding): Finding {
  return {
    ...finding,
    expected: shortenText(finding.expected, longestMessage),
    actual: shortenText(finding.actual, longestMessage),
  };
}

const longestMessage = 600;
