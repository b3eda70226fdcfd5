import { dirname, join } from "node:path";
import { Command } from "commander";
import { compareRuns } from "../../reports/compare-runs.ts";
import { renderComparison } from "../../reports/comparison.ts";
import { type ReportFormat, reportFormats, usualFormats } from "../../reports/formats.ts";
import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { Divergence, RunEvent } from "../../src/model/run.ts";
import { readJournal } from "../../src/run/read-journal.ts";
import type { CommandIo } from "../io.ts";
import { acceptDivergences, usualKnownFile } from "../known-file.ts";
import { parseDay } from "../parse-options.ts";
import { readRun } from "../read-run.ts";
import type { Toolkit } from "../toolkit.ts";
import { parseFormats, writeReports } from "../write-reports.ts";

interface ReportCommandOptions {
  readonly report?: readonly ReportFormat[];
  readonly out?: string;
  readonly compare?: boolean;
  readonly accept?: boolean;
  readonly fingerprint?: readonly string[];
  readonly known: string;
  readonly reason?: string;
  readonly expires?: string;
  readonly link?: string;
}

/** What can be done with earlier runs: write their reports anew, compare two, put up with what one found. */
export function createReportCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return new Command("report")
    .description(
      "write the reports of earlier runs (of one that was cut off, too), compare two, or accept what one found",
    )
    .argument("<runs...>", "run.ndjson or report.json of each run")
    .option(
      "--report <list>",
      `formats: ${reportFormats.join(", ")} (default: ${usualFormats.join(", ")})`,
      parseFormats,
    )
    .option("--out <folder>", "where the reports go (default: beside each run)")
    .option("--compare", "compare two runs, the older first: exit 1 where the newer has what fails it and is new")
    .option("--accept", "list the divergences of a run as known, so that later runs put up with them")
    .option("--fingerprint <id...>", "with --accept: only these (default: all of the run)")
    .option("--known <file>", "with --accept: the file that lists them", usualKnownFile)
    .option("--reason <text>", "with --accept: why they are put up with")
    .option("--expires <day>", "with --accept: the last day on which they are", parseDay)
    .option("--link <url>", "with --accept: a ticket or page about it")
    .action(async (files: readonly string[], options: ReportCommandOptions) => {
      if (options.compare === true) finish(await compare(files, io, toolkit));
      else if (options.accept === true) await accept(files, options, io, toolkit);
      else await report(files, options, io, toolkit);
    });
}

async function report(
  files: readonly string[],
  { report: formats = usualFormats, out }: ReportCommandOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<void> {
  if (out !== undefined && files.length > 1) {
    const message = `--out ${out} has room for one run, and there are ${files.length}`;
    throw new InputError([{ message, hint: "leave --out away, or name one run" }]);
  }
  for (const file of files) {
    const { run } = await readRun(file, io, toolkit);
    const paths = writeReports(run, formats, out ?? dirname(file), io);
    io.stdout(`${sanitizeTerminal(`${file}: exit ${run.exit.code}: ${run.exit.reason}`)}\n`);
    for (const path of paths) io.stdout(`  ${sanitizeTerminal(path)}\n`);
  }
}

async function compare(files: readonly string[], io: CommandIo, toolkit: Toolkit): Promise<number> {
  const [older, newer] = files;
  if (older === undefined || newer === undefined || files.length > 2) {
    const message = `--compare takes two runs, and there ${files.length === 1 ? "is 1" : `are ${files.length}`}`;
    throw new InputError([{ message, hint: "report --compare OLDER/run.ndjson NEWER/run.ndjson" }]);
  }
  const { run } = await readRun(newer, io, toolkit);
  const comparison = compareRuns((await readRun(older, io, toolkit)).run, run);
  io.stdout(renderComparison(comparison));
  const fresh = [...comparison.added, ...comparison.changed.map(({ after }) => after)];
  const gating = fresh.filter(({ class: name, known }) => known === undefined && run.run.gates.includes(name));
  const code = gating.length > 0 ? 1 : 0;
  const reason = code === 0 ? "nothing new that fails the run" : `${gating.length} new or changed that fail the run`;
  io.stdout(`exit ${code}: ${reason}\n`);
  return code;
}

async function accept(
  files: readonly string[],
  options: ReportCommandOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<void> {
  const { reason, fingerprint, known, expires, link } = options;
  if (reason === undefined || reason.trim() === "") {
    const hint = 'add --reason "why it is put up with", and --expires DAY where it should not stay for ever';
    throw new InputError([{ message: "--accept needs a reason", hint }]);
  }
  for (const file of files) {
    const { run, events = await readJournalBeside(file, run.run.id, io) } = await readRun(file, io, toolkit);
    const wanted = chooseDivergences(run.divergences, fingerprint, file);
    const acceptance = {
      reason,
      ...(expires === undefined ? {} : { expires }),
      ...(link === undefined ? {} : { link }),
    };
    const added = await acceptDivergences(run, wanted, acceptance, events, known, io, toolkit);
    for (const one of added)
      io.stdout(`${sanitizeTerminal(`${one.fingerprint} ${one.requirement} (${one.organisation})`)}\n`);
    const before = wanted.length - added.length;
    const rest = before === 0 ? "" : `; ${before} were listed already`;
    io.stdout(`${sanitizeTerminal(`${known}: ${added.length} added${rest}`)}\n`);
  }
}

/** What the journal in the folder of a report says, where it is the same run's: it has what generated cases were made of. */
async function readJournalBeside(file: string, id: string, io: CommandIo): Promise<readonly RunEvent[]> {
  const beside = join(dirname(file), "run.ndjson");
  const text = await io.readFile(beside).catch(() => undefined);
  if (text === undefined) return [];
  const events = readJournal(text, beside);
  const [started] = events;
  return started?.event === "started" && started.run.id === id ? events : [];
}

function chooseDivergences(
  divergences: readonly Divergence[],
  fingerprints: readonly string[] | undefined,
  file: string,
): readonly Divergence[] {
  if (fingerprints === undefined) return divergences;
  const missing = fingerprints.filter((id) => divergences.every(({ fingerprint }) => fingerprint !== id));
  if (missing.length > 0) {
    const there = divergences.slice(0, 5).map(({ fingerprint }) => fingerprint);
    const hint = there.length === 0 ? "the run has none" : `there are ${there.join(", ")}`;
    throw new InputError([{ file, message: `has no divergence ${missing.join(", ")}`, hint }]);
  }
  return divergences.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
}
