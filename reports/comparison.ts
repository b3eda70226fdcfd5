import type { Divergence } from "../src/model/run.ts";
import type { Comparison } from "./compare-runs.ts";
import { countOf } from "./describe.ts";
import { sanitizeTerminal } from "./terminal-text.ts";

/** So many requirements are named; more are counted. */
const mostNamed = 20;

function describeOne({
  fingerprint,
  class: name,
  requirement,
  operation,
  organisation,
  pointer,
  expected,
  actual,
}: Divergence): string {
  const place = pointer === "" ? operation : `${operation} at ${pointer}`;
  return `  ${name} ${requirement} (${fingerprint}, ${organisation}) ${place}: expected ${expected}; got ${actual}`;
}

function listIds(requirements: readonly { readonly id: string }[]): string[] {
  const left = requirements.length - mostNamed;
  return [...requirements.slice(0, mostNamed).map(({ id }) => `  ${id}`), ...(left > 0 ? [`  and ${left} more`] : [])];
}

/** What is different between two runs, for a terminal; what is new comes first. Every line stands by itself. */
export function renderComparison(comparison: Comparison): string {
  const { added, fixed, untried, still, changed, newlyExercised, noLongerExercised } = comparison;
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [`New: ${countOf(added.length, "divergence")}`, added.map(describeOne)],
    [
      `Changed: ${countOf(changed.length, "divergence")}`,
      changed.flatMap(({ before, after }) => [describeOne(after), `    was ${before.kind}: got ${before.actual}`]),
    ],
    [`Fixed: ${countOf(fixed.length, "divergence")}`, fixed.map(describeOne)],
    [`Gone, but not tried in the newer run: ${untried.length}`, untried.length === 0 ? [] : untried.map(describeOne)],
    [`Still there: ${countOf(still.length, "divergence")}`, still.map(describeOne)],
    [`Newly exercised: ${countOf(newlyExercised.length, "requirement")}`, listIds(newlyExercised)],
    [`No longer exercised: ${countOf(noLongerExercised.length, "requirement")}`, listIds(noLongerExercised)],
  ];
  const lines = parts.flatMap(([title, own]) => [title, ...own]);
  return `${lines.map((line) => line.slice(0, line.length - line.trimStart().length) + sanitizeTerminal(line.trimStart())).join("\n")}\n`;
}
