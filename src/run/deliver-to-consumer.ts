import type { DeliveryPlan } from "../generate/deliveries.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Header, HttpRequest, Outcome, Transport } from "../model/http.ts";

/** What the consumer promises its sender; no page demands any of it. */
export interface AcknowledgePolicy {
  readonly withinMs: number;
  /** What `isAcknowledged` takes, for people: `2xx`. */
  readonly statuses: string;
  readonly isAcknowledged: (status: number) => boolean;
  /** Milliseconds before each time that a delivery is sent again after 429, 5xx or no answer. */
  readonly retryMs: readonly number[];
}

export interface ConsumerOptions {
  readonly to: string;
  readonly headers: readonly Header[];
  readonly policy: AcknowledgePolicy;
  readonly transport: Transport;
  /** Sends bodies in pieces. */
  readonly slowTransport: Transport;
  readonly clock: Clock;
  readonly interrupted: () => number | undefined;
}

/** Takes the exchanges of a case as they come. */
export interface TraceSink {
  readonly nextId: () => string;
  readonly add: (exchange: Exchange) => void;
}

/** Delivers to one consumer. */
export interface ConsumerLine {
  /** Sends a body once. */
  send(body: Uint8Array, exchangeId: string, event: string, manner?: DeliveryPlan["manner"]): Promise<Exchange>;
  /**
   * Sends a body, and again as the consumer has it, until it is acknowledged. Every exchange is added to the trace.
   * @param first what became of it, where it was sent once already
   */
  deliver(
    trace: TraceSink,
    plan: Pick<DeliveryPlan, "event" | "manner">,
    body: Uint8Array,
    first?: Exchange,
  ): Promise<Exchange>;
  isTaken(outcome: Outcome): boolean;
  /**
   * Whether anything was answered at all; else why not, and whether somebody is there all the same, who is too slow or breaks
   * connections off.
   */
  readonly contact: { readonly answered: boolean; readonly isThere: boolean; readonly trouble?: string };
}

export function openConsumerLine(options: ConsumerOptions): ConsumerLine {
  const { to, policy, clock } = options;
  const contact: { answered: boolean; isThere: boolean; trouble?: string } = { answered: false, isThere: false };
  const send: ConsumerLine["send"] = async (body, id, event, manner) => {
    const declared: readonly Header[] = [["Content-Type", "application/json"]];
    const own = declared.filter(
      ([name]) => !options.headers.some(([other]) => other.toLowerCase() === name.toLowerCase()),
    );
    const request: HttpRequest = { method: "POST", url: to, headers: [...own, ...options.headers], body };
    const startedAt = clock.now().toISOString();
    const transport = manner === "slow" ? options.slowTransport : options.transport;
    const outcome = await transport(request);
    if (outcome.kind === "response") contact.answered = true;
    else contact.trouble ??= outcome.detail;
    contact.isThere ||= isSomebodyThere(outcome);
    return { id, operation: event, credentials: "nobody", request, outcome, startedAt };
  };
  const isTaken = (outcome: Outcome): boolean =>
    outcome.kind === "response" && policy.isAcknowledged(outcome.response.status);
  return {
    contact,
    send,
    isTaken,
    deliver: async (trace, { event, manner }, body, first) => {
      let exchange = first;
      for (let attempt = 0; ; attempt += 1) {
        if (exchange === undefined) {
          exchange = await send(body, trace.nextId(), event, manner);
          trace.add(exchange);
        }
        const pause = policy.retryMs[attempt];
        if (isTaken(exchange.outcome) || pause === undefined || !mayComeAgain(exchange.outcome)) return exchange;
        if (options.interrupted() !== undefined) return exchange;
        await wait(clock, pause);
        exchange = undefined;
      }
    },
  };
}

/** Whether there was a connection, or most likely so: a delivery that was not acknowledged then breaks the user's policy. */
function isSomebodyThere(outcome: Outcome): boolean {
  if (outcome.kind === "response") return true;
  if (outcome.reason === "timeout") return !outcome.detail.startsWith("no connection");
  return outcome.reason === "reset" || outcome.reason === "malformed" || outcome.reason === "too-large";
}

/** Whether nothing was sent, because so much was sent before. */
export function isHeldBack(outcome: Outcome): boolean {
  return outcome.kind === "failure" && (outcome.reason === "budget" || outcome.reason === "forbidden");
}

/** Other pages give 400 as a failure for good and 429 as one to come back after; the rest is the mock's choice too. */
function mayComeAgain(outcome: Outcome): boolean {
  return outcome.kind === "failure" ? !isHeldBack(outcome) : outcome.response.status === 429 || isCrash(outcome);
}

export function isCrash(outcome: Outcome): boolean {
  return outcome.kind === "response" && outcome.response.status >= 500;
}
