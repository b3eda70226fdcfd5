import { type Command, InvalidArgumentError, Option } from "commander";
import { type ReportFormat, reportFormats, usualFormats } from "../reports/formats.ts";
import { renderGithub } from "../reports/github.ts";
import { renderJson } from "../reports/json.ts";
import { renderSummary } from "../reports/summary.ts";
import { type DivergenceClass, divergenceClasses } from "../src/model/requirement.ts";
import type { Run } from "../src/model/run.ts";
import type { CommandIo } from "./io.ts";
import { parseFormats, writeReports } from "./write-reports.ts";

/** What every command that ends in a Run is told about showing it. */
export interface PresentOptions {
  /** The folder of the reports. */
  readonly out: string;
  readonly report: readonly ReportFormat[];
  /** The lightest class that fails the run. */
  readonly failOn: DivergenceClass;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Adds the options that go with them to a command. */
export function addPresentOptions(command: Command): Command {
  return command
    .option("--out <folder>", "where the reports go", "conformance-report")
    .addOption(
      new Option("--report <list>", `formats: ${reportFormats.join(", ")}`)
        .argParser(parseFormats)
        .default(usualFormats, usualFormats.join(", ")),
    )
    .option(
      "--fail-on <class>",
      "the lightest class that fails the run: violation, deviation or advisory",
      parseClass,
      "violation",
    )
    .option("--quiet", "print the last line only")
    .option("--json", "print report.json to standard output instead of the summary");
}

/** Writes the reports of a Run, prints what was asked for and gives the exit code. */
export function presentRun(run: Run, options: PresentOptions, io: CommandIo): number {
  const files = writeReports(run, options.report, options.out, io);
  // Annotations work in the log of a step; what is printed last is the reason of the exit code all the same.
  if (options.report.includes("github") && options.json !== true) io.stdout(renderGithub(run));
  if (options.json === true) io.stdout(renderJson(run));
  else if (options.quiet === true) io.stdout(`exit ${run.exit.code}: ${run.exit.reason}\n`);
  else io.stdout(renderSummary(run, { color: io.terminal.color, width: io.terminal.width, files }));
  return run.exit.code;
}

/** The classes that fail a run of which this is the lightest. */
export function listGates(failOn: DivergenceClass): DivergenceClass[] {
  return divergenceClasses.slice(0, divergenceClasses.indexOf(failOn) + 1);
}

/** Reads the option --fail-on. */
function parseClass(text: string): DivergenceClass {
  const found = divergenceClasses.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`one of ${divergenceClasses.join(", ")} is needed.`);
  return found;
}
