import { Command, Option } from "commander";
import { InputError } from "../../src/model/input-error.ts";
import { parseJson } from "../../src/model/json.ts";
import { type DivergenceClass, divergenceClasses } from "../../src/model/requirement.ts";
import { createStandard } from "../../suites/standard.ts";
import type { CheckedFile, FileChecker } from "../check-files/file-checker.ts";
import { createBodyChecker } from "../check-files/body-checker.ts";
import { createPactChecker } from "../check-files/pact-checker.ts";
import { createPayloadChecker } from "../check-files/payload-checker.ts";
import { type JudgedFile, renderCheck, renderCheckJson } from "../check-files/render-check.ts";
import type { CommandIo } from "../io.ts";
import type { Toolkit } from "../toolkit.ts";

interface CheckOptions {
  readonly failOn?: DivergenceClass;
  readonly json?: boolean;
  readonly operation?: string;
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
    .option("--json", "print JSON instead of text")
    .action(async (paths: readonly string[], options: CheckOptions) =>
      finish(await check(paths, options, io, toolkit)),
    );
}

async function check(
  paths: readonly string[],
  { failOn, json, operation }: CheckOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<number> {
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
  const code = decideExit(judged, failOn);
  io.stdout(json === true ? renderCheckJson(standard.catalog, judged, code) : renderCheck(standard.catalog, judged));
  const empty = judged.find(({ checked }) => checked.count === 0);
  if (empty !== undefined) io.stderr(`${empty.file} has no ${empty.checked.noun} that can be checked\n`);
  return code;
}

async function read(path: string, io: CommandIo): Promise<CheckedFile> {
  const reading = path === "-" ? io.readStdin() : io.readFile(path);
  const text = await reading.catch((error: unknown) => {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError([{ file: path, message: isMissing ? "there is no such file" : String(error) }]);
  });
  const parsed = parseJson(new TextEncoder().encode(text));
  const name = path === "-" ? "stdin" : path;
  if (parsed.kind === "json") return { path: name, text, value: parsed.value };
  return { path: name, text, value: undefined, trouble: parsed.kind === "empty" ? "the file is empty" : parsed.reason };
}

type Judged = JudgedFile & Pick<FileChecker, "gate">;

function judge(file: CheckedFile, checkers: readonly FileChecker[]): Judged {
  for (const { judge: judgeFile, gate } of checkers) {
    const judgement = judgeFile(file);
    if (judgement !== undefined) return { file: file.path, gate, ...judgement };
  }
  const known = checkers.map(({ kinds }) => kinds).join(" and ");
  const message = file.trouble === undefined ? "is no file that can be checked" : `cannot be read: ${file.trouble}`;
  throw new InputError([{ file: file.path, message, hint: `check takes ${known}` }]);
}

/** Nothing to check is no success: what a gate lets through has been looked at. */
function decideExit(files: readonly Judged[], failOn: DivergenceClass | undefined): number {
  if (files.some(({ checked }) => checked.count === 0)) return 3;
  const fails = files.some(({ findings, gate }) =>
    findings.some((finding) => divergenceClasses.indexOf(finding.class) <= divergenceClasses.indexOf(failOn ?? gate)),
  );
  return fails ? 1 : 0;
}
