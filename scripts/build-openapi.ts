import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleOpenapi } from "./bundle-openapi.ts";
import { findPackageRoot } from "./package-root.ts";
import { readSources } from "./read-sources.ts";

// Part of the build, after build-catalog: stores the OpenAPI document in one piece, for other tools.
const root = findPackageRoot(fileURLToPath(import.meta.url));
writeFileSync(
  join(root, "dist", "openapi.json"),
  `${JSON.stringify(bundleOpenapi(readSources(root, true)), null, 2)}\n`,
);
