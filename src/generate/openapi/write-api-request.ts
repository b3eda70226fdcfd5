import type { ApiOperation, ApiParameter } from "../../catalog/openapi/read-operations.ts";
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

/** The media types of bodies that can be made, the preferred first. */
export function chooseMediaType({ body }: ApiOperation): string | undefined {
  const types = body?.contents.map(({ mediaType }) => mediaType) ?? [];
  return (
    types.find((type) => type === "application/json") ??
    types.find((type) => /^[^/]+\/([^/]+\+)?json$/.test(type)) ??
    types.find((type) => type === "application/x-www-form-urlencoded") ??
    (types.includes("*/*") ? "application/json" : undefined)
  );
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
    // What no header can carry is not sent in one.
    return value === undefined
      ? []
      : [[parameter.name, writeSimple(parameter, value).replaceAll(/[^\x20-\x7e]/g, "?")]];
  });
  const cookies = of("cookie").flatMap((parameter) => writeForm(parameter, instance.cookie?.[parameter.name]));
  const type = instance.body === undefined ? undefined : chooseMediaType(operation);
  return {
    operation: operation.id,
    method: operation.method,
    path: prefix + writePath(operation, instance),
    query: [...query, ...others.map(([name, value]): [string, string] => [name, writeText(value)])],
    headers: [
      ...(type === undefined ? [] : [["Content-Type", type] as const]),
      ...headers,
      ...(cookies.length === 0
        ? []
        : [["Cookie", cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ")] as const]),
    ],
    ...(type === undefined || instance.body === undefined ? {} : { body: writeBody(type, instance.body) }),
  };
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
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8")).replaceAll(/^\.+$/g, (dots) =>
    "%2E".repeat(dots.length),
  );
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

function writeBody(type: string, body: Json): Uint8Array {
  const text =
    type === "application/x-www-form-urlencoded" && isObject(body)
      ? Object.entries(body)
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(writeText(value))}`)
          .join("&")
      : JSON.stringify(body);
  return new TextEncoder().encode(text);
}
