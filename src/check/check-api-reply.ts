import { type ApiRequirements, headerOf, refusalOf, statusOf, typeOf } from "../catalog/openapi/api-requirements.ts";
import type { ApiSchemas } from "../catalog/openapi/api-schemas.ts";
import type { ApiContent, ApiOperation, ApiResponse } from "../catalog/openapi/read-operations.ts";
import type { Exchange } from "../model/exchange.ts";
import { headerValue, type HttpResponse, isJsonMediaType, mediaType } from "../model/http.ts";
import { parseJson } from "../model/json.ts";
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

/** Holds a reply against the document: its status, media type, headers and body. */
export function checkApiReply(parts: ApiParts, exchange: Exchange): CheckedPart {
  const operation = parts.operations.get(exchange.operation ?? "");
  const { outcome } = exchange;
  if (operation === undefined || outcome.kind === "failure") return mergeParts([]);
  const { response } = outcome;
  const documented = findResponse(operation, response.status);
  if (documented === undefined) return checkUndocumented(operation, response);
  return mergeParts([
    keepRequirement(statusOf(operation)),
    checkHeaders(parts, operation, documented, response),
    checkContent(parts, operation, documented, exchange, response),
  ]);
}

function checkUndocumented(operation: ApiOperation, { status }: HttpResponse): CheckedPart {
  // Server errors are HTTP's own matter.
  if (status >= 500 || ofAnyRequest.has(status)) return mergeParts([]);
  const requirement = status >= 400 ? refusalOf(operation) : statusOf(operation);
  const known = operation.responses.map((response) => response.status).join(", ") || "none";
  return breach(requirement, "value", "", `one of the documented statuses: ${known}`, `HTTP ${status}`);
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
      // A header is text; it is sound if it is so as text, or as the number or truth value that it spells.
      const readings = [
        value,
        ...(/^(-?\d+(\.\d+)?|true|false|null)$/.test(value) ? [JSON.parse(value) as unknown] : []),
      ];
      const breaches = readings.map((one) => schemas.validate(schema, one));
      const [first] = breaches.every(({ length }) => length > 0) ? (breaches.at(-1) ?? []) : [];
      // Lists and objects in headers are written in styles of their own.
      if (first === undefined || first.expected === "a list" || first.expected === "an object")
        return keepRequirement(id);
      return breach(id, "value", "", `${name}: ${first.expected}`, value);
    }),
  );
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
  if (!isJsonMediaType(type) || content.schema === undefined) return keepRequirement(id);
  const parsed = parseJson(response.body);
  // What is no JSON is the protocol's matter.
  if (parsed.kind !== "json") return keepRequirement(id);
  const claims = requirements.ofAnswer(operation, documented, content);
  const breaches = schemas.validate(content.schema, parsed.value);
  return mergeParts([
    keepRequirement(id),
    ...claims.exercised(parsed.value).map(keepRequirement),
    ...breaches.map(({ pointer, aspect, expected, actual }) =>
      breach(claims.owner(pointer, aspect) ?? id, aspect, pointer, expected, actual),
    ),
  ]);
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
