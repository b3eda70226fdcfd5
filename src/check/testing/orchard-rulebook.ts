import { loadCatalog } from "../../catalog/catalog.ts";
import { orchardSources } from "../../catalog/testing/orchard-sources.ts";
import type { Answer } from "../../model/answer.ts";
import type { Exchange } from "../../model/exchange.ts";
import { type Header, noBody, type Outcome } from "../../model/http.ts";
import { isObject, parseJson } from "../../model/json.ts";
import { protocolRules } from "../protocol-rules.ts";
import type { Rulebook } from "../standard.ts";

export const orchardUrl = "http://127.0.0.1:1/v1/trees";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A response; anything but text and bytes is sent as JSON. */
export function respond(
  body: unknown,
  { status = 200, type = "application/json" } = {},
): Extract<Outcome, { kind: "response" }> {
  const bytes = body instanceof Uint8Array ? body : encode(typeof body === "string" ? body : JSON.stringify(body));
  const headers: Header[] = [["Content-Type", type]];
  return { kind: "response", ms: 1, response: { status, headers, body: bytes } };
}

export function fail(reason: Extract<Outcome, { kind: "failure" }>["reason"], detail = `it was ${reason}`): Outcome {
  return { kind: "failure", reason, detail, ms: 1 };
}

/** A read of trees with this outcome; `query` is put behind the path as it is. */
export function makeExchange(outcome: Outcome, query = "?owner=ada", changes: Partial<Exchange> = {}): Exchange {
  return {
    id: "x#0",
    operation: "trees",
    credentials: "till",
    request: { method: "GET", url: orchardUrl + query, headers: [], body: noBody },
    outcome,
    startedAt: "2030-01-01T00:00:00.000Z",
    ...changes,
  };
}

/** How the orchard refuses: by a code at the top. */
export function interpretOrchard({ outcome }: Pick<Exchange, "outcome">): Answer {
  if (outcome.kind === "failure") return { kind: "failure", reason: outcome.reason, detail: outcome.detail };
  const { status, body } = outcome.response;
  if (status >= 500) return { kind: "crash", status };
  const parsed = parseJson(body);
  if (parsed.kind !== "json") {
    return { kind: "unreadable", status, reason: parsed.kind === "empty" ? "the body is empty" : parsed.reason };
  }
  const { value } = parsed;
  if (isObject(value) && typeof value["code"] === "number") {
    return { kind: "refusal", status, codes: [{ code: value["code"], pointer: "/code" }], value };
  }
  if (status >= 400 && !(isObject(value) && "trees" in value)) return { kind: "refusal", status, codes: [], value };
  return { kind: "answer", status, value };
}

/** Refuses an owner called nobody of whoever asks: a rule on requests. */
export const orchardRulebook: Rulebook = {
  catalog: loadCatalog(orchardSources),
  rules: [
    ...protocolRules,
    {
      requirement: "trees.request.rule",
      check: ({ query }) => {
        if (!isObject(query) || query["owner"] === undefined) return undefined;
        if (query["owner"] !== "nobody") return [];
        return [{ pointer: "/owner", kind: "value", expected: "somebody", actual: '"nobody"' }];
      },
    },
  ],
  noticers: [
    ({ answer }) =>
      answer.kind === "answer" && isObject(answer.value) && "note" in answer.value ? [{ text: "there is a note" }] : [],
  ],
  interpret: interpretOrchard,
};
