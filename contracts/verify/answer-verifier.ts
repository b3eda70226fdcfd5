import type { Rulebook } from "../../src/check/standard.ts";
import type { CredentialUse, Exchange } from "../../src/model/exchange.ts";
import { type Header, headerValue, type HttpRequest, type HttpResponse } from "../../src/model/http.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { OrganisationSession } from "../../src/run/run-session.ts";
import { type PlannedInteraction, readMark } from "./plan-interactions.ts";
import { noMessage, type StateKeeper } from "./state-keeper.ts";

/** What became of an interaction while it was verified. */
export interface Seen {
  exchange?: Exchange;
  /** Why it could not be tried. */
  unable?: string;
  /** A message in another envelope than the pact is about. */
  other?: string;
}

/** A message that a host sent. */
export interface SentMessage {
  readonly body: Uint8Array;
  readonly headers: readonly Header[];
}

/** What of an organisation's session the verification needs. */
export type Session<World> = Pick<
  OrganisationSession<World, never, never>,
  "world" | "target" | "profile" | "sender" | "conclude" | "record"
>;

export const statePath = "/__state";
export const messagePath = "/__message";

/**
 * Answers the verifier: brings provider states about, hands messages over, and passes requests on to the host with the
 * organisation's credentials. What it saw of each interaction stands in `seen`.
 */
export function createAnswer<World>(
  options: {
    readonly rulebook: Rulebook;
    readonly findMessage: (event: string) => SentMessage | undefined;
    readonly expectMessage?: (caseId: string, event: string) => () => Promise<SentMessage | undefined>;
    /** What follows the case in the ids of exchanges. */
    readonly mark: string;
  },
  organisation: Session<World>,
  planned: readonly PlannedInteraction[],
  seen: ReadonlyMap<number, Seen>,
  keeper: StateKeeper,
): (request: HttpRequest) => Promise<HttpResponse> {
  const sender = organisation.sender.within("contracts");
  let current: PlannedInteraction | undefined;
  let awaited: (() => Promise<SentMessage | undefined>) | undefined;
  const bring = async (request: HttpRequest): Promise<HttpResponse> => {
    const body = parseJson(request.body);
    const value = body.kind === "json" && isObject(body.value) ? body.value : {};
    const index = readMark(String(value["state"]));
    const one = planned.find((each) => each.index === index);
    if (one === undefined) return write(400, { error: "no such interaction" });
    if (value["action"] === "teardown") {
      await keeper.tearDown(one);
      return write(200, {});
    }
    current = one;
    // What comes by the webhook comes after the state was asked for.
    awaited = keeper.emits(one) ? options.expectMessage?.(one.id, one.operation) : undefined;
    const brought = await keeper.setUp(one);
    const own = seen.get(one.index);
    if ("unable" in brought) {
      if (own !== undefined) own.unable = brought.unable;
      // With a status of 5xx it would be asked for three times.
      return write(400, { error: brought.unable });
    }
    return write(200, brought.values);
  };
  const tell = async (request: HttpRequest): Promise<HttpResponse> => {
    const body = parseJson(request.body);
    const value = body.kind === "json" && isObject(body.value) ? body.value : {};
    const index = readMark(String(value["description"]));
    const one = planned.find((each) => each.index === index);
    const own = one === undefined ? undefined : seen.get(one.index);
    if (one === undefined || own === undefined) return write(400, { error: "no such message" });
    const message = (await awaited?.()) ?? options.findMessage(one.operation);
    if (message === undefined) {
      own.unable = noMessage;
      return write(400, { error: own.unable });
    }
    own.exchange = makeDelivery(`${one.id}${options.mark}0`, one, message);
    const envelope = readEnvelope(options.rulebook, one, message);
    if (one.interaction.references["envelope"] !== undefined && envelope !== one.interaction.references["envelope"])
      own.other = `the host sends this event in the ${envelope ?? "unknown"} envelope`;
    const metadata = Buffer.from(JSON.stringify({ contentType: "application/json" })).toString("base64");
    return {
      status: 200,
      headers: [
        ["Content-Type", headerValue(message.headers, "content-type") ?? "application/json"],
        ["Pact-Message-Metadata", metadata],
      ],
      body: message.body,
    };
  };
  const pass = async (request: HttpRequest): Promise<HttpResponse> => {
    const own = current === undefined ? undefined : seen.get(current.index);
    if (current === undefined || own === undefined) return write(400, { error: "no interaction is being verified" });
    const { pathname, searchParams } = new URL(request.url);
    const exchange = await sender.send(
      {
        operation: current.operation,
        method: request.method,
        path: pathname,
        query: [...searchParams.entries()],
        headers: request.headers.filter(([name]) => !hopByHop.includes(name.toLowerCase())),
        body: request.body,
        credentials: keeper.credentials(),
      },
      `${current.id}${options.mark}0`,
      current.id,
    );
    if ("unable" in exchange) {
      own.unable = exchange.unable;
      return write(502, { error: exchange.unable });
    }
    own.exchange = exchange;
    const { outcome } = exchange;
    if (outcome.kind === "failure") return write(502, { error: outcome.detail });
    const { status, headers, body } = outcome.response;
    return { status, headers: headers.filter(([name]) => !hopByHop.includes(name.toLowerCase())), body };
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === statePath) return bring(request);
    return pathname === messagePath ? tell(request) : pass(request);
  };
}

/** Headers of one connection, and of a packing that is undone by now. */
const hopByHop = [
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "content-encoding",
  "accept-encoding",
];

function write(status: number, value: Json): HttpResponse {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { status, headers: [["Content-Type", "application/json"]], body };
}

function makeDelivery(id: string, { operation }: PlannedInteraction, { body, headers }: SentMessage): Exchange {
  const credentials: CredentialUse = "nobody";
  return {
    id,
    operation,
    credentials,
    request: { method: "POST", url: "http://127.0.0.1/webhook", headers, body },
    outcome: { kind: "response", response: { status: 200, headers: [], body: new Uint8Array(0) }, ms: 0 },
    startedAt: "",
  };
}

function readEnvelope(
  { catalog, events }: Rulebook,
  { operation }: PlannedInteraction,
  { body }: SentMessage,
): string | undefined {
  const parsed = parseJson(body);
  const expected = catalog.events.get(operation);
  if (parsed.kind !== "json" || expected === undefined) return undefined;
  return events?.recognize(parsed.value, { events: [...catalog.events.values()], expected, pins: {} }).envelope;
}
