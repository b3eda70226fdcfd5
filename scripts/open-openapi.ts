import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { loadOpenapi, type ReadBeside } from "../src/catalog/openapi/load-openapi.ts";
import { createPatternTester } from "../src/catalog/openapi/test-pattern.ts";
import { InputError } from "../src/model/input-error.ts";
import { type ApiStandard, createApiStandard } from "../src/run/openapi/api-standard.ts";
import { createBoundedPattern } from "./test-pattern-within.ts";

/**
 * The Standard of an OpenAPI document. Throws an InputError where the document cannot be used.
 * @param host of the target: one that has a path of its own is taken as it is, else the document's server has it
 */
export async function openOpenapi(path: string, host: string): Promise<ApiStandard> {
  const api = await loadOpenapi(basename(path), await createReader(path), path);
  const base = new URL(host).pathname.replace(/\/+$/, "");
  return createApiStandard(api, createPatternTester(createBoundedPattern()), base);
}

/** Reads files below the document's folder and no others, also where a link leads elsewhere. */
async function createReader(path: string): Promise<ReadBeside> {
  const folder = await realpath(dirname(path)).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return async (file) => {
    const wanted = join(folder, file);
    try {
      const found = await realpath(wanted);
      if (found !== wanted && !found.startsWith(folder + sep)) {
        throw new InputError([
          { file, message: "is a link that leads out of the document's folder", hint: "put the file itself there" },
        ]);
      }
      return await readFile(found, "utf8");
    } catch (error) {
      throw error instanceof InputError ? error : unreadable(file === basename(path) ? path : file, error);
    }
  };
}

function unreadable(file: string, error: unknown): InputError {
  return new InputError([
    { file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` },
  ]);
}
