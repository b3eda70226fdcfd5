import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { type CapillaryStandard, createStandard } from "../suites/standard.ts";
import { findPackageRoot } from "./package-root.ts";
import { createToolkit } from "./toolkit.ts";

let standard: CapillaryStandard | undefined;

/** Capillary's documents as one value, from the catalogue that comes with the package; read when it is first asked for. */
export function loadStandard(): CapillaryStandard {
  if (standard === undefined) {
    const file = fileURLToPath(import.meta.url);
    standard = createStandard(createToolkit(findPackageRoot(file), extname(file) === ".js").catalog());
  }
  return standard;
}
