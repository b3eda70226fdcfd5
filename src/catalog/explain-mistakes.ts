import type { ErrorObject } from "ajv/dist/2020.js";
import { formatPointer } from "../model/json-pointer.ts";
import { isObject, jsonType, showJson } from "../model/json.ts";
import { findErrors } from "./find-errors.ts";
import { findNearest } from "./find-nearest.ts";
import type { SourceDocument } from "./source-document.ts";

/** One way in which a document that a user wrote breaks its schema, in words for them. */
export interface Mistake {
  readonly at: string;
  readonly part: "key" | "value";
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The mistakes of a value against a schema; alternatives that were not meant are left out. */
export function explainMistakes(value: unknown, schema: object, document: SourceDocument): Mistake[] {
  return findErrors(value, schema, schema, "").flatMap((error) => describeError(error, document));
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

function describeError(error: ErrorObject, document: SourceDocument): Mistake[] {
  const at = error.instancePath;
  const parent: Readonly<Record<string, unknown>> = isObject(error.parentSchema) ? error.parentSchema : {};
  const ownHint = typeof parent["x-hint"] === "string" ? parent["x-hint"] : undefined;
  const isSecret = parent["writeOnly"] === true || document.isHidden?.(at) === true;
  const isText = typeof error.data === "string";
  const got = isSecret ? (isText ? "" : `, got ${describeType(error.data)}`) : `, got ${showActual(error.data)}`;
  const say = (message: string, hint = ownHint): Mistake[] => [{ at, part: "value", message, hint }];
  const { params } = error;
  switch (error.keyword) {
    case "type": {
      const types = [params["type"]].flat().map(String);
      const words = types.map((type) => typeWords[type] ?? type).join(" or ");
      return say(`must be ${words}${got}`, ownHint ?? hintQuotes(types, error.data, at, document, isSecret));
    }
    case "required": {
      const name = String(params["missingProperty"]);
      return say(`the member "${name}" is missing`, ownHint ?? `add ${name}`);
    }
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = String(params["additionalProperty"] ?? params["unevaluatedProperty"]);
      const allowed = Object.keys(isObject(parent["properties"]) ? parent["properties"] : {});
      const hint = suggestName(name, allowed);
      return [{ at: at + formatPointer([name]), part: "key", message: `there is no member "${name}" here`, hint }];
    }
    case "propertyNames": {
      const name = String(params["propertyName"]);
      return [
        { at: at + formatPointer([name]), part: "key", message: `"${name}" cannot be a name here`, hint: ownHint },
      ];
    }
    case "enum":
    case "const": {
      const allowed: unknown[] = error.keyword === "enum" ? [params["allowedValues"]].flat() : [params["allowedValue"]];
      const list = allowed.map((each) => showJson(each)).join(", ");
      const near = isSecret || !isText ? undefined : findNearest(String(error.data), allowed.map(String));
      const hint = near === undefined ? ownHint : `did you mean "${near}"?`;
      return say(`must be ${allowed.length === 1 ? "" : "one of "}${list}${got}`, hint);
    }
    case "minLength":
      return say(
        params["limit"] === 1 ? "must not be empty" : `must have at least ${params["limit"]} characters${got}`,
      );
    case "pattern":
      return say(`is not of the form that is needed${got}`, ownHint ?? `the form is ${params["pattern"]}`);
    case "format":
      return say(`must be a valid ${params["format"]}${got}`);
    case "minItems":
    case "minProperties":
      return say(params["limit"] === 1 ? "must not be empty" : `must have at least ${params["limit"]} entries`);
    case "maxItems":
    case "maxProperties":
      return say(`must have at most ${params["limit"]} ${params["limit"] === 1 ? "entry" : "entries"}`);
    case "minimum":
      return say(`must be at least ${params["limit"]}${got}`);
    case "maximum":
      return say(`must be at most ${params["limit"]}${got}`);
    case "uniqueItems":
      return say(
        `entries ${[params["i"], params["j"]]
          .map(Number)
          .sort((a, b) => a - b)
          .join(" and ")} (from 0) are the same`,
      );
    case "anyOf":
      return say("fits none of the allowed forms");
    case "oneOf":
      return say("must fit exactly one of the allowed forms");
    default:
      return say(`${error.message ?? "does not fit"}${got}`);
  }
}

function describeType(value: unknown): string {
  return value === null ? "nothing" : (typeWords[jsonType(value)] ?? "something else");
}

function showActual(value: unknown): string {
  return typeof value === "object" ? describeType(value) : showJson(value, 60);
}

/** YAML reads 0123 and true as other things than text: shows what was written, in quotes. */
function hintQuotes(types: readonly string[], value: unknown, at: string, from: SourceDocument, isSecret: boolean) {
  if (!types.includes("string") || isSecret || value === null || typeof value === "object") return undefined;
  return `write "${from.readSource(at) ?? String(value)}", in quotes`;
}

function suggestName(name: string, allowed: readonly string[]): string | undefined {
  const near = findNearest(name, allowed);
  if (near !== undefined) return `did you mean "${near}"?`;
  return allowed.length === 0 ? undefined : `allowed are ${allowed.join(", ")}`;
}
