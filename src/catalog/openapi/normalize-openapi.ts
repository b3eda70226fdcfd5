import { resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { SchemaDocument } from "../sources.ts";
import { demandBranch, nameBranches } from "./discriminate-branches.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import { namesBelow, type Names, valueMembers } from "./reference-names.ts";
import { pointInto, resolveReference } from "./resolve-reference.ts";

/** Who sends what a schema describes: a member that is only read is not sent, and one that is only written does not come back. */
export type Direction = "request" | "answer";

type Files = OpenapiFiles["files"];

/** Members that say where a schema is, which its path says here. */
const places = new Set(["$id", "id", "$schema", "$anchor", "$dynamicAnchor"]);

/** What stands beside a reference and demands nothing of a value. */
const annotations = new Set(
  "$ref description summary title example examples default deprecated readOnly writeOnly $comment externalDocs xml".split(
    " ",
  ),
);

/**
 * The files with their schemas as JSON Schema 2020-12 has them: `nullable` is a type and exclusive bounds are numbers, also where a
 * document of 3.1 has them as 3.0 does;
 * what stands beside a reference or an `if` stands in an `allOf` with it, because ajv loses sight of evaluated members else
 * (ajv issue 2559).
 * @param purpose `judge` to hold values against them: references are those of one document that holds all files, because ajv
 *   takes one to a whole file for one to the file that it is in; `make` to make values: without members that do not travel in the
 *   direction, and with each branch that a discriminator names bound to its name
 */
export function normalizeOpenapi(
  { files, version }: Pick<OpenapiFiles, "files" | "version">,
  direction: Direction,
  purpose: "judge" | "make",
): Readonly<Record<string, SchemaDocument>> {
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  const isFlagged = (member: unknown, file: string, depth = 0): boolean => {
    if (!isObject(member) || depth > 5) return false;
    if (member[flag] === true) return true;
    const { $ref: reference, allOf } = member;
    if (typeof reference === "string") {
      const [target, pointer] = resolveReference(reference, file);
      return isFlagged(resolvePointer(files.get(target), pointer), target, depth + 1);
    }
    return Array.isArray(allOf) && allOf.some((one) => isFlagged(one, file, depth + 1));
  };
  // A member may be required in one part of an `allOf` and described in another.
  const flagged = new Set([...files].flatMap(([file, value]) => listFlagged(value, (one) => isFlagged(one, file))));

  /** A member that does not travel in a direction is not required in it; whether one comes all the same is looked at elsewhere. */
  const dropOthers = (schema: Record<string, unknown>, file: string): Record<string, unknown> => {
    const { required } = schema;
    const properties = isObject(schema["properties"]) ? schema["properties"] : undefined;
    const isKept = (name: string): boolean =>
      properties !== undefined && Object.hasOwn(properties, name)
        ? !isFlagged(properties[name], file)
        : !flagged.has(name);
    const left = Array.isArray(required) ? { required: required.map(String).filter(isKept) } : {};
    if (properties === undefined) return { ...schema, ...left };
    const kept = Object.entries(properties).flatMap(([name, one]): [string, unknown][] =>
      isKept(name) ? [[name, one]] : purpose === "make" ? [] : [[name, {}]],
    );
    return { ...schema, properties: Object.fromEntries(kept), ...left };
  };

  const normalizeSchema = (schema: Record<string, unknown>, file: string): Record<string, unknown> => {
    const direct = dropUnique(dropOthers(dropSenseless(schema), file));
    const discriminated = convert((purpose === "make" ? nameBranches : demandBranch)(direct));
    return version === "3.0" ? discriminated : gather(discriminated);
  };

  const write = (reference: string, file: string): string =>
    purpose === "make" ? reference : pointInto(...resolveReference(reference, file));

  const normalize = (node: unknown, names: Names, file: string): unknown => {
    if (Array.isArray(node)) return node.map((one: unknown) => normalize(one, "known", file));
    if (!isObject(node)) return node;
    const reference = names === "free" ? undefined : node["$ref"];
    if (typeof reference === "string" && version === "3.0") {
      // What stands beside a reference does not count in 3.0; that null is allowed is what many meant all the same.
      const alone = { $ref: write(reference, file) };
      return node["nullable"] === true ? { anyOf: [alone, { type: "null" }] } : alone;
    }
    const members = Object.entries(node).flatMap(([name, one]): [string, unknown][] => {
      if (name === "$ref" && names !== "free" && typeof one === "string") return [[name, write(one, file)]];
      if (names !== "known") return [[name, normalize(one, "known", file)]];
      if (places.has(name) && typeof one === "string") return [];
      if (valueMembers.has(name))
        return [[name, purpose === "judge" && name.startsWith("example") ? dropPlaces(one) : one]];
      return [[name, normalize(one, namesBelow(name), file)]];
    });
    const whole = Object.fromEntries(members);
    if (names !== "known") return whole;
    const { oneOf, ...others } = whole;
    return normalizeSchema(isFamily(node, files, file) ? { ...others, anyOf: oneOf } : whole, file);
  };
  return Object.fromEntries(
    [...files].map(([file, value]) => [file, normalize(value, "known", file) as SchemaDocument]),
  );
}

/** Whether one alternative is what another is made of: who is a child is a parent, too, so that both fit where one is meant. */
function isFamily({ oneOf, anyOf, discriminator }: Record<string, unknown>, files: Files, file: string): boolean {
  if (!Array.isArray(oneOf) || anyOf !== undefined || discriminator !== undefined) return false;
  const targets = oneOf.map((one: unknown) => targetOf(one, file));
  const known = new Set(targets.flatMap((one) => (one === undefined ? [] : [one.join("#")])));
  return targets.some((target) => {
    const schema = target === undefined ? undefined : resolvePointer(files.get(target[0]), target[1]);
    const parts: readonly unknown[] = isObject(schema) && Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
    return parts.some((part) => known.has(targetOf(part, target?.[0] ?? file)?.join("#") ?? ""));
  });
}

function targetOf(schema: unknown, file: string): readonly [file: string, pointer: string] | undefined {
  const reference = isObject(schema) ? schema["$ref"] : undefined;
  return typeof reference === "string" ? resolveReference(reference, file) : undefined;
}

/** A value without members that say where a schema is: ajv looks for them in examples, too, where they are data. */
function dropPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropPlaces);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (places.has(name) ? [] : [[name, dropPlaces(one)]])),
  );
}

/** The names of members that are flagged anywhere. */
function listFlagged(value: unknown, isFlagged: (member: unknown) => boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => listFlagged(one, isFlagged));
  if (!isObject(value)) return [];
  const { properties } = value;
  const own = isObject(properties) ? Object.keys(properties).filter((name) => isFlagged(properties[name])) : [];
  return [...own, ...Object.values(value).flatMap((one) => listFlagged(one, isFlagged))];
}

/** Puts a reference with siblings, and an `if` beside what tells evaluated members, into an `allOf`. */
function gather(schema: Record<string, unknown>): Record<string, unknown> {
  const { $ref: reference, ...withoutReference } = schema;
  const isAlone = typeof reference !== "string" || Object.keys(schema).every((name) => annotations.has(name));
  const rest = isAlone ? schema : withoutReference;
  const tells = rest["unevaluatedProperties"] !== undefined || rest["unevaluatedItems"] !== undefined;
  const { if: condition, then: positive, else: negative, ...others } = rest;
  const isMoved = tells && condition !== undefined;
  const moved = {
    if: condition,
    ...(positive === undefined ? {} : { then: positive }),
    ...(negative === undefined ? {} : { else: negative }),
  };
  const parts = [...(isAlone ? [] : [{ $ref: reference }]), ...(isMoved ? [moved] : [])];
  if (parts.length === 0) return schema;
  const { allOf } = rest;
  // At the end, so that pointers into an `allOf` of the document lead where they did.
  return { ...(isMoved ? others : rest), allOf: [...(Array.isArray(allOf) ? (allOf as unknown[]) : []), ...parts] };
}

/** `required: true` of a member and an empty `enum`, which many documents have and which say nothing to JSON Schema. */
function dropSenseless(schema: Record<string, unknown>): Record<string, unknown> {
  const { required, enum: values, ...rest } = schema;
  return {
    ...rest,
    ...(Array.isArray(required) ? { required } : {}),
    ...(Array.isArray(values) && values.length > 0 ? { enum: values } : {}),
  };
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
  const isComposed = ["allOf", "anyOf", "oneOf", "not"].some((keyword) => rest[keyword] !== undefined);
  if (typeof type !== "string" || isComposed)
    return Object.keys(rest).length === 0 ? {} : { anyOf: [rest, { type: "null" }] };
  const withNull = Array.isArray(values) && !values.includes(null) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...rest, type: [type, "null"], ...withNull };
}

function convertBound(schema: Record<string, unknown>, keyword: string, bound: string): Record<string, unknown> {
  const { [keyword]: exclusive, [bound]: value, ...rest } = schema;
  if (typeof exclusive !== "boolean") return schema;
  if (value === undefined) return rest;
  return exclusive ? { ...rest, [keyword]: value } : { ...rest, [bound]: value };
}
