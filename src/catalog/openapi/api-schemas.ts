import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { InputError } from "../../model/input-error.ts";
import { resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { SchemaDocument } from "../sources.ts";
import { describeErrors, type SchemaBreach } from "../validator.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import { resolveReference } from "./resolve-reference.ts";
import { type Direction, normalizeOpenapi } from "./normalize-openapi.ts";
import type { ApiPlace } from "./read-operations.ts";
import type { TestPattern } from "./test-pattern.ts";

/** Everything that a schema says of a place in its instances; `*` stands for any entry of a list. */
export interface DescribedPlace {
  readonly at: string;
  readonly schemas: readonly SchemaDocument[];
}

/** The schemas of an OpenAPI document, for what goes in one direction. */
export interface ApiSchemas {
  /** The breaches of a value. Throws an InputError where the schema itself cannot be used. */
  validate(place: ApiPlace, value: unknown): SchemaBreach[];
  /** What the schema describes: so many places at most, and none below so many steps, since schemas may hold themselves. */
  places(place: ApiPlace): DescribedPlace[];
  /** The schema at a place, references not followed. */
  read(place: ApiPlace): unknown;
}

const mostPlaces = 250;
const deepestPlace = 6;
const base = "openapi:///";

export function createApiSchemas(api: OpenapiFiles, direction: Direction, testPattern: TestPattern): ApiSchemas {
  const documents = normalizeOpenapi(api, direction);
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    unicodeRegExp: true,
    code: { regExp: createEngine(testPattern) },
  });
  addFormats.default(ajv);
  for (const [file, document] of Object.entries(documents)) ajv.addSchema(document, base + file);

  const compiled = new Map<string, ValidateFunction>();
  const compile = (place: ApiPlace): ValidateFunction => {
    const reference = `${base}${place.file}#${encodeURI(place.pointer)}`;
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
  return {
    read: ({ file, pointer }) => resolvePointer(documents[file], pointer),
    validate(place, value) {
      const validate = compile(place);
      try {
        return validate(value) ? [] : describeErrors(keepWhole(validate.errors ?? []), value);
      } catch (error) {
        // A value that is nested as deeply as this one is no matter of the schema.
        if (error instanceof RangeError) return [];
        throw error;
      }
    },
    places: (place) => listPlaces(documents, place),
  };
}

function createEngine(testPattern: TestPattern) {
  const engine = (source: string, flags: string) => {
    const pattern = compilePattern(source, flags);
    // One that takes too long says nothing against the text.
    return { test: (text: string): boolean => testPattern(pattern, text) ?? true };
  };
  return Object.assign(engine, { code: "openapi" });
}

/** Documents are written for engines that are less strict than the `u` flag. */
function compilePattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    return new RegExp(source);
  }
}

/** Of alternatives none of which fits, the whole is what is wrong, and not each of them. */
function keepWhole(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if ((error.keyword === "anyOf" || error.keyword === "oneOf") && error.params["passingSchemas"] == null) {
      const at = error.instancePath;
      const isBranch = (one: ErrorObject | undefined): boolean =>
        one !== undefined &&
        (one.instancePath === at || one.instancePath.startsWith(`${at}/`)) &&
        (one.schemaPath.startsWith(`${error.schemaPath}/`) ||
          !one.schemaPath.startsWith(error.schemaPath.slice(0, -error.keyword.length)));
      while (isBranch(kept.at(-1))) kept.pop();
    }
    kept.push(error);
  }
  return kept;
}

function listPlaces(documents: Readonly<Record<string, SchemaDocument>>, start: ApiPlace): DescribedPlace[] {
  const places = new Map<string, SchemaDocument[]>();
  const walk = ({ file, pointer }: ApiPlace, at: string, depth: number, seen: ReadonlySet<string>): void => {
    const schema = resolvePointer(documents[file], pointer);
    if (!isObject(schema) || depth > deepestPlace) return;
    if (!places.has(at) && places.size >= mostPlaces) return;
    places.set(at, [...(places.get(at) ?? []), schema]);
    const here = { file, pointer };
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
        const part = name.replaceAll("~", "~0").replaceAll("/", "~1");
        walk(within(`properties/${part}`), `${at}/${part}`, depth + 1, seen);
      }
    }
    walk(within("items"), `${at}/*`, depth + 1, seen);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const list = schema[keyword];
      if (Array.isArray(list)) for (const index of list.keys()) walk(within(`${keyword}/${index}`), at, depth, seen);
    }
  };
  walk(start, "", 0, new Set());
  return [...places].map(([at, schemas]) => ({ at, schemas }));
}
