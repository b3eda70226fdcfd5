import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { jsonType, showJson } from "../model/json.ts";
import { formatPointer, resolvePointer } from "../model/json-pointer.ts";
import type { SchemaAspect } from "../model/requirement.ts";
import type { SchemaDocument } from "./sources.ts";

/** One way in which an instance breaks its schema. */
export interface SchemaBreach {
  /** Where; for a missing member, the place where it should be. */
  readonly pointer: string;
  readonly aspect: SchemaAspect;
  readonly keyword: string;
  readonly expected: string;
  readonly actual: string;
}

/** Holds values against schemas, each compiled when it is first used. */
export interface Validator {
  /** The breaches of a value; `schema` is the path of a schema document. Throws where there is no such schema. */
  validate(schema: string, value: unknown): SchemaBreach[];
  /** Pointers to the values that schemas mark as personal data (`x-personal`). */
  personal(schema: string, value: unknown): string[];
}

/** A validator over schema documents by path; references between them are relative to their `$id`. */
export function createValidator(schemas: Readonly<Record<string, SchemaDocument>>): Validator {
  // strictTypes and strictRequired refuse sound schemas: a member required in one branch and described in another.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, verbose: true });
  addFormats.default(ajv);
  let personalPointers: string[] = [];
  ajv.addKeyword({
    keyword: "x-personal",
    schemaType: "boolean",
    errors: false,
    validate: (_marked: boolean, _data: unknown, _schema: unknown, context?: { instancePath: string }) => {
      if (context !== undefined) personalPointers.push(context.instancePath);
      return true;
    },
  });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);

  const compiled = new Map<string, ValidateFunction>();
  function compile(path: string): ValidateFunction {
    const known = compiled.get(path);
    if (known !== undefined) return known;
    const schema = schemas[path];
    if (schema === undefined) throw new RangeError(`no schema ${path}`);
    const validate = ajv.compile(schema);
    compiled.set(path, validate);
    return validate;
  }

  return {
    validate(path, value) {
      personalPointers = [];
      const validate = compile(path);
      return validate(value) ? [] : describeErrors(validate.errors ?? [], value);
    },
    personal(path, value) {
      personalPointers = [];
      compile(path)(value);
      return personalPointers;
    },
  };
}

/** A value of the wrong type is one breach, whatever else is then wrong with it. */
export function describeErrors(errors: readonly ErrorObject[], value: unknown): SchemaBreach[] {
  // Where an `if` sends a value to its `then`, the errors of the `then` say what is wrong; ajv adds that the `if` failed.
  const breaches = errors.filter(({ keyword }) => keyword !== "if").map((error) => describeError(error, value));
  const mistyped = new Set(breaches.filter(({ aspect }) => aspect === "type").map(({ pointer }) => pointer));
  const kept = breaches.filter(({ aspect, pointer }) => aspect !== "value" || !mistyped.has(pointer));
  const seen = new Set<string>();
  return kept.filter(({ aspect, pointer }) => {
    const key = `${aspect} ${pointer}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function describeError(error: ErrorObject, value: unknown): SchemaBreach {
  const params: Readonly<Record<string, unknown>> = error.params;
  if (error.keyword === "required") {
    const member = String(params["missingProperty"]);
    const pointer = error.instancePath + formatPointer([member]);
    return {
      pointer,
      aspect: "missing",
      keyword: "required",
      expected: `a member ${member}`,
      actual: "no such member",
    };
  }
  const found = resolvePointer(value, error.instancePath);
  const actual = `${jsonType(found)} ${showJson(found)}`;
  const head = { pointer: error.instancePath, keyword: error.keyword, actual };
  if (error.keyword === "type") return { ...head, aspect: "type", expected: describeType(params["type"]) };
  return { ...head, aspect: "value", expected: describeExpectation(error.keyword, params, error.message) };
}

function describeType(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    integer: "a whole number",
    number: "a number",
    string: "a string",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    null: "null",
  };
  const types = Array.isArray(type) ? type.map(String) : [String(type)];
  return types.map((name) => names[name] ?? name).join(" or ");
}

function describeExpectation(keyword: string, params: Readonly<Record<string, unknown>>, message?: string): string {
  if (keyword === "format")
    return params["format"] === "date" ? "a date (YYYY-MM-DD)" : `a ${String(params["format"])}`;
  if (keyword === "const") return showJson(params["allowedValue"]);
  if (keyword === "enum" && Array.isArray(params["allowedValues"]))
    return params["allowedValues"].map((v) => showJson(v)).join(" or ");
  const unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
  if (typeof unknown === "string") return `no member ${unknown}`;
  if (keyword === "pattern") return `text of the form ${String(params["pattern"])}`;
  return (message ?? keyword).replace(/^must (be|have|NOT be|NOT have) /, (_all, verb: string) =>
    verb.startsWith("NOT") ? "not " : "",
  );
}
