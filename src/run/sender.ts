import type { Rulebook } from "../check/standard.ts";
import type { Answer } from "../model/answer.ts";
import type { EmitStep, ReadExchange, RequestPlan, StateStep } from "../model/case.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import { headerValue, noBody, type Outcome } from "../model/http.ts";
import type { RunEvent } from "../model/run.ts";
import type { Finding, Phase } from "../model/verdict.ts";
import { recordExchange } from "../target/record-exchange.ts";
import type { Target } from "../target/target.ts";
import type { HostHealth } from "./host-health.ts";

/** Why a request could not be put to the host, or its reply says nothing about the request. */
export interface Unable {
  readonly unable: string;
}

/** Sends planned requests to one organisation of a target and records every exchange as an event. */
export interface Sender {
  send(plan: RequestPlan, exchangeId: string, caseId: string): Promise<Exchange | Unable>;
  /** Calls the target's state endpoint; a host that has only some of its actions is unable to do the others. */
  callState(step: StateStep, exchangeId: string, caseId: string): Promise<Exchange | Unable>;
  /** Has the host tell its webhooks of an event, by the profile's trigger for it or by the state endpoint. */
  emit(step: EmitStep, exchangeId: string, caseId: string): Promise<Exchange | Unable>;
  /** Records a delivery, or that none came, as an exchange of a case. */
  record(exchange: Exchange, caseId: string): void;
  /** For discovery: throws where the host is not worth asking any more. */
  ask(plan: RequestPlan, exchangeId: string, caseId: string): Promise<ReadExchange>;
  /** Sends a request again that was answered before: whether there is any response. */
  probe(caseId: string): Promise<boolean>;
  /** The same sender, whose exchanges belong to another phase of the run. */
  within(phase: Phase): Sender;
  /** Commands that show a finding, one a line: the request that shows it, then those it is compared with. */
  curl(trace: Trace, finding: Finding): string;
}

/** So many commands are enough to see a finding that rests on many exchanges. */
const mostCommands = 4;

/** A host that asks to wait is asked again so often, after no more than so many milliseconds each time. */
const mostRetries = 3;
const longestWait = 30_000;

export function createSender(parts: SenderParts): Sender {
  const connection: Connection = {};
  return bindSender(parts, connection, "suites");
}

export interface SenderParts {
  readonly target: Target;
  readonly organisation: string;
  readonly standard: Rulebook;
  readonly health: HostHealth;
  readonly clock: Clock;
  readonly emit: (event: RunEvent) => void;
}

/** What all phases know of the host. */
interface Connection {
  /** A request that got a documented answer. */
  answered?: RequestPlan;
}

function bindSender(parts: SenderParts, connection: Connection, phase: Phase): Sender {
  const { target, organisation, standard, health, clock, emit } = parts;
  const hasCredentials = target.profile.organisations.some(
    ({ name, auth }) => name === organisation && auth !== undefined,
  );

  function record(exchange: Exchange, caseId: string): void {
    const recorded = recordExchange(exchange, target.redactor);
    emit({ event: "exchange", organisation, phase, case: caseId, exchange: recorded });
  }

  async function sendOnce(plan: RequestPlan, exchangeId: string, caseId: string): Promise<Exchange> {
    const credentials = plan.credentials ?? "till";
    const operation = standard.catalog.operations.get(plan.operation);
    const { request, outcome, startedAt } = await target.send(organisation, {
      method: plan.method ?? operation?.method ?? "GET",
      path: plan.path ?? operation?.path ?? "/",
      query: plan.query ?? [],
      headers: plan.headers ?? [],
      body: plan.body ?? noBody,
      credentials,
    });
    const exchange: Exchange = { id: exchangeId, operation: plan.operation, credentials, request, outcome, startedAt };
    record(exchange, caseId);
    return exchange;
  }

  async function callState(step: StateStep, exchangeId: string, caseId: string): Promise<Exchange | Unable> {
    const { state, body = {}, mayBeRefused = false } = step;
    if (target.profile.state === undefined) {
      return { unable: "it needs a state endpoint; add state.url to the profile if the host has one" };
    }
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const { request, outcome, startedAt } = await target.sendState(state === "clock" ? "PUT" : "POST", state, bytes);
    const exchange: Exchange = { id: exchangeId, state, credentials: "nobody", request, outcome, startedAt };
    record(exchange, caseId);
    if (outcome.kind === "response" && (outcome.response.status < 300 || mayBeRefused)) return exchange;
    return { unable: explainState(state, request.url, outcome) };
  }

  async function emitEvent(step: EmitStep, exchangeId: string, caseId: string): Promise<Exchange | Unable> {
    if (!target.profile.writes) return { unable: "the profile does not allow writes; set writes: true" };
    if (target.profile.webhooks?.triggers[step.emit] === undefined) {
      if (target.profile.state !== undefined) {
        return callState({ state: "emit", body: step.body }, exchangeId, caseId);
      }
      const add = `add webhooks.triggers.${step.emit}.post to the profile, an address that makes the host send one`;
      return { unable: `nothing is known that makes the host send ${step.emit}; ${add}, or state.url` };
    }
    const { request, outcome, startedAt } = await target.sendTrigger(step.emit);
    const exchange: Exchange = { id: exchangeId, state: "emit", credentials: "nobody", request, outcome, startedAt };
    record(exchange, caseId);
    if (outcome.kind === "response" && outcome.response.status < 300) return exchange;
    const what = outcome.kind === "failure" ? outcome.detail : `HTTP ${outcome.response.status}`;
    return { unable: `the trigger of ${step.emit} did not work: ${what}` };
  }

  async function send(
    plan: RequestPlan,
    exchangeId: string,
    caseId: string,
    counts = true,
  ): Promise<Exchange | Unable> {
    const method = plan.method ?? standard.catalog.operations.get(plan.operation)?.method ?? "GET";
    if (!target.profile.writes && !["GET", "HEAD", "OPTIONS"].includes(method)) {
      return { unable: "the profile does not allow writes; set writes: true and mark customers writable: true" };
    }
    const credentials = plan.credentials ?? "till";
    if (!target.canUse(organisation, credentials)) return { unable: explainCredentials(credentials, organisation) };
    let exchange = await sendOnce(plan, exchangeId, caseId);
    for (let retry = 0; retry < mostRetries && asksToWait(exchange.outcome); retry += 1) {
      await wait(clock, readRetryAfter(exchange.outcome));
      exchange = await sendOnce(plan, exchangeId, caseId);
    }
    // No page describes a rate limit, so keeping one is nobody's fault, and what it hides cannot be judged.
    if (asksToWait(exchange.outcome)) {
      const unable = explainWaiting(exchange.outcome);
      health.putOff(unable);
      return { unable };
    }
    const answer = standard.interpret(exchange);
    health.see(answer, counts);
    if (answer.kind === "answer") connection.answered = plan;
    // Without credentials in the profile a host that asks for some cannot be tested; it is not at fault.
    if (credentials === "till" && !hasCredentials && asksForCredentials(answer)) {
      return { unable: `the host asks for credentials; add auth to the organisation ${organisation} in the profile` };
    }
    return exchange;
  }

  return {
    send: (plan, exchangeId, caseId) => send(plan, exchangeId, caseId),
    callState,
    emit: emitEvent,
    record,
    within: (other) => bindSender(parts, connection, other),
    async ask(plan, exchangeId, caseId) {
      if (health.gaveUp !== undefined) throw new Error(health.gaveUp);
      const exchange = await send(plan, exchangeId, caseId, false);
      if ("unable" in exchange) throw new Error(exchange.unable);
      if (health.gaveUp !== undefined) throw new Error(health.gaveUp);
      return { exchange, answer: standard.interpret(exchange) };
    },
    async probe(caseId) {
      if (connection.answered === undefined) return false;
      const exchange = await send(connection.answered, `${caseId}#probe`, caseId);
      if ("unable" in exchange || exchange.outcome.kind === "response") return true;
      // What the profile's own limits hold back says nothing about the host.
      return exchange.outcome.reason === "budget" || exchange.outcome.reason === "forbidden";
    },
    curl(trace, { exchange, rests = [] }) {
      const others = [...new Set(rests)].filter((position) => position !== exchange).slice(0, mostCommands - 1);
      const show = (position: number): string[] => {
        const shown = findSent(trace, position);
        return shown === undefined ? [] : [target.curl(organisation, shown.credentials, shown.request)];
      };
      const compared = others.flatMap(show);
      return [...show(exchange), ...(compared.length === 0 ? [] : ["# to compare with:", ...compared])].join("\n");
    },
  };
}

/** What was sent at a position, or before a delivery that was waited for at it: that is what brings the delivery about. */
function findSent(trace: Trace, position: number): Exchange | undefined {
  if (trace[position]?.delivery === undefined) return trace[position];
  return trace.slice(0, position).findLast(({ delivery }) => delivery === undefined);
}

function asksToWait(outcome: Outcome): boolean {
  if (outcome.kind !== "response") return false;
  const { status, headers } = outcome.response;
  return status === 429 || (status === 503 && headerValue(headers, "retry-after") !== undefined);
}

function explainWaiting(outcome: Outcome): string {
  const status = outcome.kind === "response" ? outcome.response.status : 0;
  return status === 429
    ? "the host limits requests (HTTP 429); lower limits.perMinute in the profile"
    : `the host asks to come back later (HTTP ${status})`;
}

/** Milliseconds that a Retry-After header names in seconds; a second where there is none or it is a date. */
function readRetryAfter(outcome: Outcome): number {
  const value = outcome.kind === "response" ? headerValue(outcome.response.headers, "retry-after") : undefined;
  const seconds = value !== undefined && /^\d+$/.test(value) ? Number(value) : 1;
  return Math.min(seconds * 1000, longestWait);
}

function explainState(action: string, url: string, outcome: Outcome): string {
  if (outcome.kind === "failure") return `the state endpoint ${url} did not answer: ${outcome.detail}`;
  return outcome.response.status === 404
    ? `the state endpoint has no answer to this ${action} (HTTP 404 at ${url})`
    : `the state endpoint refused this ${action} (HTTP ${outcome.response.status} at ${url})`;
}

function asksForCredentials(answer: Answer): boolean {
  if (answer.kind !== "refusal" || (answer.status !== 401 && answer.status !== 403)) return false;
  return answer.codes.every(({ code }) => code === 401 || code === 403);
}

function explainCredentials(credentials: string, organisation: string): string {
  if (credentials === "without-access")
    return `no credentials without the access group; add withoutAccess to the organisation ${organisation}`;
  return `no credentials for it; add auth to the organisation ${organisation} in the profile`;
}
