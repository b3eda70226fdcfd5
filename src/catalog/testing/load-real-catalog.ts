import { readdirSync, readFileSync } from "node:fs";
import type { OpenAPIV3_1 } from "openapi-types";
import { parse } from "yaml";
import type { Requirement } from "../../model/requirement.ts";
import { type Catalog, loadCatalog } from "../catalog.ts";
import type { CatalogSources, SchemaDocument } from "../sources.ts";

const folder = new URL("../../../schemas/", import.meta.url);

/** Everything below `schemas/`, read without the checks that the build makes. */
function readRealSources(): CatalogSources {
  const text = (path: string): string => readFileSync(new URL(path, folder), "utf8");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const schemas = paths.filter((path) => path.endsWith(".schema.json") && !path.startsWith("meta/"));
  const requirements = paths.filter((path) => path.endsWith("/requirements.yaml")).sort();
  return {
    openapi: parse(text("openapi.yaml")) as OpenAPIV3_1.Document,
    schemas: Object.fromEntries(schemas.map((path) => [path, JSON.parse(text(path)) as SchemaDocument])),
    requirements: requirements.flatMap((path) =>
      (parse(text(path)) as Requirement[]).map((one) =>
        "schema" in one.check
          ? { ...one, check: { ...one.check, schema: path.replace("requirements.yaml", one.check.schema) } }
          : one,
      ),
    ),
    contradictions: parse(text("contradictions.yaml")) as CatalogSources["contradictions"],
    pages: parse(text("pages.yaml")) as CatalogSources["pages"],
    meta: {},
  };
}

let real: Catalog | undefined;

/** The project's own catalogue, for tests that need what the vendor's documents say. */
export function loadRealCatalog(): Catalog {
  real ??= loadCatalog(readRealSources());
  return real;
}
