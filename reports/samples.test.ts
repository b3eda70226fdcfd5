import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { reports } from "./formats.ts";
import { renderJson } from "./json.ts";
import { renderSummary } from "./summary.ts";

const samples = new URL("./samples/", import.meta.url);
const run = JSON.parse(readFileSync(new URL("run.json", samples), "utf8")) as Run;
const files = ["conformance-report/report.html", "conformance-report/junit.xml"];

const goldens: Readonly<Record<string, (run: Run) => string>> = {
  ...Object.fromEntries(Object.values(reports).map(({ file, render }) => [file, render])),
  "summary.txt": (value) => renderSummary(value, { color: false, width: 100, files }),
};

describe("the reports of the sample run", () => {
  for (const [name, render] of Object.entries(goldens)) {
    it(`are byte for byte the committed ${name} (UPDATE_GOLDEN=1 writes it anew)`, () => {
      const file = new URL(name, samples);
      const rendered = Buffer.from(render(run), "utf8");
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, rendered);
      expect(rendered.toString("utf8")).to.equal(readFileSync(file, "utf8"));
    });
  }

  it("is what report.schema.json describes", () => {
    const schemaFile = new URL("../schemas/meta/report.schema.json", import.meta.url);
    const validate = new Ajv2020({ strict: true, allErrors: true, strictTypes: false }).compile(
      JSON.parse(readFileSync(schemaFile, "utf8")),
    );
    expect(validate(JSON.parse(renderJson(run))), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...run, later: 1 }), "unknown members are allowed").to.equal(true);
    expect(validate({ ...run, formatVersion: 2 })).to.equal(false);
    expect(validate({ ...run, account: { ...run.account, cut: -1 } })).to.equal(false);
  });

  it("keep the run as it is in report.json", () => {
    expect(JSON.parse(renderJson(run))).to.deep.equal(run);
  });

  it("hold an account that adds up", () => {
    const { planned, ...others } = run.account;
    expect(Object.values(others).reduce((sum, count) => sum + count, 0)).to.equal(planned);
    expect(run.cases).to.have.length(planned);
  });

  it("let no control character, no override of direction and no lone surrogate of a host through", () => {
    for (const [name, render] of Object.entries(goldens)) {
      expect(render(run), name).not.to.match(/(?![\n])[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
    }
  });
});
