import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { runOnMock } from "../scripts/kill-table/run-on-mock.ts";
import type { RunEvent } from "../src/model/run.ts";
import { createEventFold } from "../src/run/fold-events.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, toolkit } from "./command.ts";

describe("the journal", () => {
  const events: RunEvent[] = [];
  before(async () => {
    const fixtures = await loadFixtures(undefined, processIo);
    const mock = { fixtures, defects: ["points.points-retyped"] };
    await runOnMock(createStandard(toolkit.catalog()), toolkit.meta("profile"), mock, {
      only: ["points", "histories.read", "update.upgrade", "authentication.update"],
      write: (event) => events.push(event),
    });
  });

  it("has events of the form that run.schema.json describes", () => {
    const schema = JSON.parse(readFileSync(processIo.locate("schemas/meta/run.schema.json"), "utf8")) as object;
    const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);
    for (const event of events)
      expect(validate(JSON.parse(JSON.stringify(event))), JSON.stringify(validate.errors)).to.equal(true);
    expect(new Set(events.map(({ event }) => event))).to.include.keys(
      "started",
      "discovered",
      "planned",
      "exchange",
      "verdict",
      "finished",
    );
  });

  it("gives the same run wherever it is read back, and a run that was cut off wherever it ends", () => {
    const fold = (part: readonly RunEvent[]) => {
      const one = createEventFold(toolkit.catalog(), "run.ndjson");
      for (const event of part) one.add(event);
      return one.result();
    };
    expect(fold(events)).to.deep.equal(fold(JSON.parse(JSON.stringify(events)) as RunEvent[]));
    const half = fold(events.slice(0, Math.floor(events.length / 2)));
    expect(half.exit.code).to.equal(3);
    expect(half.exit.reason).to.match(/^the run was cut off after \d+ of \d+ cases$/);
  });
});
