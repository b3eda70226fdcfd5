import { createProcessIo } from "./scripts/io.ts";
import { createToolkit } from "./scripts/toolkit.ts";
import { createRowMaker } from "./scripts/kill-table/make-row.ts";
const io = createProcessIo(process);
const maker = await createRowMaker(createToolkit("/work/wt/table", false), io);
for (const seed of process.argv[2]!.split(",").map(Number))
  for (const defect of process.argv.slice(3)) {
    const t = process.cpuUsage();
    const row = await maker.make({ column: "generated", defect, seed });
    const u = process.cpuUsage(t);
    console.log(seed, Math.round((u.user + u.system) / 1000), defect, row.found.join(), row.by ?? "MISSED");
  }
maker.close();
