import { type DeliveryPlan, renewDelivery } from "../generate/deliveries.ts";
import type { Exchange } from "../model/exchange.ts";
import type { DivergenceClass } from "../model/requirement.ts";
import type { Run } from "../model/run.ts";
import type { SendChoices } from "../model/run-choices.ts";
import { type Finding, nothingJudged } from "../model/verdict.ts";
import { formatCurl } from "../target/curl.ts";
import { recordExchange } from "../target/record-exchange.ts";
import type { Redactor } from "../target/redaction.ts";
import { decideExit } from "./decide-exit.ts";
import { type ConsumerOptions, openConsumerLine, type TraceSink } from "./deliver-to-consumer.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import { type ConsumerResult, demandOf, judgeConsumer } from "./judge-consumer.ts";
import { createRunRecorder, type RecorderOptions } from "./record-run.ts";
import type { ShrinkDeliveryOptions } from "./shrink-delivery.ts";

export interface SendOptions
  extends RecorderOptions, ConsumerOptions, Pick<ShrinkDeliveryOptions, "probe" | "isValid"> {
  readonly plans: readonly DeliveryPlan[];
  readonly redactor: Redactor;
  /** A command that sends the deliveries of a case again. */
  readonly showAgain: (caseId: string) => string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly seed: number;
  readonly sent: SendChoices;
  readonly loopback: boolean;
  readonly gates: readonly DivergenceClass[];
}

const organisation = "consumer";
/** Payloads up to so many bytes are shown as commands. */
const longestShown = 100_000;

/** Plays the vendor towards a consumer's endpoint, and gives the Run. */
export async function sendDeliveries(options: SendOptions): Promise<Run> {
  const { to, plans, policy, clock, redactor } = options;
  const { emit, fold } = createRunRecorder(options);
  const line = openConsumerLine(options);

  const openTrace = (plan: DeliveryPlan): TraceSink & { readonly list: readonly Exchange[] } => {
    const list: Exchange[] = [];
    return {
      list,
      nextId: () => `${plan.id}#${list.length}`,
      add: (exchange) => {
        list.push(exchange);
        const recorded = recordExchange(exchange, redactor);
        emit({ event: "exchange", organisation, phase: "webhooks", case: plan.id, exchange: recorded });
      },
    };
  };

  const reported = new Set<string>();
  const fingerprint = (plan: DeliveryPlan, finding: Pick<Finding, "requirement" | "pointer" | "kind">): string =>
    fingerprintFinding(nameKind(plan), finding);
  const conclude = (plan: DeliveryPlan, result: ConsumerResult, trace: readonly Exchange[], started: number): void => {
    const { judgement, status, reason, intermittent, asFound } = result;
    for (const finding of judgement.findings) reported.add(fingerprint(plan, finding));
    emit({
      event: "verdict",
      verdict: {
        case: plan.id,
        title: plan.title,
        organisation,
        operation: plan.event,
        phase: "webhooks",
        requirements: [demandOf(plan)],
        ...judgement,
        status,
        ...(reason === undefined ? {} : { reason }),
        ...(intermittent === undefined ? {} : { intermittent }),
        ...(asFound === undefined ? {} : { asFound }),
        ms: Math.round(clock.elapsed() - started),
      },
      proofs: judgement.findings.map((finding) => ({
        fingerprint: fingerprint(plan, finding),
        curl: showCurl(trace[finding.exchange], redactor),
        replay: options.showAgain(plan.id),
      })),
    });
  };

  emit({
    event: "started",
    formatVersion: 1,
    tool: options.tool,
    run: {
      id: options.id,
      startedAt: clock.now().toISOString(),
      seed: options.seed,
      target: to,
      phases: ["webhooks"],
      gates: options.gates,
      loopback: options.loopback,
      sent: options.sent,
    },
  });
  emit({ event: "discovered", organisation, world: null });
  emit({ event: "planned", organisation, phase: "webhooks", cases: plans.length });
  let gaveUp: string | undefined;
  let suspect: DeliveryPlan | undefined;
  /** Why nothing can be said of what comes next: whatever it is, it would not be acknowledged. */
  const lookForEndpoint = async (): Promise<string | undefined> => {
    if (suspect === undefined) return undefined;
    const body = renewDelivery(options.probe.bodies[0], `${suspect.id} afterwards ${(probes += 1)}`);
    const { outcome } = await line.send(body, "", options.probe.event);
    if (line.isTaken(outcome)) suspect = undefined;
    return suspect === undefined ? undefined : `the endpoint has not acknowledged anything since ${suspect.id}`;
  };
  let probes = 0;
  for (const plan of plans) {
    const started = clock.elapsed();
    const trace = openTrace(plan);
    const reason =
      options.interrupted() === undefined ? (gaveUp ?? (await lookForEndpoint())) : "the run was interrupted";
    if (reason !== undefined) {
      conclude(plan, { status: "cut", reason, judgement: nothingJudged }, [], started);
      continue;
    }
    try {
      const isReported = (finding: Pick<Finding, "requirement" | "pointer" | "kind">): boolean =>
        reported.has(fingerprint(plan, finding));
      const result = await judgeConsumer(plan, policy, { ...options, line, isReported }, trace);
      if (result.mayBeDown === true) suspect = plan;
      conclude(plan, result, trace.list, started);
    } catch (error) {
      const text = `the check failed: ${error instanceof Error ? error.message : String(error)}`;
      conclude(plan, { status: "errored", reason: text, judgement: nothingJudged }, [], started);
    }
    const { answered, isThere, trouble = "no answer" } = line.contact;
    if (!answered) gaveUp = `${to} ${isThere ? "answers nothing" : "was not reached"}: ${trouble}`;
  }
  const soFar = fold.result();
  const interrupted = options.interrupted();
  const exit = decideExit({
    account: soFar.account,
    balanced: fold.isBalanced(),
    divergences: soFar.divergences,
    gates: options.gates,
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(gaveUp === undefined ? {} : { brokenOff: gaveUp }),
    ...(gaveUp === undefined || line.contact.isThere ? {} : { nothingAnswered: gaveUp }),
  });
  emit({ event: "finished", finishedAt: clock.now().toISOString(), exit, requests: soFar.run.requests });
  return fold.result();
}

/** What is sent to whom, whatever was drawn: `send.drawn-2.linked.flat` is `send.drawn linked`. */
function nameKind({ id, event }: DeliveryPlan): string {
  const family = id.split(".").slice(0, 2).join(".").replace(/-\d+$/, "");
  return `${family} ${event}`;
}

function showCurl(exchange: Exchange | undefined, redactor: Redactor): string {
  if (exchange === undefined) return "";
  const { byteLength } = exchange.request.body;
  if (byteLength > longestShown) return `# the payload of ${byteLength} bytes is too long for a command line`;
  return formatCurl(exchange.request, undefined, redactor);
}
