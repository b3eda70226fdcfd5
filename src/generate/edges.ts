import { isObject, type Json } from "../model/json.ts";
import type { Site } from "./instance-places.ts";
import { readEnum, readForm, readNumber, readTypes } from "./read-keyword.ts";

/** A value at the edge of what a schema says of a place; undefined leaves it out. */
export interface Edge {
  /** A part of an id. */
  readonly name: string;
  /** What the value is, as the end of a sentence. */
  readonly words: string;
  readonly value: Json | undefined;
}

/** Every edge of a place: in a query values are texts, so that types are what a text denotes. */
export function listEdges(site: Site, part: "query" | "body"): Edge[] {
  const edges = part === "query" ? listQueryEdges(site) : listBodyEdges(site);
  const own = JSON.stringify(site.value);
  const seen = new Set<string>();
  return edges.filter(({ name, value }) => {
    const text = JSON.stringify(value) ?? "nothing";
    const isNew = (name === "sound" || text !== own) && !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

const absent: Edge = { name: "absent", words: "left out", value: undefined };

function listQueryEdges(site: Site): Edge[] {
  if (site.at === "")
    return [{ name: "unknown-parameter", words: "one parameter larger than described", value: widen(site.value) }];
  const { value = "" } = site;
  return [
    absent,
    edge("empty", "empty", ""),
    edge("blank", "a blank", " "),
    edge("null", "the word null", "null"),
    edge("true", "the word true", "true"),
    edge("zero", "0", "0"),
    edge("fraction", "1.5", "1.5"),
    edge("words", "words", "no such thing"),
    edge("list", "a list", "[1,2]"),
    edge("object", "an object", "{}"),
    edge("repeated", "sent twice", [value, value]),
    edge("repeated-otherwise", "sent twice with different values", [value, "other"]),
    ...listBounds(site),
    ...listLeadingZeros(site),
    ...(Array.isArray(value) ? listLengths(site, value as readonly Json[]) : []),
    ...listTextBounds(site),
    ...listWords(site),
    ...(readForm(site.schemas) === undefined ? [] : dateForms),
  ];
}

function listBodyEdges(site: Site): Edge[] {
  const { value } = site;
  const isWhole = site.at === "";
  return [
    ...(isWhole ? [] : [absent]),
    edge("null", "null", null),
    edge("true", "true", true),
    edge("zero", "0", 0),
    edge("fraction", "1.5", 1.5),
    edge("text", "text", "no such thing"),
    edge("empty", "empty text", ""),
    edge("blank", "a blank", " "),
    edge("empty-list", "an empty list", []),
    edge("empty-object", "an empty object", {}),
    ...(value === undefined || isWhole ? [] : [edge("in-a-list", "a list of what it should be", [value])]),
    ...(Array.isArray(value) ? listLengths(site, value as readonly Json[]) : []),
    ...(isObject(value) ? [edge("unknown-member", "one member larger than described", widen(value))] : []),
    ...listBounds(site).map((one) => ({ ...one, value: Number(one.value) })),
    ...listWords(site),
    ...listTexts(site),
    ...listTextBounds(site),
    ...(readForm(site.schemas) === undefined ? [] : dateForms),
  ];
}

/** Each bound and one past it, and where whole numbers of a host may end. */
function listBounds({ schemas }: Site): Edge[] {
  if (!readTypes(schemas).some((type) => type === "integer" || type === "number")) return [];
  const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].flatMap((keyword) => {
    const bound = readNumber(schemas, keyword);
    return bound === undefined ? [] : [bound - 1, bound, bound + 1];
  });
  const widths = [-1, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 53];
  return [
    ...[...bounds, ...widths].map((number) => edge(`is-${number}`, String(number), String(number))),
    edge("is-beyond-64-bits", "a number beyond 64 bits", "99999999999999999999"),
  ];
}

/** A whole number as some hosts read octal ones, and others refuse. */
function listLeadingZeros({ schemas, value }: Site): Edge[] {
  if (!readTypes(schemas).includes("integer")) return [];
  const digits = /^\d+$/.test(String(value)) ? String(value) : "7";
  return [edge("leading-zeros", "a number with leading zeros", `00${digits}`)];
}

/** Each of the words that a place is limited to, and nearly that. */
function listWords({ schemas }: Site): Edge[] {
  return (readEnum(schemas) ?? []).flatMap((word): Edge[] => {
    if (typeof word !== "string") return [];
    return [
      edge(`is-${word}`, word, word),
      edge(`lower-${word}`, `${word} in small letters`, word.toLowerCase()),
      edge(`blanks-${word}`, `${word} between blanks`, ` ${word} `),
      edge(`cut-${word}`, `${word} without its last letter`, word.slice(0, -1)),
    ];
  });
}

function listLengths({ schemas }: Site, list: readonly Json[]): Edge[] {
  const [first] = list;
  if (first === undefined) return [];
  const most = readNumber(schemas, "maxItems");
  // Some frameworks write the widest integer of their language where nothing bounds a list.
  const fitting = Math.min(longestList, longestListText / JSON.stringify(first).length);
  const counts = most === undefined || most >= fitting ? [2] : [2, most, most + 1];
  return counts.map((count) =>
    edge(
      `has-${count}`,
      `of ${count} equal entries`,
      Array.from({ length: count }, () => first),
    ),
  );
}

/** The longest and shortest text that a schema allows, and one letter past it. */
function listTextBounds({ schemas, value }: Site): Edge[] {
  if (!readTypes(schemas).includes("string") || readEnum(schemas) !== undefined) return [];
  const lengths = ["minLength", "maxLength"].flatMap((keyword) => {
    const bound = readNumber(schemas, keyword);
    // That a text may not be empty is tried anywhere.
    return bound === undefined || bound > longestText || (keyword === "minLength" && bound < 2)
      ? []
      : [bound - 1, bound, bound + 1];
  });
  const own = typeof value === "string" && /^\w+$/.test(value) ? value : "x";
  return [...new Set(lengths)]
    .filter((length) => length > 0)
    .map((length) =>
      edge(`is-${length}-long`, `text of ${length} characters`, own.padEnd(length, own).slice(0, length)),
    );
}

const longestText = 10_000;
/** So many entries, of so many characters in all, and no more. */
const [longestList, longestListText] = [2000, 500_000];

/** Lengths at which hosts cut texts off, and texts that are taken for something else. */
function listTexts({ schemas, value }: Site): Edge[] {
  if (!readTypes(schemas).includes("string") || typeof value !== "string" || readEnum(schemas) !== undefined) return [];
  return [
    ...[1, 255, 256, 10_000].map((length) =>
      edge(`has-${length}-characters`, `text of ${length} characters`, "x".repeat(length)),
    ),
    edge("null-word", "the word null", "null"),
    edge("markup", "text with markup", "<b>bold</b> &amp; <script>1</script>"),
  ];
}

/** Dates and date-times in forms that hosts may or may not take. */
const dateForms: readonly Edge[] = [
  edge("plain-day", "a plain day", "2027-12-29"),
  edge("day-and-time", "a day and a time of day", "2027-12-29 23:59:59"),
  edge("in-utc", "a date-time in UTC", "2027-12-29T23:59:59Z"),
  edge("with-offset", "a date-time with an offset", "2027-12-29T23:59:59+05:30"),
  edge("with-milliseconds", "a date-time with milliseconds", "2027-12-29T23:59:59.999Z"),
  edge("thirteenth-month", "of a thirteenth month", "2027-13-01"),
  edge("29-february", "29 February of a leap year", "2028-02-29"),
  edge("30-february", "30 February", "2027-02-30"),
  edge("slashes", "a date with slashes", "29/12/2027"),
  edge("words-for-a-date", "a date in words", "tomorrow"),
  edge("year-0", "of the year 0", "0000-01-01"),
  edge("year-10000", "of the year 10000", "10000-01-01"),
  edge("milliseconds-since-1970", "milliseconds since 1970", "1830297599000"),
];

function edge(name: string, words: string, value: Json): Edge {
  return { name, words, value };
}

function widen(value: Json | undefined): Json {
  return { ...(isObject(value) ? value : {}), colourOfTheDay: "green" };
}
