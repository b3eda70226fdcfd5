import type { Catalog } from "../catalog/catalog.ts";
import type { Run, RunEvent } from "../model/run.ts";
import { createEventFold } from "./fold-events.ts";
import { createRunMask } from "./mask-events.ts";

/**
 * The Run that the events of a journal amount to, the same as the run itself ended with; one that was cut off ends with
 * exit code 3. Personal data are masked as they were then.
 * @param journal the path that replay commands name
 */
export function rebuildRun(catalog: Catalog, events: readonly RunEvent[], journal: string): Run {
  const fold = createEventFold(catalog, journal);
  const mask = createRunMask(catalog);
  for (const event of events) fold.add(mask(event));
  return fold.result();
}
