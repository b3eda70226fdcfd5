import { isObject, type Json } from "../../src/model/json.ts";
import { usualPatterns, writeDate } from "./date-pattern.ts";
import type { MatchingRule, PlaceParts } from "./pact-model.ts";
import { readMatcher } from "./read-rules.ts";
import { selectRule } from "./select-rule.ts";

/** How much of a value a pact insists on. */
export type Hold =
  /** The very value, or a form that only such values have. */
  | "value"
  /** The JSON type alone. */
  | "type"
  /** Nothing that can be told. */
  | "nothing";

/** One place of an expected body that a matcher or equality speaks of. */
export interface ExpectedPlace {
  readonly place: PlaceParts;
  /** A value that the pact takes there. */
  readonly witness: Json;
  readonly hold: Hold;
  /** The rule that goes for it; undefined where the value itself is expected. */
  readonly rule?: MatchingRule;
}

/** What a pact expects of a body. */
export interface Expectation {
  /** The example with all its members. */
  readonly named: Json;
  /** A body that the pact takes, without places whose JSON type it leaves open. */
  readonly typed: Json | undefined;
  /** The same with nothing in it but what the pact insists on, value for value; undefined where that is nothing. */
  readonly insisted: Json | undefined;
  /** The insisted one without lists whose length is open, for what counts their entries. */
  readonly counted: Json | undefined;
  /** The scalars, and what stands in place of a list or object that is empty. */
  readonly places: readonly ExpectedPlace[];
}

/** Reads an example and the matchers on it as what the pact takes and what it insists on. */
export function readExpectation(example: Json, rules: readonly MatchingRule[]): Expectation {
  const places: ExpectedPlace[] = [];
  const { named, ...rest } = walk(example, [], rules, places);
  return { named: named ?? null, ...rest, places };
}

interface Walked {
  readonly named: Json | undefined;
  readonly typed: Json | undefined;
  readonly insisted: Json | undefined;
  readonly counted: Json | undefined;
}

/** Matchers under which the example's members or entries stand for any. */
const openMatchers = ["values", "eachKey", "eachValue"];

function walk(value: Json, place: PlaceParts, rules: readonly MatchingRule[], places: ExpectedPlace[]): Walked {
  const selected = selectRule(rules, place);
  const rule = selected?.rule;
  const kinds = rule?.matchers.map(({ match }) => match) ?? [];
  if (Array.isArray(value) && value.length > 0) {
    if (!selected?.cascaded && kinds.some((kind) => openMatchers.includes(kind)))
      return rule === undefined ? leaveOpen([]) : openList(value[0] ?? null, place, rule, places);
    const entries = value.map((entry: Json, index) => walk(entry, [...place, index], rules, places));
    const isOpen = rule !== undefined && !kinds.includes("equality");
    const list = (pick: (walked: Walked) => Json | undefined): Json => entries.flatMap((one) => pick(one) ?? []);
    return {
      named: entries.map(({ named }) => named ?? null),
      typed: list(({ typed }) => wrap(typed)),
      insisted: list(({ insisted }) => wrap(insisted)),
      counted: isOpen ? undefined : list(({ counted }) => wrap(counted ?? {})),
    };
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    if (!selected?.cascaded && kinds.some((kind) => openMatchers.includes(kind))) return leaveOpen({});
    const members = Object.entries(value as Readonly<Record<string, Json>>).map(
      ([name, member]) => [name, walk(member, [...place, name], rules, places)] as const,
    );
    const object = (pick: (walked: Walked) => Json | undefined): Json =>
      Object.fromEntries(
        members.flatMap(([name, walked]) => {
          const picked = pick(walked);
          return picked === undefined ? [] : [[name, picked] as const];
        }),
      );
    return {
      named: object(({ named }) => named),
      typed: object(({ typed }) => typed),
      insisted: object(({ insisted }) => insisted),
      counted: object(({ counted }) => counted),
    };
  }
  const expected = expect(value, rule);
  places.push({ place, ...expected, ...(rule === undefined ? {} : { rule }) });
  const { witness, hold } = expected;
  const insisted = hold === "value" ? witness : undefined;
  return { named: witness, typed: hold === "nothing" ? undefined : witness, insisted, counted: insisted };
}

/** Matchers that say of which type a value is, whatever the example. */
const typeMatchers = [
  "integer",
  "decimal",
  "number",
  "boolean",
  "null",
  "regex",
  "date",
  "time",
  "datetime",
  "timestamp",
];

/** A list whose entries stand for any, and each of which has to be of a type (`eachValue`). */
function openList(example: Json, place: PlaceParts, rule: MatchingRule, places: ExpectedPlace[]): Walked {
  const inside = rule.matchers.flatMap(({ match, options }) => {
    const rules = match === "eachValue" ? options["rules"] : undefined;
    return Array.isArray(rules) ? rules.filter(isObject).map(readMatcher) : [];
  });
  const [only, ...others] = inside;
  if (only === undefined || others.length > 0 || !typeMatchers.includes(only.match)) return leaveOpen([]);
  const own: MatchingRule = { ...rule, place: [...place, 0], matchers: inside };
  const scalar = typeof example === "object" && example !== null ? null : example;
  const expected = expect(scalar, own);
  if (only.match === "regex" && typeof expected.witness !== "string") return leaveOpen([]);
  places.push({ place: own.place, ...expected, rule: own });
  return { ...leaveOpen([]), typed: expected.hold === "nothing" ? [] : [expected.witness], named: [expected.witness] };
}

/** A list or object whose entries or members stand for any. */
function leaveOpen(container: Json): Walked {
  return { named: container, typed: container, insisted: container, counted: undefined };
}

/** flatMap would take a list apart. */
function wrap(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : [value];
}

/** What a matcher makes of an example: a value that it takes, and what of it it insists on. */
function expect(example: Json, rule: MatchingRule | undefined): { readonly witness: Json; readonly hold: Hold } {
  if (rule === undefined) return { witness: example, hold: "value" };
  const [matcher, ...others] = rule.matchers;
  if (matcher === undefined) return { witness: example, hold: "value" };
  if (others.length > 0) return { witness: example, hold: "nothing" };
  switch (matcher.match) {
    case "equality":
      return { witness: example, hold: "value" };
    case "null":
      return { witness: null, hold: "value" };
    case "integer":
      return { witness: typeof example === "number" && Number.isInteger(example) ? example : 1, hold: "type" };
    case "decimal":
      return { witness: typeof example === "number" ? example : 1.5, hold: "type" };
    case "number":
      return { witness: typeof example === "number" ? example : 1, hold: "type" };
    case "boolean":
      return { witness: typeof example === "boolean" ? example : true, hold: "type" };
    case "date":
    case "time":
    case "datetime":
    case "timestamp": {
      const given = matcher.options["format"] ?? matcher.options[matcher.match];
      const pattern = typeof given === "string" ? given : usualPatterns[matcher.match];
      const isUsual = typeof given !== "string" && matcher.match !== "date";
      // Where no pattern is given, the form of a time of day is that of the example.
      const witness = isUsual ? example : (writeDate(pattern ?? "") ?? example);
      return { witness, hold: isUsual ? "type" : "value" };
    }
    case "regex":
      return { witness: example, hold: "nothing" };
    case "include":
    case "semver":
      return { witness: typeof example === "string" ? example : "1.0.0", hold: "type" };
    case "type":
    case "min":
    case "max":
    case "notEmpty":
      return { witness: example, hold: "type" };
    default:
      return { witness: example, hold: "nothing" };
  }
}
