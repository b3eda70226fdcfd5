import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { defects } from "../mock/defects/defects.ts";
import { createStandard } from "../suites/standard.ts";
import { loadFixtures } from "./commands/mock.ts";
import { createProcessIo } from "./io.ts";
import { type GeneratedRow, runGeneratedRow } from "./kill-table/generated-row.ts";
import { renderGeneratedTable } from "./kill-table/render-generated-table.ts";
import { renderShrunkCases } from "./kill-table/render-shrunk-cases.ts";
import { createToolkit } from "./toolkit.ts";

// npm run generated-table -- ROWS.ndjson [SEED...]: every defect of the mock against generated cases alone, with each of
// the seeds. Rows are kept in the file, so that what is there already is not run again; docs/generated-kills.md and
// docs/shrunk-cases.md are written from all of them.
const io = createProcessIo(process);
const toolkit = createToolkit(io.locate("."), false);
const [file = "generated-rows.ndjson", ...seeds] = process.argv.slice(2);
const rows = existsSync(file) ? readRows(file) : [];
const parts = {
  standard: createStandard(toolkit.catalog()),
  profileSchema: toolkit.meta("profile"),
  fixtures: await loadFixtures(undefined, io),
};
for (const seed of (seeds.length === 0 ? ["1"] : seeds).map(Number)) {
  for (const { id } of defects) {
    if (rows.some((row) => row.defect === id && row.seed === seed)) continue;
    const row = await runGeneratedRow(parts, id, seed);
    rows.push(row);
    appendFileSync(file, `${JSON.stringify(row)}\n`);
  }
}
writeFileSync(io.locate("docs/generated-kills.md"), renderGeneratedTable(rows));
writeFileSync(io.locate("docs/shrunk-cases.md"), renderShrunkCases(rows));
io.stdout(`${rows.length} rows\n`);

function readRows(path: string): GeneratedRow[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as GeneratedRow);
}
