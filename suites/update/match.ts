import { isObject } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import { type AskedCustomer, identifierNames } from "./request.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * For each customer of a request the place of its result: the one that repeats an identifier, rather one without another
 * customer's beside it, since a request may name two at once; else, where as many are left on both sides, the one in the
 * same order. The order of results is not promised.
 */
export function matchCustomers(asked: readonly AskedCustomer[], given: readonly Members[]): (number | undefined)[] {
  const wanted = asked.map(({ customer }) => readIdentifiers(customer));
  const offered = given.map(({ customer }) => readIdentifiers(customer));
  return assign(wanted, offered, [
    (left, right) => sharesIdentifier(left, right) && !isOther(left, right),
    sharesIdentifier,
  ]);
}

type Names = ReadonlyMap<string, string>;

/** Whether two customers, as `readIdentifiers` reads them, have an identifier in common. */
export function sharesIdentifier(left: Names, right: Names): boolean {
  return identifierNames.some((name) => left.has(name) && left.get(name) === right.get(name));
}

function isOther(left: Names, right: Names): boolean {
  return identifierNames.some((name) => left.has(name) && right.has(name) && left.get(name) !== right.get(name));
}

/**
 * Whether it cannot be told which result is whose: a customer of a request has identifiers of two results, or a result has
 * identifiers of more customers of the request than there are results with any of theirs.
 */
export function isAnyOfTwo(asked: readonly AskedCustomer[], given: readonly Members[]): boolean {
  const wanted = asked.map(({ customer }) => readIdentifiers(customer));
  const offered = given.map(({ customer }) => readIdentifiers(customer));
  const offeredTo = (names: Names) => offered.filter((other) => sharesIdentifier(names, other));
  if (wanted.some((names) => names.size > 1 && offeredTo(names).length > 1)) return true;
  return offered.some((other) => {
    const claims = wanted.filter((names) => sharesIdentifier(names, other));
    return claims.length > new Set(claims.flatMap(offeredTo)).size;
  });
}

/** The same for the updates of one customer: by program and kind, by program, in the same order. */
export function matchUpdates(asked: readonly Members[], given: readonly Members[]): (number | undefined)[] {
  const sameProgram = (left: Members, right: Members): boolean => {
    const name = foldName(left["partnerProgramName"]);
    return name !== undefined && name === foldName(right["partnerProgramName"]);
  };
  return assign(asked, given, [
    (left, right) => sameProgram(left, right) && foldName(left["updateType"]) === foldName(right["updateType"]),
    sameProgram,
  ]);
}

/** The identifiers of a customer, in requests and in results, that are not empty; numbers as their text. */
export function readIdentifiers(customer: unknown): ReadonlyMap<string, string> {
  return isObject(customer) ? readMembers(customer) : new Map();
}

const readMembers = remember((customer: Members): ReadonlyMap<string, string> => {
  const identifiers = new Map<string, string>();
  for (const name of identifierNames) {
    const value = customer[name];
    const text = typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
    const folded = text === "" ? "" : foldIdentifier(text);
    if (folded !== "") identifiers.set(name, folded);
  }
  return identifiers;
});

/** A host may write an identifier in its own way: without a plus sign, in lower case. */
export function foldIdentifier(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}@]/gu, "");
}

/** A name as it can be compared with what came back: how blanks and case are repeated is not described. */
export function foldName(name: unknown): string | undefined {
  return typeof name === "string" ? name.trim().toLowerCase() : undefined;
}

/** Gives each of the left one of the right: by the first criterion that fits, then the next, then by order. */
function assign<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
  criteria: readonly ((left: Left, right: Right) => boolean)[],
): (number | undefined)[] {
  const places: (number | undefined)[] = left.map(() => undefined);
  const taken = new Set<number>();
  for (const fits of criteria) {
    // What fits one place alone gets it before what fits others as well.
    const choices = left.map((one) => right.filter((other) => fits(one, other)).length);
    const order = [...left.entries()].toSorted(([a], [b]) => (choices[a] ?? 0) - (choices[b] ?? 0));
    for (const [index, one] of order) {
      if (places[index] !== undefined) continue;
      const at = right.findIndex((other, place) => !taken.has(place) && fits(one, other));
      if (at < 0) continue;
      places[index] = at;
      taken.add(at);
    }
  }
  const open = left.flatMap((_one, index) => (places[index] === undefined ? [index] : []));
  const free = right.flatMap((_other, place) => (taken.has(place) ? [] : [place]));
  if (open.length === free.length) for (const [turn, index] of open.entries()) places[index] = free[turn];
  return places;
}
