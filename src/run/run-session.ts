import { createReadingLedger } from "../check/readings.ts";
import type { Ask, Standard } from "../check/standard.ts";
import type { Case } from "../model/case.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import type { RunEvent } from "../model/run.ts";
import type { Phase, Verdict } from "../model/verdict.ts";
import type { OrganisationProfile } from "../target/profile.ts";
import type { Target } from "../target/target.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import { type CaseResult, emitVerdict, type PlannedHead } from "./emit-verdict.ts";
import { createHostHealth, type HostHealth } from "./host-health.ts";
import type { KnownLedger } from "./known-divergences.ts";
import { planCases, type PlannedCase } from "./plan.ts";
import { createProver } from "./prove-findings.ts";
import { createResetter } from "./reset-host.ts";
import { describeError, recheckPlanned, runPlanned } from "./run-planned.ts";
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
  /** Why nothing could be found out, where that is so. */
  readonly trouble?: string;
  /** The written cases with their subjects here. */
  plan(
    cases: readonly Case<Needs, Subject>[],
    phase?: Phase,
    countSubjects?: (planned: Case<Needs, Subject>) => number,
  ): PlannedCase<Needs, Subject>[];
  /** Lets the process hear of what has happened meanwhile. */
  pause(): Promise<void>;
  /** Whether no case is run any more: what is left is not worth being made for its verdict. */
  isOver(): boolean;
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
        ...(found.kind === "known" ? {} : { trouble: found.reason }),
        plan: (cases, phase = "suites", countSubjects) => {
          const planned = planCases(standard, cases, found, phase, countSubjects);
          announce(phase, planned.length);
          return planned;
        },
        sender,
        record: (exchange, phase, caseId) => sender.within(phase).record(exchange, caseId),
        pause: () => wait(clock, 0),
        isOver: () =>
          options.interrupted() !== undefined || health.gaveUp !== undefined || options.stopped?.() !== undefined,
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
