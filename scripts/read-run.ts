import { Ajv2020 } from "ajv/dist/2020.js";
import type { Catalog } from "../src/catalog/catalog.ts";
import { InputError } from "../src/model/input-error.ts";
import { isObject } from "../src/model/json.ts";
import type { Run, RunEvent } from "../src/model/run.ts";
import { readJournal } from "../src/run/read-journal.ts";
import { rebuildRun } from "../src/run/rebuild-run.ts";
import type { CommandIo } from "./io.ts";
import { openOpenapi } from "./open-openapi.ts";
import type { Toolkit } from "./toolkit.ts";

/** An earlier run, from the file that it left. */
export interface EarlierRun {
  readonly run: Run;
  /** Where it was read from a `run.ndjson`, which alone can be replayed. */
  readonly events?: readonly RunEvent[];
}

/**
 * Reads a `run.ndjson` (a run that was cut off as well) or a `report.json`. Throws an InputError where the file cannot be
 * read or is neither.
 */
export async function readRun(file: string, io: CommandIo, toolkit: Toolkit): Promise<EarlierRun> {
  const text = await io.readFile(file).catch((error: unknown) => {
    throw new InputError([
      { file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` },
    ]);
  });
  const report = parseReport(text);
  if (report === undefined) {
    const events = readJournal(text, file);
    return { run: rebuildRun(await findCatalog(events, toolkit), events, file), events };
  }
  const validate = new Ajv2020({ strict: false }).compile(toolkit.meta("report"));
  if (!validate(report)) {
    const [first] = validate.errors ?? [];
    const message = `is no report of a run: ${first?.message ?? "it does not fit report.schema.json"}`;
    throw new InputError([{ file, message, ...(first === undefined ? {} : { pointer: first.instancePath }) }]);
  }
  return { run: report as unknown as Run };
}

/** The catalogue that a run was held against: the vendor's, or that of the OpenAPI file which it names. */
async function findCatalog([started]: readonly RunEvent[], toolkit: Toolkit): Promise<Catalog> {
  const { target = "", generated } = started?.event === "started" ? started.run : {};
  if (generated?.openapi === undefined) return toolkit.catalog();
  return (await openOpenapi(generated.openapi, target)).standard.catalog;
}

/** The text as a report, if it is one JSON object that is no event. */
function parseReport(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !("event" in value) ? value : undefined;
  } catch {
    return undefined;
  }
}
