import type { Clock } from "../../src/model/clock.ts";
import type { Header, Outcome, Transport } from "../../src/model/http.ts";
import { createRing } from "../ring.ts";
import type { EventDelivery } from "./write-deliveries.ts";

/** Where and how events are delivered. */
export interface WebhookSenderOptions {
  /** Absolute. */
  readonly url: string;
  /** Configured on the webhook and sent with every event, credentials for instance. */
  readonly headers?: readonly Header[];
  readonly transport: Transport;
  /** For waiting; the events have instants of their own. */
  readonly clock: Clock;
  /** How often an event is sent again at most. Default: 5. */
  readonly retries?: number;
  /** Milliseconds before it is sent again the first time; they double each time, up to a minute. Default: 1000. */
  readonly backoffMs?: number;
  /** How many events are under way at once: with one they arrive in order. Default: 1. */
  readonly inFlight?: number;
  /** How many events wait at most; what comes on top is dropped. Default: 1000. */
  readonly queue?: number;
  /** Milliseconds for which each event is held back. Default: 0. */
  readonly delayMs?: number;
}

/** One attempt at delivering an event, or an event that was dropped. */
export interface DeliveryAttempt {
  readonly eventId: string;
  /** Counts from 1; 0 where the event was dropped. */
  readonly attempt: number;
  /** Undefined where the event was dropped. */
  readonly outcome: Outcome | undefined;
  /** What came of it. */
  readonly result: "delivered" | "again" | "failed" | "dropped";
}

export interface WebhookSender {
  /** Takes an event to be delivered; never throws. */
  deliver(delivery: EventDelivery): void;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
  /** Gives up what waits; what is under way comes to its end and is not sent again. */
  close(): void;
  /** The newest attempts, 10 000 at most, oldest first. */
  attempts(): readonly DeliveryAttempt[];
}

interface Waiting {
  readonly delivery: EventDelivery;
  /** When it may go out, in milliseconds of the clock. */
  readonly due: number;
}

const highestBackoffMs = 60_000;
const kept = 10_000;

/**
 * Delivers events by POST. Of retries nothing more is known than that some refusals end an event and some do not, and that
 * the waits grow: here 429, 5xx and no answer at all are tried again, and all else but success is failed for good.
 */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { url, headers = [], transport, clock, retries = 5, backoffMs = 1000, inFlight = 1 } = options;
  const { queue = 1000, delayMs = 0 } = options;
  let waiting: Waiting[] = [];
  let underWay = 0;
  let closed = false;
  const attempts = createRing<DeliveryAttempt>({ entries: kept });
  let listeners: (() => void)[] = [];
  const sleepers = new Set<() => void>();

  /** Waits, or does not where the sender is closed meanwhile. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (closed || ms <= 0) return resolve();
      const wake = (): void => {
        sleepers.delete(wake);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, wake);
      sleepers.add(wake);
    });

  const send = async ({ delivery, due }: Waiting): Promise<void> => {
    const { eventId, body, bare = false } = delivery;
    await pause(due - clock.elapsed());
    for (let attempt = 1; ; attempt += 1) {
      if (closed) return;
      const outcome = await transport({
        method: "POST",
        url,
        headers: joinHeaders(delivery.headers, bare ? [] : headers),
        body,
      });
      const result = judgeOutcome(outcome, attempt <= retries && !closed);
      attempts.add({ eventId, attempt, outcome, result });
      if (result !== "again") return;
      await pause(Math.min(backoffMs * 2 ** (attempt - 1), highestBackoffMs));
    }
  };

  const settle = (): void => {
    underWay -= 1;
    start();
    if (underWay > 0 || waiting.length > 0) return;
    const resolved = listeners;
    listeners = [];
    for (const listener of resolved) listener();
  };

  const start = (): void => {
    while (underWay < inFlight) {
      const next = waiting.shift();
      if (next === undefined) return;
      underWay += 1;
      void send(next).finally(settle);
    }
  };

  return {
    deliver: (delivery) => {
      if (closed || waiting.length >= queue) {
        attempts.add({ eventId: delivery.eventId, attempt: 0, outcome: undefined, result: "dropped" });
        return;
      }
      waiting.push({ delivery, due: clock.elapsed() + delayMs });
      start();
    },
    idle: () =>
      new Promise((resolve) => {
        if (underWay === 0 && waiting.length === 0) resolve();
        else listeners.push(resolve);
      }),
    close: () => {
      closed = true;
      waiting = [];
      for (const wake of sleepers) wake();
    },
    attempts: () => attempts.list(),
  };
}

/** The webhook's headers take the place of the message's own. */
function joinHeaders(own: readonly Header[], configured: readonly Header[]): readonly Header[] {
  const names = new Set(configured.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...configured];
}

function judgeOutcome(outcome: Outcome, mayRepeat: boolean): DeliveryAttempt["result"] {
  const status = outcome.kind === "response" ? outcome.response.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return "delivered";
  const isTemporary = status === undefined || status === 429 || status >= 500;
  return isTemporary && mayRepeat ? "again" : "failed";
}
