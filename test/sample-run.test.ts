import { readFileSync } from "node:fs";
import { expect } from "chai";
import { makeSampleRun, renderSamples } from "../scripts/samples.ts";
import { itDeep } from "./it-deep.ts";

describe("The committed samples of reports", () => {
  itDeep("are what npm run samples writes", async () => {
    for (const [name, text] of Object.entries(renderSamples(await makeSampleRun()))) {
      const file = new URL(`../reports/samples/${name}`, import.meta.url);
      expect(readFileSync(file, "utf8") === text, `${name} is stale; run npm run samples`).to.equal(true);
    }
  });
});
