import { InvalidArgumentError } from "commander";
import { type ReportFormat, reportFormats, reports } from "../reports/formats.ts";
import type { Run } from "../src/model/run.ts";
import type { CommandIo } from "./io.ts";

/** Writes a run in these formats and gives the paths, in the order of the formats. */
export function writeReports(run: Run, formats: readonly ReportFormat[], folder: string, io: CommandIo): string[] {
  return formats.map((format) => {
    const { file, render } = reports[format];
    const path = `${folder}/${file}`;
    io.writeFile(path, render(run));
    return path;
  });
}

/** Parses `--report html,sarif`; each format counts once. */
export function parseFormats(text: string): readonly ReportFormat[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const formats = names.flatMap((name) => reportFormats.find((format) => format === name) ?? []);
  if (names.length === 0 || formats.length < names.length)
    throw new InvalidArgumentError(`a list of ${reportFormats.join(", ")} is needed.`);
  return [...new Set(formats)];
}
