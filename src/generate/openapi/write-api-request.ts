import type { ApiOperation, ApiParameter, ApiPlace } from "../../catalog/openapi/api-operation.ts";
import type { RequestPlan } from "../../model/case.ts";
import { isObject, type Json } from "../../model/json.ts";

/** A request as a value: parameters by where they stand, and the body. What is absent is not sent. */
export interface ApiInstance {
  readonly path?: Readonly<Record<string, Json>>;
  readonly query?: Readonly<Record<string, Json>>;
  readonly header?: Readonly<Record<string, Json>>;
  readonly cookie?: Readonly<Record<string, Json>>;
  readonly body?: Json;
}

/** How a body of a media type is written. */
export type BodyKind = "json" | "form" | "parts" | "text" | "bytes";

/** The media types of bodies that can be made, the preferred first. */
const kinds: readonly (readonly [kind: BodyKind, types: RegExp])[] = [
  ["json", /^application\/json$/],
  ["json", /^[^/]+\/([^/]+\+)?json$/],
  ["form", /^application\/x-www-form-urlencoded$/],
  ["parts", /^multipart\/form-data$/],
  ["text", /^text\/plain$/],
  ["bytes", /^application\/octet-stream$/],
];

/** How a body of this type is written; a range of types is written as JSON. */
export function kindOf(type: string): BodyKind {
  return kinds.find(([, types]) => types.test(type))?.[0] ?? "json";
}

/** What a body is made of. */
export interface ChosenBody {
  readonly type: string;
  readonly schema: ApiPlace | undefined;
  readonly examples: readonly Json[];
}

/** The body that is made for an operation: its media type, and what describes it. Undefined where none can be made. */
export function chooseBody({ body }: ApiOperation): ChosenBody | undefined {
  const contents = body?.contents ?? [];
  for (const [, known] of kinds) {
    const found = contents.find(({ mediaType }) => known.test(mediaType));
    if (found !== undefined) return { ...found, type: found.mediaType };
  }
  const range = contents.find(({ mediaType }) => mediaType === "*/*" || mediaType === "application/*");
  return range === undefined ? undefined : { ...range, type: "application/json" };
}

/**
 * A request of an operation as the parameters' styles have it (parameter object, `style` and `explode`).
 * @param prefix of the path: where the document's servers have one
 */
export function writeApiRequest(operation: ApiOperation, instance: ApiInstance, prefix: string): RequestPlan {
  const of = (where: ApiParameter["in"]) => operation.parameters.filter((parameter) => parameter.in === where);
  const query = of("query").flatMap((parameter) => writeForm(parameter, instance.query?.[parameter.name]));
  const others = Object.entries(instance.query ?? {}).filter(([name]) => !of("query").some((one) => one.name === name));
  const headers = of("header").flatMap((parameter): [string, string][] => {
    const value = instance.header?.[parameter.name];
    return value === undefined ? [] : [[parameter.name, carryInHeader(writeSimple(parameter, value))]];
  });
  const cookies = of("cookie").flatMap((parameter) => writeForm(parameter, instance.cookie?.[parameter.name]));
  const type = instance.body === undefined ? undefined : chooseBody(operation)?.type;
  return {
    operation: operation.id,
    method: operation.method,
    path: prefix + writePath(operation, instance),
    query: [...query, ...others.map(([name, value]): [string, string] => [name, writeText(value)])],
    headers: [
      ...(type === undefined ? [] : [["Content-Type", declareType(type)] as const]),
      ...headers,
      ...(cookies.length === 0
        ? []
        : [["Cookie", cookies.map(([name, value]) => `${name}=${encodeLoosely(value)}`).join("; ")] as const]),
    ],
    ...(type === undefined || instance.body === undefined ? {} : { body: writeBody(type, instance.body) }),
  };
}

/** What no header can carry is not sent in one, and blanks at its ends are none of it (RFC 9110, 5.5). */
export function carryInHeader(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?").trim();
}

function writePath({ path, parameters }: ApiOperation, instance: ApiInstance): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    const value = instance.path?.[name] ?? "";
    if (parameter === undefined) return encodePart(writeText(value));
    const text = writeSimple(parameter, value, encodePart);
    if (parameter.style === "label") return `.${parameter.explode ? text.replaceAll(",", ".") : text}`;
    return parameter.style === "matrix" ? `;${encodePart(name)}=${text}` : text;
  });
}

/** A part of a path; one of dots alone would lead to another path. */
function encodePart(text: string): string {
  return encodeLoosely(text).replaceAll(/^\.+$/g, (dots) => "%2E".repeat(dots.length));
}

function writeForm(parameter: ApiParameter, value: Json | undefined): [name: string, value: string][] {
  const { name, style, explode, isJson } = parameter;
  if (value === undefined) return [];
  if (isJson) return [[name, JSON.stringify(value)]];
  if (Array.isArray(value)) {
    const texts = (value as readonly Json[]).map(writeText);
    if (explode && style === "form") return texts.map((text) => [name, text]);
    const separator = style === "spaceDelimited" ? " " : style === "pipeDelimited" ? "|" : ",";
    return texts.length === 0 ? [] : [[name, texts.join(separator)]];
  }
  if (!isObject(value)) return [[name, writeText(value)]];
  const members = Object.entries(value).map(([key, one]): [string, string] => [key, writeText(one)]);
  if (style === "deepObject") return members.map(([key, one]) => [`${name}[${key}]`, one]);
  return explode ? members : [[name, members.flat().join(",")]];
}

function writeSimple({ explode, isJson }: ApiParameter, value: Json, encode = (text: string): string => text): string {
  if (isJson) return encode(JSON.stringify(value));
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => encode(writeText(one))).join(",");
  if (!isObject(value)) return encode(writeText(value));
  return Object.entries(value)
    .map(([key, one]) => `${encode(key)}${explode ? "=" : ","}${encode(writeText(one))}`)
    .join(",");
}

function writeText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Parts have to be told apart by a text that is in none of them. */
const boundary = "----conformance-part-7f3d9c";

function declareType(type: string): string {
  return kindOf(type) === "parts" ? `${type}; boundary=${boundary}` : type;
}

function writeBody(type: string, body: Json): Uint8Array {
  return new TextEncoder().encode(writeBodyText(type, body));
}

function writeBodyText(type: string, body: Json): string {
  const kind = kindOf(type);
  if (kind === "text" || kind === "bytes") return writeText(body);
  if (kind === "json" || !isObject(body)) return JSON.stringify(body);
  const members = Object.entries(body as Readonly<Record<string, Json>>);
  return kind === "form"
    ? members.map(([name, value]) => `${encodeLoosely(name)}=${encodeLoosely(writeText(value))}`).join("&")
    : `${members.map(([name, value]) => writePart(name, value)).join("")}--${boundary}--\r\n`;
}

/** One part of a form: what holds others is JSON by default (encoding object, `contentType`). */
function writePart(name: string, value: Json): string {
  const isText = typeof value !== "object" || value === null;
  const label = name.replaceAll(/["\r\n]/g, (letter) => encodeURIComponent(letter));
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${label}"\r\n`;
  return `${head}${isText ? "" : "Content-Type: application/json\r\n"}\r\n${writeText(value)}\r\n`;
}

/** A lone surrogate cannot be encoded; it becomes what a browser makes of it. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8"));
}
