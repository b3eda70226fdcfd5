import { createDeliveryJudge, type DeliveryJudge } from "../check/judge-deliveries.ts";
import type { Rulebook } from "../check/standard.ts";
import type { Case } from "../model/case.ts";
import type { Exchange } from "../model/exchange.ts";
import { type Finding, type Judgement, mergeJudgements } from "../model/verdict.ts";
import type { DeliveryInbox, ReceivedDelivery } from "./delivery-inbox.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import { selectCases } from "./plan.ts";
import type { RunPhase } from "./run-phase.ts";
import { noWebhook } from "./plan-steps.ts";
import type { OrganisationSession } from "./run-session.ts";

/** A case about deliveries, and with how many subjects it is run at most: some have to wait for what is not to come. */
export interface WebhookCase<Needs, Subject> {
  readonly case: Case<Needs, Subject>;
  readonly subjects: number;
}

export interface WebhooksPhaseParts<Needs, Subject> {
  readonly rulebook: Rulebook;
  readonly cases: readonly WebhookCase<Needs, Subject>[];
  /** What is received; left out where it is not known where the host delivers. */
  readonly inbox?: DeliveryInbox | undefined;
  /** Has the host deliver there, where that is in the tool's power. */
  readonly connect?: (() => void) | undefined;
  /** Case or requirement ids, or their beginnings; empty for all. */
  readonly only?: readonly string[] | undefined;
}

/**
 * What brings events about and what is then delivered; at the end, all deliveries that no case has waited for are held
 * against the documents too, and all of the run beside one another.
 */
export function createWebhooksPhase<World, Needs, Subject>(
  parts: WebhooksPhaseParts<Needs, Subject>,
): RunPhase<World, Needs, Subject> {
  const { rulebook, inbox, connect, only = [] } = parts;
  const selected = selectCases(
    parts.cases.map((one) => one.case),
    only,
  );
  const countSubjects = (wanted: Case<Needs, Subject>): number =>
    parts.cases.find((one) => one.case === wanted)?.subjects ?? 1;
  const judge = createDeliveryJudge<Exchange>(rulebook, rulebook.webhook);
  return {
    name: "webhooks",
    writes: selected.some(({ writes }) => writes !== undefined),
    run: async (organisation) => {
      if (inbox === undefined) {
        organisation.announce("webhooks", selected.length);
        for (const one of selected)
          organisation.conclude({ ...one, phase: "webhooks" }, { status: "couldNotRun", reason: noWebhook }, 0);
        return;
      }
      connect?.();
      // Whether a delivery is missing is known only where any comes: until one has come, cases that wait in vain are put off.
      const later = [];
      for (const planned of organisation.plan(selected, "webhooks", countSubjects)) {
        const isOver = await organisation.tryRun(planned, ({ status }) => status === "couldNotRun" && !inbox.reached);
        if (!isOver) later.push(planned);
      }
      for (const planned of later) await organisation.run(planned);
      concludeOthers(judge, inbox.drain(), organisation);
    },
  };
}

/** So many different findings of one event are shown. */
const mostFindings = 20;

/** One verdict for each event of which there were deliveries that no case has taken. */
function concludeOthers<World, Needs, Subject>(
  judge: DeliveryJudge<Exchange>,
  deliveries: readonly ReceivedDelivery[],
  organisation: OrganisationSession<World, Needs, Subject>,
): void {
  const groups = new Map<string, Others>();
  for (const { exchange, receivedAt, takenBy } of deliveries) {
    const { body, headers } = exchange.request;
    const judged = judge.judge({ body, headers }, receivedAt, exchange);
    // What a case has taken it has judged; what it is beside all others is seen here alone.
    const isTaken = takenBy !== undefined;
    const findings = judged.judgement.findings.filter(({ kind }) => !isTaken || kind === "disagreement");
    if (isTaken && findings.length === 0) continue;
    const operation = exchange.operation ?? "webhook";
    const group = groups.get(operation) ?? { count: 0, judgements: [], seen: new Set(), trace: [] };
    groups.set(operation, group);
    group.count += 1;
    group.judgements.push({ ...judged.judgement, findings: addFindings(group, operation, findings, exchange, judged) });
  }
  for (const [operation, { count, judgements, trace }] of groups) {
    const id = `${operation}.deliveries.others`;
    const title = `What else was delivered (${count}) is as documented`;
    const head = { id, title, operation, phase: "webhooks", requirements: [] } as const;
    organisation.announce("webhooks", 1);
    trace.forEach((exchange, index) => organisation.record({ ...exchange, id: `${id}#${index}` }, "webhooks", id));
    const judgement = mergeJudgements(judgements);
    const proofs = judgement.findings.map((finding) => ({
      finding,
      fingerprint: fingerprintFinding(operation, finding),
      intermittent: false,
    }));
    const isKnown = operation !== "webhook" || judgement.findings.length > 0;
    const status = judgement.findings.length > 0 ? "diverged" : isKnown ? "passed" : "notApplicable";
    const reason = isKnown ? {} : { reason: "these are none of the documented events" };
    organisation.conclude(head, { status, judgement, trace, proofs, ...reason }, 0);
  }
}

interface Others {
  count: number;
  readonly judgements: Judgement[];
  /** Fingerprints of the findings that are shown. */
  readonly seen: Set<string>;
  /** The deliveries that show them. */
  readonly trace: Exchange[];
}

/** The findings that are new, placed in the group's trace. */
function addFindings(
  group: Others,
  operation: string,
  findings: readonly Finding[],
  exchange: Exchange,
  { earlier }: { readonly earlier?: Exchange },
): Finding[] {
  const fresh = findings.filter((finding) => !group.seen.has(fingerprintFinding(operation, finding)));
  if (fresh.length === 0 || group.seen.size >= mostFindings) return [];
  for (const finding of fresh) group.seen.add(fingerprintFinding(operation, finding));
  const at = group.trace.length;
  group.trace.push(exchange, ...(earlier === undefined ? [] : [earlier]));
  return fresh.map((finding) => ({
    ...finding,
    exchange: at,
    ...(finding.rests === undefined ? {} : { rests: earlier === undefined ? [at] : [at, at + 1] }),
  }));
}
