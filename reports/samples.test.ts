import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { reports } from "./formats.ts";
import { renderJson } from "./json.ts";
import { renderSummary } from "./summary.ts";

const samples = new URL("./samples/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, samples), "utf8");
const sample = JSON.parse(read("report.json")) as Run;
/** A run whose host tries to forge what it can. */
const hostile = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const files = ["conformance-report/report.html", "conformance-report/report.json", "conformance-report/junit.xml"];

const goldens: Readonly<Record<string, (run: Run) => string>> = {
  ...Object.fromEntries(Object.values(reports).map(({ file, render }) => [file, render])),
  "summary.txt": (value) => renderSummary(value, { color: false, width: 100, files }),
};

describe("the reports of the sample run", () => {
  for (const [name, render] of Object.entries(goldens)) {
    it(`are byte for byte the committed ${name} (npm run samples writes it anew)`, () => {
      expect(render(sample) === read(name), `${name} is stale`).to.equal(true);
    });
  }

  it("is what report.schema.json describes", () => {
    const schemaFile = new URL("../schemas/meta/report.schema.json", import.meta.url);
    const validate = new Ajv2020({ strict: true, allErrors: true, strictTypes: false }).compile(
      JSON.parse(readFileSync(schemaFile, "utf8")),
    );
    for (const run of [sample, hostile])
      expect(validate(JSON.parse(renderJson(run))), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...hostile, later: 1 }), "unknown members are allowed").to.equal(true);
    expect(validate({ ...hostile, formatVersion: 2 })).to.equal(false);
    expect(validate({ ...hostile, account: { ...hostile.account, cut: -1 } })).to.equal(false);
  });

  it("keep the run as it is in report.json", () => {
    for (const run of [sample, hostile]) expect(JSON.parse(renderJson(run))).to.deep.equal(run);
  });

  it("hold an account that adds up", () => {
    const { planned, ...others } = sample.account;
    expect(Object.values(others).reduce((sum, count) => sum + count, 0)).to.equal(planned);
    expect(sample.cases).to.have.length(planned);
  });

  it("let no control character, no override of direction and no lone surrogate of a host through", () => {
    for (const [name, render] of Object.entries(goldens)) {
      expect(render(hostile), name).not.to.match(/(?![\n])[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
    }
  });
});
