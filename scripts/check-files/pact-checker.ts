import { checkPact } from "../../contracts/pact/check-pact.ts";
import { isPact, readPact } from "../../contracts/pact/read-pact.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import type { FileChecker } from "./file-checker.ts";

/** Judges pacts of consumers. What a pact relies on and only a sample shows otherwise will break its consumer all the same. */
export function createPactChecker(rulebook: Rulebook): FileChecker {
  return {
    kinds: "pacts",
    gate: "deviation",
    judge: ({ value, path }) => {
      if (value === undefined || !isPact(value)) return undefined;
      const { checked, findings, notes } = checkPact(rulebook, readPact(value, path));
      return { checked: { count: checked, noun: "interaction" }, findings, notes };
    },
  };
}
