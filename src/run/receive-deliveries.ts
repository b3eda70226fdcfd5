import type { Delivery, DeliveryAnswer } from "../capture/webhook-receiver.ts";
import type { EventDefinition } from "../catalog/events.ts";

import { createDeliveryJudge, type JudgedDelivery } from "../check/judge-deliveries.ts";
import { createReadingLedger } from "../check/readings.ts";
import type { Rulebook, WebhookOptions } from "../check/standard.ts";
import type { Exchange } from "../model/exchange.ts";
import { noBody } from "../model/http.ts";
import { type Finding, type Judgement, mergeJudgements, nothingJudged, type Verdict } from "../model/verdict.ts";
import { recordExchange } from "../target/record-exchange.ts";
import type { Redactor } from "../target/redaction.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import type { RunRecorder } from "./record-run.ts";

export interface ReceptionOptions {
  readonly rulebook: Rulebook;
  /** What the webhook is configured with. */
  readonly webhook: WebhookOptions;
  /** Whose deliveries these are, as verdicts name it. */
  readonly organisation: string;
  /** Events of each of which at least one has to come. */
  readonly expected: readonly EventDefinition[];
  readonly recorder: Pick<RunRecorder, "emit">;
  readonly redactor: Redactor;
  /** A command that judges a payload again, from its redacted text. */
  readonly showPayload: (text: string) => string;
  /** After how many deliveries some share a verdict, and how many do. */
  readonly groups?: { readonly after: number; readonly size: number };
}

/** Deliveries that are received, each of which is a case. */
export interface Reception {
  /**
   * Records and judges a delivery. When this returns the journal has both.
   * @param answer what will be answered
   */
  take(delivery: Delivery, answer: DeliveryAnswer): void;
  /** Gives the verdicts that are left: whether what was expected has come. */
  finish(): void;
  /** How many deliveries were taken, those of no documented event included. */
  count(): number;
}

/** So many deliveries have a verdict each. After them those that say nothing new share one, some at a time. */
const usualGroups = { after: 1000, size: 100 };
/** The exchanges of a group are held until its verdict. */
const mostGroupBytes = 4_000_000;
/** Bodies are recorded whole: nothing larger is received. */
const wholeBody = 100_000_000;

/** What deliveries that are no documented event are counted under. */
const unknownEvent = "webhook";
const expectedRequirement = "webhook.expected.arrived";

/** Records and judges what a webhook receives, with memory that does not grow with the number of deliveries. */
export function createReception(options: ReceptionOptions): Reception {
  const { rulebook, webhook, organisation, expected, redactor, showPayload, groups = usualGroups } = options;
  const { emit } = options.recorder;
  const judge = createDeliveryJudge<Exchange>(rulebook, webhook);
  const ledger = createReadingLedger(rulebook.catalog, webhook.pins ?? {});
  const reported = new Set<string>();
  const arrived = new Set<string>();
  let count = 0;
  let cases = 0;
  let group: Group | undefined;

  /** Writes an exchange down and gives its payload as text. */
  const record = (caseId: string, exchange: Exchange): string => {
    const recorded = recordExchange(exchange, redactor, wholeBody);
    emit({ event: "exchange", organisation, phase: "webhooks", case: caseId, exchange: recorded });
    const { text, base64 = "" } = recorded.request.body;
    return text ?? Buffer.from(base64, "base64").toString("latin1");
  };

  const conclude = (head: Pick<Verdict, "case" | "title" | "operation">, result: Result): void => {
    const { status, judgement = nothingJudged, requirements = [], reason, payload } = result;
    cases += 1;
    emit({
      event: "verdict",
      verdict: {
        ...head,
        organisation,
        phase: "webhooks",
        requirements,
        ...judgement,
        status,
        ...(reason === undefined ? {} : { reason }),
        ms: 0,
      },
      proofs: judgement.findings.map((finding) => ({
        fingerprint: fingerprintFinding(head.operation, finding),
        curl: payload === undefined ? "" : showPayload(payload),
      })),
    });
  };

  /** What the checks say, and what the readings come to beside those of earlier deliveries. */
  const judgeExchange = (exchange: Exchange, receivedAt: Date): JudgedDelivery<Exchange> => {
    const { body, headers } = exchange.request;
    const judged = judge.judge({ body, headers }, receivedAt, exchange);
    const { judgement } = judged;
    const contradicting = judgement.readings.flatMap(
      (observed) => ledger.observe(organisation, observed, "an earlier delivery") ?? [],
    );
    return { ...judged, judgement: { ...judgement, findings: [...judgement.findings, ...contradicting] } };
  };

  const closeGroup = (): void => {
    if (group === undefined) return;
    const { id, operation, taken, judgements } = group;
    group = undefined;
    const merged = mergeJudgements(judgements);
    const findings = new Map(merged.findings.map((one) => [fingerprintFinding(operation, one), one]));
    const judgement = { ...merged, findings: [...findings.values()] };
    const title = `${taken} more deliveries say nothing that earlier ones have not said`;
    conclude(
      { case: id, title, operation },
      { status: judgement.findings.length === 0 ? "passed" : "diverged", judgement },
    );
  };

  const joinGroup = (operation: string, judgement: Judgement, bytes: number): void => {
    if (group?.operation !== operation) closeGroup();
    group ??= { id: `deliveries-from-${count}`, operation, taken: 0, bytes: 0, judgements: [] };
    group.taken += 1;
    group.bytes += bytes;
    group.judgements.push(judgement);
    if (group.taken >= groups.size || group.bytes > mostGroupBytes) closeGroup();
  };

  return {
    count: () => count,
    take({ request, receivedAt }, { status, headers = [], body = noBody }) {
      count += 1;
      const id = `delivery-${count}`;
      const exchange: Exchange = {
        id: `${id}#0`,
        delivery: "received",
        credentials: "nobody",
        request,
        outcome: { kind: "response", response: { status, headers, body }, ms: 0 },
        startedAt: receivedAt.toISOString(),
      };
      const payload = record(id, exchange);
      let judged: JudgedDelivery<Exchange>;
      try {
        judged = judgeExchange(exchange, receivedAt);
      } catch (error) {
        const reason = `the check failed: ${error instanceof Error ? error.message : String(error)}`;
        const head = { case: id, title: "A delivery is judged", operation: unknownEvent };
        return conclude(head, { status: "errored", reason });
      }
      const { event, judgement, earlier } = judged;
      const operation = rulebook.catalog.findEvent(event ?? "")?.id ?? unknownEvent;
      arrived.add(operation);
      const fresh = judgement.findings
        .map((one) => fingerprintFinding(operation, one))
        .filter((fingerprint) => !reported.has(fingerprint));
      if (count > groups.after && fresh.length === 0) return joinGroup(operation, judgement, request.body.byteLength);
      closeGroup();
      for (const fingerprint of fresh) reported.add(fingerprint);
      // The case shows the earlier delivery too, where this one is held against it.
      if (earlier !== undefined && fresh.length > 0) record(id, { ...earlier, id: `${id}#1` });
      const title = event === undefined ? "A delivery of another event" : `A delivery of ${event} is as documented`;
      const reason = judgement.notes[0]?.text ?? "it is none of the documented events";
      const isUnknown = event === undefined && judgement.findings.length === 0;
      conclude(
        { case: id, title, operation },
        isUnknown
          ? { status: "notApplicable", judgement, reason }
          : { status: judgement.findings.length === 0 ? "passed" : "diverged", judgement, payload },
      );
    },
    finish() {
      closeGroup();
      for (const { id, name } of expected) {
        const head = { case: `${expectedRequirement}[${name}]`, title: `${name} is delivered`, operation: id };
        const judgement = judgeExpected(name, arrived.has(id), count);
        const status = judgement.findings.length === 0 ? "passed" : "diverged";
        conclude(head, { status, judgement, requirements: [expectedRequirement] });
      }
      emit({ event: "planned", organisation, phase: "webhooks", cases });
    },
  };
}

function judgeExpected(name: string, came: boolean, count: number): Judgement {
  const expected = `at least one ${name}`;
  const finding: Finding = {
    requirement: expectedRequirement,
    pointer: "",
    kind: "missing",
    expected,
    actual: `none among ${count} deliveries`,
    exchange: 0,
  };
  return { ...nothingJudged, exercised: [expectedRequirement], findings: came ? [] : [finding] };
}

interface Group {
  readonly id: string;
  readonly operation: string;
  taken: number;
  bytes: number;
  readonly judgements: Judgement[];
}

interface Result extends Pick<Verdict, "status" | "reason"> {
  readonly judgement?: Judgement;
  readonly requirements?: readonly string[];
  readonly payload?: string;
}
