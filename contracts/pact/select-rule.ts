import type { MatchingRule, PlaceParts } from "./pact-model.ts";

/** Matchers that speak of the place itself, and not of what stands below it. */
const ownPlaceOnly = ["values", "contentType", "arrayContains", "eachKey", "eachValue", "notEmpty"];

/** The rule that holds at a place of a body, and whether it is one of a place above. */
export interface SelectedRule {
  readonly rule: MatchingRule;
  readonly cascaded: boolean;
}

/**
 * The rule that Pact goes by at a place: the one whose expression fits best, a name or index better than `*` and a longer
 * one better than a shorter one; one of a place above goes for what is below it unless it speaks of its own place alone.
 */
export function selectRule(rules: readonly MatchingRule[], place: PlaceParts): SelectedRule | undefined {
  let best: { readonly selected: SelectedRule; readonly weight: number } | undefined;
  for (const rule of rules) {
    const weight = weigh(rule.place, place);
    const cascaded = rule.place.length < place.length;
    if (weight === 0 || (best !== undefined && weight < best.weight)) continue;
    if (cascaded && rule.matchers.every(({ match }) => ownPlaceOnly.includes(match))) continue;
    best = { selected: { rule, cascaded }, weight };
  }
  return best?.selected;
}

function weigh(expression: PlaceParts, place: PlaceParts): number {
  if (expression.length > place.length) return 0;
  let weight = 2;
  for (const [index, part] of expression.entries()) {
    if (part === "*") continue;
    if (String(part) !== String(place[index])) return 0;
    weight *= 2;
  }
  return weight * (expression.length + 1);
}
