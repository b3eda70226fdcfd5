import { createContext, Script } from "node:vm";
import type { TestPattern } from "../src/catalog/openapi/test-pattern.ts";

/** A pattern that takes longer on a text says nothing of it: regular expressions can take years. */
const mostMs = 100;

/** Tries a pattern for a limited time: of all code on this thread only that of a context of its own can be stopped. */
export function createBoundedPattern(): TestPattern {
  const place: { pattern?: RegExp; text?: string } = {};
  const context = createContext(place);
  const script = new Script("pattern.test(text)");
  return (pattern, text) => {
    place.pattern = pattern;
    place.text = text;
    try {
      return script.runInContext(context, { timeout: mostMs }) === true;
    } catch {
      return undefined;
    }
  };
}
