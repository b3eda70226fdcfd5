import type { use } from "chai";
import {
  captureExchange,
  captureFetch,
  type FetchExchange,
  isFetchMessage,
  makeExchange,
  type PlainRequest,
} from "../src/capture/capture-exchange.ts";
import { checkExchange, type Side } from "../src/check/check-exchange.ts";
import { checkPayload, type Payload } from "../src/check/check-payload.ts";
import type { WebhookOptions } from "../src/check/standard.ts";
import { settleReadings } from "../src/check/readings.ts";
import type { Rulebook } from "../src/check/standard.ts";
import type { Exchange } from "../src/model/exchange.ts";
import { type HttpRequest, type HttpResponse, type Reply } from "../src/model/http.ts";
import { isObject, type Json } from "../src/model/json.ts";
import type { DivergenceClass } from "../src/model/requirement.ts";
import { describeBreaches, selectBreaches } from "./describe-breaches.ts";

/** How strict assertions are, for all of them or for one. */
export interface AssertionOptions {
  /**
   * The lightest class of divergence that fails: `violation` for what the documents state, `deviation` (default) for what
   * they show or imply too, `advisory` for what the vendor's other pages say as well.
   */
  readonly failOn?: DivergenceClass;
  /** Requirement to the one reading that is accepted. */
  readonly pins?: Readonly<Record<string, string>>;
}

export interface ConformOptions extends AssertionOptions {
  /** Whose side is judged: the host's reply (default), the consumer's request, or both. */
  readonly side?: Side;
}

export type EventOptions = AssertionOptions & Pick<WebhookOptions, "headers">;

/** What remembers the exchanges of a host, as a mock host does. */
export interface ExchangeRecorder {
  exchanges(): readonly {
    readonly request: HttpRequest;
    readonly reply?: Reply;
    readonly response?: HttpResponse;
  }[];
}

declare global {
  namespace Chai {
    interface Assertion {
      /**
       * The exchange is as the documents have it: an Exchange, or `{ request, response }` of plain objects or of fetch.
       * With messages of fetch, whose bodies are still to be read, the assertion has to be awaited.
       */
      conform(options?: ConformOptions): Assertion & PromiseLike<void>;
      /** The payload of a webhook, parsed, as text or as bytes, is this event, or without a name any documented one. */
      conformToEvent(event?: string, options?: EventOptions): Assertion;
      /** Every request that the host has seen is one that the documents know, and has what they ask of it. */
      seenOnlyConformingRequests(options?: AssertionOptions): Assertion;
    }
  }
}

/** A plug-in of chai's: `chai.use(createChaiPlugin(standard))`. */
export function createChaiPlugin(rulebook: Rulebook, defaults: AssertionOptions = {}): Parameters<typeof use>[0] {
  return ({ Assertion }, utils) => {
    /** Fails where there are problems; with `not`, where there are none. */
    function report(assertion: Chai.AssertionStatic, what: string, problems: readonly string[]): void {
      assertion.assert(
        problems.length === 0,
        () => `expected ${what}, but\n${problems.join("\n")}`,
        () => `expected it not to hold that ${what}`,
        undefined,
        undefined,
        false,
      );
    }

    Assertion.addMethod("conform", function (options: ConformOptions = {}) {
      const subject: unknown = utils.flag(this, "object");
      const check = (exchange: Exchange): void => {
        const { method, url } = exchange.request;
        const problems = listProblems(rulebook, exchange, { ...defaults, ...options });
        report(this, `${method} ${url} to conform to the documents`, problems);
      };
      const pair = readPair(subject);
      const isPending = pair !== undefined && (isFetchMessage(pair.request) || isFetchMessage(pair.response));
      if (!isPending) check(pair === undefined ? (subject as Exchange) : captureExchange(pair));
      const done = isPending ? captureFetch(pair).then(check) : Promise.resolve();
      const next = new Assertion(subject);
      utils.transferFlags(this as unknown as Chai.Assertion, next, false);
      return Object.defineProperty(next, "then", { value: done.then.bind(done) });
    });

    Assertion.addMethod("conformToEvent", function (event?: string, options: EventOptions = {}) {
      const { failOn, pins, headers } = { ...defaults, ...options };
      const payload = readPayload(utils.flag(this, "object"));
      const known = { ...(pins === undefined ? {} : { pins }), ...(headers === undefined ? {} : { headers }) };
      const found = checkPayload(rulebook, { ...payload, ...(event === undefined ? {} : { event }) }, known);
      const breaches = selectBreaches(rulebook, settleReadings(rulebook.catalog, found.judgement, pins), failOn);
      const strange = found.event === undefined ? found.judgement.notes.map(({ text }) => `- ${text}`) : [];
      const name = event ?? found.event ?? "a documented event";
      report(this, `the payload to conform to ${name}`, [...strange, ...describeBreaches(rulebook.catalog, breaches)]);
    });

    Assertion.addMethod("seenOnlyConformingRequests", function (options: AssertionOptions = {}) {
      const subject: unknown = utils.flag(this, "object");
      if (!isRecorder(subject)) throw new TypeError("this remembers no requests: it has no exchanges()");
      const problems = subject.exchanges().flatMap(({ request, reply, response }, index) => {
        const exchange = recordRequest(request, response ?? (reply?.kind === "response" ? reply.response : undefined));
        const found = listProblems(rulebook, exchange, { ...defaults, ...options, side: "consumer" });
        return found.length === 0 ? [] : [`request ${index + 1}, ${request.method} ${request.url}`, ...found];
      });
      report(this, "the host to have seen only requests that conform to the documents", problems);
    });
  };
}

/** What is wrong with an exchange, a text for each; an exchange of nothing documented cannot be as documented. */
function listProblems(rulebook: Rulebook, exchange: Exchange, options: ConformOptions): string[] {
  const { catalog } = rulebook;
  const { method, url } = exchange.request;
  const isKnown = catalog.operations.has(exchange.operation ?? "") || catalog.events.has(exchange.operation ?? "");
  if (!isKnown && catalog.matchOperation(exchange.request) === undefined) {
    const known = [...catalog.operations.values()].map((one) => `${one.method} ${one.path}`).join(", ");
    return [`- ${method} ${new URL(url).pathname} is no documented operation; there are ${known}`];
  }
  const judgement = checkExchange(rulebook, exchange, options.side);
  const findings = settleReadings(catalog, judgement, options.pins);
  return describeBreaches(catalog, selectBreaches(rulebook, findings, options.failOn));
}

/** A pair of messages; undefined where the subject is an exchange of ours. */
function readPair(subject: unknown): FetchExchange | undefined {
  if (Array.isArray(subject) && subject.length === 2) {
    const [request, response] = subject as [FetchExchange["request"], FetchExchange["response"]];
    return { request, response };
  }
  if (!isObject(subject) || !("request" in subject)) throw new TypeError("an exchange has a request and a response");
  if ("outcome" in subject) return undefined;
  if (!("response" in subject)) throw new TypeError("the exchange has no response");
  return subject as unknown as FetchExchange;
}

/** A payload by itself, as text, or as the body of a request that a receiver got. */
function readPayload(subject: unknown): Payload {
  if (typeof subject === "string") return { body: new TextEncoder().encode(subject) };
  if (!isObject(subject) || !("body" in subject) || "eventName" in subject || "attributes" in subject) {
    return { body: subject as Json | Uint8Array };
  }
  const { event, ...message } = subject as unknown as { readonly event?: string } & Omit<PlainRequest, "url">;
  const { body, headers } = recordRequest({ ...message, url: "/" }, undefined).request;
  return { body, ...(message.headers === undefined ? {} : { headers }), ...(event === undefined ? {} : { event }) };
}

function isRecorder(subject: unknown): subject is ExchangeRecorder {
  return (
    typeof subject === "object" && subject !== null && "exchanges" in subject && typeof subject.exchanges === "function"
  );
}

function recordRequest(request: PlainRequest, response: HttpResponse | undefined): Exchange {
  return makeExchange(
    request,
    response === undefined
      ? { kind: "failure", reason: "reset", detail: "no response was recorded", ms: 0 }
      : { kind: "response", response, ms: 0 },
  );
}
