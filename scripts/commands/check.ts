import { randomUUID } from "node:crypto";
import { Command, Option } from "commander";
import { countOf } from "../../reports/describe.ts";
import { type ReportFormat, reportFormats } from "../../reports/formats.ts";
import { renderGithub } from "../../reports/github.ts";
import { systemClock } from "../../src/model/clock.ts";
import { InputError } from "../../src/model/input-error.ts";
import { parseJson } from "../../src/model/json.ts";
import { type DivergenceClass, divergenceClasses } from "../../src/model/requirement.ts";
import type { RunExit } from "../../src/model/run.ts";
import { quoteShell } from "../../src/target/shell.ts";
import { createStandard } from "../../suites/standard.ts";
import type { CheckedFile, FileChecker } from "../check-files/file-checker.ts";
import { createBodyChecker } from "../check-files/body-checker.ts";
import { listRepeatedMembers } from "../check-files/list-repeated-members.ts";
import { createPactChecker } from "../check-files/pact-checker.ts";
import { createPayloadChecker } from "../check-files/payload-checker.ts";
import { makeFileRun } from "../check-files/make-run.ts";
import {
  countChecked,
  type JudgedFile,
  listFindings,
  renderCheck,
  renderCheckJson,
} from "../check-files/render-check.ts";
import type { CommandIo } from "../io.ts";
import { listGates } from "../present-run.ts";
import type { Toolkit } from "../toolkit.ts";
import { parseFormats, writeReports } from "../write-reports.ts";

interface CheckOptions {
  readonly failOn?: DivergenceClass;
  readonly json?: boolean;
  readonly operation?: string;
  readonly report?: readonly ReportFormat[];
  readonly out: string;
}

/** Holds files against the documents, with no host: exit 1 where what they say breaks a requirement. */
export function createCheckCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return new Command("check")
    .description(
      "hold files against the documents, with no host: pacts of a consumer, payloads of webhooks, single bodies",
    )
    .argument("<file...>", "files, folders whose .json files are taken, or - for standard input")
    .option("--operation <name>", "the operation that the files are request or answer bodies of")
    .addOption(
      new Option("--fail-on <class>", "the lightest class that fails the check (default: deviation)").choices(
        divergenceClasses,
      ),
    )
    .option("--report <list>", `formats to write too: ${reportFormats.join(", ")}`, parseFormats)
    .option("--out <folder>", "where those reports go", "conformance-report")
    .option("--json", "print JSON instead of text")
    .action(async (paths: readonly string[], options: CheckOptions) =>
      finish(await check(paths, options, io, toolkit)),
    );
}

async function check(
  paths: readonly string[],
  options: CheckOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<number> {
  const { failOn, json, operation, report = [], out } = options;
  const startedAt = systemClock.now().toISOString();
  const standard = createStandard(toolkit.catalog());
  const checkers: readonly FileChecker[] =
    operation === undefined
      ? [createPactChecker(standard), createPayloadChecker(standard)]
      : [createBodyChecker(standard, operation)];
  const names = paths.flatMap((path) => (path === "-" ? [path] : io.listFiles(path, ".json")));
  const files = await Promise.all(names.map((path) => read(path, io)));
  if (files.length === 0)
    throw new InputError([{ message: `there is no .json file in ${paths.join(", ")}`, hint: "name a file" }]);
  const judged = files.map((file) => judge(file, checkers));
  const exit = decideExit(judged, failOn);
  const run = makeFileRun(standard.catalog, judged, {
    tool: { name: "capillary-conformance", version: toolkit.version },
    id: randomUUID(),
    startedAt,
    finishedAt: systemClock.now().toISOString(),
    gates: listGates(failOn ?? "deviation"),
    exit,
    showAgain: (file) => {
      const what = operation === undefined ? "" : ` --operation ${operation}`;
      return `npx capillary-conformance check${what} ${file === "stdin" ? "-" : quoteShell(file)}`;
    },
  });
  const written = writeReports(run, report, out, io);
  if (report.includes("github") && json !== true) io.stdout(renderGithub(run));
  io.stdout(
    json === true
      ? renderCheckJson(standard.catalog, judged, exit)
      : renderCheck(standard.catalog, judged, written, exit),
  );
  return exit.code;
}

async function read(path: string, io: CommandIo): Promise<CheckedFile> {
  const reading = path === "-" ? io.readStdin() : io.readBytes(path);
  const bytes = await reading.catch((error: unknown) => {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError([{ file: path, message: isMissing ? "there is no such file" : String(error) }]);
  });
  const parsed = parseJson(bytes);
  const file = { path: path === "-" ? "stdin" : path, bytes, text: new TextDecoder().decode(bytes) };
  if (parsed.kind === "json") return { ...file, value: parsed.value };
  const trouble = parsed.kind === "empty" ? "the file is empty" : (describeEncoding(bytes) ?? parsed.reason);
  return { ...file, value: undefined, trouble };
}

function describeEncoding([first, second]: Uint8Array): string | undefined {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 ? "it is UTF-16, and JSON has to be UTF-8" : undefined;
}

type Judged = JudgedFile & Pick<FileChecker, "gate" | "phase">;

function judge(file: CheckedFile, checkers: readonly FileChecker[]): Judged {
  for (const { judge: judgeFile, gate, phase } of checkers) {
    const judgement = judgeFile(file);
    if (judgement === undefined) continue;
    const repeated = file.value === undefined ? [] : listRepeatedMembers(file.text);
    const notes = repeated.map((pointer) => ({ pointer, text: "a member of this name is there more than once" }));
    return { file: file.path, gate, phase, ...judgement, notes: [...judgement.notes, ...notes] };
  }
  const known = checkers.map(({ kinds }) => kinds).join(" and ");
  const message = file.trouble === undefined ? "is no file that can be checked" : `cannot be read: ${file.trouble}`;
  const hint = `check takes ${known}; for a request or answer body name the operation: --operation update`;
  throw new InputError([{ file: file.path, message, hint }]);
}

/** Nothing to check is no success: what a gate lets through has been looked at. */
function decideExit(files: readonly Judged[], failOn: DivergenceClass | undefined): RunExit {
  const empty = files.filter((file) => countChecked(file) === 0);
  if (empty.length > 0) {
    const [first] = empty;
    const others = empty.length === 1 ? "" : `, nor have ${countOf(empty.length - 1, "other file")}`;
    return { code: 3, reason: `${first?.file} has no ${first?.noun} that can be checked${others}` };
  }
  const isHeavy = (weight: DivergenceClass, gate: DivergenceClass): boolean =>
    divergenceClasses.indexOf(weight) <= divergenceClasses.indexOf(failOn ?? gate);
  const findings = files.flatMap((file) => listFindings(file).map((finding) => ({ finding, gate: file.gate })));
  const failing = findings.filter(({ finding, gate }) => isHeavy(finding.class, gate)).length;
  if (failing > 0) return { code: 1, reason: `${countOf(failing, "finding")} in ${countOf(files.length, "file")}` };
  const { length } = findings;
  return { code: 0, reason: length === 0 ? "nothing found" : `${countOf(length, "finding")} (not failing the check)` };
}
