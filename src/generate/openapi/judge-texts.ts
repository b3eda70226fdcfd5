import { isObject, type Json } from "../../model/json.ts";

interface Breach {
  readonly aspect: string;
  readonly pointer: string;
  readonly expected: string;
}

type Validate = (value: Json) => readonly Breach[];

/**
 * What is wrong for sure with values that are texts on the way, where a host reads each as kindly as can be: as itself, as
 * the number or truth value that it spells, as nothing. Undefined for lists and objects that hold others.
 */
export function judgeTexts(value: Json, validate: Validate): readonly Breach[] | undefined {
  if (!isFlat(value)) return undefined;
  if (Array.isArray(value)) {
    const entries = value as readonly Json[];
    const list = settle(
      entries,
      entries.map((entry, index) => ({ place: index, readings: readTexts(entry) })),
      (present, place, reading) => present.with(place, reading ?? null),
      validate,
    );
    const [only, ...others] = entries;
    // A list of one is written as the value alone is.
    return only === undefined || others.length > 0 ? list : fewest([list, judgeTexts(only, validate) ?? list]);
  }
  if (isObject(value)) {
    const members = value as Readonly<Record<string, Json>>;
    const places = Object.entries(members).map(([place, one]) => {
      const readings: (Json | undefined)[] = readTexts(one);
      return { place, readings: String(one).trim() === "" ? [...readings, undefined] : readings };
    });
    return settle(members, places, withMember, validate);
  }
  return fewest(readTexts(value).map(validate));
}

/** What a host may read a text as: itself, or the number or truth value that it spells, blanks around it or not. */
export function readTexts(value: Json): Json[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const bare = text.trim();
  return bare === text ? readBare(text) : [text, ...readBare(bare)];
}

function readBare(text: string): Json[] {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    const truth = text === "1" || text === "0" ? [text === "1"] : [];
    return [text, Number(text), ...truth];
  }
  if (text === "true") return [text, true];
  if (text === "false") return [text, false];
  // An empty value and the word may stand for nothing at all.
  return text === "" || text === "null" ? [text, null] : [text];
}

/** Each place in turn gets the reading with which the whole breaks least. */
function settle<Whole extends Json, Place>(
  whole: Whole,
  places: readonly { readonly place: Place; readonly readings: readonly (Json | undefined)[] }[],
  put: (whole: Whole, place: Place, reading: Json | undefined) => Whole,
  validate: Validate,
): readonly Breach[] {
  const [first, ...rest] = places;
  if (first === undefined) return validate(whole);
  // A text that is nothing but itself stands there already.
  if (first.readings.length === 1) return settle(whole, rest, put, validate);
  const tried = first.readings.map((reading) => {
    const changed = put(whole, first.place, reading);
    return { changed, breaches: validate(changed) };
  });
  const best = tried.toSorted((a, b) => weigh(a.breaches) - weigh(b.breaches))[0];
  return best === undefined ? validate(whole) : settle(best.changed, rest, put, validate);
}

function withMember(
  members: Readonly<Record<string, Json>>,
  name: string,
  reading: Json | undefined,
): Readonly<Record<string, Json>> {
  if (reading !== undefined) return { ...members, [name]: reading };
  return Object.fromEntries(Object.entries(members).filter(([one]) => one !== name));
}

function fewest(judgements: readonly (readonly Breach[])[]): readonly Breach[] {
  return judgements.toSorted((a, b) => weigh(a) - weigh(b))[0] ?? [];
}

/** Of readings that break as much the one that is of the right type says more. */
function weigh(breaches: readonly Breach[]): number {
  return breaches.length * 2 - (breaches.some(({ aspect }) => aspect === "type") ? 0 : 1);
}

function isFlat(value: Json): boolean {
  const inside: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.every((one) => typeof one !== "object" || one === null);
}
