import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { InputError } from "../../model/input-error.ts";
import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { SchemaDocument } from "../sources.ts";
import { describeErrors, type SchemaBreach } from "../validator.ts";
import { addApiFormats } from "./api-formats.ts";
import { chooseBranch } from "./choose-branch.ts";
import { compilePattern } from "./compile-pattern.ts";
import { listSilent } from "./list-silent.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import { pointInto, resolveReference } from "./resolve-reference.ts";
import { type Direction, normalizeOpenapi } from "./normalize-openapi.ts";
import type { ApiPlace } from "./api-operation.ts";
import type { TestPattern } from "./test-pattern.ts";

/** Everything that a schema says of a place in its instances; `*` stands for any entry of a list. */
export interface DescribedPlace {
  readonly at: string;
  readonly schemas: readonly SchemaDocument[];
  /** Where the document describes it, the most particular of its schemas. */
  readonly described: ApiPlace;
}

/** The schemas of an OpenAPI document, for what goes in one direction. */
export interface ApiSchemas {
  /** The breaches of a value. Throws an InputError where the schema itself cannot be used. */
  validate(place: ApiPlace, value: unknown): SchemaBreach[];
  /** What the schema describes: so many places at most, and none below so many steps, since schemas may hold themselves. */
  places(place: ApiPlace): DescribedPlace[];
  /** The places that are only written (`writeOnly`). */
  silent(place: ApiPlace): { readonly at: string; readonly described: ApiPlace }[];
  /** The schema at a place as values are made of it, references not followed. */
  read(place: ApiPlace): unknown;
}

const mostPlaces = 250;
const deepestPlace = 6;
const base = "openapi:///all";

export function createApiSchemas(api: OpenapiFiles, direction: Direction, testPattern: TestPattern): ApiSchemas {
  const documents = normalizeOpenapi(api, direction, "make");
  const judged = normalizeOpenapi(api, direction, "judge");
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    unicodeRegExp: true,
    // 19.99 is a multiple of 0.01, whatever binary fractions say.
    multipleOfPrecision: 6,
    code: { regExp: createEngine(testPattern) },
  });
  addApiFormats(ajv, direction);
  ajv.addSchema(judged, base);

  const compiled = new Map<string, ValidateFunction>();
  const compile = (place: ApiPlace): ValidateFunction => {
    const reference = base + pointInto(place.file, place.pointer);
    const known = compiled.get(reference);
    if (known !== undefined) return known;
    try {
      const validate = ajv.compile({ $ref: reference });
      compiled.set(reference, validate);
      return validate;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new InputError([
        { ...api.locate(place.file, place.pointer), message: `is no schema that can be used: ${message}` },
      ]);
    }
  };
  const silent = new Map<string, ReturnType<typeof listSilent>>();
  const branches = listBranches(judged);
  /** The errors of a value against each of the alternatives that an error is about. */
  const tryBranches = ({ schema, data }: ErrorObject): ErrorObject[][] => {
    const place = isList(schema) ? branches.get(schema) : undefined;
    if (place === undefined || !isList(schema)) return [];
    return schema.map((_branch, index) => {
      const validate = compile({ ...place, pointer: `${place.pointer}/${index}` });
      return validate(data) ? [] : [...(validate.errors ?? [])];
    });
  };
  return {
    read: ({ file, pointer }) => resolvePointer(documents[file], pointer),
    validate(place, value) {
      const validate = compile(place);
      try {
        return validate(value) ? [] : describeErrors(chooseBranch(validate.errors ?? [], tryBranches), value);
      } catch (error) {
        // A value that is nested as deeply as this one is no matter of the schema.
        if (error instanceof RangeError) return [];
        throw error;
      }
    },
    silent: (place) => {
      const key = `${place.file}#${place.pointer}`;
      const known = silent.get(key) ?? listSilent(api, place);
      silent.set(key, known);
      return known;
    },
    places: (place) =>
      listPlaces(documents, place).map((one) => ({ ...one, described: findOriginal(api, one.described) })),
  };
}

/** Where something stands in the file as it was written: a schema that may be null is an alternative only here. */
function findOriginal({ files }: OpenapiFiles, { file, pointer }: ApiPlace): ApiPlace {
  const isThere = resolvePointer(files.get(file), pointer) !== undefined;
  return { file, pointer: isThere ? pointer : pointer.replaceAll("/anyOf/0", "") };
}

function createEngine(testPattern: TestPattern) {
  const engine = (source: string) => {
    const pattern = compilePattern(source);
    // What cannot be read, and what takes too long, says nothing against the text.
    const test = (text: string): boolean => pattern === undefined || (testPattern(pattern, text) ?? true);
    // ajv tells patterns apart by their texts.
    return { test, toString: (): string => source };
  };
  return Object.assign(engine, { code: "openapi" });
}

/** Where each list of alternatives stands. */
function listBranches(documents: Readonly<Record<string, SchemaDocument>>): ReadonlyMap<readonly unknown[], ApiPlace> {
  const found = new Map<readonly unknown[], ApiPlace>();
  const walk = (node: unknown, file: string, parts: readonly string[]): void => {
    if (isList(node)) {
      found.set(node, { file, pointer: formatPointer(parts) });
      for (const [index, one] of node.entries()) walk(one, file, [...parts, String(index)]);
    } else if (isObject(node)) {
      for (const [name, one] of Object.entries(node)) walk(one, file, [...parts, name]);
    }
  };
  for (const [file, document] of Object.entries(documents)) walk(document, file, []);
  return found;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function listPlaces(documents: Readonly<Record<string, SchemaDocument>>, start: ApiPlace): DescribedPlace[] {
  const places = new Map<string, { readonly schemas: SchemaDocument[]; described: ApiPlace }>();
  const walk = ({ file, pointer }: ApiPlace, at: string, depth: number, seen: ReadonlySet<string>): void => {
    const schema = resolvePointer(documents[file], pointer);
    if (!isObject(schema) || depth > deepestPlace) return;
    if (!places.has(at) && places.size >= mostPlaces) return;
    const here = { file, pointer };
    const known = places.get(at);
    if (known === undefined) places.set(at, { schemas: [schema], described: here });
    else known.schemas.push(schema);
    const within = (part: string): ApiPlace => ({ ...here, pointer: `${pointer}/${part}` });
    const reference = schema["$ref"];
    if (typeof reference === "string") {
      const [target, fragment] = resolveReference(reference, file);
      const key = `${target}#${fragment} ${at}`;
      if (!seen.has(key)) walk({ file: target, pointer: fragment }, at, depth, new Set([...seen, key]));
    }
    const { properties } = schema;
    if (isObject(properties)) {
      for (const name of Object.keys(properties)) {
        const part = formatPointer([name]);
        walk(within(`properties${part}`), at + part, depth + 1, seen);
      }
    }
    walk(within("items"), `${at}/*`, depth + 1, seen);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const list = schema[keyword];
      if (Array.isArray(list)) for (const index of list.keys()) walk(within(`${keyword}/${index}`), at, depth, seen);
    }
  };
  walk(start, "", 0, new Set());
  return [...places].map(([at, one]) => ({ at, ...one }));
}
