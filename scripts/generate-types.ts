import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
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
    bannerComment: banner,
    // Unknown members are allowed by the schemas, but an index signature would let every misspelt one through.
    additionalProperties: false,
    // Lists with a least length become tuples otherwise.
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
}

const file = fileURLToPath(import.meta.url);
if (process.argv[1] === file) {
  const schemas = join(findPackageRoot(file), "schemas");
  writeFileSync(join(schemas, "types.gen.ts"), await generateTypes(schemas));
}
