import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { resolveReference } from "../../catalog/openapi/resolve-reference.ts";
import type { ApiPlace } from "../../catalog/openapi/api-operation.ts";
import type { Draw } from "../../model/case.ts";
import { isObject, type Json } from "../../model/json.ts";
import { pruneValue } from "./prune-value.ts";
import { makeNumber, makeText } from "./sample-scalar.ts";

/** Below so many steps only what is required is made, and below so many nothing: schemas may hold themselves. */
const [shallow, deepest] = [4, 12];
const mostEntries = 4;
const mostTries = 30;
/** Of so many tries each is as it was made; of the others what does not fit is left out. */
const unprunedTries = 4;

type Schema = Readonly<Record<string, unknown>>;

/** What is known on the way to a value. */
interface Sampler {
  readonly schemas: ApiSchemas;
  readonly draw: Draw;
}

const nothingNeeded: ReadonlySet<string> = new Set();

/** A value that a schema describes, drawn; undefined where none was found in a few tries. */
export function sampleSchema(schemas: ApiSchemas, place: ApiPlace, draw: Draw): { readonly value: Json } | undefined {
  for (let turn = 0; turn < mostTries; turn += 1) {
    // An example is tried now and then; it may itself not be what the schema describes.
    const value = makeValue({ schemas, draw }, place, 0, nothingNeeded);
    const sound = turn < unprunedTries ? asItIs(schemas, place, value) : pruneValue(schemas, place, value);
    if (sound !== undefined) return sound;
  }
  return undefined;
}

function asItIs(schemas: ApiSchemas, place: ApiPlace, value: Json): { readonly value: Json } | undefined {
  return schemas.validate(place, value).length === 0 ? { value } : undefined;
}

/** @param needed members that another part of the same schema asks for */
function makeValue(sampler: Sampler, place: ApiPlace, depth: number, needed: ReadonlySet<string>): Json {
  const { schemas, draw } = sampler;
  const schema = schemas.read(place);
  if (!isObject(schema)) return draw.letters(4);
  const within = (part: string): ApiPlace => ({ ...place, pointer: `${place.pointer}/${part}` });
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const [file, pointer] = resolveReference(reference, place.file);
    return makeValue(sampler, { file, pointer }, depth, needed);
  }
  if (schema["const"] !== undefined) return schema["const"] as Json;
  const values = schema["enum"];
  if (Array.isArray(values) && values.length > 0) return draw.pick(values as Json[]);
  const examples = examplesOf(schema);
  if (examples.length > 0 && draw.integer(0, 2) === 0) return draw.pick(examples);
  const all = new Set([...needed, ...listRequired(schemas, place, 0)]);
  const parts: Json[] = [];
  const { allOf } = schema;
  if (Array.isArray(allOf))
    for (const index of allOf.keys()) parts.push(makeValue(sampler, within(`allOf/${index}`), depth, all));
  for (const keyword of ["oneOf", "anyOf"]) {
    const list = schema[keyword];
    if (!Array.isArray(list) || list.length === 0) continue;
    parts.push(makeValue(sampler, within(`${keyword}/${draw.integer(0, list.length - 1)}`), depth, all));
  }
  for (const keyword of ["then", "else"]) {
    if (isObject(schema[keyword]) && draw.integer(0, 1) === 0)
      parts.push(makeValue(sampler, within(keyword), depth, all));
  }
  const own = makeOwn(sampler, place, parts.length === 0 ? schema : mergeAll(schemas, place, 0), depth, all);
  if (own !== undefined) parts.push(own);
  const objects = parts.filter(isObject) as Readonly<Record<string, Json>>[];
  // What is null or a text in one branch is no object that others could be merged with.
  const [last] = parts.length === 0 ? [draw.letters(4)] : parts.slice(-1);
  if (parts.length > 0 && objects.length === parts.length) return mergeObjects(objects, draw);
  return parts.length > 1 && own !== undefined && hasConstants(schema) ? (parts.at(-2) ?? null) : (last ?? null);
}

/** Whether alternatives are values with words for each, which a type beside them only sums up. */
function hasConstants(schema: Schema): boolean {
  const list = schema["oneOf"] ?? schema["anyOf"];
  return Array.isArray(list) && list.every((one) => isObject(one) && (one["const"] ?? one["enum"]) !== undefined);
}

/** Of two that describe one member either may be the narrower one: what fits neither way is tried again. */
function mergeObjects(objects: readonly Readonly<Record<string, Json>>[], draw: Draw): Json {
  const merged = new Map<string, Json>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      if (!merged.has(name) || draw.integer(0, 1) === 0) merged.set(name, value);
    }
  }
  return Object.fromEntries(merged);
}

/** The members that a schema and all parts of it ask for. */
function listRequired(schemas: ApiSchemas, place: ApiPlace, depth: number): string[] {
  return listParts(schemas, place, depth).flatMap(({ required }) =>
    Array.isArray(required) ? required.map(String) : [],
  );
}

/** What a schema and all parts of it say of a value that is no object and no list. */
function mergeAll(schemas: ApiSchemas, place: ApiPlace, depth: number): Schema {
  const [own = {}, ...others] = listParts(schemas, place, depth);
  const ofTexts = others.map(({ properties: _properties, items: _items, required: _required, ...rest }) => rest);
  return Object.assign({}, ...ofTexts, own) as Schema;
}

/** A schema, and those that it and its parts are made of (`allOf`, `$ref`). */
function listParts(schemas: ApiSchemas, place: ApiPlace, depth: number): Schema[] {
  const schema = schemas.read(place);
  if (!isObject(schema) || depth > deepest) return [];
  const { $ref: reference, allOf } = schema;
  const [file, pointer] = typeof reference === "string" ? resolveReference(reference, place.file) : ["", ""];
  return [
    schema,
    ...(typeof reference === "string" ? listParts(schemas, { file, pointer }, depth + 1) : []),
    ...(Array.isArray(allOf) ? [...allOf.keys()] : []).flatMap((index) =>
      listParts(schemas, { ...place, pointer: `${place.pointer}/allOf/${index}` }, depth + 1),
    ),
  ];
}

/** What the keywords of a schema itself ask for; undefined where it has no type of its own beside others'. */
function makeOwn(
  sampler: Sampler,
  place: ApiPlace,
  schema: Schema,
  depth: number,
  needed: ReadonlySet<string>,
): Json | undefined {
  const { draw } = sampler;
  const isPart = ["allOf", "oneOf", "anyOf"].some((keyword) => Array.isArray(schema[keyword]));
  switch (chooseType(schema, draw)) {
    case "object":
      return makeObject(sampler, place, schema, depth, needed);
    case "array":
      return makeList(sampler, place, schema, depth);
    case "string":
      return makeText(schema, draw);
    case "integer":
      return makeNumber(schema, draw, true);
    case "number":
      return makeNumber(schema, draw, false);
    case "boolean":
      return draw.integer(0, 1) === 1;
    case "null":
      return null;
    case undefined:
    default:
      return isPart ? undefined : draw.letters(4);
  }
}

function chooseType(schema: Schema, draw: Draw): string | undefined {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type) && type.length > 0) return String(draw.pick(type as unknown[]));
  const hasAny = (...keywords: readonly string[]): boolean => keywords.some((keyword) => schema[keyword] !== undefined);
  if (hasAny("properties", "additionalProperties", "patternProperties", "required", "minProperties")) return "object";
  if (hasAny("items", "prefixItems", "contains", "minItems")) return "array";
  if (hasAny("minLength", "maxLength", "pattern", "format")) return "string";
  if (hasAny("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) return "number";
  return undefined;
}

function makeObject(
  sampler: Sampler,
  place: ApiPlace,
  schema: Schema,
  depth: number,
  needed: ReadonlySet<string>,
): Json {
  const { draw } = sampler;
  const { properties, dependentRequired, minProperties } = schema;
  const members = new Map<string, Json>();
  const add = (name: string, keyword: string): void => {
    members.set(
      name,
      makeValue(sampler, { ...place, pointer: `${place.pointer}/${keyword}` }, depth + 1, nothingNeeded),
    );
  };
  const described = isObject(properties) ? Object.keys(properties) : [];
  const addDescribed = (name: string): void => {
    if (!members.has(name) && described.includes(name)) add(name, `properties/${escapePart(name)}`);
  };
  for (const name of described) {
    const isWanted = needed.has(name) || (depth < shallow && draw.integer(0, 3) > 0);
    if (isWanted && depth <= deepest) addDescribed(name);
  }
  for (const [name, others] of Object.entries(isObject(dependentRequired) ? dependentRequired : {})) {
    if (members.has(name) && Array.isArray(others)) for (const other of others) addDescribed(String(other));
  }
  const least = typeof minProperties === "number" ? Math.min(minProperties, 50) : 0;
  for (const name of described) if (members.size < least) addDescribed(name);
  addOthers(sampler, place, schema, { depth, least, members, add });
  // What nothing describes is some text; another part of the schema may know better.
  const own = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const { additionalProperties } = schema;
  for (const name of own) {
    if (members.has(name) || described.includes(name) || isDescribed(sampler.schemas, place, name)) continue;
    if (isObject(additionalProperties)) add(name, "additionalProperties");
    else members.set(name, draw.letters(4));
  }
  return Object.fromEntries(members);
}

/** Whether a part of a schema describes a member. */
function isDescribed(schemas: ApiSchemas, place: ApiPlace, name: string): boolean {
  // An `allOf` of which this is a part stands two steps above it.
  const [, above] = /^(.*)\/allOf\/\d+$/.exec(place.pointer) ?? [];
  const holder = above === undefined ? place : { ...place, pointer: above };
  return listParts(schemas, holder, 0).some(
    ({ properties }) => isObject(properties) && Object.hasOwn(properties, name),
  );
}

/** Members whose names are nobody's in particular: one of them, or as many as are asked for. */
function addOthers(
  { schemas, draw }: Sampler,
  place: ApiPlace,
  { additionalProperties, patternProperties, propertyNames }: Schema,
  {
    depth,
    least,
    members,
    add,
  }: {
    readonly depth: number;
    readonly least: number;
    readonly members: ReadonlyMap<string, Json>;
    readonly add: (name: string, keyword: string) => void;
  },
): void {
  const [pattern] = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const isOpen = isObject(additionalProperties) || pattern !== undefined;
  const wanted = Math.max(least, isOpen && depth < shallow ? members.size + draw.integer(0, 1) : 0);
  for (let turn = 0; turn < wanted && members.size < wanted; turn += 1) {
    if (pattern !== undefined && (!isObject(additionalProperties) || draw.integer(0, 1) === 0)) {
      add(makeText({ pattern }, draw), `patternProperties/${escapePart(pattern)}`);
      continue;
    }
    const named = isObject(propertyNames)
      ? makeValue({ schemas, draw }, { ...place, pointer: `${place.pointer}/propertyNames` }, depth + 1, nothingNeeded)
      : draw.letters(4);
    if (additionalProperties !== false) add(String(named), "additionalProperties");
  }
}

function makeList(sampler: Sampler, place: ApiPlace, schema: Schema, depth: number): Json {
  const { draw } = sampler;
  const { minItems, maxItems, prefixItems, contains, items, uniqueItems } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems.length : 0;
  const fewest = typeof minItems === "number" ? minItems : depth < shallow ? 1 : 0;
  const most = Math.min(typeof maxItems === "number" ? maxItems : mostEntries, Math.max(fewest, mostEntries));
  const count = depth > deepest ? 0 : Math.min(draw.integer(Math.min(fewest, most), most), 50);
  const make = (keyword: string): Json =>
    makeValue(sampler, { ...place, pointer: `${place.pointer}/${keyword}` }, depth + 1, nothingNeeded);
  const isClosed = items === false || (items === undefined && first > 0);
  const length = isClosed ? Math.min(count, first) : count;
  const list = Array.from({ length }, (_unused, index) => make(index < first ? `prefixItems/${index}` : "items"));
  const whole = isObject(contains) ? [make("contains"), ...list.slice(0, Math.max(0, most - 1))] : list;
  return uniqueItems === true ? [...new Map(whole.map((one) => [JSON.stringify(one), one])).values()] : whole;
}

function escapePart(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The examples of a schema and of all parts of it, and what is usual. */
export function listExamples(schemas: ApiSchemas, place: ApiPlace): Json[] {
  return listParts(schemas, place, 0).flatMap(examplesOf);
}

function examplesOf(schema: Schema): Json[] {
  const { example, examples, default: usual } = schema;
  return [
    ...(example === undefined ? [] : [example as Json]),
    ...(Array.isArray(examples) ? (examples as Json[]) : []),
    ...(usual === undefined ? [] : [usual as Json]),
  ];
}
