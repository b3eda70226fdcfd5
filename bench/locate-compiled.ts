import { fileURLToPath } from "node:url";

/** The path of a compiled file of this repository, from its place there; benchmarks are compiled together with it. */
export function locateCompiled(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
