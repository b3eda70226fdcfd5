import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { expect } from "chai";
import { itDeep } from "./it-deep.ts";
import { defects } from "../mock/defects/defects.ts";
import { eventDefects } from "../mock/defects/events/event-defects.ts";
import { readCell, words, writeCells } from "../scripts/kill-table/cells.ts";
import { documents, renderDocument } from "../scripts/kill-table/documents.ts";
import { createRowMaker, type RowMaker, type RowTask } from "../scripts/kill-table/make-row.ts";
import { openDefects } from "../scripts/kill-table/open-defects.ts";
import { readKillTable } from "../scripts/kill-table/render-kill-table.ts";
import { isExact, type Row } from "../scripts/kill-table/row.ts";
import { shareTasks } from "../scripts/kill-table/share-tasks.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, root, toolkit } from "./command.ts";

// All columns of the whole table take hours: every run of the tests makes a part of those that take least anew, CHECK_DEEP=1
// all of the suites and more of the others.
const deep = process.env["CHECK_DEEP"] === "1";

/** Every so manyth defect of a list, and with CHECK_DEEP=1 every so manyth. */
function choose(column: RowTask["column"], list: readonly { readonly id: string }[], every: number, everyDeep: number) {
  const step = deep ? everyDeep : every;
  return list.flatMap(({ id }, index): RowTask[] => (index % step === 0 ? [{ column, defect: id }] : []));
}

const tasks = [
  ...choose("suites", defects, 192, 1),
  ...choose("webhooks", eventDefects, 300, 8),
  ...(deep
    ? [...choose("generated", defects, 1, 32), ...choose("contracts", [...defects, ...eventDefects], 1, 32)]
    : []),
];

/** Whatever a host does here is one of the requirement's readings, so that no defect can break it. */
const exhaustive = [
  "histories.entries.order",
  "histories.tier-members.where",
  "histories.benefits.where",
  "histories.history.order",
  "histories.notes.where",
  "histories.relinked.early",
  "update.batch.order",
];

describe("The kill table", () => {
  const written = documents.map(({ file }) => readFileSync(processIo.locate(file), "utf8"));
  const cells = new Map(written.flatMap((text) => [...readKillTable(text)]));
  const rows: Row[] = [];
  let maker: RowMaker;
  before(async function () {
    this.timeout(3_600_000);
    maker = await createRowMaker(toolkit, processIo);
    const helpers = deep ? Math.min(availableParallelism(), 8) - 1 : 0;
    await shareTasks(tasks, maker.make, { root, helpers, take: (row) => rows.push(row) });
  });
  after(() => maker.close());

  it("has no defect that suites and webhooks miss, or that anything reports as another requirement, but for known gaps", () => {
    expect(rows.map(({ column, defect }) => `${column} ${defect}`)).to.have.members(
      tasks.map(({ column, defect }) => `${column} ${defect}`),
    );
    const wrong = rows.filter((row) => {
      const mayMiss = row.column === "contracts" || (row.found.length === 0 && row.column === "generated");
      return !isExact(row) && !mayMiss && !openDefects.includes(row.defect);
    });
    expect(wrong).to.deep.equal([]);
  });

  it("has a defect for every requirement that binds the host and can be observed", () => {
    const broken = new Set(defects.map(({ breaks }) => breaks));
    const requirements = [...toolkit.catalog().requirements.values()];
    const wanted = requirements
      // A host keeps the interactions of the user's pact or not: test/verify-pacts.test.ts has one that does not.
      .filter(({ id, binds, check }) => binds === "host" && !("none" in check) && id !== "contract.interaction.kept")
      .map(({ id }) => id);
    expect(wanted.filter((id) => !broken.has(id))).to.deep.equal(exhaustive);
    expect([...broken].filter((id) => !wanted.includes(id))).to.deep.equal([]);
  });

  documents.forEach((document, index) => {
    it(`stands in ${document.file} as it is, with every defect once; \`npm run kill-table\` writes it`, () => {
      const text = written[index] ?? "";
      expect(renderDocument(document, [], text), "is there something new? npm run kill-table").to.equal(text);
      const untried = document.defects.filter(({ id }) => {
        const own = cells.get(id);
        return own === undefined || own.suites === words.untried || own.webhooks === words.untried;
      });
      expect(untried.map(({ id }) => id)).to.deep.equal([]);
    });
  });

  it("says of these defects what the documents say, and names no case that there is not", () => {
    for (const { column, defect, ...row } of rows) {
      const own = cells.get(defect);
      if (own === undefined || column === "generated" || column === "shrunk") continue;
      const verdict = readCell(writeCells([{ column, defect, ...row }], own)[column]);
      expect(verdict, `${column} ${defect}`).to.equal(readCell(own[column]));
    }
    const known = new Set(createStandard(toolkit.catalog()).cases.map(({ id }) => id));
    const named = [...cells.values()].filter(({ suites }) => readCell(suites) === "found");
    const unknown = named.filter(({ suites }) => !known.has(suites.replace(/\[.*$/, "")));
    expect(unknown).to.deep.equal([]);
  });

  it("explains what generated cases do not reach, which is a tenth at most", () => {
    const tried = [...cells].filter(([, { generated }]) => !["untried", "unseen"].includes(readCell(generated)));
    const missed = tried.filter(([, { generated }]) => readCell(generated) === "missed");
    expect(missed.length).to.be.at.most(tried.length / 10);
    expect(written.filter((text) => text.includes("not explained yet"))).to.deep.equal([]);
  });

  itDeep("is not empty in any column", async () => {
    for (const column of ["suites", "generated", "contracts", "webhooks"] as const)
      expect(rows.filter((row) => row.column === column && isExact(row)).length, column).to.be.above(10);
  });
});
