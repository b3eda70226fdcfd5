import { dirname } from "node:path";
import { Command } from "commander";
import { type ReportFormat, reports, usualFormats } from "../../reports/formats.ts";
import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { CommandIo } from "../io.ts";
import { readRun } from "../read-run.ts";
import type { Toolkit } from "../toolkit.ts";
import { parseFormats, writeReports } from "../write-reports.ts";

interface ReportCommandOptions {
  readonly report: readonly ReportFormat[];
  readonly out?: string;
}

/** Writes the reports of earlier runs anew, from what they left. */
export function createReportCommand(io: CommandIo, toolkit: Toolkit): Command {
  return new Command("report")
    .description("write the reports of earlier runs, in any format; also of a run that was cut off")
    .argument("<runs...>", "run.ndjson or report.json of each run")
    .option("--report <list>", `formats: ${Object.keys(reports).join(", ")}`, parseFormats, usualFormats)
    .option("--out <folder>", "where the reports go (default: beside each run)")
    .action((files: readonly string[], options: ReportCommandOptions) => report(files, options, io, toolkit));
}

async function report(
  files: readonly string[],
  { report: formats, out }: ReportCommandOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<void> {
  if (out !== undefined && files.length > 1) {
    throw new InputError([
      {
        message: `--out ${out} has room for one run, and there are ${files.length}`,
        hint: "leave --out away, or name one run",
      },
    ]);
  }
  for (const file of files) {
    const { run } = await readRun(file, io, toolkit);
    const paths = writeReports(run, formats, out ?? dirname(file), io);
    io.stdout(`${sanitizeTerminal(`${file}: exit ${run.exit.code}: ${run.exit.reason}`)}\n`);
    for (const path of paths) io.stdout(`  ${sanitizeTerminal(path)}\n`);
  }
}
