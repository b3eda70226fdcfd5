import type { Rulebook } from "../../src/check/standard.ts";
import type { HttpRequest, HttpResponse } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Finding, Judgement } from "../../src/model/verdict.ts";
import { fingerprintFinding } from "../../src/run/fingerprint.ts";
import type { RunPhase } from "../../src/run/run-phase.ts";
import type { CaseResult } from "../../src/run/emit-verdict.ts";
import { blameRequirements, type TriedInteraction } from "./blame-requirements.ts";
import { createAnswer, messagePath, type Seen, type SentMessage, type Session, statePath } from "./answer-verifier.ts";
import { type InteractionJudgement, judgeHttp, judgeMessage, type ReadRefusal } from "./judge-interaction.ts";
import {
  keptRequirement,
  type LoadedPact,
  planInteractions,
  type PlannedInteraction,
  writePacts,
} from "./plan-interactions.ts";
import type { PactResult } from "./read-verification.ts";
import { type BringAbout, createStateKeeper, type StateKeeper, type StateValues } from "./state-keeper.ts";

/** What the verifier is told. All addresses are of this machine. */
export interface VerifierTask {
  readonly providerUrl: string;
  readonly stateUrl: string;
  readonly messagePath: string;
  /** How many there are in the pacts. */
  readonly interactions: number;
  readonly pacts: readonly { readonly name: string; readonly document: Json }[];
}

/** Runs Pact's verifier; `missing` where its library is not installed. Rejects where it breaks off. */
export type RunVerifier = (
  task: VerifierTask,
) => Promise<
  | { readonly kind: "verified"; readonly results: ReadonlyMap<number, PactResult> }
  | { readonly kind: "missing"; readonly reason: string }
>;

export interface ContractsOptions<World> {
  readonly rulebook: Rulebook;
  readonly pacts: readonly LoadedPact[];
  /** Ids of interactions or their beginnings; empty for all. */
  readonly only?: readonly string[];
  readonly verify: RunVerifier;
  readonly serve: (
    answer: (request: HttpRequest) => Promise<HttpResponse>,
  ) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
  readonly readRefusal: ReadRefusal;
  /** Provider states from what was found out about an organisation, where the host has no state endpoint. */
  readonly bringAbout: BringAbout<World>;
  /** What else of an organisation requests are made of, such as a spelling that its host understands. */
  readonly describeFacts: (world: World) => StateValues;
  /** The newest message of an event (by its id) that the host sent, or that is in files; undefined where there is none. */
  readonly findMessage: (event: string) => SentMessage | undefined;
  /** Begins to look out for a message of an event that the host is made to send now; what it gives waits for it. */
  readonly expectMessage?: (caseId: string, event: string) => () => Promise<SentMessage | undefined>;
}

/**
 * Verifies pacts with Pact's own verifier. Between it and the host stand servers of ours: a proxy that adds credentials and
 * records every exchange, the provider states, and the messages. A host is verified once, in the organisation that comes
 * first; where states can only be found by reading, in every one.
 */
export function createContractsPhase<World, Needs, Subject>(
  options: ContractsOptions<World>,
): RunPhase<World, Needs, Subject> {
  let isVerified = false;
  const { only = [] } = options;
  const all = planInteractions(options.rulebook, options.pacts);
  const planned = only.length === 0 ? all : all.filter(({ id }) => only.some((filter) => isNamed(id, filter)));
  return {
    name: "contracts",
    writes: planned.some(({ operation }) => operation === "update"),
    plan: () => ({ cases: planned.length, requests: planned.length }),
    run: async (organisation) => {
      const { profile } = organisation.target;
      const hasStates = profile.state !== undefined && profile.writes;
      if (hasStates && isVerified) return;
      isVerified = true;
      organisation.announce("contracts", planned.length);
      await verifyAll(options, organisation, planned, hasStates);
    },
  };
}

function isNamed(id: string, filter: string): boolean {
  const plain = filter.replace(/[.*]+$/, "");
  return id === plain || id.startsWith(`${plain}.`);
}

async function verifyAll<World>(
  options: ContractsOptions<World>,
  organisation: Session<World>,
  planned: readonly PlannedInteraction[],
  hasStates: boolean,
): Promise<void> {
  const nameEvent = (event: string): string | undefined => options.rulebook.catalog.events.get(event)?.name;
  const keeper = createStateKeeper({ ...options, nameEvent }, organisation, hasStates);
  const outcomes = await verifyOnce(options, organisation, planned, keeper, "#");
  // What diverges is tried once more: what does not show again is marked.
  const diverging = planned.filter(({ index }) => outcomes.get(index)?.status === "diverged");
  const again = await verifyOnce(options, organisation, diverging, keeper, "#again-");
  const blamed = blameRequirements(listTried(planned, outcomes));
  for (const one of planned) {
    const reported = [outcomes, again].map((tried) => {
      const outcome = tried.get(one.index);
      return outcome === undefined ? undefined : putDown(one, outcome, blamed.get(one.index));
    });
    conclude(organisation, one, reported[0], reported[1]);
  }
}

/** Those interactions of which something can be told: they were kept, or broken in what they are about. */
function listTried(
  planned: readonly PlannedInteraction[],
  outcomes: ReadonlyMap<number, Outcome>,
): readonly TriedInteraction[] {
  return planned.flatMap(({ index, requirement, presupposed, interaction: { references } }): TriedInteraction[] => {
    const { status, judgement } = outcomes.get(index) ?? {};
    const isBroken = judgement?.unkept.some((finding) => finding.requirement === requirement) === true;
    if (requirement === undefined || (status !== "passed" && !isBroken)) return [];
    const outcome = isBroken ? "broken" : "kept";
    return [{ index, requirement, presupposed, outcome, isRefusal: references["refused"] !== undefined }];
  });
}

/** What is reported of an outcome: where the pact was not kept, the requirement that is to blame. */
function putDown(
  { requirement, presupposed, interaction: { references } }: PlannedInteraction,
  outcome: Outcome,
  blamed: string | undefined,
): Concluded {
  if (outcome.judgement === undefined) return { ...outcome, judgement: undefined };
  const { unkept, findings, exercised, ...judgement } = outcome.judgement;
  const named = unkept.map((finding) =>
    blamed !== undefined && finding.requirement === requirement ? { ...finding, requirement: blamed } : finding,
  );
  const broken = named.map((finding) => finding.requirement);
  // What the interaction is about was not shown to hold where something else is to blame, nor by a refusal what answers need.
  const isKept = named.length + findings.length === 0 && references["refused"] === undefined;
  const shown = isKept
    ? [...exercised, ...presupposed]
    : exercised.filter((each) => named.length === 0 || each !== requirement);
  return {
    ...outcome,
    judgement: { ...judgement, findings: [...findings, ...named], exercised: [...new Set([...shown, ...broken])] },
  };
}

/** What an interaction came to when it was tried. */
interface Outcome extends Pick<CaseResult, "status" | "reason"> {
  readonly judgement?: InteractionJudgement;
  readonly exchange?: Exchange;
}

/** The same as it is reported. */
interface Concluded extends Pick<CaseResult, "status" | "reason"> {
  readonly judgement?: Judgement | undefined;
  readonly exchange?: Exchange;
}

/** Tries interactions once. @param mark what follows the case in the ids of exchanges */
async function verifyOnce<World>(
  options: ContractsOptions<World>,
  organisation: Session<World>,
  planned: readonly PlannedInteraction[],
  keeper: StateKeeper,
  mark: string,
): Promise<ReadonlyMap<number, Outcome>> {
  const seen = new Map<number, Seen>(planned.map(({ index }) => [index, {}]));
  for (const one of planned) {
    const reason = keeper.foresee(one);
    if (reason !== undefined) seen.set(one.index, { unable: reason });
  }
  const ready = planned.filter(({ index }) => seen.get(index)?.unable === undefined);
  let results: ReadonlyMap<number, PactResult> = new Map();
  let failed: string | undefined;
  if (ready.length > 0) {
    await keeper.begin();
    const answer = createAnswer({ ...options, mark }, organisation, planned, seen, keeper);
    const server = await options.serve(answer);
    try {
      const verified = await options.verify({
        providerUrl: server.url,
        stateUrl: `${server.url}${statePath}`,
        messagePath,
        interactions: ready.length,
        pacts: writePacts(ready),
      });
      if (verified.kind === "verified") results = verified.results;
      else for (const { index } of ready) seen.set(index, { unable: verified.reason });
    } catch (error) {
      failed = error instanceof Error ? error.message : String(error);
    } finally {
      await server.close();
      await keeper.end();
    }
  }
  return new Map(
    planned.map((one) => [one.index, judge(options, one, seen.get(one.index) ?? {}, results.get(one.index), failed)]),
  );
}

function judge<World>(
  { rulebook, readRefusal }: ContractsOptions<World>,
  planned: PlannedInteraction,
  { unable, other, exchange }: Seen,
  result: PactResult | undefined,
  failed: string | undefined,
): Outcome {
  if (unable !== undefined) return { status: "couldNotRun", reason: unable };
  if (other !== undefined) return { status: "notApplicable", reason: other };
  if (failed !== undefined) return { status: "errored", reason: failed };
  if (result === undefined) return { status: "errored", reason: "Pact's verifier has no result for it" };
  if (exchange === undefined) {
    const why = result.trouble ?? "Pact's verifier asked for nothing";
    return { status: "errored", reason: `nothing was sent: ${why}` };
  }
  const judgement: InteractionJudgement =
    planned.interaction.kind === "message"
      ? judgeMessage(rulebook, planned, exchange, result)
      : judgeHttp(rulebook, planned, exchange, result, readRefusal);
  const isSound = judgement.findings.length + judgement.unkept.length === 0;
  return { status: isSound ? "passed" : "diverged", judgement, exchange };
}

function conclude<World>(
  organisation: Session<World>,
  { id, title, operation, interaction, requirement = keptRequirement, pact }: PlannedInteraction,
  outcome: Concluded | undefined,
  again: Concluded | undefined,
): void {
  const { exchange, judgement, ...result } = outcome ?? { status: "errored", reason: "it was not tried" };
  if (exchange !== undefined && interaction.kind === "message") organisation.record(exchange, "contracts", id);
  const fingerprintOf = (finding: Finding): string => fingerprintFinding(operation, finding);
  const shown = again?.judgement?.findings.map(fingerprintOf);
  const proofs = (judgement?.findings ?? []).map((finding) => {
    const fingerprint = fingerprintOf(finding);
    const intermittent = shown !== undefined && !shown.includes(fingerprint);
    return { finding, fingerprint, intermittent, ...(pact.pending === true ? { known: pending } : {}) };
  });
  const status = result.status === "diverged" && pact.pending === true ? "known" : result.status;
  organisation.conclude(
    { id, title, operation, phase: "contracts", requirements: [requirement] },
    {
      ...result,
      status,
      ...(judgement === undefined ? {} : { judgement }),
      ...(exchange === undefined ? {} : { trace: [exchange], proofs }),
    },
    0,
  );
}

/** Why what a pending pact expects is put up with. */
const pending = { reason: "the pact is pending: no version of the provider has kept it so far" };
