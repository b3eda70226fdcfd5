import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { isObject } from "../src/model/json.ts";
import { findPackageRoot } from "./package-root.ts";

const banner =
  "// Generated from the schemas beside it by `npm run types`; a test fails when it is stale. Do not edit.";

/** TypeScript types of every documented query and body: the text of `schemas/types.gen.ts`. */
export async function generateTypes(schemas: string): Promise<string> {
  const paths = readdirSync(schemas, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".schema.json") && !/^(meta|shapes)\//.test(path))
    .toSorted();
  // One schema over all, so that a shape which several share becomes one type.
  const all = {
    title: "TypesBySchema",
    description: "The type that each schema describes, by its path below `schemas/`.",
    type: "object" as const,
    required: paths,
    properties: Object.fromEntries(paths.map((path) => [path, { $ref: path }])),
  };
  return compile(all, "TypesBySchema", {
    cwd: `${schemas}/`,
    $refOptions: {
      resolve: { file: { order: 1, canRead: true, read: ({ url }: { url: string }) => readForTypes(url) } },
    },
    bannerComment: banner,
    // Unknown members are allowed by the schemas, but an index signature would let every misspelt one through.
    additionalProperties: false,
    // Lists with a least length become tuples otherwise.
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
}

/** A schema file's text, with what the generator has no good type for put in words that it understands. */
function readForTypes(url: string): string {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  return JSON.stringify(simplify(JSON.parse(readFileSync(path, "utf8"))));
}

function simplify(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { patternProperties, allOf, ...rest } = schema;
  const simple: Record<string, unknown> = { ...rest };
  for (const keyword of ["properties", "$defs"]) {
    const members = schema[keyword];
    if (isObject(members))
      simple[keyword] = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, simplify(member)]));
  }
  if (isObject(schema["items"])) simple["items"] = simplify(schema["items"]);
  // What a shape demands in addition in one place adds no member to the type.
  if (Array.isArray(allOf)) simple["allOf"] = allOf.filter((part) => isObject(part) && "$ref" in part);
  if (isObject(patternProperties)) simple["additionalProperties"] = Object.values(patternProperties)[0];
  // Without a type the generator takes a member for an object, while it can be anything.
  const says = Object.keys(schema).filter((keyword) => !["description", "title", "x-personal"].includes(keyword));
  if (says.length === 0) simple["tsType"] = "unknown";
  return simple;
}

const file = fileURLToPath(import.meta.url);
if (process.argv[1] === file) {
  const schemas = join(findPackageRoot(file), "schemas");
  writeFileSync(join(schemas, "types.gen.ts"), await generateTypes(schemas));
}
