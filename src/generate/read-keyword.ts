import type { SchemaDocument } from "../catalog/sources.ts";

/** What a keyword of several schemas of one place amounts to: the first that says anything. */
export function readNumber(schemas: readonly SchemaDocument[], keyword: string): number | undefined {
  return schemas.map((schema) => schema[keyword]).find((value): value is number => typeof value === "number");
}

/** The types that a place allows; empty where nothing is said. */
export function readTypes(schemas: readonly SchemaDocument[]): string[] {
  const types = schemas.flatMap(({ type }) =>
    Array.isArray(type) ? type.map(String) : type === undefined ? [] : [String(type)],
  );
  return [...new Set(types)];
}

/** The values that a place is limited to; undefined where it is not. */
export function readEnum(schemas: readonly SchemaDocument[]): readonly unknown[] | undefined {
  return schemas.map((schema) => schema["enum"]).find((value): value is unknown[] => Array.isArray(value));
}

/** The form of texts: a pattern or a named format. */
export function readForm(schemas: readonly SchemaDocument[]): string | undefined {
  const forms = schemas.flatMap(({ pattern, format }) => [pattern, format]);
  return forms.find((value): value is string => typeof value === "string");
}
