import type { DivergenceClass } from "../model/requirement.ts";
import type { Run, RunEvent, RunExit } from "../model/run.ts";
import type { ContractChoices, GeneratedChoices } from "../model/run-choices.ts";
import { measureCoverage } from "../check/account.ts";
import { decideExit } from "./decide-exit.ts";
import type { Phase } from "../model/verdict.ts";
import { createRunRecorder } from "./record-run.ts";
import type { PhasePlan, RunPhase } from "./run-phase.ts";
import { type FindKnownCase, recheckKnown } from "./recheck-known.ts";
import { openSession, type OrganisationSession, type SessionOptions } from "./run-session.ts";

export interface RunOptions<World, Needs, Subject> extends Omit<
  SessionOptions<World, Needs, Subject>,
  "emit" | "writes"
> {
  readonly tool: { readonly name: string; readonly version: string };
  readonly id: string;
  /** What the run is made of, in this order for each organisation. */
  readonly phases: readonly RunPhase<World, Needs, Subject>[];
  /** What was asked of generated cases, for replay. */
  readonly generated?: GeneratedChoices;
  /** What contracts are verified with, for replay. */
  readonly contracts?: ContractChoices;
  /** Classes that fail the run. */
  readonly gates: readonly DivergenceClass[];
  /** So many divergences that gate are put up with; none where left out. */
  readonly mostDivergences?: number;
  /** Per cent of the observable requirements on host and sender that have to be exercised. */
  readonly leastCoverage?: number;
  /** Finds the cases of known divergences that the run itself does not have. */
  readonly findKnownCase?: FindKnownCase<World, Needs, Subject>;
  /**
   * Tells others what the run came to, before it is finished. Gives why that was not possible, and the exit that follows;
   * undefined where it was.
   */
  readonly announce?: (run: Run) => Promise<{ readonly trouble: string; readonly exit: RunExit } | undefined>;
  /** How the target was named: a profile's path or a URL; replay uses it again. */
  readonly profile?: string;
  /** The path of the journal, for replay commands. */
  readonly journal: string;
  /** Takes every event, secrets redacted, personal data not masked: for the journal alone. */
  readonly write: (event: RunEvent) => void;
  /** Takes every event with personal data masked where the target is not on this machine: for people. */
  readonly show: (event: RunEvent) => void;
}

/**
 * Runs the phases against a target, organisation by organisation, and gives the Run. Trouble with the host or
 * within a case is part of the Run; nothing is thrown but for faults of the tool outside of any case.
 */
export async function runConformance<World, Needs, Subject>(options: RunOptions<World, Needs, Subject>): Promise<Run> {
  const { standard, target, clock } = options;
  const { emit, fold } = createRunRecorder({
    ...options,
    catalog: standard.catalog,
    redactor: target.redactor,
  });
  const identifiers = target.profile.organisations.flatMap(({ customers }) =>
    customers.flatMap((customer) => customer.identifiers.map(({ value }) => value)),
  );
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
      phases: options.phases.map(({ name }) => name),
      gates: options.gates,
      ...(options.generated === undefined ? {} : { generated: options.generated }),
      ...(options.contracts === undefined ? {} : { contracts: options.contracts }),
      loopback: target.loopback,
    },
    ...(target.loopback ? {} : { identifiers }),
  });

  const session = openSession({ ...options, writes: options.phases.some(({ writes }) => writes), emit });
  const organisations: OrganisationSession<World, Needs, Subject>[] = [];
  for (const profile of target.profile.organisations) {
    const organisation = await session.openOrganisation(profile);
    organisations.push(organisation);
    for (const phase of options.phases) await phase.run(organisation);
  }
  const { known, findKnownCase = () => [] } = options;
  if (known !== undefined) {
    const unseen = options.interrupted() === undefined ? known.listUnseen() : [];
    const fixed = await recheckKnown(unseen, fold.result().cases, organisations, findKnownCase);
    emit({ event: "known", known: known.results(fixed) });
  }
  await session.close();

  const soFar = fold.result();
  const interrupted = options.interrupted();
  const { health } = session;
  // A limit of the profile, the time, or a divergence that ends the run; else the host.
  const brokenOff = soFar.cases.findLast(({ status }) => status === "cut")?.reason ?? health.gaveUp;
  const exit = decideExit({
    account: soFar.account,
    balanced: fold.isBalanced(),
    divergences: soFar.divergences,
    gates: options.gates,
    known: soFar.known,
    ...(options.mostDivergences === undefined ? {} : { mostDivergences: options.mostDivergences }),
    ...(options.leastCoverage === undefined
      ? {}
      : { coverage: { least: options.leastCoverage, reached: measureCoverage(soFar.requirements) } }),
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(brokenOff === undefined ? {} : { brokenOff }),
    ...(health.answered ? {} : { nothingAnswered: health.gaveUp ?? health.describeTrouble() }),
  });
  const told = await options.announce?.({ ...soFar, exit });
  if (told !== undefined) emit({ event: "trouble", text: told.trouble });
  const { requests } = soFar.run;
  emit({ event: "finished", finishedAt: clock.now().toISOString(), exit: told?.exit ?? exit, requests });
  return fold.result();
}

/** How much one phase of a run is to do in one organisation. */
export interface PlannedPart extends PhasePlan {
  readonly organisation: string;
  readonly phase: Phase;
}

/**
 * What a run with these phases would do: finds out about each organisation by reads, and runs no case. `unanswered` says
 * what happened instead where none of the reads was answered, so that little could be planned.
 */
export async function planConformance<World, Needs, Subject>(
  options: Omit<SessionOptions<World, Needs, Subject>, "writes"> & Pick<RunOptions<World, Needs, Subject>, "phases">,
): Promise<{ readonly parts: readonly PlannedPart[]; readonly unanswered?: string }> {
  const session = openSession({ ...options, writes: false });
  const parts: PlannedPart[] = [];
  for (const profile of options.target.profile.organisations) {
    const organisation = await session.openOrganisation(profile);
    for (const { name, plan } of options.phases) {
      if (plan !== undefined) parts.push({ organisation: profile.name, phase: name, ...plan(organisation) });
    }
  }
  const { health } = session;
  const isUnanswered = !health.answered && options.target.countRequests() > 0;
  return { parts, ...(isUnanswered ? { unanswered: health.gaveUp ?? health.describeTrouble() } : {}) };
}
