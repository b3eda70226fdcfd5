import { type ApiRequirements, headerOf, refusalOf, statusOf, typeOf } from "../catalog/openapi/api-requirements.ts";
import type { ApiSchemas } from "../catalog/openapi/api-schemas.ts";
import type { ApiContent, ApiOperation, ApiPlace, ApiResponse } from "../catalog/openapi/api-operation.ts";
import type { Exchange } from "../model/exchange.ts";
import { headerValue, type HttpRequest, type HttpResponse, isJsonMediaType, mediaType } from "../model/http.ts";
import { formatPointer, parsePointer, resolvePointer } from "../model/json-pointer.ts";
import { isObject, type Json, jsonType, parseJson } from "../model/json.ts";
import type { SchemaBreach } from "../catalog/validator.ts";
import { type CheckedPart, mergeParts } from "./apply-rules.ts";

/** Refusals that HTTP has for any request, whatever it asks for (RFC 9110 and its relatives). */
const ofAnyRequest = new Set([
  401, 403, 405, 406, 408, 411, 412, 413, 414, 415, 416, 417, 421, 426, 428, 429, 431, 451,
]);

/** What a reply is held against. */
export interface ApiParts {
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly schemas: ApiSchemas;
  readonly requirements: ApiRequirements;
}

/** The response that is documented for a status: the status itself, its hundreds, or any other. */
export function findResponse({ responses }: ApiOperation, status: number): ApiResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, "default"];
  return names.map((name) => responses.find((response) => response.status === name)).find((one) => one !== undefined);
}

/**
 * Whether a reply is a server error that is nobody's answer: one that no page of the operation has, or an internal one beside answers
 * of another kind, which is documented only because it may always happen.
 */
export function isCrash(operation: ApiOperation | undefined, status: number): boolean {
  if (status < 500) return false;
  const documented = operation === undefined ? undefined : findResponse(operation, status)?.status;
  if (operation === undefined || documented === undefined || documented === "default") return true;
  return status === 500 && operation.responses.some((response) => /^[1-4]/.test(response.status));
}

/** Holds a reply against the document: its status, media type, headers and body. */
export function checkApiReply(parts: ApiParts, exchange: Exchange): CheckedPart {
  const operation = parts.operations.get(exchange.operation ?? "");
  const { outcome } = exchange;
  if (operation === undefined || outcome.kind === "failure") return mergeParts([]);
  const { response } = outcome;
  // A crash is one thing that is wrong, whatever its page looks like.
  if (isCrash(operation, response.status)) return mergeParts([]);
  const documented = findResponse(operation, response.status);
  // A document may leave out what is answered (3.1); then nothing is demanded of it.
  if (operation.responses.length === 0) return mergeParts([]);
  if (documented === undefined) return checkUndocumented(operation, response);
  return mergeParts([
    keepRequirement(statusOf(operation)),
    checkHeaders(parts, operation, documented, response),
    checkContent(parts, operation, documented, exchange, response),
  ]);
}

function checkUndocumented(operation: ApiOperation, { status }: HttpResponse): CheckedPart {
  if (ofAnyRequest.has(status) || isExcused(operation, status)) return mergeParts([]);
  const requirement = status >= 400 ? refusalOf(operation) : statusOf(operation);
  const known = operation.responses.map((response) => response.status).join(", ") || "none";
  return breach(requirement, "value", "", `one of the documented statuses: ${known}`, `HTTP ${status}`);
}

/**
 * Refusals that a document without any of their kind is silent about: that a request is malformed, where it has nothing for
 * malformed ones; and that a thing is not there, where a path names things.
 */
function isExcused({ path, responses }: ApiOperation, status: number): boolean {
  const isDocumented = (...statuses: readonly string[]): boolean =>
    responses.some((response) => statuses.includes(response.status));
  if (status === 400 || status === 422) return !isDocumented("400", "422");
  return status === 404 && path.includes("{");
}

function checkHeaders(
  { schemas }: ApiParts,
  operation: ApiOperation,
  documented: ApiResponse,
  response: HttpResponse,
): CheckedPart {
  return mergeParts(
    documented.headers.map(({ name, required, schema }) => {
      const id = headerOf(operation, documented, name);
      const value = headerValue(response.headers, name);
      if (value === undefined) {
        return required ? breach(id, "missing", "", `the header ${name}`, "no such header") : mergeParts([]);
      }
      if (schema === undefined) return keepRequirement(id);
      const [first] = judgeText(schemas, schema, value);
      // Lists and objects in headers are written in styles of their own.
      if (first === undefined || first.expected === "a list" || first.expected === "an object")
        return keepRequirement(id);
      return breach(id, "value", "", `${name}: ${first.expected}`, value);
    }),
  );
}

/** A text is sound if it is so as text, or as the number or truth value that it spells. */
function judgeText(schemas: ApiSchemas, schema: ApiPlace, text: string): readonly SchemaBreach[] {
  const spelled = /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/.test(text) ? [readSpelled(text)] : [];
  const breaches = [text, ...spelled].map((one) => schemas.validate(schema, one));
  if (breaches.some(({ length }) => length === 0)) return [];
  // What is of the right type says more.
  return breaches.find((ones) => ones.every(({ aspect }) => aspect !== "type")) ?? breaches.at(-1) ?? [];
}

/** Numbers may be written with more zeros than JSON has. */
function readSpelled(text: string): unknown {
  return /\d/.test(text) ? Number(text) : (JSON.parse(text) as unknown);
}

function checkContent(
  { schemas, requirements }: ApiParts,
  operation: ApiOperation,
  documented: ApiResponse,
  { request }: Exchange,
  response: HttpResponse,
): CheckedPart {
  const isBare = request.method === "HEAD" || [204, 205, 304].includes(response.status);
  if (documented.contents.length === 0 || isBare) return mergeParts([]);
  const id = typeOf(operation, documented);
  const type = mediaType(response.headers);
  const content = findContent(documented.contents, type);
  if (content === undefined) {
    const known = documented.contents.map((one) => one.mediaType).join(" or ");
    return breach(id, "value", "", known, type ?? "no content type");
  }
  const { schema } = content;
  if (schema === undefined) return keepRequirement(id);
  const claims = requirements.ofAnswer(operation, documented, content);
  const whole = claims.owner("", "value") ?? id;
  if (type === "text/plain") {
    const text = new TextDecoder().decode(response.body);
    const [first] = judgeText(schemas, schema, text);
    // A line mostly ends.
    const isSound = first === undefined || judgeText(schemas, schema, text.replace(/\r?\n$/, "")).length === 0;
    return mergeParts([
      keepRequirement(id),
      isSound ? keepRequirement(whole) : breach(whole, first.aspect, "", first.expected, first.actual),
    ]);
  }
  if (!isJsonMediaType(type)) return keepRequirement(id);
  const parsed = parseJson(response.body);
  if (parsed.kind === "empty")
    return mergeParts([keepRequirement(id), breach(whole, "missing", "", "a body of JSON", "an empty body")]);
  // What is no JSON is the protocol's matter.
  if (parsed.kind !== "json") return keepRequirement(id);
  // A host may be blind for formats; then it only sends back what it was sent.
  const breaches = schemas
    .validate(schema, parsed.value)
    .filter(({ keyword, pointer }) => keyword !== "format" || !isSent(request, resolvePointer(parsed.value, pointer)));
  return mergeParts([
    keepRequirement(id),
    ...claims.exercised(parsed.value).map(keepRequirement),
    ...breaches.map(({ pointer, aspect, expected, actual }) =>
      breach(claims.owner(pointer, aspect) ?? id, aspect, pointer, expected, actual),
    ),
    ...requirements
      .silentIn(operation, documented, content)
      .map(({ at, requirement }) => checkSilent(requirement, at, parsed.value)),
  ]);
}

/** Whether a request has a value: in a body of JSON, or as a part of its address or of a form. */
function isSent({ url, body }: HttpRequest, value: unknown): boolean {
  const sent = new TextDecoder().decode(body);
  if (sent.includes(JSON.stringify(value))) return true;
  return [...url.split(/[/?&=]/), ...sent.split(/[&=\r\n]/)].some((part) => decodeLoosely(part) === String(value));
}

function decodeLoosely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is only written is not to come back (schema object, `writeOnly`); null or an empty text tells nothing. */
function checkSilent(requirement: string, at: string, value: Json): CheckedPart {
  const told = listValues(value, parsePointer(at), "").find(([, one]) => one !== null && one !== "");
  if (told === undefined) return keepRequirement(requirement);
  const [pointer, one] = told;
  return breach(requirement, "value", pointer, "nothing, since it is only written (writeOnly)", `a ${jsonType(one)}`);
}

function listValues(value: unknown, parts: readonly string[], pointer: string): [pointer: string, value: unknown][] {
  const [first, ...rest] = parts;
  if (first === undefined) return [[pointer, value]];
  if (first === "*") {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [];
    return entries.flatMap((entry, index) => listValues(entry, rest, `${pointer}/${index}`));
  }
  if (!isObject(value) || !Object.hasOwn(value, first)) return [];
  return listValues(value[first], rest, pointer + formatPointer([first]));
}

/** Of several that fit the most particular one counts (response object, `content`). */
function findContent(contents: readonly ApiContent[], type: string | undefined): ApiContent | undefined {
  const range = type === undefined ? "*/*" : `${type.split("/")[0]}/*`;
  return [type, range, "*/*"]
    .map((wanted) => contents.find(({ mediaType: documented }) => documented === wanted))
    .find((one) => one !== undefined);
}

function breach(
  requirement: string,
  kind: CheckedPart["findings"][number]["kind"],
  pointer: string,
  expected: string,
  actual: string,
): CheckedPart {
  return { findings: [{ requirement, kind, pointer, expected, actual }], readings: [], exercised: [requirement] };
}

function keepRequirement(requirement: string): CheckedPart {
  return { findings: [], readings: [], exercised: [requirement] };
}
