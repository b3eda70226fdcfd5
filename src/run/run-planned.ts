import { type ReadingLedger, settleReadings } from "../check/readings.ts";
import type { Rulebook } from "../check/standard.ts";
import type { Case } from "../model/case.ts";
import type { Trace } from "../model/exchange.ts";
import type { Judgement, Verdict } from "../model/verdict.ts";
import { type CaseResult, emitVerdict } from "./emit-verdict.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import type { HostHealth } from "./host-health.ts";
import type { PlannedCase } from "./plan.ts";
import { planSteps } from "./plan-steps.ts";
import type { Prover } from "./prove-findings.ts";
import type { Resetter } from "./reset-host.ts";
import { type CaseOutcome, runCase } from "./run-case.ts";
import type { SessionOptions } from "./run-session.ts";
import type { Sender } from "./sender.ts";
import { createShows } from "./shrink-case.ts";

/** What running a case of one organisation takes. */
export interface CaseParts {
  readonly options: Pick<
    SessionOptions<unknown, unknown, unknown>,
    "target" | "seed" | "clock" | "interrupted" | "stopped" | "known" | "emit" | "inbox"
  > & { readonly standard: Rulebook };
  readonly health: HostHealth;
  readonly ledger: ReadingLedger;
  readonly prover: Prover;
  readonly sender: Sender;
  readonly resetter: Resetter;
}

/** Runs one planned case, proves what it found, and hands its result to `end`, with what emits the verdict. */
export async function runPlanned<Needs, Subject, Finished>(
  parts: CaseParts,
  organisation: string,
  planned: PlannedCase<Needs, Subject>,
  end: (finish: (result: CaseResult) => Verdict, result: CaseResult) => Finished,
): Promise<Finished> {
  const { standard, clock } = parts.options;
  const { health } = parts;
  const sender = parts.sender.within(planned.phase);
  const started = clock.elapsed();
  const finish = (result: CaseResult): Verdict => {
    const head = { ...planned.case, id: planned.id, phase: planned.phase };
    return emitVerdict(parts.options, sender, organisation, head, result, clock.elapsed() - started);
  };
  try {
    const result = await decideCase({ ...parts, sender }, organisation, planned, (one, subject, mark, begun = []) =>
      runCase(standard, one, subject, {
        seed: parts.options.seed,
        name: planned.id,
        mark,
        begun,
        steps: planSteps(parts.options, sender, planned.id, () => parts.resetter.note("changed")),
      }),
    );
    if (health.suspected && !(await sender.probe(planned.id))) health.giveUp();
    return end(finish, result);
  } catch (error) {
    return end(finish, { status: "errored", reason: `the check failed: ${describeError(error)}` });
  }
}

/** Runs a case aside, without a verdict: the fingerprints that it shows, undefined where it could not run. */
export async function recheckPlanned<Needs, Subject>(
  parts: CaseParts,
  organisation: string,
  planned: PlannedCase<Needs, Subject>,
): Promise<readonly string[] | undefined> {
  const { standard, seed } = parts.options;
  if (planned.state.kind !== "ready" || parts.health.gaveUp !== undefined) return undefined;
  const { writes, operation } = planned.case;
  const sender = parts.sender.within(planned.phase);
  await parts.resetter.prepare(sender, planned.id, writes);
  const steps = planSteps(parts.options, sender, planned.id, () => parts.resetter.note("changed"));
  const outcome = await runCase(standard, planned.case, planned.state.subject, {
    seed,
    name: planned.id,
    mark: "known-",
    steps,
  });
  if (writes !== undefined) parts.resetter.note("changed");
  if (outcome.kind !== "judged") return undefined;
  const { findings, readings } = outcome.judgement;
  const contradicting = readings.flatMap((one) => parts.ledger.observe(organisation, one, planned.id) ?? []);
  return [...findings, ...contradicting].map((finding) => fingerprintFinding(operation, finding));
}

/**
 * Runs a case in the place of the planned one: that case itself, or a smaller one.
 * @param mark as of a case run
 */
type RunOne<Needs, Subject> = (
  one: Case<Needs, Subject>,
  subject: Subject,
  mark: string,
  begun?: Trace,
) => Promise<CaseOutcome>;

async function decideCase<Needs, Subject>(
  { options, health, ledger, prover, sender, resetter }: CaseParts,
  organisation: string,
  planned: PlannedCase<Needs, Subject>,
  run: RunOne<Needs, Subject>,
): Promise<CaseResult> {
  if (options.interrupted() !== undefined) return { status: "cut", reason: "the run was interrupted" };
  if (planned.state.kind !== "ready") return { status: planned.state.kind, reason: planned.state.reason };
  if (health.gaveUp !== undefined) return { status: "cut", reason: health.gaveUp };
  const stopped = options.stopped?.();
  if (stopped !== undefined) return { status: "cut", reason: stopped };
  const { subject } = planned.state;
  const { writes } = planned.case;
  await resetter.prepare(sender, planned.id, writes);
  const first = await run(planned.case, subject, "");
  const reset = async (): Promise<void> => {
    if (writes === undefined) return;
    resetter.note("changed");
    await resetter.prepare(sender, planned.id, writes);
  };
  const smaller = await shrinkPlanned(
    { standard: options.standard, prover, health, reset },
    planned,
    subject,
    first,
    run,
  );
  const { outcome, one, made, asFound } = smaller;
  const origin = {
    title: one.title,
    ...(made === undefined ? {} : { made }),
    ...(asFound === undefined ? {} : { asFound }),
  };
  const isSound = outcome.kind === "judged" && outcome.judgement.findings.length === 0;
  if (writes !== undefined) resetter.note(writes === "restored" && isSound ? "restored" : "changed");
  if (outcome.kind === "cut") return { status: "cut", reason: outcome.reason };
  if (outcome.kind === "unable") return { status: "couldNotRun", reason: outcome.reason };

  // Readings that contradict what was seen before, or every reading there is, are findings too.
  const contradicting = outcome.judgement.readings.flatMap(
    (observed) => ledger.observe(organisation, observed, planned.id) ?? [],
  );
  const judgement = { ...outcome.judgement, findings: [...outcome.judgement.findings, ...contradicting] };
  if (judgement.findings.length === 0) return { status: "passed", judgement, ...origin };
  const again = async (): Promise<Judgement | undefined> => {
    if (health.gaveUp !== undefined) return undefined;
    // What was changed for good cannot be changed again.
    if (writes !== undefined && !(await resetter.prepare(sender, planned.id, writes)) && writes === "kept")
      return undefined;
    const repeated = await run(one, subject, "again-");
    if (writes !== undefined) resetter.note("changed");
    return repeated.kind === "judged" ? repeated.judgement : undefined;
  };
  return {
    status: "diverged",
    judgement,
    ...origin,
    trace: outcome.trace,
    proofs: await prover.prove(planned.case.operation, judgement, again),
  };
}

/** A case as it was run, or a smaller one that shows the same, with its outcome. */
interface AsRun<Needs, Subject> extends Pick<Verdict, "made" | "asFound"> {
  readonly one: Case<Needs, Subject>;
  readonly outcome: CaseOutcome;
}

interface ShrinkParts {
  readonly standard: Rulebook;
  readonly prover: Prover;
  readonly health: HostHealth;
  /** Puts a host that can be reset back as it was before the case. */
  readonly reset: () => Promise<void>;
}

/** Looks for a smaller case where what a generated one found is new; what others have shown needs no second one. */
async function shrinkPlanned<Needs, Subject>(
  { standard, prover, health, reset }: ShrinkParts,
  { case: one, made, shrink }: PlannedCase<Needs, Subject>,
  subject: Subject,
  outcome: CaseOutcome,
  run: RunOne<Needs, Subject>,
): Promise<AsRun<Needs, Subject>> {
  const found = { one, outcome, ...(made === undefined ? {} : { made }) };
  if (shrink === undefined || outcome.kind !== "judged" || health.gaveUp !== undefined) return found;
  const { judgement } = outcome;
  const findings = settleReadings(standard.catalog, judgement);
  const wanted = prover.listNew(one.operation, { ...judgement, findings });
  // Another organisation's report shows what this one's first case found, which is not the smallest.
  if (wanted.length === 0) return findings.length === 0 ? found : { ...found, asFound: true };
  const shows = createShows(standard.catalog, one.operation, wanted);
  let tries = 0;
  const smaller = await shrink({
    shows,
    run: async (other, begun) => {
      if (begun.length === 0) await reset();
      return run(other, subject, `try-${begun.length === 0 ? ++tries : tries}-`, begun);
    },
  });
  if (smaller === undefined) return { ...found, asFound: true };
  await reset();
  const again = await run(smaller.case, subject, "");
  if (again.kind !== "judged" || !shows(again.judgement)) return { ...found, asFound: true };
  const { made: madeSmaller, unfinished } = smaller;
  return { one: smaller.case, outcome: again, made: madeSmaller, ...(unfinished === true ? { asFound: true } : {}) };
}

/** An error as one line for people. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
