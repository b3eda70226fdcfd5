import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { resolveReference } from "../../catalog/openapi/resolve-reference.ts";
import type { ApiOperation, ApiParameter, ApiPlace } from "../../catalog/openapi/read-operations.ts";
import { isObject, type Json } from "../../model/json.ts";
import { type ApiInstance, chooseMediaType } from "./write-api-request.ts";

/** What is wrong with a request by the schemas of its parts. */
export interface InstanceBreach {
  /** As requirements name parts: `query limit`, or `body`. */
  readonly part: string;
  readonly pointer: string;
  readonly expected: string;
}

/**
 * What is wrong with a request for sure, once it has been written: a parameter is a text on the way, which a host reads
 * as what its schema asks for wherever that is possible. Lists and objects in parameters are not judged.
 */
export function listBreaches(operation: ApiOperation, schemas: ApiSchemas, instance: ApiInstance): InstanceBreach[] {
  const breaches = operation.parameters.flatMap((parameter): InstanceBreach[] => {
    const part = `${parameter.in} ${parameter.name}`;
    const value = instance[parameter.in]?.[parameter.name];
    if (value === undefined) return parameter.required ? [{ part, pointer: "", expected: "to be there" }] : [];
    // A parameter without a value is to many hosts one that is not there.
    if (value === "" && parameter.in === "query" && !parameter.required) return [];
    if (parameter.schema === undefined || !isPlain(parameter, schemas, value)) return [];
    const [first] =
      readTexts(value)
        .map((one) => schemas.validate(parameter.schema ?? parameter, one))
        .sort((a, b) => a.length - b.length)[0] ?? [];
    return first === undefined ? [] : [{ part, pointer: first.pointer, expected: first.expected }];
  });
  const { body } = operation;
  if (body === undefined) return breaches;
  if (instance.body === undefined) {
    return body.required ? [...breaches, { part: "body", pointer: "", expected: "a body" }] : breaches;
  }
  const type = chooseMediaType(operation);
  const schema = body.contents.find(({ mediaType }) => mediaType === type)?.schema;
  // Of a form the types of members are lost on the way.
  if (schema === undefined || type === "application/x-www-form-urlencoded") return breaches;
  return [
    ...breaches,
    ...schemas.validate(schema, instance.body).map(({ pointer, expected }) => ({ part: "body", pointer, expected })),
  ];
}

/** A single value of a parameter whose schema asks for no list and no object. */
function isPlain({ schema, isJson }: ApiParameter, schemas: ApiSchemas, value: Json): boolean {
  if (isJson || schema === undefined || (typeof value === "object" && value !== null)) return false;
  return !mayBeList(schemas, schema, 0);
}

function mayBeList(schemas: ApiSchemas, place: ApiPlace, depth: number): boolean {
  const schema = schemas.read(place);
  if (!isObject(schema) || depth > 20) return false;
  const { $ref: reference, type } = schema;
  if (typeof reference === "string") {
    const [file, pointer] = resolveReference(reference, place.file);
    return mayBeList(schemas, { file, pointer }, depth + 1);
  }
  if ([type].flat().some((one) => one === "array" || one === "object")) return true;
  return ["allOf", "anyOf", "oneOf"].some((keyword) => {
    const list = schema[keyword];
    return (
      Array.isArray(list) &&
      [...list.keys()].some((index) =>
        mayBeList(schemas, { ...place, pointer: `${place.pointer}/${keyword}/${index}` }, depth + 1),
      )
    );
  });
}

/** What a host may read a text as: itself, or the number or truth value that it spells. */
function readTexts(value: Json): Json[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return [text, Number(text)];
  if (text === "true" || text === "1") return [text, true];
  if (text === "false" || text === "0") return [text, false];
  // An empty value and the word may stand for nothing at all.
  return text === "" || text === "null" ? [text, null] : [text];
}
