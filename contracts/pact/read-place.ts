import type { PlaceParts } from "./pact-model.ts";

/** The parts of a path expression such as `$.data[*]['partner program'].name`, without its `$`. */
export function readPlace(expression: string): PlaceParts {
  const parts: (string | number)[] = [];
  const pattern = /\.\.?([^.[\]]+)|\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+)|(\*))\s*\]|^([^.$[\]]+)/g;
  for (const [, name, single, double, index, star, first] of expression.matchAll(pattern)) {
    if (index !== undefined) parts.push(Number(index));
    else parts.push(name ?? single?.replace(/\\(.)/g, "$1") ?? double?.replace(/\\(.)/g, "$1") ?? star ?? first ?? "*");
  }
  return parts;
}
