import type { Draw } from "../../model/case.ts";
import { matchPattern } from "./match-pattern.ts";

type Schema = Readonly<Record<string, unknown>>;

const longestText = 300;

const formats: Readonly<Record<string, (draw: Draw) => string>> = {
  date: (draw) => drawDay(draw),
  "date-time": (draw) => `${drawDay(draw)}T0${draw.integer(0, 9)}:30:00Z`,
  time: (draw) => `0${draw.integer(0, 9)}:30:00Z`,
  duration: (draw) => `P${draw.integer(1, 9)}D`,
  email: (draw) => `${draw.letters(6)}@example.com`,
  "idn-email": (draw) => `${draw.letters(6)}@example.com`,
  uuid: (draw) => `${draw.digits(8)}-${draw.digits(4)}-4${draw.digits(3)}-8${draw.digits(3)}-${draw.digits(12)}`,
  uri: (draw) => `https://example.com/${draw.letters(6)}`,
  iri: (draw) => `https://example.com/${draw.letters(6)}`,
  "uri-reference": (draw) => `/${draw.letters(6)}`,
  "uri-template": (draw) => `/${draw.letters(6)}/{id}`,
  url: (draw) => `https://example.com/${draw.letters(6)}`,
  hostname: (draw) => `${draw.letters(6)}.example.com`,
  ipv4: (draw) => `192.0.2.${draw.integer(1, 254)}`,
  ipv6: (draw) => `2001:db8::${draw.integer(1, 9)}`,
  "json-pointer": (draw) => `/${draw.letters(4)}/0`,
  byte: (draw) => Buffer.from(draw.letters(6)).toString("base64"),
};

function drawDay(draw: Draw): string {
  return `20${draw.integer(20, 39)}-0${draw.integer(1, 9)}-${draw.integer(10, 28)}`;
}

/** A text as the keywords of a schema ask for one; where they are many it may not fit all of them. */
export function makeText({ format, pattern, minLength, maxLength }: Schema, draw: Draw): string {
  const [fewest, most] = [Number(minLength ?? 0), Number(maxLength ?? longestText)];
  if (typeof pattern === "string") {
    const found = matchPattern(pattern, draw);
    // Where it is too short, more of the same may be right, too.
    const times = found === undefined || found === "" ? 1 : Math.min(longestText, Math.ceil(fewest / found.length));
    if (found !== undefined) return [...found.repeat(Math.max(1, times))].slice(0, most).join("");
  }
  const form = typeof format === "string" ? formats[format] : undefined;
  if (form !== undefined) return form(draw);
  const length = Math.min(
    Math.max(fewest, draw.integer(Math.min(fewest, 8), Math.min(most, Math.max(fewest, 8)))),
    Math.max(fewest > 10_000 ? 0 : fewest, longestText),
  );
  return draw.letters(Math.max(0, length));
}

/** A number as the keywords of a schema ask for one. */
export function makeNumber(schema: Schema, draw: Draw, isWhole: boolean): number {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  const isBetween = typeof above === "number" && typeof below === "number" && below - above <= 1;
  const usual = isWhole ? 1 : isBetween ? (below - above) / 8 : 0.5;
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : usual;
  const least = Math.max(Number(minimum ?? Number.NEGATIVE_INFINITY), typeof above === "number" ? above + step : -1e9);
  const most = Math.min(Number(maximum ?? Number.POSITIVE_INFINITY), typeof below === "number" ? below - step : 1e9);
  const [from, to] = [Math.max(least, Math.min(0, most - 1000)), Math.min(most, Math.max(least, 0) + 1000)];
  const [low, high] = [Math.ceil(from / step), Math.floor(to / step)];
  const chosen = (high >= low && high - low < 2 ** 31 ? draw.integer(low, high) : low) * step;
  // 3 × 0.1 is not written as 0.30000000000000004.
  return isWhole ? Math.round(chosen) : Number(chosen.toPrecision(12));
}
