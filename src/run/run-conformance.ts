import { createReadingLedger } from "../check/readings.ts";
import type { Standard } from "../check/standard.ts";
import type { Clock } from "../model/clock.ts";
import type { DivergenceClass } from "../model/requirement.ts";
import type { Run, RunEvent } from "../model/run.ts";
import { type Finding, type Judgement, nothingJudged, type Verdict } from "../model/verdict.ts";
import type { OrganisationProfile } from "../target/profile.ts";
import type { Target } from "../target/target.ts";
import { decideExit } from "./decide-exit.ts";
import { createEventFold } from "./fold-events.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import { createHostHealth, type HostHealth } from "./host-health.ts";
import { createEventMask } from "./mask-events.ts";
import { planCases, type PlannedCase, selectCases } from "./plan.ts";
import { type CaseOutcome, runCase } from "./run-case.ts";
import { createSender, type Sender } from "./sender.ts";

export interface RunOptions<World, Needs, Subject> {
  readonly standard: Standard<OrganisationProfile, World, Needs, Subject>;
  readonly target: Target;
  readonly tool: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly seed: number;
  /** Case or requirement ids, or their beginnings; empty for all. */
  readonly only: readonly string[];
  /** Classes that fail the run. */
  readonly gates: readonly DivergenceClass[];
  readonly clock: Clock;
  /** How the target was named: a profile's path or a URL; replay uses it again. */
  readonly profile?: string;
  /** The path of the journal, for replay commands. */
  readonly journal: string;
  /** Takes every event, secrets redacted, personal data not masked: for the journal alone. */
  readonly write: (event: RunEvent) => void;
  /** Takes every event with personal data masked where the target is not on this machine: for people. */
  readonly show: (event: RunEvent) => void;
  /** The exit code of a signal that asks the run to stop; undefined while it may go on. */
  readonly interrupted: () => number | undefined;
}

/**
 * Runs a Standard's cases against a target, organisation by organisation, and gives the Run. Trouble with the host or
 * within a case is part of the Run; nothing is thrown but for faults of the tool outside of any case.
 */
export async function runConformance<World, Needs, Subject>(options: RunOptions<World, Needs, Subject>): Promise<Run> {
  const { standard, target, clock } = options;
  const fold = createEventFold(standard.catalog, options.journal);
  const mask = target.loopback ? (event: RunEvent): RunEvent => event : createEventMask(standard.catalog);
  const emit = (event: RunEvent): void => {
    const redacted = target.redactor.value(event);
    options.write(redacted);
    const masked = mask(redacted);
    fold.add(masked);
    options.show(masked);
  };
  emit({
    event: "started",
    formatVersion: 1,
    tool: options.tool,
    run: {
      id: options.id,
      startedAt: clock.now().toISOString(),
      seed: options.seed,
      target: target.description,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      phases: ["suites"],
      loopback: target.loopback,
    },
  });

  const health = createHostHealth(target.description);
  const cases = selectCases(standard.cases, options.only);
  const session: Session<World, Needs, Subject> = {
    options,
    emit,
    health,
    ledger: createReadingLedger(standard.catalog, target.profile.pin),
    proven: new Map(),
  };
  for (const organisation of target.profile.organisations) {
    const sender = createSender({ target, organisation: organisation.name, catalog: standard.catalog, standard, health, emit });
    const world = await discoverWorld(session, organisation, sender);
    const planned = planCases(standard, cases, world);
    emit({ event: "planned", organisation: organisation.name, phase: "suites", cases: planned.length });
    for (const one of planned) await runPlanned(session, organisation.name, sender, one);
  }

  const soFar = fold.result();
  const interrupted = options.interrupted();
  const exit = decideExit({
    account: soFar.account,
    balanced: fold.isBalanced(),
    divergences: soFar.divergences,
    gates: options.gates,
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(health.answered ? {} : { nothingAnswered: health.gaveUp ?? health.describeTrouble() }),
  });
  emit({ event: "finished", finishedAt: clock.now().toISOString(), exit, requests: soFar.run.requests });
  return fold.result();
}

interface Session<World, Needs, Subject> {
  readonly options: RunOptions<World, Needs, Subject>;
  readonly emit: (event: RunEvent) => void;
  readonly health: HostHealth;
  readonly ledger: ReturnType<typeof createReadingLedger>;
  /** Fingerprints whose case has been repeated: whether the finding showed again. */
  readonly proven: Map<string, boolean>;
}

async function discoverWorld<World, Needs, Subject>(
  { options, emit, health }: Session<World, Needs, Subject>,
  organisation: OrganisationProfile,
  sender: Sender,
): Promise<{ kind: "known"; world: World } | { kind: "unknown"; reason: string }> {
  const { standard } = options;
  try {
    let count = 0;
    const world = await standard.discover(organisation, (plan) => sender.ask(plan, `discover#${count++}`, "discover"));
    emit({ event: "discovered", organisation: organisation.name, world });
    return { kind: "known", world };
  } catch (error) {
    if (health.gaveUp === undefined) throw error;
    emit({ event: "discovered", organisation: organisation.name, world: null });
    return { kind: "unknown", reason: `the host was not reached: ${health.gaveUp}` };
  }
}

async function runPlanned<World, Needs, Subject>(
  session: Session<World, Needs, Subject>,
  organisation: string,
  sender: Sender,
  planned: PlannedCase<Needs, Subject>,
): Promise<void> {
  const { options, emit, health } = session;
  const started = options.clock.elapsed();
  const head = {
    case: planned.id,
    title: planned.case.title,
    organisation,
    operation: planned.case.operation,
    phase: "suites",
    requirements: planned.case.requirements,
  };
  const finish = (rest: Pick<Verdict, "status" | "reason"> | Pick<Verdict, "status">, judgement: Judgement = nothingJudged, proofs: readonly Proof[] = []): void => {
    const intermittent = proofs.flatMap(({ intermittent: is }, index) => (is ? [index] : []));
    const ms = Math.round(options.clock.elapsed() - started);
    emit({
      event: "verdict",
      verdict: { ...head, ...judgement, ...rest, ...(intermittent.length === 0 ? {} : { intermittent }), ms },
      proofs: proofs.map(({ fingerprint, curl }) => ({ fingerprint, curl })),
    });
  };

  if (planned.state.kind !== "ready") return finish({ status: planned.state.kind, reason: planned.state.reason });
  if (options.interrupted() !== undefined) return finish({ status: "cut", reason: "the run was interrupted" });
  if (health.gaveUp !== undefined) return finish({ status: "cut", reason: health.gaveUp });
  const { subject } = planned.state;
  const run = async (mark: string): Promise<CaseOutcome> =>
    runCase(options.standard, planned.case, subject, {
      seed: options.seed,
      name: planned.id,
      mark,
      send: (plan, id) => sender.send(plan, id, planned.id),
    });
  try {
    const outcome = await run("");
    if (outcome.kind === "cut") return finish({ status: "cut", reason: outcome.reason });
    if (outcome.kind === "no-credentials") return finish({ status: "couldNotRun", reason: missingCredentials(outcome.credentials, organisation) });
    const judgement = resolveReadings(session, organisation, outcome.judgement);
    if (judgement.findings.length === 0) return finish({ status: "passed" }, judgement);
    const proofs = await proveFindings(session, planned.case.operation, judgement, outcome, () => run("again-"));
    const curls = judgement.findings.map((finding) => sender.curl(outcome.trace, finding));
    finish(
      { status: "diverged" },
      judgement,
      proofs.map((proof, index) => ({ ...proof, curl: curls[index] ?? "" })),
    );
  } catch (error) {
    finish({ status: "errored", reason: `the check failed: ${error instanceof Error ? error.message : String(error)}` });
  }
}

interface Proof {
  readonly fingerprint: string;
  readonly curl: string;
  readonly intermittent: boolean;
}

/** Readings that contradict what was seen before, or every reading there is, become findings. */
function resolveReadings<World, Needs, Subject>(
  { ledger }: Session<World, Needs, Subject>,
  organisation: string,
  judgement: Judgement,
): Judgement {
  const contradicting = judgement.readings.flatMap((observed) => ledger.observe(organisation, observed) ?? []);
  return { ...judgement, findings: [...judgement.findings, ...contradicting] };
}

/** Repeats the case once where a finding is new: one that does not show again is intermittent. */
async function proveFindings<World, Needs, Subject>(
  { proven, health }: Session<World, Needs, Subject>,
  operation: string,
  judgement: Judgement,
  first: Extract<CaseOutcome, { kind: "judged" }>,
  again: () => Promise<CaseOutcome>,
): Promise<Omit<Proof, "curl">[]> {
  const fingerprints = judgement.findings.map((finding) => fingerprintFinding(operation, finding));
  if (fingerprints.some((fingerprint) => !proven.has(fingerprint)) && health.gaveUp === undefined) {
    const second = await again();
    const seen = second.kind === "judged" ? describeJudgement(operation, second.judgement) : undefined;
    const then = describeJudgement(operation, first.judgement);
    judgement.findings.forEach((finding, index) => {
      const fingerprint = fingerprints[index] ?? "";
      const shown = seen === undefined || (finding.kind === "no-reading" ? isSameReading(then, seen, finding) : seen.findings.has(fingerprint));
      if (!proven.get(fingerprint)) proven.set(fingerprint, shown);
    });
  }
  return fingerprints.map((fingerprint) => ({ fingerprint, intermittent: proven.get(fingerprint) === false }));
}

interface Described {
  readonly findings: ReadonlySet<string>;
  readonly readings: ReadonlyMap<string, string>;
}

function describeJudgement(operation: string, { findings, readings }: Judgement): Described {
  return {
    findings: new Set(findings.map((finding) => fingerprintFinding(operation, finding))),
    readings: new Map(readings.map(({ requirement, readings: names }) => [requirement, names.join(" ")])),
  };
}

function isSameReading(then: Described, now: Described, { requirement }: Finding): boolean {
  return then.readings.get(requirement) === now.readings.get(requirement);
}

function missingCredentials(credentials: string, organisation: string): string {
  if (credentials === "without-access") return `no credentials without the access group; add organisations[${organisation}].withoutAccess`;
  return `no credentials; add organisations[${organisation}].auth to the profile`;
}
