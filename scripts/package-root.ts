import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the package that a file belongs to, run from sources or from `dist`. Throws an Error where there is none. */
export function findPackageRoot(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  throw new Error(`no package.json above ${file}`);
}
