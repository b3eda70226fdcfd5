import { createReadingLedger, type ReadingLedger, settleReadings } from "../check/readings.ts";
import type { Ask, Rulebook, Standard } from "../check/standard.ts";
import type { Case } from "../model/case.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import type { RunEvent } from "../model/run.ts";
import type { Judgement, Phase, Verdict } from "../model/verdict.ts";
import type { OrganisationProfile } from "../target/profile.ts";
import type { Target } from "../target/target.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import { type CaseResult, emitVerdict, type PlannedHead } from "./emit-verdict.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import { createHostHealth, type HostHealth } from "./host-health.ts";
import type { KnownLedger } from "./known-divergences.ts";
import { planCases, type PlannedCase } from "./plan.ts";
import { planSteps } from "./plan-steps.ts";
import { createProver, type Prover } from "./prove-findings.ts";
import { type CaseOutcome, runCase } from "./run-case.ts";
import { createResetter, type Resetter } from "./reset-host.ts";
import { createShows } from "./shrink-case.ts";
import { createSender, type Sender } from "./sender.ts";

export interface SessionOptions<World, Needs, Subject> {
  readonly standard: Standard<OrganisationProfile, World, Needs, Subject>;
  readonly target: Target;
  readonly seed: number;
  /** Whether cases will be run that write: a host that can be reset is so before anything is found out about it. */
  readonly writes: boolean;
  readonly clock: Clock;
  /** The exit code of a signal that asks the run to stop; undefined while it may go on. */
  readonly interrupted: () => number | undefined;
  /** Why no more cases are to be run, such as a time that is up; undefined while they are. */
  readonly stopped?: () => string | undefined;
  /** The present instant, ISO 8601, where it is given rather than read from the host. */
  readonly now?: string;
  /** What divergences are put up with. */
  readonly known?: KnownLedger;
  /** What the target's webhook receives; left out where nothing listens. */
  readonly inbox?: DeliveryInbox;
  /** Takes every event with secrets redacted. */
  readonly emit: (event: RunEvent) => void;
}

/** A target being tested: what `run`, mocha and replay have in common. */
export interface RunSession<World, Needs, Subject> {
  readonly health: HostHealth;
  /** Finds out about an organisation of the profile; trouble with the host is part of what was found. */
  openOrganisation(organisation: OrganisationProfile): Promise<OrganisationSession<World, Needs, Subject>>;
  /** Leaves a host that has a state endpoint as it was found, if cases have written to it. */
  close(): Promise<void>;
}

export interface OrganisationSession<World, Needs, Subject> {
  readonly profile: OrganisationProfile;
  readonly target: Target;
  readonly seed: number;
  readonly world: World | undefined;
  /** The written cases with their subjects here. */
  plan(
    cases: readonly Case<Needs, Subject>[],
    phase?: Phase,
    countSubjects?: (planned: Case<Needs, Subject>) => number,
  ): PlannedCase<Needs, Subject>[];
  /** Lets the process hear of what has happened meanwhile. */
  pause(): Promise<void>;
  /** How many there would be, without any being announced. */
  countPlanned(cases: readonly Case<Needs, Subject>[]): number;
  /**
   * Takes note of so many cases that are to come; each of them has to get its verdict.
   * @param requests how many they take, where that is known
   */
  announce(phase: Phase, cases: number, requests?: number): void;
  /**
   * Runs one planned case, proves what it found and emits its verdict. Never throws for what the host does. Cases that
   * were generated bring a subject of their own.
   */
  run<CaseNeeds, CaseSubject>(planned: PlannedCase<CaseNeeds, CaseSubject>): Promise<Verdict>;
  /** The same, unless it comes to something that is to be tried again later: then no verdict is given, and false. */
  tryRun(
    planned: PlannedCase<Needs, Subject>,
    isLater: (result: Pick<CaseResult, "status">) => boolean,
  ): Promise<boolean>;
  /** Sends requests outside of any case of the Standard; every exchange is recorded. */
  readonly sender: Sender;
  /** Emits the verdict on something that was planned and is no case of the Standard, such as an interaction of a pact. */
  conclude(planned: PlannedHead, result: CaseResult, ms: number): Verdict;
  /** Runs a case aside, without a verdict, and gives the fingerprints that it shows; undefined where it could not run. */
  recheck<CaseNeeds, CaseSubject>(planned: PlannedCase<CaseNeeds, CaseSubject>): Promise<readonly string[] | undefined>;
  /** Records an exchange of something that is concluded so. */
  record(exchange: Exchange, phase: Phase, caseId: string): void;
}

export function openSession<World, Needs, Subject>(
  options: SessionOptions<World, Needs, Subject>,
): RunSession<World, Needs, Subject> {
  const { standard, target, emit } = options;
  const health = createHostHealth(target.description, standard.refusalsAreAnswers);
  const ledger = createReadingLedger(standard.catalog, target.profile.pin);
  const prover = createProver();
  const resetter = createResetter(target.profile);
  return {
    health,
    close: async () => {
      if (health.gaveUp === undefined) await resetter.leave();
    },
    async openOrganisation(organisation) {
      const { clock } = options;
      const sender = createSender({ target, organisation: organisation.name, standard, health, clock, emit });
      const announce = (phase: Phase, cases: number, requests?: number): void =>
        emit({
          event: "planned",
          organisation: organisation.name,
          phase,
          cases,
          ...(requests === undefined ? {} : { requests }),
        });
      if (options.writes) await resetter.prepare(sender, "discover", "kept");
      const found = await discoverWorld(options, health, organisation, sender);
      return {
        profile: organisation,
        target,
        seed: options.seed,
        world: found.kind === "known" ? found.world : undefined,
        plan: (cases, phase = "suites", countSubjects) => {
          const planned = planCases(standard, cases, found, phase, countSubjects);
          announce(phase, planned.length);
          return planned;
        },
        sender,
        record: (exchange, phase, caseId) => sender.within(phase).record(exchange, caseId),
        pause: () => wait(clock, 0),
        countPlanned: (cases) => planCases(standard, cases, found).length,
        announce,
        conclude: (planned, result, ms) => emitVerdict(options, sender, organisation.name, planned, result, ms),
        recheck: (planned) =>
          recheckPlanned({ options, health, ledger, prover, sender, resetter }, organisation.name, planned),
        run: (planned) => {
          const parts = { options, health, ledger, prover, sender, resetter };
          return runPlanned(parts, organisation.name, planned, (finish, result) => finish(result));
        },
        tryRun: (planned, isLater) => {
          const parts = { options, health, ledger, prover, sender, resetter };
          return runPlanned(parts, organisation.name, planned, (finish, result) => {
            if (isLater(result)) return false;
            finish(result);
            return true;
          });
        },
      };
    },
  };
}

async function discoverWorld<World, Needs, Subject>(
  { standard, target, emit, interrupted, now }: SessionOptions<World, Needs, Subject>,
  health: HostHealth,
  organisation: OrganisationProfile,
  sender: Sender,
): Promise<{ kind: "known"; world: World } | { kind: "unknown"; reason: string }> {
  try {
    let count = 0;
    const ask: Ask = (plan) => {
      if (interrupted() !== undefined) throw new Error("the run was interrupted");
      return sender.ask(plan, `discover#${count++}`, "discover");
    };
    const { writes, state } = target.profile;
    const allowed = { writes, state: state !== undefined, ...(now === undefined ? {} : { now }) };
    const world = await standard.discover(organisation, ask, allowed);
    emit({ event: "discovered", organisation: organisation.name, world });
    return { kind: "known", world };
  } catch (error) {
    emit({ event: "discovered", organisation: organisation.name, world: null });
    if (health.gaveUp !== undefined) return { kind: "unknown", reason: `the host was not reached: ${health.gaveUp}` };
    return {
      kind: "unknown",
      reason: `nothing could be found out about ${organisation.name}: ${describeError(error)}`,
    };
  }
}

interface Parts {
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

async function runPlanned<Needs, Subject, Finished>(
  parts: Parts,
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

async function recheckPlanned<Needs, Subject>(
  parts: Parts,
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
  { options, health, ledger, prover, sender, resetter }: Parts,
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
  if (!prover.isNew(one.operation, { ...judgement, findings: settleReadings(standard.catalog, judgement) }))
    return found;
  const shows = createShows(standard.catalog, one.operation, judgement);
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
  return { one: smaller.case, outcome: again, made: smaller.made };
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
