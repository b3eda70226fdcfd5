import { findNearest } from "../catalog/find-nearest.ts";
import { createReadingLedger } from "../check/readings.ts";
import type { Standard } from "../check/standard.ts";
import { InputError } from "../model/input-error.ts";
import type { Clock } from "../model/clock.ts";
import type { RunEvent, RecordedExchange } from "../model/run.ts";
import type { Case } from "../model/case.ts";
import type { Finding, Verdict } from "../model/verdict.ts";
import type { OrganisationProfile } from "../target/profile.ts";
import type { Target } from "../target/target.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import { createHostHealth } from "./host-health.ts";
import { remakeRequest } from "./generated-case.ts";
import { findGenerated } from "./generated-phase.ts";
import type { GeneratedSource } from "./source-plan.ts";
import { planCases, type PlannedCase } from "./plan.ts";
import { rejudgeDeliveries } from "./rejudge-deliveries.ts";
import { createResetter } from "./reset-host.ts";
import { runCase } from "./run-case.ts";
import { planSteps } from "./plan-steps.ts";
import { createSender } from "./sender.ts";

/** What a case showed when it was recorded and what it shows now. */
export interface Replay {
  readonly case: string;
  readonly title: string;
  readonly organisation: string;
  readonly before: readonly Finding[];
  readonly now: readonly Finding[];
  readonly exchanges: readonly RecordedExchange[];
  /** Set where nothing could be sent. */
  readonly trouble?: string;
}

/** The verdict on a case of an earlier run. Throws an InputError, with a hint, where there is none. */
export function findVerdict(
  { events, file }: { readonly events: readonly RunEvent[]; readonly file: string },
  wanted: { readonly case: string; readonly organisation: string | undefined },
): Verdict {
  const verdicts = events.flatMap((event) => (event.event === "verdict" ? [event.verdict] : []));
  const verdict = verdicts.find(
    (one) =>
      one.case === wanted.case && (wanted.organisation === undefined || one.organisation === wanted.organisation),
  );
  if (verdict === undefined) {
    const names = [...new Set(verdicts.map((one) => one.case))];
    const near = findNearest(wanted.case, names);
    const diverged = [...new Set(verdicts.filter(({ status }) => status === "diverged").map((one) => one.case))];
    const listed =
      diverged.length === 0 ? "no case of it diverged" : `cases that diverged: ${diverged.slice(0, 5).join(", ")}`;
    const hint = near === undefined ? listed : `did you mean ${near}?`;
    throw new InputError([{ file, message: `there is no case ${wanted.case}`, hint }]);
  }
  return verdict;
}

/**
 * Runs one recorded case again: the same requests, made from what the run had found out and its seed, with the
 * credentials of the target at hand. Throws an InputError where the journal has no such case.
 */
export async function replayCase<World, Needs, Subject>(
  standard: Standard<OrganisationProfile, World, Needs, Subject>,
  target: Target,
  clock: Clock,
  journal: { readonly events: readonly RunEvent[]; readonly file: string },
  wanted: { readonly case: string; readonly organisation: string | undefined },
  sources: readonly GeneratedSource<World>[] = [],
  webhooks: ReplayWebhooks<Needs, Subject> = { cases: [] },
): Promise<Replay> {
  const { events } = journal;
  const verdict = findVerdict(journal, wanted);
  const planned = findPlanned(standard, target, events, verdict, sources, webhooks.cases);
  const head = {
    case: verdict.case,
    title: verdict.title,
    organisation: verdict.organisation,
    before: verdict.findings,
  };
  const rejudged = rejudgeDeliveries(standard, target, events, verdict);
  if (rejudged !== undefined) return { ...head, ...rejudged };
  if (planned === undefined)
    return { ...head, now: [], exchanges: [], trouble: verdict.reason ?? "it had no subject to run with" };

  const exchanges: RecordedExchange[] = [];
  const sender = createSender({
    target,
    organisation: verdict.organisation,
    standard,
    health: createHostHealth(target.description, standard.refusalsAreAnswers),
    clock,
    emit: (event) => {
      if (event.event === "exchange") exchanges.push(event.exchange);
    },
  });
  if (planned.case.writes !== undefined) {
    await createResetter(target.profile).prepare(sender, verdict.case, planned.case.writes);
  }
  const outcome = await runCase(standard, planned.case, planned.subject, {
    seed: readSeed(events),
    name: verdict.case,
    steps: planSteps({ target, clock, ...(webhooks.inbox && { inbox: webhooks.inbox }) }, sender, verdict.case),
  });
  if (outcome.kind !== "judged") return { ...head, now: [], exchanges, trouble: outcome.reason };
  // What earlier cases of the run were seen to follow, and what the profile pins, bind this case as they did then.
  const ledger = createReadingLedger(standard.catalog, target.profile.pin);
  const verdicts = events.flatMap((event) => (event.event === "verdict" ? [event.verdict] : []));
  for (const earlier of verdicts.slice(0, verdicts.indexOf(verdict))) {
    for (const observed of earlier.readings) ledger.observe(earlier.organisation, observed, earlier.case);
  }
  const { findings, readings } = outcome.judgement;
  const contradicting = readings.flatMap(
    (observed) => ledger.observe(verdict.organisation, observed, verdict.case) ?? [],
  );
  return { ...head, now: [...findings, ...contradicting], exchanges };
}

function findPlanned<World, Needs, Subject>(
  standard: Standard<OrganisationProfile, World, Needs, Subject>,
  target: Target,
  events: readonly RunEvent[],
  verdict: Verdict,
  sources: readonly GeneratedSource<World>[],
  webhookCases: readonly Case<Needs, Subject>[],
): Ready<unknown, unknown> | undefined {
  const { case: id, organisation, phase, made } = verdict;
  const discovered = events.find((event) => event.event === "discovered" && event.organisation === organisation);
  if (discovered?.event !== "discovered" || discovered.world === null) return undefined;
  const world = discovered.world as World;
  const remade = sources.map(({ remake }) => remake?.(world, id, made)).find((one) => one !== undefined);
  if (remade !== undefined) return readyOf(remade);
  if (phase === "generated") {
    const [started] = events;
    const choices = started?.event === "started" ? (started.run.generated ?? {}) : {};
    const found = { world, seed: readSeed(events), target };
    return readyOf(remakeRequest(standard, found, verdict) ?? findGenerated(standard, found, choices, sources, id));
  }
  const cases = phase === "webhooks" ? webhookCases : standard.cases;
  return readyOf(planCases(standard, cases, { kind: "known", world }).find((one) => one.id === id));
}

/** Cases about deliveries, and what is received while one is repeated. */
export interface ReplayWebhooks<Needs, Subject> {
  readonly cases: readonly Case<Needs, Subject>[];
  readonly inbox?: DeliveryInbox;
}

/** A case with the subject that it runs with, whatever that is. */
interface Ready<Needs, Subject> {
  readonly case: Case<Needs, Subject>;
  readonly subject: Subject;
}

function readyOf<Needs, Subject>(
  planned: PlannedCase<Needs, Subject> | undefined,
): Ready<unknown, unknown> | undefined {
  if (planned?.state.kind !== "ready") return undefined;
  // The case is run with its own subject and no other.
  return { case: planned.case, subject: planned.state.subject } as unknown as Ready<unknown, unknown>;
}

function readSeed(events: readonly RunEvent[]): number {
  const [started] = events;
  return started?.event === "started" ? started.run.seed : 1;
}
