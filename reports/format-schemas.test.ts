import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "chai";
import { validate as validateCtrf } from "ctrf";
import type { Run } from "../src/model/run.ts";
import { renderCtrf } from "./ctrf.ts";
import { renderHar } from "./har.ts";
import { renderSarif } from "./sarif.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const require = createRequire(import.meta.url);

const unfinished: Run = {
  ...run,
  run: { ...run.run, finishedAt: null },
  exit: { code: 3, reason: "the run was cut off after 2 of 30 cases" },
};
const located: Run = {
  ...run,
  divergences: run.divergences.map((divergence, index) => ({
    ...divergence,
    location: { file: "pacts/my client.json", ...(index % 2 === 0 ? { line: index + 1, column: 3 } : {}) },
    ...(index === 0 ? { known: { reason: "ticket 12", expires: "2027-01-31" } } : {}),
  })),
};
const empty: Run = { ...run, divergences: [], cases: [] };
const runs: readonly (readonly [what: string, run: Run])[] = [
  ["with divergences", run],
  ["that was cut off", unfinished],
  ["of files", located],
  ["without a case", empty],
];

describe("renderSarif", () => {
  const file = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  // Draft 4, all of which ajv takes but for the name of its id.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const validate = ajv.compile(schema);

  for (const [what, each] of runs) {
    it(`is valid SARIF 2.1.0 for a run ${what}`, () => {
      expect(validate(JSON.parse(renderSarif(each))), JSON.stringify(validate.errors)).to.equal(true);
    });
  }

  it("is held against a schema that finds faults", () => {
    expect(validate({ version: "2.1.0", runs: [{ results: [{}] }] })).to.equal(false);
  });

  it("stands at the file that was checked, else at the profile, and names no file for a plain URL", () => {
    const urisOf = (each: Run): unknown[] =>
      (JSON.parse(renderSarif(each)) as SarifLog).runs.flatMap(({ results }) =>
        results.map(({ locations: [place] }) => place?.physicalLocation?.artifactLocation.uri),
      );
    expect(new Set(urisOf(located))).to.deep.equal(new Set(["pacts/my%20client.json"]));
    const profiled = { ...run, run: { ...run.run, profile: "./vendor/profile.yaml" } };
    expect(new Set(urisOf(profiled))).to.deep.equal(new Set(["vendor/profile.yaml"]));
    const plain = { ...run, run: { ...run.run, profile: "https://api.example.test" } };
    expect(new Set(urisOf(plain))).to.deep.equal(new Set([undefined]));
  });

  it("suppresses what is known, with its reason", () => {
    const [first] = (JSON.parse(renderSarif(located)) as SarifLog).runs[0]?.results ?? [];
    expect(first?.suppressions).to.deep.equal([{ kind: "external", justification: "ticket 12" }]);
  });
});

interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly locations: readonly {
        readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
      }[];
      readonly suppressions?: unknown;
    }[];
  }[];
}

describe("renderCtrf", () => {
  for (const [what, each] of runs) {
    it(`is valid CTRF for a run ${what}`, () => {
      const { valid, errors } = validateCtrf(JSON.parse(renderCtrf(each)));
      expect(valid, JSON.stringify(errors)).to.equal(true);
    });
  }

  it("counts a test for each case, and one more for a run without a verdict", () => {
    const summaryOf = (each: Run): { tests: number; failed: number } =>
      (JSON.parse(renderCtrf(each)) as { results: { summary: { tests: number; failed: number } } }).results.summary;
    expect(summaryOf(run).tests).to.equal(run.cases.length);
    expect(summaryOf(unfinished).tests).to.equal(run.cases.length + 1);
    expect(summaryOf({ ...empty, exit: { code: 3, reason: "never reached" } }).failed).to.equal(1);
  });
});

describe("renderHar", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schemas = Object.values(require("har-schema") as Record<string, Record<string, unknown>>);
  for (const { $schema: _draft, ...schema } of schemas) ajv.addSchema(schema);
  const validate = ajv.getSchema("har.json#") ?? (() => false);

  for (const [what, each] of runs) {
    it(`is valid HAR 1.2 for a run ${what}`, () => {
      expect(validate(JSON.parse(renderHar(each))), JSON.stringify("errors" in validate && validate.errors)).to.equal(
        true,
      );
    });
  }

  it("is held against a schema that finds faults", () => {
    expect(validate({ log: { version: "1.2", creator: {}, entries: [] } })).to.equal(false);
  });

  it("holds the exchange of every divergence once", () => {
    const { log } = JSON.parse(renderHar(run)) as { log: { entries: { comment: string }[] } };
    const shown = log.entries.map(({ comment }) => comment).join("\n");
    for (const { fingerprint, exchanges } of run.divergences) {
      if (exchanges.length > 0) expect(shown).to.contain(fingerprint);
    }
    const ids = new Set(
      run.divergences.flatMap(({ organisation, exchanges }) => exchanges.map(({ id }) => `${organisation} ${id}`)),
    );
    expect(log.entries).to.have.length(ids.size);
  });
});
