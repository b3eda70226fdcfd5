import type { HttpRequest, Reply } from "../src/model/http.ts";
import { isObject, parseJson } from "../src/model/json.ts";
import type { EmitRequest } from "./events/draft-emitted.ts";
import type { Params } from "./find-named.ts";
import { type JsonTree, writeJson } from "./json-text.ts";
import { type ProviderStateRequest, type ProviderStateResult, providerStateNames } from "./provider-states.ts";
import { readRequestTarget } from "./query.ts";

/** Where the state endpoint lies on the mock. */
export const statePath = "/_mock/";

/** What became of an event that was to be emitted: its id, or the word for what is unknown. */
export type Emitted = { readonly eventId: string } | { readonly unknown: string };

/** What the state endpoint may do to a host. */
export interface StateControls {
  readonly reset: () => void;
  readonly setClock: (now: string) => void;
  readonly setState: (request: ProviderStateRequest) => ProviderStateResult | undefined;
  readonly runBatch: (organisation: string | undefined) => boolean;
  readonly emit: (request: EmitRequest) => Emitted;
}

/** Whether a request is for the state endpoint and not for the API. */
export function isStateRequest(request: HttpRequest): boolean {
  return readRequestTarget(request)?.path.startsWith(statePath) ?? false;
}

type Action = (body: Params, controls: StateControls) => Reply;

const actions: Readonly<Record<string, Action>> = {
  "POST reset": (_, controls) => {
    controls.reset();
    return replyWith(200, {});
  },
  "PUT clock": ({ now }, controls) => {
    if (typeof now !== "string") return refuse(400, 'the body is { "now": an ISO 8601 instant }');
    controls.setClock(now);
    return replyWith(200, { now });
  },
  "POST state": (body, controls) => {
    const wanted = readStateRequest(body);
    return wanted === undefined ? refuse(400, 'the body is { "state", "params", "action" }') : bring(wanted, controls);
  },
  "POST batch": ({ organisation }, controls) => {
    if (organisation !== undefined && typeof organisation !== "string") return refuse(400, "organisation is a name");
    return controls.runBatch(organisation) ? replyWith(200, {}) : refuse(404, "unknown organisation");
  },
  "POST emit": (body, controls) => {
    const wanted = readEmitRequest(body);
    if (wanted === undefined) {
      return refuse(400, 'the body is { "event", "customer": identifiers, "program": name or id, "organisation"? }');
    }
    const emitted = controls.emit(wanted);
    return "unknown" in emitted ? refuse(404, `unknown ${emitted.unknown}`) : replyWith(200, emitted);
  },
};

/**
 * Answers a request for the state endpoint: `POST reset`, `PUT clock`, `POST state`, `POST batch`, `POST emit`; all else is
 * 404.
 */
export function answerStateRequest(request: HttpRequest, controls: StateControls): Reply {
  const name = `${request.method} ${readRequestTarget(request)?.path.slice(statePath.length) ?? ""}`;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) return refuse(404, "the state endpoint has no such action");
  const parsed = parseJson(request.body);
  if (parsed.kind === "invalid") return refuse(400, "the body is not JSON");
  try {
    return action(parsed.kind === "json" && isObject(parsed.value) ? parsed.value : {}, controls);
  } catch (error) {
    // The controls say so of what they cannot read.
    if (error instanceof RangeError) return refuse(400, error.message);
    throw error;
  }
}

function bring(wanted: ProviderStateRequest, controls: StateControls): Reply {
  const result = controls.setState(wanted);
  return result === undefined
    ? refuse(404, `unknown state or organisation; known states: ${providerStateNames.join("; ")}`)
    : replyWith(200, result.values);
}

function readStateRequest(body: Params): ProviderStateRequest | undefined {
  const { state, params = {}, action = "setup" } = body;
  if (typeof state !== "string" || !isObject(params) || (action !== "setup" && action !== "teardown")) return undefined;
  return { state, params, action };
}

function readEmitRequest(body: Params): EmitRequest | undefined {
  const { event, customer, program, organisation, updateType } = body;
  if (typeof event !== "string" || !isObject(customer)) return undefined;
  if (typeof program !== "string" && typeof program !== "number") return undefined;
  if (!isTextOrAbsent(organisation) || !isTextOrAbsent(updateType)) return undefined;
  return {
    event,
    customer,
    program,
    ...(organisation === undefined ? {} : { organisation }),
    ...(updateType === undefined ? {} : { updateType }),
  };
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function refuse(code: number, message: string): Reply {
  return replyWith(code, { errors: [{ status: false, code, message }] });
}

function replyWith(status: number, tree: JsonTree): Reply {
  const body = new TextEncoder().encode(writeJson(tree));
  const headers = [
    ["Content-Type", "application/json"],
    ["Content-Length", String(body.byteLength)],
  ] as const;
  return { kind: "response", response: { status, headers, body } };
}
