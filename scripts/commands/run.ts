import { randomUUID } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { systemClock } from "../../src/model/clock.ts";
import { InputError } from "../../src/model/input-error.ts";
import { type DivergenceClass, divergenceClasses } from "../../src/model/requirement.ts";
import type { Run, RunEvent } from "../../src/model/run.ts";
import type { Phase } from "../../src/model/verdict.ts";
import { resolveFilters } from "../../src/run/plan.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import { createStandard } from "../../suites/standard.ts";
import { renderHtml } from "../../reports/html.ts";
import { renderJson } from "../../reports/json.ts";
import { renderJunit } from "../../reports/junit.ts";
import { renderSummary } from "../../reports/summary.ts";
import type { CommandIo } from "../io.ts";
import { makePhases, phaseNames } from "../make-phases.ts";
import { openTarget } from "../open-target.ts";
import { createProgress } from "../progress.ts";
import type { Toolkit } from "../toolkit.ts";

interface RunCommandOptions {
  readonly target?: string;
  readonly out: string;
  readonly seed: number;
  readonly phase?: readonly Phase[];
  readonly only?: readonly string[];
  readonly failOn: DivergenceClass;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** The main command: the suites against a host. Without a target it starts the mock host and tests that. */
export function createRunCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return new Command("run")
    .description("hold a host against the documents and report every divergence")
    .option("--target <profile>", "a profile (YAML file) or the URL of a host; without it the mock host is started")
    .option("--out <folder>", "where the reports go", "conformance-report")
    .option("--seed <number>", "seed of the values that cases choose", parseSeed, 1)
    .addOption(new Option("--phase <name...>", "parts of the run (default: all)").choices(phaseNames))
    .option("--only <id...>", "cases or requirements to test, by id or the beginning of one")
    .option(
      "--fail-on <class>",
      "the lightest class that fails the run: violation, deviation or advisory",
      parseClass,
      "violation",
    )
    .option("--quiet", "print the last line only")
    .option("--json", "print report.json to standard output instead of the summary")
    .action(async (options: RunCommandOptions) => finish(await run(options, io, toolkit)));
}

async function run(options: RunCommandOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const standard = createStandard(toolkit.catalog());
  const { only, unknown } = resolveFilters(
    standard.cases,
    [...standard.catalog.requirements.keys()],
    options.only ?? [],
  );
  if (unknown.length > 0) {
    throw new InputError([
      {
        message: `--only ${unknown.join(" ")} names no case and no requirement that a case shows`,
        hint: `cases begin with ${listBeginnings(standard.cases.map(({ id }) => id))}; \`requirements\` lists requirements`,
      },
    ]);
  }
  let interrupted: number | undefined;
  const takeBack = io.onSignal((code) => {
    interrupted = code;
  });
  const opened = await openTarget(options.target, io, toolkit);
  const journalPath = `${options.out}/run.ndjson`;
  const journal = io.openLines(journalPath);
  const progress = createProgress(io, options.quiet === true, standard.describeWorld);
  try {
    const result = await runConformance({
      standard,
      target: opened.target,
      tool: { name: "capillary-conformance", version: toolkit.version },
      id: randomUUID(),
      seed: options.seed,
      phases: makePhases(options.phase ?? phaseNames, { standard, only }),
      gates: divergenceClasses.slice(0, divergenceClasses.indexOf(options.failOn) + 1),
      clock: systemClock,
      ...(opened.profile === undefined ? {} : { profile: opened.profile }),
      journal: journalPath,
      write: (event: RunEvent) => journal.write(JSON.stringify(event)),
      show: progress.show,
      interrupted: () => interrupted,
    });
    progress.end();
    const files = writeReports(result, options.out, io);
    if (options.json === true) io.stdout(renderJson(result));
    else if (options.quiet === true) io.stdout(`exit ${result.exit.code}: ${result.exit.reason}\n`);
    else io.stdout(renderSummary(result, { color: io.terminal.color, width: io.terminal.width, files }));
    return result.exit.code;
  } finally {
    takeBack();
    journal.close();
    await opened.close();
  }
}

function writeReports(run: Run, folder: string, io: CommandIo): string[] {
  const reports: readonly [file: string, render: (run: Run) => string][] = [
    ["report.html", renderHtml],
    ["report.json", renderJson],
    ["junit.xml", renderJunit],
  ];
  return reports.map(([file, render]) => {
    const path = `${folder}/${file}`;
    io.writeFile(path, render(run));
    return path;
  });
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError("a whole number from 0 on is needed.");
  return seed;
}

function parseClass(text: string): DivergenceClass {
  const found = divergenceClasses.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`one of ${divergenceClasses.join(", ")} is needed.`);
  return found;
}

function listBeginnings(ids: readonly string[]): string {
  return [...new Set(ids.map((id) => id.split(".").slice(0, 2).join(".")))].join(", ");
}
