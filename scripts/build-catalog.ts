import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../src/catalog/catalog.ts";
import { findPackageRoot } from "./package-root.ts";
import { readSchemaFolder } from "./read-sources.ts";

// Part of the build: stores the parsed and checked schemas folder as one file.
const root = findPackageRoot(fileURLToPath(import.meta.url));
const sources = readSchemaFolder(join(root, "schemas"));
loadCatalog(sources);
writeFileSync(join(root, "dist", "catalog.json"), JSON.stringify(sources));
