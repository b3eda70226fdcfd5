import { sample, stringMatching } from "fast-check";
import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { resolveReference } from "../../catalog/openapi/resolve-reference.ts";
import type { ApiPlace } from "../../catalog/openapi/read-operations.ts";
import type { Draw } from "../../model/case.ts";
import { isObject, type Json } from "../../model/json.ts";

/** Below so many steps only what is required is made, and below so many nothing: schemas may hold themselves. */
const [shallow, deepest] = [4, 12];
const [mostEntries, longestText] = [4, 300];
const mostTries = 20;

/** A value that a schema describes, drawn; undefined where none was found in a few tries. */
export function sampleSchema(schemas: ApiSchemas, place: ApiPlace, draw: Draw): { readonly value: Json } | undefined {
  for (let turn = 0; turn < mostTries; turn += 1) {
    // An example is tried now and then; it may itself not be what the schema describes.
    const value = makeValue(schemas, place, draw, 0);
    if (schemas.validate(place, value).length === 0) return { value };
  }
  return undefined;
}

function makeValue(schemas: ApiSchemas, place: ApiPlace, draw: Draw, depth: number): Json {
  const schema = schemas.read(place);
  if (!isObject(schema)) return draw.letters(4);
  const within = (part: string): ApiPlace => ({ ...place, pointer: `${place.pointer}/${part}` });
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const [file, pointer] = resolveReference(reference, place.file);
    return makeValue(schemas, { file, pointer }, draw, depth);
  }
  if (schema["const"] !== undefined) return schema["const"] as Json;
  const values = schema["enum"];
  if (Array.isArray(values) && values.length > 0) return draw.pick(values as Json[]);
  const examples = listExamples(schema);
  if (examples.length > 0 && draw.integer(0, 2) === 0) return draw.pick(examples);
  const parts: Json[] = [];
  const { allOf } = schema;
  if (Array.isArray(allOf))
    for (const index of allOf.keys()) parts.push(makeValue(schemas, within(`allOf/${index}`), draw, depth));
  for (const keyword of ["oneOf", "anyOf"]) {
    const list = schema[keyword];
    if (!Array.isArray(list) || list.length === 0) continue;
    parts.push(makeValue(schemas, within(`${keyword}/${draw.integer(0, list.length - 1)}`), draw, depth));
  }
  const own = makeOwn(schemas, place, schema, draw, depth);
  if (own !== undefined) parts.push(own);
  const objects = parts.filter(isObject);
  // Of two that describe one member either may be the narrower one: what fits neither way is tried again.
  if (objects.length > 1) return Object.assign({}, ...(draw.integer(0, 1) === 0 ? objects : objects.reverse())) as Json;
  return parts[0] ?? draw.letters(4);
}

/** What the keywords of a schema itself ask for; undefined where it has no type of its own beside others'. */
function makeOwn(
  schemas: ApiSchemas,
  place: ApiPlace,
  schema: Readonly<Record<string, unknown>>,
  draw: Draw,
  depth: number,
): Json | undefined {
  const isPart = ["allOf", "oneOf", "anyOf"].some((keyword) => Array.isArray(schema[keyword]));
  switch (chooseType(schema, draw)) {
    case "object":
      return makeObject(schemas, place, schema, draw, depth);
    case "array":
      return makeList(schemas, place, schema, draw, depth);
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

function chooseType(schema: Readonly<Record<string, unknown>>, draw: Draw): string | undefined {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type) && type.length > 0) return String(draw.pick(type as unknown[]));
  if (isObject(schema["properties"]) || schema["additionalProperties"] !== undefined) return "object";
  if (schema["items"] !== undefined) return "array";
  if (["minLength", "maxLength", "pattern", "format"].some((keyword) => schema[keyword] !== undefined)) return "string";
  if (["minimum", "maximum", "multipleOf"].some((keyword) => schema[keyword] !== undefined)) return "number";
  return undefined;
}

function makeObject(
  schemas: ApiSchemas,
  place: ApiPlace,
  { properties, required }: Readonly<Record<string, unknown>>,
  draw: Draw,
  depth: number,
): Json {
  const needed = new Set(Array.isArray(required) ? required.map(String) : []);
  const members: [string, Json][] = [];
  const described = isObject(properties) ? Object.keys(properties) : [];
  for (const name of described) {
    const isWanted = needed.has(name) || (depth < shallow && draw.integer(0, 3) > 0);
    if (!isWanted || depth > deepest) continue;
    const part = name.replaceAll("~", "~0").replaceAll("/", "~1");
    const pointer = `${place.pointer}/properties/${part}`;
    members.push([name, makeValue(schemas, { ...place, pointer }, draw, depth + 1)]);
  }
  for (const name of needed) if (!described.includes(name)) members.push([name, draw.letters(4)]);
  return Object.fromEntries(members);
}

function makeList(
  schemas: ApiSchemas,
  place: ApiPlace,
  { minItems, maxItems }: Readonly<Record<string, unknown>>,
  draw: Draw,
  depth: number,
): Json {
  const fewest = typeof minItems === "number" ? minItems : depth < shallow ? 1 : 0;
  const most = Math.min(typeof maxItems === "number" ? maxItems : mostEntries, Math.max(fewest, mostEntries));
  const count = depth > deepest ? 0 : Math.min(draw.integer(Math.min(fewest, most), most), 50);
  const items = { ...place, pointer: `${place.pointer}/items` };
  return Array.from({ length: count }, () => makeValue(schemas, items, draw, depth + 1));
}

const formats: Readonly<Record<string, (draw: Draw) => string>> = {
  date: (draw) => drawDay(draw),
  "date-time": (draw) => `${drawDay(draw)}T0${draw.integer(0, 9)}:30:00Z`,
  time: (draw) => `0${draw.integer(0, 9)}:30:00Z`,
  email: (draw) => `${draw.letters(6)}@example.com`,
  uuid: (draw) => `${draw.digits(8)}-${draw.digits(4)}-4${draw.digits(3)}-8${draw.digits(3)}-${draw.digits(12)}`,
  uri: (draw) => `https://example.com/${draw.letters(6)}`,
  "uri-reference": (draw) => `/${draw.letters(6)}`,
  url: (draw) => `https://example.com/${draw.letters(6)}`,
  hostname: (draw) => `${draw.letters(6)}.example.com`,
  ipv4: (draw) => `192.0.2.${draw.integer(1, 254)}`,
  ipv6: (draw) => `2001:db8::${draw.integer(1, 9)}`,
  byte: (draw) => Buffer.from(draw.letters(6)).toString("base64"),
};

function drawDay(draw: Draw): string {
  return `20${draw.integer(20, 39)}-0${draw.integer(1, 9)}-${draw.integer(10, 28)}`;
}

function makeText({ format, pattern, minLength, maxLength }: Readonly<Record<string, unknown>>, draw: Draw): string {
  const [fewest, most] = [Number(minLength ?? 0), Number(maxLength ?? longestText)];
  if (typeof pattern === "string") {
    const found = matchPattern(pattern, draw);
    if (found !== undefined) return found;
  }
  const form = typeof format === "string" ? formats[format] : undefined;
  if (form !== undefined) return form(draw);
  const length = Math.min(
    Math.max(fewest, draw.integer(Math.min(fewest, 8), Math.min(most, Math.max(fewest, 8)))),
    longestText,
  );
  return draw.letters(Math.max(0, length));
}

function matchPattern(pattern: string, draw: Draw): string | undefined {
  try {
    return sample(stringMatching(new RegExp(pattern)), {
      numRuns: 1,
      seed: draw.integer(0, 2 ** 31 - 1),
      unbiased: true,
    })[0];
  } catch {
    // Look-arounds and the like: without them the value is tried as any text is.
    return undefined;
  }
}

function makeNumber(schema: Readonly<Record<string, unknown>>, draw: Draw, isWhole: boolean): number {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : isWhole ? 1 : 0.5;
  const least = Math.max(Number(minimum ?? Number.NEGATIVE_INFINITY), typeof above === "number" ? above + step : -1e9);
  const most = Math.min(Number(maximum ?? Number.POSITIVE_INFINITY), typeof below === "number" ? below - step : 1e9);
  const [from, to] = [Math.max(least, Math.min(0, most - 1000)), Math.min(most, Math.max(least, 0) + 1000)];
  const [low, high] = [Math.ceil(from / step), Math.floor(to / step)];
  const chosen = (high >= low && high - low < 2 ** 31 ? draw.integer(low, high) : low) * step;
  return isWhole ? Math.round(chosen) : chosen;
}

function listExamples(schema: Readonly<Record<string, unknown>>): Json[] {
  const { example, examples, default: usual } = schema;
  return [
    ...(example === undefined ? [] : [example as Json]),
    ...(Array.isArray(examples) ? (examples as Json[]) : []),
    ...(usual === undefined ? [] : [usual as Json]),
  ];
}
