import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { defects } from "../mock/defects/defects.ts";
import { createProcessIo } from "./io.ts";
import { readCell } from "./kill-table/cells.ts";
import { documents, renderDocument } from "./kill-table/documents.ts";
import { createRowMaker, type RowTask } from "./kill-table/make-row.ts";
import { openDefects } from "./kill-table/open-defects.ts";
import { renderShrunkCases } from "./kill-table/render-shrunk-cases.ts";
import { readKillTable } from "./kill-table/render-kill-table.ts";
import { isGenerated, openRowStore } from "./kill-table/row-store.ts";
import { type Column, columns, isExact } from "./kill-table/row.ts";
import { shareTasks } from "./kill-table/share-tasks.ts";
import { createToolkit } from "./toolkit.ts";

// npm run kill-table [-- --column C]… [--only ID]… [--seeds N] [--rows FILE] [--processes N] [--shrunk] [--render] [--wide]: the mock with each of its
// defects in turn, looked at by each column, written to docs/. Rows are kept in a file outside of the repository: what is there
// is not made again, and begins anew where the file is taken away. Cells that no row is there for stay as the documents have them.
const { values: options } = parseArgs({
  options: {
    column: { type: "string", multiple: true, default: [...columns] },
    only: { type: "string", multiple: true, default: [] },
    seeds: { type: "string", default: "1" },
    rows: { type: "string", default: join(tmpdir(), "capillary-conformance-kill-table.ndjson") },
    processes: { type: "string", default: String(availableParallelism()) },
    // Every case that a defect can affect, which takes long; it shows what else a defect is taken for, and is only reported.
    wide: { type: "boolean", default: false },
    // Requests that find a defect of each requirement, made smaller: docs/shrunk-cases.md.
    shrunk: { type: "boolean", default: false },
    // Writes the documents of what is there.
    render: { type: "boolean", default: false },
  },
});
const io = createProcessIo(process);
const root = io.locate(".");
const store = openRowStore(options.wide ? `${options.rows}.wide` : options.rows);
const isWanted = (id: string): boolean => options.only.length === 0 || options.only.some((name) => id.startsWith(name));
const seeds = Array.from({ length: Number(options.seeds) }, (_unused, index) => index + 1);
const finders = new Map<string, string[]>();
for (const row of store.list().filter(isGenerated)) {
  const known = finders.get(row.defect) ?? [];
  if (row.by !== undefined && row.column === "generated" && !known.includes(row.by))
    finders.set(row.defect, [...known, row.by]);
}
const listTasks = (column: Column): RowTask[] => {
  const ids = documents.flatMap(({ defects, columns: seen }) =>
    defects.filter((defect) => seen(defect).includes(column) && isWanted(defect.id)).map(({ id }) => id),
  );
  // What found it with another seed mostly finds it with this one.
  if (column === "generated")
    return seeds.flatMap((seed) => ids.map((defect) => ({ column, defect, seed, first: finders.get(defect) ?? [] })));
  return ids.map((defect) => ({ column, defect, ...(options.wide ? { wide: true } : {}) }));
};

const listShrunk = (): RowTask[] => {
  const ofRequirement = new Map(defects.toReversed().map(({ id, breaks }) => [breaks, id]));
  return [...ofRequirement.values()].filter(isWanted).map((defect) => ({ column: "shrunk", defect }));
};
const listAll = (): RowTask[] =>
  options.shrunk ? listShrunk() : columns.filter((column) => options.column.includes(column)).flatMap(listTasks);
const tasks = options.render ? [] : listAll().filter((task) => !store.has(task));
if (tasks.length > 0) {
  const { make, close } = await createRowMaker(createToolkit(root, false), io);
  let done = 0;
  await shareTasks(tasks, make, {
    root,
    helpers: Number(options.processes) - 1,
    take: (row) => {
      store.add(row);
      done += 1;
      if (done % 100 === 0) io.stderr(`${done} of ${tasks.length}\n`);
      if (row.found.length > 0 && !isExact(row))
        io.stderr(`${row.column}: ${row.defect} breaks ${row.breaks}, reported: ${row.found.join(", ")}\n`);
    },
  });
  close();
}

const rows = store.list();
if (!options.wide) {
  for (const document of documents) {
    const path = io.locate(document.file);
    writeFileSync(path, renderDocument(document, rows, existsSync(path) ? readFileSync(path, "utf8") : ""));
  }
  const shrunk = rows.filter(isGenerated).filter(({ column }) => column === "shrunk");
  if (shrunk.length > 0) writeFileSync(io.locate("docs/shrunk-cases.md"), renderShrunkCases(shrunk));
}
let failures = 0;
for (const document of documents) {
  for (const [defect, cells] of readKillTable(readFileSync(io.locate(document.file), "utf8"))) {
    const wrong = columns.filter((column) => readCell(cells[column]) === "otherwise");
    const isMissed = readCell(cells.suites) === "missed" || readCell(cells.webhooks) === "missed";
    if (wrong.length === 0 && (!isMissed || openDefects.includes(defect))) continue;
    failures += 1;
    io.stderr(`${defect}: ${columns.map((column) => `${column} ${cells[column]}`).join("; ")}\n`);
  }
}
io.stdout(`${rows.length} rows; ${failures} defects are missed or taken for another one\n`);
process.exitCode = failures === 0 ? 0 : 1;
