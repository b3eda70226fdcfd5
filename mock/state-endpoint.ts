import type { HttpRequest, Reply } from "../src/model/http.ts";
import { isObject, parseJson } from "../src/model/json.ts";
import { type JsonTree, writeJson } from "./json-text.ts";
import { type ProviderStateRequest, type ProviderStateResult, providerStateNames } from "./provider-states.ts";
import { readTarget } from "./query.ts";

/** Where the state endpoint lies on the mock. */
export const statePath = "/_mock/";

/** What the state endpoint may do to a host. */
export interface StateControls {
  readonly reset: () => void;
  readonly setClock: (now: string) => void;
  readonly setState: (request: ProviderStateRequest) => ProviderStateResult | undefined;
}

/** Whether a request is for the state endpoint and not for the API. */
export function isStateRequest({ url }: HttpRequest): boolean {
  return readTarget(url)?.path.startsWith(statePath) ?? false;
}

/** Answers a request for the state endpoint: `POST reset`, `PUT clock`, `POST state`; all else is 404. */
export function answerStateRequest(request: HttpRequest, controls: StateControls): Reply {
  const action = `${request.method} ${readTarget(request.url)?.path.slice(statePath.length) ?? ""}`;
  const parsed = parseJson(request.body);
  if (parsed.kind === "invalid") return replyWith(400, describeError(400, "the body is not JSON"));
  const body = parsed.kind === "json" && isObject(parsed.value) ? parsed.value : {};
  switch (action) {
    case "POST reset":
      controls.reset();
      return replyWith(200, {});
    case "PUT clock": {
      const { now } = body;
      if (typeof now !== "string" || Number.isNaN(Date.parse(now))) {
        return replyWith(400, describeError(400, 'the body is { "now": an ISO 8601 instant }'));
      }
      controls.setClock(now);
      return replyWith(200, { now });
    }
    case "POST state": {
      const wanted = readStateRequest(body);
      if (wanted === undefined)
        return replyWith(400, describeError(400, 'the body is { "state", "params", "action" }'));
      const result = controls.setState(wanted);
      return result === undefined
        ? replyWith(
            404,
            describeError(404, `unknown state or organisation; known states: ${providerStateNames.join("; ")}`),
          )
        : replyWith(200, result.values);
    }
    default:
      return replyWith(404, describeError(404, "the state endpoint has no such action"));
  }
}

function readStateRequest(body: Readonly<Record<string, unknown>>): ProviderStateRequest | undefined {
  const { state, params = {}, action = "setup" } = body;
  if (typeof state !== "string" || !isObject(params) || (action !== "setup" && action !== "teardown")) return undefined;
  return { state, params, action };
}

function describeError(code: number, message: string): JsonTree {
  return { errors: [{ status: false, code, message }] };
}

function replyWith(status: number, tree: JsonTree): Reply {
  const body = new TextEncoder().encode(writeJson(tree));
  const headers = [
    ["Content-Type", "application/json"],
    ["Content-Length", String(body.byteLength)],
  ] as const;
  return { kind: "response", response: { status, headers, body } };
}
