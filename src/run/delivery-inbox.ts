import type { Delivery, DeliveryAnswer } from "../capture/webhook-receiver.ts";
import { readExchange } from "../check/check-case.ts";
import { readPayload } from "../check/check-payload.ts";
import type { Rulebook } from "../check/standard.ts";
import type { ReadExchange } from "../model/case.ts";
import type { Clock } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import { noBody } from "../model/http.ts";

/** How long deliveries are waited for, in milliseconds. */
export interface DeliveryTiming {
  /** One that is to come; the wait ends with it. */
  readonly arrivalMs: number;
  /** One that is not to come; this long it is looked for. */
  readonly silenceMs: number;
}

/** A delivery that was received, and what it is taken for. */
export interface ReceivedDelivery {
  /** Its operation is the event's id; none where it is no documented event. */
  readonly exchange: Exchange;
  readonly receivedAt: Date;
  /** The case that has taken it; undefined while none has. */
  readonly takenBy: string | undefined;
}

/** What one case sees of the deliveries: those since it began. */
export interface Mailbox {
  /** The next delivery that fits and was not taken before; undefined where none comes in time. */
  next(fits: (delivery: ReadExchange) => boolean, patience: "arrival" | "silence"): Promise<Exchange | undefined>;
  /** The next delivery that fits is answered with 429. */
  putOff(fits: (delivery: ReadExchange) => boolean): void;
}

/** Deliveries of a run, whatever has brought them about: cases look for their own among them. */
export interface DeliveryInbox {
  /** Where the host delivers to. */
  readonly url: string;
  /** Takes a delivery, and says what to answer. */
  receive(delivery: Delivery): DeliveryAnswer;
  /** Opens the mailbox of a case. */
  open(caseId: string): Mailbox;
  /** Takes note of a request of a case, whose deliveries belong to no other. */
  note(exchange: Exchange, caseId: string): void;
  /** Whether anything at all was received. */
  readonly reached: boolean;
  /** Whether it has been waited in vain so often while nothing at all came that there is no point in waiting on. */
  readonly silent: boolean;
  /** The last delivery of an event, by its id, whether it was taken or given up since. */
  newest(event: string): Exchange | undefined;
  /** Gives up the deliveries so far, in their order. */
  drain(): ReceivedDelivery[];
}

interface Entry {
  readonly delivery: ReadExchange;
  readonly receivedAt: Date;
  /** Counts up over the whole run. */
  readonly position: number;
  readonly id: string | undefined;
  readonly cause: string | undefined;
  takenBy: string | undefined;
}

/** So many deliveries and bytes of them are kept, the newest; cases look at few. */
const mostKept = { deliveries: 20_000, bytes: 64_000_000 };
const mostIds = 200_000;
const mostWaits = 2;

export function createInbox(parts: {
  readonly url: string;
  readonly rulebook: Rulebook;
  readonly timing: DeliveryTiming;
  readonly clock: Clock;
  /** Resolves when the host has delivered all that it has to tell; left out where nobody can know that but by waiting. */
  readonly whenDelivered?: (() => Promise<void>) | undefined;
}): DeliveryInbox {
  const { url, rulebook, timing, clock, whenDelivered } = parts;
  let entries: Entry[] = [];
  let bytes = 0;
  let position = 0;
  let vain = 0;
  /** Where each event was delivered first, and what had brought it about. */
  const firsts = new Map<string, { readonly position: number; readonly cause: string | undefined }>();
  const causes = new Map<string, string>();
  const newest = new Map<string, Exchange>();
  const listeners = new Set<() => void>();
  const putOffs: { readonly fits: (delivery: ReadExchange) => boolean }[] = [];

  const readDelivery = ({ request, receivedAt }: Delivery): Pick<Entry, "delivery" | "id" | "cause"> => {
    const { body, headers } = request;
    const input = readPayload(rulebook, { body, headers }, rulebook.webhook ?? {});
    const known = "event" in input ? input : undefined;
    const exchange: Exchange = {
      id: `delivery-${position}`,
      ...(known === undefined ? {} : { operation: known.event.id }),
      delivery: "received",
      credentials: "nobody",
      request,
      outcome: { kind: "response", response: { status: 200, headers: [], body: noBody }, ms: 0 },
      startedAt: receivedAt.toISOString(),
    };
    return {
      delivery: readExchange(rulebook, exchange),
      id: known && rulebook.events?.identify(known),
      cause: known && rulebook.events?.findCause(known),
    };
  };

  const isFor = (entry: Entry, caseId: string, since: number): boolean => {
    if (entry.position < since || entry.takenBy !== undefined) return false;
    // A repetition of what came before the case began is none of its own.
    const first = entry.id === undefined ? undefined : firsts.get(entry.id);
    if (first !== undefined && first.position < since && first.cause === entry.cause) return false;
    const owner = entry.cause === undefined ? undefined : causes.get(entry.cause);
    return owner === undefined || owner === caseId;
  };

  /** Resolves with the next delivery, or after that many milliseconds. */
  const waitForMore = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        listeners.delete(end);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, end);
      listeners.add(end);
    });

  return {
    url,
    newest: (event) => newest.get(event),
    get reached() {
      return position > 0;
    },
    get silent() {
      return position === 0 && vain >= mostWaits;
    },
    receive(delivery) {
      const read = readDelivery(delivery);
      const at = putOffs.findIndex(({ fits }) => fits(read.delivery));
      if (at >= 0) putOffs.splice(at, 1);
      const status = at >= 0 ? 429 : 200;
      const { exchange, answer } = read.delivery;
      const outcome = { kind: "response", response: { status, headers: [], body: noBody }, ms: 0 } as const;
      const entry: Entry = {
        ...read,
        delivery: { exchange: { ...exchange, outcome }, answer },
        receivedAt: delivery.receivedAt,
        position,
        takenBy: undefined,
      };
      if (exchange.operation !== undefined) newest.set(exchange.operation, entry.delivery.exchange);
      if (read.id !== undefined && !firsts.has(read.id) && firsts.size < mostIds)
        firsts.set(read.id, { position, cause: read.cause });
      position += 1;
      entries.push(entry);
      bytes += delivery.request.body.byteLength;
      while (entries.length > mostKept.deliveries || bytes > mostKept.bytes) {
        const [oldest] = entries.splice(0, 1);
        if (oldest === undefined) break;
        bytes -= oldest.delivery.exchange.request.body.byteLength;
      }
      for (const listener of listeners) listener();
      return { status };
    },
    note(exchange, caseId) {
      const id = rulebook.events?.readRequestId(exchange);
      if (id !== undefined && causes.size < mostIds) causes.set(id, caseId);
    },
    open(caseId) {
      const since = position;
      // What an earlier case wanted to be put off has not come.
      putOffs.length = 0;
      return {
        putOff: (fits) => void putOffs.push({ fits }),
        async next(fits, patience) {
          const most = patience === "arrival" ? timing.arrivalMs : timing.silenceMs;
          const started = clock.elapsed();
          await whenDelivered?.();
          for (;;) {
            const found = entries.find((entry) => isFor(entry, caseId, since) && fits(entry.delivery));
            if (found !== undefined) {
              found.takenBy = caseId;
              return found.delivery.exchange;
            }
            const left = most - (clock.elapsed() - started);
            if (whenDelivered !== undefined || left <= 0) break;
            await waitForMore(left);
          }
          if (patience === "arrival" && position === 0) vain += 1;
          return undefined;
        },
      };
    },
    drain() {
      const drained = entries;
      entries = [];
      bytes = 0;
      return drained.map(({ delivery: { exchange }, receivedAt, takenBy }) => ({ exchange, receivedAt, takenBy }));
    },
  };
}
