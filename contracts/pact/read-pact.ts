import { type InputProblem, InputError } from "../../src/model/input-error.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { HttpInteraction, Interaction, MessageInteraction, Pact, PactBody, ProviderState } from "./pact-model.ts";
import { readGenerators, readRules } from "./read-rules.ts";

type Members = Readonly<Record<string, unknown>>;

/** The name under which our own consumer tests note what an interaction is about. */
export const referenceGroup = "capillary-conformance";

/** Whether a JSON value looks like a pact: it names a consumer or a provider and has a list of interactions or messages. */
export function isPact(value: unknown): boolean {
  if (!isObject(value)) return false;
  const hasParties = isObject(value["consumer"]) || isObject(value["provider"]);
  const names = ["interactions", "messages"];
  return hasParties && (names.some((name) => name in value) || isObject(value["metadata"]));
}

/**
 * Reads a pact of specification 1 to 4. Throws an InputError, with the JSON Pointer of each mistake, where a part that
 * everything hangs on is missing or of another type.
 */
export function readPact(value: Json, file: string): Pact {
  const problems: InputProblem[] = [];
  const complain = (pointer: string, message: string): void => void problems.push({ file, pointer, message });
  const interactions: Interaction[] = [];
  for (const list of ["interactions", "messages"] as const) {
    const listed = isObject(value) ? value[list] : undefined;
    if (listed === undefined || listed === null) continue;
    if (!Array.isArray(listed)) {
      complain(`/${list}`, `${list} is a list`);
      continue;
    }
    for (const [index, one] of listed.entries()) {
      const pointer = `/${list}/${index}`;
      if (isObject(one)) interactions.push(readInteraction(one, pointer, list, complain));
      else complain(pointer, "an interaction is an object");
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return { consumer: readName(value, "consumer"), provider: readName(value, "provider"), interactions };
}

type Complain = (pointer: string, message: string) => void;

function readName(value: Json, party: "consumer" | "provider"): string {
  const found = isObject(value) ? value[party] : undefined;
  return isObject(found) && typeof found["name"] === "string" ? found["name"] : "";
}

function readInteraction(
  value: Members,
  pointer: string,
  list: "interactions" | "messages",
  complain: Complain,
): Interaction {
  const head = {
    description: typeof value["description"] === "string" ? value["description"] : pointer,
    pointer,
    states: readStates(value),
    references: readReferences(value),
  };
  const type = typeof value["type"] === "string" ? value["type"] : undefined;
  if (list === "messages" || type === "Asynchronous/Messages") return { ...head, ...readMessage(value, pointer) };
  if (type !== undefined && type !== "Synchronous/HTTP") return { ...head, kind: "other", type };
  return { ...head, ...readHttp(value, pointer, complain) };
}

function readHttp(
  value: Members,
  pointer: string,
  complain: Complain,
): Omit<HttpInteraction, keyof Interaction & ("description" | "pointer" | "states" | "references")> {
  const request = isObject(value["request"]) ? value["request"] : {};
  const response = isObject(value["response"]) ? value["response"] : {};
  for (const name of ["request", "response"]) {
    if (!isObject(value[name])) complain(`${pointer}/${name}`, `an interaction has an object ${name}`);
  }
  const { method = "GET", path = "/" } = request;
  if (typeof method !== "string") complain(`${pointer}/request/method`, "method is text");
  if (typeof path !== "string") complain(`${pointer}/request/path`, "path is text");
  const rules = readRules(response, `${pointer}/response`);
  const statuses = readStatuses(rules.status[0]?.matchers[0]?.options["status"]);
  const status = Number(response["status"] ?? 200);
  if (!Number.isInteger(status)) complain(`${pointer}/response/status`, "status is a whole number");
  return {
    kind: "http",
    request: {
      method: String(method).toUpperCase(),
      path: String(path),
      query: readQuery(request["query"]),
      isQueryText: typeof request["query"] === "string",
      headers: readHeaders(request["headers"]),
      body: readBody(request, "body", `${pointer}/request`),
      rules: readRules(request, `${pointer}/request`),
      generators: readGenerators(request, `${pointer}/request`),
    },
    response: {
      status,
      ...(statuses === undefined ? {} : { statuses }),
      headers: readHeaders(response["headers"]),
      body: readBody(response, "body", `${pointer}/response`),
      rules,
      generators: readGenerators(response, `${pointer}/response`),
    },
  };
}

function readStatuses(value: unknown): readonly number[] | string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  return value.map(Number).filter(Number.isInteger);
}

function readMessage(
  value: Members,
  pointer: string,
): Pick<MessageInteraction, "kind" | "contents" | "rules" | "generators"> {
  return {
    kind: "message",
    contents: readBody(value, "contents", pointer),
    rules: readRules(value, pointer),
    generators: readGenerators(value, pointer),
  };
}

function readStates({ providerState, providerStates, provider_state: early }: Members): ProviderState[] {
  const listed = Array.isArray(providerStates) ? providerStates : [];
  const single = [providerState, early].filter((name) => typeof name === "string");
  return [
    ...single.map((name) => ({ name, params: {} })),
    ...listed.filter(isObject).flatMap((state): ProviderState[] => {
      const { name, params } = state;
      return typeof name === "string"
        ? [{ name, params: isObject(params) ? (params as Record<string, Json>) : {} }]
        : [];
    }),
  ];
}

function readReferences({ comments }: Members): Readonly<Record<string, string>> {
  const groups = isObject(comments) && isObject(comments["references"]) ? comments["references"] : {};
  const own = isObject(groups) ? groups[referenceGroup] : undefined;
  return isObject(own) ? Object.fromEntries(Object.entries(own).map(([name, text]) => [name, String(text)])) : {};
}

/** Specification 1 and 2 write a query as text, later ones as lists of values by name. */
function readQuery(query: unknown): [name: string, value: string][] {
  if (typeof query === "string") return [...new URLSearchParams(query).entries()];
  if (!isObject(query)) return [];
  return Object.entries(query).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((one): [string, string] => [name, String(one ?? "")]),
  );
}

function readHeaders(headers: unknown): [name: string, value: string][] {
  if (!isObject(headers)) return [];
  return Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.map(String).join(", ") : String(value),
  ]);
}

/** Specification 4 wraps a body with its content type, and may encode it. */
function readBody(message: Members, member: "body" | "contents", at: string): PactBody {
  const body = message[member];
  const place = `${at}/${member}`;
  if (body === undefined || body === null) return { kind: "none" };
  if (isObject(body) && "content" in body && ("contentType" in body || "encoded" in body)) {
    const { content, contentType, encoded } = body;
    const type = typeof contentType === "string" ? contentType : "application/json";
    if (content === undefined || content === null || content === "") return { kind: "none" };
    if (typeof content !== "string")
      return { kind: "json", value: content as Json, at: `${place}/content`, isText: false };
    const isBase64 = encoded === true || (typeof encoded === "string" && encoded.toLowerCase() === "base64");
    const text = isBase64 ? new TextDecoder().decode(decodeBase64(content)) : content;
    // JSON text is told apart from JSON that is a text by its encoding.
    return encoded === false && isJsonType(type)
      ? { kind: "json", value: content, at: `${place}/content`, isText: false }
      : readText(text, type, `${place}/content`);
  }
  if (typeof body !== "string") return { kind: "json", value: body as Json, at: place, isText: false };
  const type = readHeaders(message["headers"]).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return type === undefined || isJsonType(type)
    ? readText(body, type ?? "application/json", place)
    : { kind: "other", text: body, type, at: place };
}

function readText(text: string, type: string, at: string): PactBody {
  const parsed = isJsonType(type) ? parseJson(new TextEncoder().encode(text)) : undefined;
  return parsed?.kind === "json"
    ? { kind: "json", value: parsed.value, at, isText: true }
    : { kind: "other", text, type, at };
}

function isJsonType(type: string): boolean {
  return /[/+]json\b/i.test(type);
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll(/\s/g, "")), (character) => character.charCodeAt(0));
}
