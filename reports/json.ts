import type { Run } from "../src/model/run.ts";
import { printJson } from "./print-json.ts";

/** `report.json`: the run as data, described by `schemas/meta/report.schema.json`. */
export function renderJson(run: Run): string {
  // The members that readers know come first, in the order of the format.
  const {
    formatVersion,
    tool,
    run: head,
    exit,
    account,
    requirements,
    readings,
    divergences,
    notes,
    timings,
    ...rest
  } = run;
  const known = { formatVersion, tool, run: head, exit, account, requirements, readings, divergences, notes, timings };
  return printJson({ ...known, ...rest });
}
