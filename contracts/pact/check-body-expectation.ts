import type { Rulebook } from "../../src/check/standard.ts";
import { isObject, type Json, showJson } from "../../src/model/json.ts";
import { formatPointer, resolvePointer } from "../../src/model/json-pointer.ts";
import type { DivergenceKind } from "../../src/model/verdict.ts";
import type { MatchingRule } from "./pact-model.ts";
import type { ExpectedPlace, Expectation } from "./read-expectation.ts";
import { placeValue } from "./place-value.ts";
import { readTextMatcher } from "./text-matchers.ts";

/** A part of a body that a schema describes; `at` is where it stands. */
export interface DescribedPart {
  readonly schema: string;
  readonly at: string;
}

/** What a finding says before its place in the file is known. */
export interface BodyFinding {
  /** Into the body. */
  readonly pointer: string;
  /** The matcher that is to blame, if not the value. */
  readonly rule?: MatchingRule;
  readonly requirement: string;
  readonly kind: DivergenceKind;
  readonly expected: string;
  readonly actual: string;
  /** The documents are silent, and nothing of them is contradicted. */
  readonly unpromised?: true;
}

/**
 * Holds what a pact expects of a body against the schemas of its parts: a JSON type that no documented body has there, a
 * value or form that the documents rule out, a member that they do not describe. That members are left out is no finding:
 * a consumer may rely on as little as it likes.
 */
export function checkBodyExpectation(
  rulebook: Pick<Rulebook, "catalog">,
  parts: readonly DescribedPart[],
  expectation: Expectation,
): BodyFinding[] {
  return parts.flatMap((part) => [
    ...findTypes(rulebook, part, expectation),
    ...findValues(rulebook, part, expectation),
    ...findForms(rulebook, part, expectation),
    ...findNarrowMatchers(rulebook, part, expectation),
    ...findUnknownMembers(rulebook, part, expectation.named),
  ]);
}

type Catalogued = Pick<Rulebook, "catalog">;

function breachesOf({ catalog }: Catalogued, { schema, at }: DescribedPart, body: Json | undefined) {
  const value = body === undefined ? undefined : at === "" ? body : resolvePointer(body, at);
  if (value === undefined) return [];
  return catalog
    .check(schema, value)
    .breaches.filter(({ aspect }) => aspect !== "missing")
    .map((breach) => ({ ...breach, pointer: at + breach.pointer }));
}

/** Whether a type breach depends on what stands elsewhere, and another value there, which the pact takes too, heals it. */
function findTypes(rulebook: Catalogued, part: DescribedPart, { typed, insisted, places }: Expectation): BodyFinding[] {
  const found = breachesOf(rulebook, part, typed).filter(({ aspect }) => aspect === "type");
  return found.flatMap(({ pointer, requirement, expected, actual }): BodyFinding[] => {
    const place = places.find((one) => formatPointer(one.place) === pointer);
    if (place !== undefined && typed !== undefined) {
      const alone = placeValue(insisted ?? emptyLike(typed), place.place, place.witness, typed);
      const still = breachesOf(rulebook, part, alone).some((one) => one.pointer === pointer && one.aspect === "type");
      if (!still) return [];
    }
    return [{ pointer, requirement, kind: "type", expected, actual, ...blame(place) }];
  });
}

function findValues(rulebook: Catalogued, part: DescribedPart, { insisted, places }: Expectation): BodyFinding[] {
  return breachesOf(rulebook, part, insisted)
    .filter(({ aspect }) => aspect === "value")
    .map(({ pointer, requirement, expected, actual }) => {
      const rule = findDateRule(places, pointer);
      return { pointer, requirement, kind: "value", expected, actual, ...(rule === undefined ? {} : { rule }) };
    });
}

/** The matcher that says how the text at a place is written, whatever the example is. */
export function findDateRule(places: readonly ExpectedPlace[], pointer: string): MatchingRule | undefined {
  const rule = places.find((one) => formatPointer(one.place) === pointer)?.rule;
  const isDate =
    rule?.matchers.every(({ match }) => ["date", "time", "datetime", "timestamp"].includes(match)) === true;
  return isDate ? rule : undefined;
}

/** A matcher for text of a form, none of whose texts can be a documented value. */
function findForms(rulebook: Catalogued, part: DescribedPart, { insisted, named, places }: Expectation): BodyFinding[] {
  return places.flatMap(({ place, rule, witness }): BodyFinding[] => {
    const matcher = readTextMatcher(rule);
    if (rule === undefined || matcher === undefined) return [];
    const pointer = formatPointer(place);
    // Matchers look at the text of a number, too: where a text is no documented value, a number's text may be.
    const text = String(witness);
    const body = placeValue(insisted ?? emptyLike(named), place, text, named);
    const breach = breachesOf(rulebook, part, body).find((each) => each.pointer === pointer);
    const candidates = breach === undefined ? undefined : listDocumented(breach.keyword, breach.expected, text);
    if (breach === undefined || candidates === undefined || candidates.some(matcher.takes)) return [];
    const { requirement, aspect, expected } = breach;
    return [{ pointer, rule, requirement, kind: aspect, expected, actual: matcher.description }];
  });
}

/** Whole numbers alone where a number of any scale is promised. */
function findNarrowMatchers(rulebook: Catalogued, part: DescribedPart, expectation: Expectation): BodyFinding[] {
  const { insisted, named, places } = expectation;
  return places.flatMap(({ place, rule, witness }): BodyFinding[] => {
    if (rule?.matchers.length !== 1 || rule.matchers[0]?.match !== "integer" || typeof witness !== "number") return [];
    const pointer = formatPointer(place);
    const isSound = (value: Json): boolean =>
      breachesOf(rulebook, part, placeValue(insisted ?? emptyLike(named), place, value, named)).every(
        (breach) => breach.pointer !== pointer,
      );
    const requirement = rulebook.catalog.ownerOf(part.schema, pointer.slice(part.at.length), "type");
    if (requirement === undefined || !pointer.startsWith(part.at)) return [];
    if (!isSound(witness) || !isSound(witness + 0.5) || isSound("text")) return [];
    const actual = "a matcher that takes whole numbers alone";
    return [{ pointer, rule, requirement, kind: "type", expected: "a number of any scale", actual }];
  });
}

/** Members that no document describes. */
function findUnknownMembers({ catalog }: Catalogued, part: DescribedPart, named: Json): BodyFinding[] {
  const value = partOf(named, part);
  if (value === undefined) return [];
  return catalog.unknownMembers(part.schema, value).flatMap((pointer): BodyFinding[] => {
    const parent = pointer.slice(0, pointer.lastIndexOf("/"));
    const requirement = catalog.ownerOf(part.schema, parent, "type") ?? catalog.ownerOf(part.schema, "", "type");
    if (requirement === undefined) return [];
    const actual = `a member ${showJson(lastPart(pointer))}`;
    const place = part.at + pointer;
    return [
      { pointer: place, requirement, kind: "value", expected: "members that are described", actual, unpromised: true },
    ];
  });
}

function partOf(body: Json, { at }: DescribedPart): Json | undefined {
  return (at === "" ? body : resolvePointer(body, at)) as Json | undefined;
}

function lastPart(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
}

function emptyLike(body: Json): Json {
  if (Array.isArray(body)) return [];
  return isObject(body) ? {} : body;
}

function blame(place: ExpectedPlace | undefined): Pick<BodyFinding, "rule"> {
  const rule = place?.rule;
  // A matcher that takes the example's type says nothing that the example does not.
  return rule === undefined || rule.matchers.every(({ match }) => match === "type") ? {} : { rule };
}

/** Texts of values that are documented where a breach is of this kind; undefined where there are too many to say. */
function listDocumented(keyword: string, expected: string, example: string): readonly string[] | undefined {
  if (keyword === "type") {
    if (/text|string|list|object/.test(expected)) return undefined;
    if (/number/.test(expected)) {
      const own = /^-?\d+(\.\d+)?$/.test(example) ? [example] : [];
      return ["0", "1", "7", "42", "890", "2199", "12345", "374844123", "390.0", "60.5", ...own];
    }
    return ["true", "false"];
  }
  if (keyword === "format" && expected === "a date (YYYY-MM-DD)") return ["2022-04-10", "2027-12-31", "2123-05-12"];
  if (keyword === "format" && expected === "a date-time") return ["2023-09-08T12:55:11Z", "2027-12-31T23:59:59Z"];
  // What is one of few values is told as JSON texts.
  if (keyword === "const" || keyword === "enum") return listLiterals(expected);
  return undefined;
}

/** The texts of the JSON values that an expectation names; undefined where it names none. */
export function listLiterals(expected: string): readonly string[] | undefined {
  const literals = expected.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false/g);
  return literals?.map((literal) => String(JSON.parse(literal)));
}
