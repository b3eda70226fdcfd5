import { isObject } from "../../model/json.ts";
import type { SchemaDocument } from "../sources.ts";
import { mapMembers, type OpenapiFiles } from "./load-openapi.ts";

/** Who sends what a schema describes: a member that is only read is not sent, and one that is only written does not come back. */
export type Direction = "request" | "answer";

/** Members that say where a schema is, which its path says here. */
const places = new Set(["$id", "id", "$schema", "$anchor", "$dynamicAnchor"]);

/**
 * The files with their schemas as JSON Schema 2020-12 has them: of 3.0 `nullable` is a type, exclusive bounds are numbers,
 * and what stands beside a reference does not count.
 */
export function normalizeOpenapi(
  { files, version }: Pick<OpenapiFiles, "files" | "version">,
  direction: Direction,
): Readonly<Record<string, SchemaDocument>> {
  const normalize = (node: unknown, isMap: boolean): unknown => {
    if (Array.isArray(node)) return node.map((one: unknown) => normalize(one, false));
    if (!isObject(node)) return node;
    if (!isMap && typeof node["$ref"] === "string" && version === "3.0") return { $ref: node["$ref"] };
    const members = Object.entries(node).flatMap(([name, one]): [string, unknown][] => {
      if (isMap) return [[name, normalize(one, false)]];
      if (places.has(name) && typeof one === "string") return [];
      if (["example", "examples", "default", "enum", "const"].includes(name)) return [[name, one]];
      return [[name, normalize(one, mapMembers.has(name))]];
    });
    const whole = Object.fromEntries(members);
    if (isMap) return whole;
    const direct = dropUnique(dropOthers(whole, direction));
    return version === "3.0" ? convert(direct) : direct;
  };
  return Object.fromEntries([...files].map(([file, value]) => [file, normalize(value, false) as SchemaDocument]));
}

/** A member that does not travel in a direction is neither required in it nor described. */
function dropOthers(schema: Readonly<Record<string, unknown>>, direction: Direction): Record<string, unknown> {
  const { required, properties } = schema;
  if (!isObject(properties)) return { ...schema };
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  const isKept = (name: string): boolean => {
    const member = properties[name];
    return !(isObject(member) && member[flag] === true);
  };
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => isKept(name)));
  const left = Array.isArray(required) ? { required: required.map(String).filter(isKept) } : {};
  return { ...schema, properties: kept, ...left };
}

/** Whether many entries are all different takes as many steps as there are pairs of them, but for plain values. */
function dropUnique(schema: Record<string, unknown>): Record<string, unknown> {
  const { uniqueItems, ...rest } = schema;
  const type = isObject(schema["items"]) ? schema["items"]["type"] : undefined;
  const isPlain = type === "string" || type === "integer" || type === "number";
  return uniqueItems === true && !isPlain ? rest : schema;
}

function convert(schema: Record<string, unknown>): Record<string, unknown> {
  const converted = convertBound(convertBound(schema, "exclusiveMinimum", "minimum"), "exclusiveMaximum", "maximum");
  const { nullable, ...rest } = converted;
  if (typeof nullable !== "boolean") return converted;
  if (!nullable) return rest;
  const { type, enum: values } = rest;
  if (typeof type !== "string") return Object.keys(rest).length === 0 ? {} : { anyOf: [rest, { type: "null" }] };
  const withNull = Array.isArray(values) && !values.includes(null) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...rest, type: [type, "null"], ...withNull };
}

function convertBound(schema: Record<string, unknown>, keyword: string, bound: string): Record<string, unknown> {
  const { [keyword]: exclusive, [bound]: value, ...rest } = schema;
  if (typeof exclusive !== "boolean") return schema;
  if (value === undefined) return rest;
  return exclusive ? { ...rest, [keyword]: value } : { ...rest, [bound]: value };
}
