import type { DeliveryPlan } from "../generate/deliveries.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Header, HttpRequest, Outcome, Transport } from "../model/http.ts";
import { isObject, type Json } from "../model/json.ts";
import type { DivergenceClass } from "../model/requirement.ts";
import type { Run } from "../model/run.ts";
import { type Finding, type Judgement, nothingJudged, type Verdict } from "../model/verdict.ts";
import { formatCurl } from "../target/curl.ts";
import { recordExchange } from "../target/record-exchange.ts";
import type { Redactor } from "../target/redaction.ts";
import { formatDuration } from "../target/units.ts";
import { decideExit } from "./decide-exit.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import { createRunRecorder, type RecorderOptions } from "./record-run.ts";

/** What the consumer promises its sender; no page demands any of it. */
export interface AcknowledgePolicy {
  readonly withinMs: number;
  /** What `isAcknowledged` takes, for people: `2xx`. */
  readonly statuses: string;
  readonly isAcknowledged: (status: number) => boolean;
  /** Milliseconds before each time that a delivery is sent again after 429, 5xx or no answer. */
  readonly retryMs: readonly number[];
}

export interface SendOptions extends RecorderOptions {
  readonly to: string;
  readonly plans: readonly DeliveryPlan[];
  /** A documented delivery, to see whether the endpoint is still there. */
  readonly probe: DeliveryPlan;
  readonly headers: readonly Header[];
  readonly policy: AcknowledgePolicy;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Whether a payload is as documented; a smaller one has to be so too. */
  readonly isValid: (event: string, value: Json) => boolean;
  /** A command that sends the deliveries of a case again. */
  readonly showAgain: (caseId: string) => string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly seed: number;
  readonly loopback: boolean;
  readonly gates: readonly DivergenceClass[];
  readonly interrupted: () => number | undefined;
}

const organisation = "consumer";
/** Payloads up to so many bytes are shown as commands. */
const longestShown = 100_000;
/** So many smaller payloads are tried for one that was not acknowledged. */
const mostShrinks = 60;

/** Plays the vendor towards a consumer's endpoint, and gives the Run. */
export async function sendDeliveries(options: SendOptions): Promise<Run> {
  const { to, plans, probe, policy, clock, redactor, transport } = options;
  const { emit, fold } = createRunRecorder(options);
  let answered = false;
  let trouble: string | undefined;

  const sendOnce = async (body: Uint8Array, exchangeId: string, event: string): Promise<Exchange> => {
    const declared: readonly Header[] = [["Content-Type", "application/json"]];
    const own = declared.filter(
      ([name]) => !options.headers.some(([other]) => other.toLowerCase() === name.toLowerCase()),
    );
    const request: HttpRequest = { method: "POST", url: to, headers: [...own, ...options.headers], body };
    const startedAt = clock.now().toISOString();
    const outcome = await transport(request);
    if (outcome.kind === "response") answered = true;
    else trouble ??= outcome.detail;
    return { id: exchangeId, operation: event, credentials: "nobody", request, outcome, startedAt };
  };
  const isTaken = ({ kind, ...rest }: Outcome): boolean =>
    kind === "response" && "response" in rest && policy.isAcknowledged(rest.response.status);

  /** Sends a delivery, and again as the consumer has it, until it is acknowledged. */
  const deliver = async (trace: Exchange[], caseId: string, body: Uint8Array, event: string): Promise<Exchange> => {
    for (let attempt = 0; ; attempt += 1) {
      const exchange = await sendOnce(body, `${caseId}#${trace.length}`, event);
      trace.push(exchange);
      emit({
        event: "exchange",
        organisation,
        phase: "webhooks",
        case: caseId,
        exchange: recordExchange(exchange, redactor),
      });
      const pause = policy.retryMs[attempt];
      if (isTaken(exchange.outcome) || pause === undefined || !mayComeAgain(exchange.outcome)) return exchange;
      if (options.interrupted() !== undefined) return exchange;
      await wait(clock, pause);
    }
  };

  const conclude = (plan: DeliveryPlan, result: Concluded, started: number): void => {
    const { judgement, trace, status, reason } = result;
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
        ms: Math.round(clock.elapsed() - started),
      },
      proofs: judgement.findings.map((finding) => ({
        fingerprint: fingerprintFinding(plan.event, finding),
        curl: showCurl(trace[finding.exchange], redactor),
        replay: options.showAgain(plan.id),
      })),
    });
  };

  /** The smallest payload that is as documented and is not acknowledged either. */
  const shrink = async (plan: DeliveryPlan, failed: Exchange, trace: Exchange[]): Promise<Exchange> => {
    let best = failed;
    let value = readJson(failed.request.body);
    let left = mostShrinks;
    for (let again = value !== undefined; again && left > 0;) {
      again = false;
      for (const smaller of listSmaller(value ?? null)) {
        if (left <= 0) break;
        if (!options.isValid(plan.event, smaller)) continue;
        left -= 1;
        const body = new TextEncoder().encode(JSON.stringify(smaller));
        const exchange = await sendOnce(body, `${plan.id}#${trace.length}`, plan.event);
        if (isTaken(exchange.outcome)) continue;
        [best, value, again] = [exchange, smaller, true];
        break;
      }
    }
    if (best === failed) return failed;
    trace.push(best);
    emit({
      event: "exchange",
      organisation,
      phase: "webhooks",
      case: plan.id,
      exchange: recordExchange(best, redactor),
    });
    return best;
  };

  const judge = async (plan: DeliveryPlan): Promise<Concluded> => {
    const trace: Exchange[] = [];
    const requirement = demandOf(plan);
    const kept: Judgement = { ...nothingJudged, exercised: [requirement] };
    let last: Exchange | undefined;
    for (const body of plan.bodies) {
      last = await deliver(trace, plan.id, body, plan.event);
      if (plan.demand !== "survived" && !isTaken(last.outcome)) break;
    }
    if (last === undefined) return { status: "passed", judgement: kept, trace };
    if (plan.demand === "survived") {
      const after = await deliver(trace, plan.id, probe.bodies[0], probe.event);
      if (isTaken(after.outcome)) {
        const crash = isCrash(last.outcome)
          ? [{ text: "what is no documented delivery is answered with 5xx, which has it sent again" }]
          : [];
        return { status: "passed", judgement: { ...kept, notes: crash }, trace };
      }
      const actual = `after it ${describeOutcome(after.outcome)}`;
      return broken(
        requirement,
        "crash",
        `${policy.statuses} for the next documented delivery`,
        actual,
        trace,
        trace.length - 1,
      );
    }
    if (isTaken(last.outcome)) {
      const isLate = trace.length > plan.bodies.length;
      const notes = isLate ? [{ text: "a documented delivery was acknowledged only when it was sent again" }] : [];
      return { status: "passed", judgement: { ...kept, notes }, trace };
    }
    const smallest =
      plan.demand === "valid" && last.outcome.kind === "response" ? await shrink(plan, last, trace) : last;
    const isLate = smallest.outcome.kind === "failure" && smallest.outcome.reason === "timeout";
    const named = isLate ? "webhook.valid.in-time" : requirement;
    const expected = `${policy.statuses} within ${formatDuration(policy.withinMs)}`;
    return broken(
      named,
      isLate ? "timeout" : "refused",
      expected,
      describeOutcome(smallest.outcome),
      trace,
      trace.indexOf(smallest),
    );
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
    },
  });
  emit({ event: "discovered", organisation, world: null });
  emit({ event: "planned", organisation, phase: "webhooks", cases: plans.length });
  let gaveUp: string | undefined;
  for (const plan of plans) {
    const started = clock.elapsed();
    const reason = options.interrupted() === undefined ? gaveUp : "the run was interrupted";
    if (reason !== undefined) {
      conclude(plan, { status: "cut", reason, judgement: nothingJudged, trace: [] }, started);
      continue;
    }
    try {
      conclude(plan, await judge(plan), started);
    } catch (error) {
      const text = `the check failed: ${error instanceof Error ? error.message : String(error)}`;
      conclude(plan, { status: "errored", reason: text, judgement: nothingJudged, trace: [] }, started);
    }
    if (!answered) gaveUp = `${to} was not reached: ${trouble ?? "no answer"}`;
  }
  const soFar = fold.result();
  const interrupted = options.interrupted();
  const exit = decideExit({
    account: soFar.account,
    balanced: fold.isBalanced(),
    divergences: soFar.divergences,
    gates: options.gates,
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(gaveUp === undefined ? {} : { nothingAnswered: gaveUp }),
  });
  emit({ event: "finished", finishedAt: clock.now().toISOString(), exit, requests: soFar.run.requests });
  return fold.result();
}

interface Concluded extends Pick<Verdict, "status" | "reason"> {
  readonly judgement: Judgement;
  readonly trace: readonly Exchange[];
}

function demandOf({ demand }: DeliveryPlan): string {
  return {
    valid: "webhook.valid.acknowledged",
    repeated: "webhook.repeated.acknowledged",
    survived: "webhook.endpoint.alive",
  }[demand];
}

function broken(
  requirement: string,
  kind: Finding["kind"],
  expected: string,
  actual: string,
  trace: readonly Exchange[],
  exchange: number,
): Concluded {
  const rests = trace.map((_exchange, index) => index);
  const finding: Finding = { requirement, pointer: "", kind, expected, actual, exchange, rests };
  return { status: "diverged", judgement: { ...nothingJudged, exercised: [requirement], findings: [finding] }, trace };
}

/** Other pages give 400 as a failure for good and 429 as one to come back after; the rest is the mock's choice too. */
function mayComeAgain(outcome: Outcome): boolean {
  return outcome.kind === "failure" ? outcome.reason !== "budget" : outcome.response.status === 429 || isCrash(outcome);
}

function isCrash(outcome: Outcome): boolean {
  return outcome.kind === "response" && outcome.response.status >= 500;
}

function describeOutcome(outcome: Outcome): string {
  return outcome.kind === "response" ? `HTTP ${outcome.response.status}` : `no answer: ${outcome.detail}`;
}

function showCurl(exchange: Exchange | undefined, redactor: Redactor): string {
  if (exchange === undefined) return "";
  const { byteLength } = exchange.request.body;
  if (byteLength > longestShown) return `# the payload of ${byteLength} bytes is too long for a command line`;
  return formatCurl(exchange.request, undefined, redactor);
}

function readJson(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Json;
  } catch {
    return undefined;
  }
}

/** The value without one of its members, or with one of its texts short, at any depth. */
function* listSmaller(value: Json): Generator<Json> {
  if (typeof value === "string" && value.length > 1) yield "a";
  if (typeof value === "number" && value > 1) yield 1;
  if (!isObject(value)) return;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  for (const [name] of members) yield Object.fromEntries(members.filter(([other]) => other !== name));
  for (const [name, member] of members) {
    for (const smaller of listSmaller(member)) yield { ...(value as Readonly<Record<string, Json>>), [name]: smaller };
  }
}
