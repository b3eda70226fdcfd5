import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPIV3_1 } from "openapi-types";
import { parse } from "yaml";
import { loadYaml } from "../src/catalog/document.ts";
import type { CatalogSources, Contradiction, SchemaDocument } from "../src/catalog/sources.ts";
import type { Requirement } from "../src/model/requirement.ts";
import type { Page } from "../src/model/run.ts";

/** The file that the build leaves: parsing the register takes longer than all else at the start of a command. */
const builtFile = "dist/catalog.json";

/** The sources of the catalogue: what the build stored, or, run from the repository's sources, the files themselves. */
export function readSources(root: string, built: boolean): CatalogSources {
  const file = join(root, builtFile);
  if (built && existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as CatalogSources;
  return readSchemaFolder(join(root, "schemas"));
}

/** Reads and checks everything below `schemas/`. Throws an InputError where a file does not fit its meta schema. */
export function readSchemaFolder(folder: string): CatalogSources {
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  const json = (path: string): SchemaDocument => JSON.parse(text(path)) as SchemaDocument;
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
  const schemaPaths = paths.filter((path) => path.endsWith(".schema.json"));
  const meta = Object.fromEntries(
    schemaPaths
      .filter((path) => path.startsWith("meta/"))
      .map((path) => [path.slice("meta/".length, -".schema.json".length), json(path)]),
  );
  const requirements = paths
    .filter((path) => path.endsWith("/requirements.yaml"))
    .flatMap((path) => readRequirements(text(path), path, meta["requirements"] ?? {}));
  return {
    openapi: parse(text("openapi.yaml")) as OpenAPIV3_1.Document,
    schemas: Object.fromEntries(
      schemaPaths.filter((path) => !path.startsWith("meta/")).map((path) => [path, json(path)]),
    ),
    requirements,
    contradictions: parse(text("contradictions.yaml")) as Contradiction[],
    pages: parse(text("pages.yaml")) as Page[],
    meta,
  };
}

/** Schemas are named relative to the register's folder in its file, and from `schemas/` in the catalogue. */
function readRequirements(text: string, path: string, schema: SchemaDocument): Requirement[] {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const requirements = loadYaml(text, `schemas/${path}`, schema) as Requirement[];
  return requirements.map((requirement) =>
    "schema" in requirement.check
      ? { ...requirement, check: { ...requirement.check, schema: `${folder}/${requirement.check.schema}` } }
      : requirement,
  );
}
