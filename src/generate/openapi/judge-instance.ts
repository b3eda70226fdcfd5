import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { resolveReference } from "../../catalog/openapi/resolve-reference.ts";
import type { ApiOperation, ApiParameter, ApiPlace } from "../../catalog/openapi/api-operation.ts";
import { resolvePointer } from "../../model/json-pointer.ts";
import { isObject, type Json } from "../../model/json.ts";
import { judgeTexts } from "./judge-texts.ts";
import { type ApiInstance, carryInHeader, chooseBody, kindOf } from "./write-api-request.ts";

/** What is wrong with a request by the schemas of its parts. */
export interface InstanceBreach {
  /** As requirements name parts: `query limit`, or `body`. */
  readonly part: string;
  readonly pointer: string;
  readonly expected: string;
}

/**
 * What is wrong with a request for sure, once it has been written: a parameter is a text on the way, which a host reads
 * as what its schema asks for wherever that is possible, and so is a member of a form.
 */
export function listBreaches(operation: ApiOperation, schemas: ApiSchemas, instance: ApiInstance): InstanceBreach[] {
  const breaches = operation.parameters.flatMap((parameter) => {
    const given = instance[parameter.in]?.[parameter.name];
    return judgeOnce(parameter, schemas, given, () => judgeParameter(parameter, schemas, given));
  });
  const { body } = operation;
  if (body === undefined) return breaches;
  const given = instance.body;
  return [...breaches, ...judgeOnce(body, schemas, given, () => judgeWholeBody(operation, body, schemas, given))];
}

interface Judged {
  readonly schemas: ApiSchemas;
  readonly value: Json | undefined;
  readonly breaches: readonly InstanceBreach[];
}

/** What each part was last judged to be: requests are made one of another, most parts of which stay what they were. */
const lastJudged = new WeakMap<object, Judged>();

function judgeOnce(
  part: object,
  schemas: ApiSchemas,
  value: Json | undefined,
  judge: () => readonly InstanceBreach[],
): readonly InstanceBreach[] {
  const last = lastJudged.get(part);
  if (last !== undefined && last.schemas === schemas && last.value === value) return last.breaches;
  const breaches = judge();
  lastJudged.set(part, { schemas, value, breaches });
  return breaches;
}

function judgeParameter(parameter: ApiParameter, schemas: ApiSchemas, given: Json | undefined): InstanceBreach[] {
  const part = `${parameter.in} ${parameter.name}`;
  const value = parameter.in === "header" && typeof given === "string" ? carryInHeader(given) : given;
  if (value === undefined) return parameter.required ? [{ part, pointer: "", expected: "a value" }] : [];
  // A parameter without a value is to many hosts one that is not there.
  if (!parameter.required && String(value).trim() === "") return [];
  const { schema } = parameter;
  if (schema === undefined) return [];
  const validate = (one: Json) => schemas.validate(schema, one);
  // An object in a query is written by its members, and what else has its name is nobody's.
  if (!parameter.isJson && !isObject(value) && mayBe(["object"], schemas, schema, 0)) return [];
  const [first] = parameter.isJson
    ? (judgeTexts(value, validate) ?? validate(value))
    : mayBe(["array", "object"], schemas, schema, 0)
      ? judgeSeveral(parameter, value, validate)
      : typeof value === "object" && value !== null
        ? []
        : (judgeTexts(value, validate) ?? []);
  return first === undefined ? [] : [{ part, pointer: first.pointer, expected: first.expected }];
}

function judgeWholeBody(
  operation: ApiOperation,
  { required }: NonNullable<ApiOperation["body"]>,
  schemas: ApiSchemas,
  value: Json | undefined,
): InstanceBreach[] {
  if (value === undefined) return required ? [{ part: "body", pointer: "", expected: "a body" }] : [];
  const { type, schema } = chooseBody(operation) ?? {};
  if (schema === undefined || type === undefined) return [];
  // A body that may be left out is to many hosts left out where it is null.
  if (value === null && !required) return [];
  const judged = judgeBody(type, value, (one) => schemas.validate(schema, one));
  return judged.map(({ pointer, expected }) => ({ part: "body", pointer, expected }));
}

function judgeBody(type: string, body: Json, validate: Parameters<typeof judgeTexts>[1]) {
  switch (kindOf(type)) {
    case "json":
      // In a merge patch null takes a member away (RFC 7396), whatever the member is.
      return type.startsWith("application/merge-patch+")
        ? validate(body).filter(({ pointer }) => resolvePointer(body, pointer) !== null)
        : validate(body);
    // What is no object cannot be written as a form, and of what holds others it is not said how.
    case "form":
    case "parts":
      return isObject(body) ? (judgeTexts(body, validate) ?? []) : [];
    case "text":
      return isObject(body) || Array.isArray(body) ? [] : (judgeTexts(body, validate) ?? []);
    // Bytes are what they are.
    case "bytes":
      return [];
  }
}

/**
 * A parameter that may be a list or an object. Judged are lists in queries none of whose entries could be taken apart or for
 * nothing, and objects whose members are parameters of their own (`deepObject`).
 */
function judgeSeveral(
  { in: where, style }: ApiParameter,
  value: Json,
  validate: (value: Json) => ReturnType<ApiSchemas["validate"]>,
): ReturnType<typeof judgeTexts> & {} {
  if (where !== "query") return [];
  if (isObject(value)) return style === "deepObject" ? (judgeTexts(value, validate) ?? []) : [];
  if (style === "deepObject") return [];
  const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const isWhole = list.every((one) => !/^$|[\s,|;[\]{}]/.test(typeof one === "string" ? one : JSON.stringify(one)));
  return isWhole && list.length > 0 ? (judgeTexts(list, validate) ?? []) : [];
}

function mayBe(types: readonly string[], schemas: ApiSchemas, place: ApiPlace, depth: number): boolean {
  const schema = schemas.read(place);
  if (!isObject(schema) || depth > 20) return false;
  const { $ref: reference, type } = schema;
  if (typeof reference === "string") {
    const [file, pointer] = resolveReference(reference, place.file);
    return mayBe(types, schemas, { file, pointer }, depth + 1);
  }
  if ([type].flat().some((one) => types.includes(String(one)))) return true;
  if (types.includes("object") && type === undefined && isObject(schema["properties"])) return true;
  return ["allOf", "anyOf", "oneOf"].some((keyword) => {
    const list = schema[keyword];
    return (
      Array.isArray(list) &&
      [...list.keys()].some((index) =>
        mayBe(types, schemas, { ...place, pointer: `${place.pointer}/${keyword}/${index}` }, depth + 1),
      )
    );
  });
}
