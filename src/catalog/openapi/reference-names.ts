/** Members that hold values and no description, so that what looks like a reference in them is none. */
export const valueMembers: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

/**
 * Whether the names of an object's members are those that OpenAPI and JSON Schema know, or the author's own (`default`
 * is then a name like any other). Where a map of OpenAPI's has a `$ref`, that is a reference; in one of a schema it is a name.
 */
export type Names = "known" | "free" | "free-or-reference";

const schemaMaps = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
const openapiMaps = new Set(
  "paths webhooks schemas responses parameters requestBodies headers links callbacks pathItems content encoding".split(
    " ",
  ),
);

/** The names that a member's own members have. */
export function namesBelow(member: string): Names {
  if (schemaMaps.has(member)) return "free";
  return openapiMaps.has(member) ? "free-or-reference" : "known";
}
