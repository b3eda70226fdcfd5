import { isObject, type Json } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type {
  Generator,
  GeneratorsByPart,
  Matcher,
  MatchingRule,
  PartName,
  PlaceParts,
  RulesByPart,
} from "./pact-model.ts";
import { readPlace } from "./read-place.ts";

const partNames: readonly PartName[] = ["path", "query", "header", "body", "status", "metadata"];

type Members = Readonly<Record<string, unknown>>;

/**
 * The matching rules of a message, whose pointer in the file is `at`. Specification 2 has one flat list of expressions that
 * begin with the part (`$.body.items[*]`), later ones have a list for each part.
 */
export function readRules(message: unknown, at: string): RulesByPart {
  const rules = emptyParts<MatchingRule>();
  eachEntry(message, "matchingRules", at, (part, place, value, pointer) => {
    const listed = Array.isArray(value["matchers"]) ? value["matchers"].filter(isObject) : [value];
    const matchers = listed.map(readMatcher);
    rules[part].push({ place, matchers, combine: value["combine"] === "OR" ? "OR" : "AND", pointer });
    // The entries of a list that has to contain some have rules of their own.
    for (const { match, options } of matchers) {
      if (match === "arrayContains") rules[part].push(...readVariants(options, place, pointer));
    }
  });
  return rules;
}

/** The generators of a message, whose pointer in the file is `at`. */
export function readGenerators(message: unknown, at: string): GeneratorsByPart {
  const generators = emptyParts<Generator>();
  eachEntry(message, "generators", at, (part, place, value, pointer) => {
    generators[part].push({ place, type: String(value["type"]), options: value as Record<string, Json>, pointer });
  });
  return generators;
}

function emptyParts<T>(): Record<PartName, T[]> {
  return { path: [], query: [], header: [], body: [], status: [], metadata: [] };
}

function eachEntry(
  message: unknown,
  member: "matchingRules" | "generators",
  at: string,
  visit: (part: PartName, place: PlaceParts, value: Members, pointer: string) => void,
): void {
  const all = isObject(message) ? message[member] : undefined;
  if (!isObject(all)) return;
  for (const [key, value] of Object.entries(all)) {
    if (!isObject(value)) continue;
    const pointer = at + formatPointer([member, key]);
    if (key.startsWith("$")) {
      const [first, ...rest] = readPlace(key);
      const part = namePart(String(first));
      if (part !== undefined) visit(part, rest, value, pointer);
      continue;
    }
    const part = namePart(key);
    if (part === undefined) continue;
    if ((part === "path" || part === "status") && ("matchers" in value || "type" in value)) {
      visit(part, [], value, pointer);
      continue;
    }
    for (const [expression, entry] of Object.entries(value)) {
      // Headers and query parameters are named as they are.
      const place = part === "body" || expression.startsWith("$") ? readPlace(expression) : [expression];
      if (isObject(entry)) visit(part, place, entry, pointer + formatPointer([expression]));
    }
  }
}

function namePart(name: string): PartName | undefined {
  if (name === "headers") return "header";
  if (name === "content" || name === "contents") return "body";
  return partNames.find((part) => part === name);
}

/** A matcher as the file has it. */
export function readMatcher(value: Members): Matcher {
  const { match, ...options } = value as Record<string, Json>;
  if (typeof match === "string") return { match, options };
  if (typeof value["regex"] === "string") return { match: "regex", options };
  if ("min" in value || "max" in value) return { match: "type", options };
  // Early versions of specification 3 name some matchers by a member of their own.
  const named = ["date", "time", "timestamp", "datetime"].find((name) => name in value);
  return named === undefined ? { match: "equality", options } : { match: named, options };
}

function readVariants({ variants }: Matcher["options"], place: PlaceParts, pointer: string): MatchingRule[] {
  if (!Array.isArray(variants)) return [];
  return variants.flatMap((variant: Json, position): MatchingRule[] => {
    const index = isObject(variant) ? variant["index"] : undefined;
    if (!isObject(variant) || typeof index !== "number" || !isObject(variant["rules"])) return [];
    return Object.entries(variant["rules"]).flatMap(([expression, entry]) => {
      if (!isObject(entry) || !Array.isArray(entry["matchers"])) return [];
      return [
        {
          place: [...place, index, ...readPlace(expression)],
          matchers: entry["matchers"].filter(isObject).map(readMatcher),
          combine: entry["combine"] === "OR" ? ("OR" as const) : ("AND" as const),
          pointer: `${pointer}/matchers/0/variants/${position}/rules${formatPointer([expression])}`,
        },
      ];
    });
  });
}
