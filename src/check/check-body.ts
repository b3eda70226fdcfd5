import type { Catalog } from "../catalog/catalog.ts";
import type { CheckedPart } from "./apply-rules.ts";

/** Holds a value against a schema; `at` is the place in the message at which the value stands. */
export function checkBody(catalog: Catalog, schema: string, value: unknown, at = ""): CheckedPart {
  const { breaches, exercised } = catalog.check(schema, value);
  const findings = breaches.map(({ requirement, pointer, aspect, expected, actual }) => ({
    requirement,
    pointer: at + pointer,
    kind: aspect,
    expected,
    actual,
  }));
  return { findings, readings: [], exercised };
}
