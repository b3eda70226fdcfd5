import { expect } from "chai";
import { blameRequirements, type TriedInteraction } from "./blame-requirements.ts";

/** Interactions as `about < presupposed, presupposed`, with a mark: + kept, - broken, r a refusal that was kept. */
function blame(...lines: readonly string[]): string[] {
  const tried = lines.map((line, index): TriedInteraction => {
    const [mark = "", requirement = "", rest = ""] = /^(.) ([^ ]+)(?: < (.*))?$/.exec(line)?.slice(1) ?? [];
    const presupposed = rest === "" ? [] : rest.split(", ");
    return { index, requirement, presupposed, outcome: mark === "-" ? "broken" : "kept", isRefusal: mark === "r" };
  });
  return [...blameRequirements(tried)].map(([index, requirement]) => `${index} ${requirement}`);
}

describe("What a broken interaction is put down to", () => {
  const rows: readonly (readonly [what: string, lines: readonly string[], blamed: readonly string[]])[] = [
    ["is what it is about where nothing else is broken", ["+ mobile < served", "- kept < served, mobile"], ["1 kept"]],
    [
      "is what all of the broken ones presuppose where nothing kept shows that this holds",
      ["- mobile < served", "- id < served", "- kept < served, mobile"],
      ["0 served", "1 served", "2 served"],
    ],
    [
      "is not what a kept interaction shows to hold",
      ["- mobile < served", "+ id < served", "- kept < served, mobile"],
      ["0 mobile", "2 mobile"],
    ],
    [
      "may be what a kept interaction needs too where one about that very requirement is broken",
      ["- form < served", "+ form < served", "- renew < served, form"],
      ["0 form", "2 form"],
    ],
    [
      "is of two that are needed as often the one that fewer kept ones need",
      ["- none < customer", "- customer < served", "+ served", "- list < served, customer"],
      ["0 customer", "1 customer", "3 customer"],
    ],
    [
      "is not cleared by a refusal, which shows nothing of what answers need",
      ["- mobile < served", "- id < served", "r code < served, mobile"],
      ["0 served", "1 served"],
    ],
    ["is what it is about where everything it presupposes holds", ["+ a < b", "- c < b"], ["1 c"]],
  ];
  for (const [what, lines, blamed] of rows) {
    it(what, () => expect(blame(...lines)).to.deep.equal(blamed));
  }
});
