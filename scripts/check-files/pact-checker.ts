import { checkPact } from "../../contracts/pact/check-pact.ts";
import { isPact, readPact } from "../../contracts/pact/read-pact.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import type { FileChecker } from "./file-checker.ts";
import { createPlaceLocator } from "./locate-place.ts";

/** Judges pacts of consumers. What a pact relies on and only a sample shows otherwise will break its consumer all the same. */
export function createPactChecker(rulebook: Rulebook): FileChecker {
  return {
    kinds: "pacts",
    gate: "deviation",
    phase: "contracts",
    judge: ({ value, path, text }) => {
      if (value === undefined || !isPact(value)) return undefined;
      const { interactions } = checkPact(rulebook, readPact(value, path));
      const locate = createPlaceLocator(text);
      return {
        noun: "interaction",
        items: interactions.map(({ description: name, pointer, operation, findings }) => {
          const placed = findings.map((finding) => ({ ...finding, ...locate(finding.pointer) }));
          return { name, pointer, operation, findings: placed };
        }),
        notes: interactions.flatMap(({ notes }) => notes),
      };
    },
  };
}
