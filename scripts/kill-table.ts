import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createProcessIo } from "./io.ts";
import { shareRows } from "./kill-table/share-rows.ts";
import { defects } from "../mock/defects/defects.ts";
import { openDefects } from "./kill-table/open-defects.ts";
import { renderKillTable, runKillTable } from "./kill-table/table.ts";
import { createToolkit } from "./toolkit.ts";

// npm run kill-table: every defect of the mock against the suites, written to docs/kill-table.md. With --wide each is tried on
// all cases that it can affect, which takes long and is only reported.
const io = createProcessIo(process);
const root = io.locate(".");
const toolkit = createToolkit(root, false);
const wide = process.argv.includes("--wide");
const rows = await shareRows(
  defects.map(({ id }) => id),
  (ids) => runKillTable(toolkit, io, { ids, wide }),
  root,
  availableParallelism() - 1,
  wide,
);
if (!wide) writeFileSync(io.locate("docs/kill-table.md"), renderKillTable(rows));
const wrong = rows.filter(({ caught }) => caught !== "exactly");
for (const { defect, breaks, found } of wrong)
  io.stderr(`${defect} breaks ${breaks}, reported: ${found.join(", ") || "nothing"}\n`);
io.stdout(
  `${rows.length - wrong.length} of ${rows.length} defects are caught by the requirement that they break, and by no other\n`,
);
const unexpected = wrong.filter(({ defect }) => !openDefects.includes(defect));
process.exitCode = unexpected.length === 0 ? 0 : 1;
