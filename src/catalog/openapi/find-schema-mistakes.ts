import type { InputProblem } from "../../model/input-error.ts";
import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import type { ApiOperation, ApiPlace } from "./api-operation.ts";
import { resolveReference } from "./resolve-reference.ts";

const types = ["string", "number", "integer", "boolean", "array", "object", "null"];

/** What the value of a keyword has to be, for keywords without which nothing could be held against a schema. */
const keywords: Readonly<Record<string, readonly [words: string, test: (value: unknown) => boolean]>> = {
  type: [`one of ${types.join(", ")}`, (value) => [value].flat().every((one) => types.includes(String(one)))],
  properties: ["an object", isObject],
  patternProperties: ["an object", isObject],
  items: ["a schema", isSchema],
  additionalProperties: ["a schema", isSchema],
  allOf: ["a list of schemas", isSchemas],
  anyOf: ["a list of schemas", isSchemas],
  oneOf: ["a list of schemas", isSchemas],
  not: ["a schema", isSchema],
  enum: ["a list", Array.isArray],
  pattern: ["a text", (value) => typeof value === "string"],
  format: ["a text", (value) => typeof value === "string"],
  minimum: ["a number", (value) => typeof value === "number"],
  maximum: ["a number", (value) => typeof value === "number"],
  multipleOf: ["a number above 0", (value) => typeof value === "number" && value > 0],
  ...Object.fromEntries(
    ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map((name) => [
      name,
      ["a whole number", (value: unknown) => Number.isInteger(value) && Number(value) >= 0],
    ]),
  ),
};

/** Keywords that hold one schema, several, or several by names. */
const below: Readonly<Record<string, "one" | "several">> = {
  ...Object.fromEntries(["items", "additionalProperties", "not", "if", "then", "else"].map((name) => [name, "one"])),
  ...Object.fromEntries(["allOf", "anyOf", "oneOf", "prefixItems", "properties"].map((name) => [name, "several"])),
};

/** The mistakes in all schemas that operations use, each where it stands. */
export function findSchemaMistakes(api: OpenapiFiles, operations: readonly ApiOperation[]): InputProblem[] {
  const seen = new Set<string>();
  const problems: InputProblem[] = [];
  const walk = ({ file, pointer }: ApiPlace): void => {
    const key = `${file}#${pointer}`;
    const schema = resolvePointer(api.files.get(file), pointer);
    if (seen.has(key) || !isObject(schema)) return;
    seen.add(key);
    const { $ref: reference } = schema;
    if (typeof reference === "string") {
      const [target, fragment] = resolveReference(reference, file);
      walk({ file: target, pointer: fragment });
    }
    for (const [name, [words, test]] of Object.entries(keywords)) {
      const value = schema[name];
      if (value === undefined || test(value)) continue;
      const place = api.locate(file, pointer + formatPointer([name]));
      problems.push({ ...place, message: `has to be ${words}, and is ${JSON.stringify(value)}` });
    }
    for (const [name, kind] of Object.entries(below)) {
      const value = schema[name];
      const place = { file, pointer: pointer + formatPointer([name]) };
      if (kind === "one") walk(place);
      else if (typeof value === "object" && value !== null)
        for (const part of Object.keys(value)) walk({ file, pointer: place.pointer + formatPointer([part]) });
    }
  };
  for (const { parameters, body, responses } of operations) {
    const contents = [...(body?.contents ?? []), ...responses.flatMap((one) => [...one.contents, ...one.headers])];
    for (const { schema } of [...parameters, ...contents]) if (schema !== undefined) walk(schema);
  }
  return problems;
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || isObject(value);
}

function isSchemas(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isSchema);
}
