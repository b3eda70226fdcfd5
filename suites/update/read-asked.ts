import type { RequestPlan } from "../../src/model/case.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { World } from "../world.ts";
import { isDrawnNobodys } from "../is-nobodys.ts";
import { foldName } from "./match.ts";
import { listPeople, type Person } from "./members.ts";
import { type Foreseen, foreseeLimit, foreseeUpdate, type KnownState } from "./oracle.ts";
import { type AskedCustomer, identifierNames, updateTypes } from "./request.ts";
import { listObjects } from "./results.ts";
import { shiftDays } from "./expiry.ts";

/** Whom an entry names: somebody who is known, nobody for sure, no identifier at all, or it cannot be told. */
export type Whom =
  | { readonly kind: "known"; readonly person: Person }
  | { readonly kind: "nobody" | "nameless" | "unclear" };

/** An update of a request, and what may become of it; undefined where the page does not tell. */
export interface ReadUpdate {
  readonly update: Json;
  readonly foreseen: Foreseen | undefined;
}

/** An entry of a request as the page would have it read. */
export interface ReadAsked {
  readonly entry: AskedCustomer;
  readonly whom: Whom;
  readonly updates: readonly ReadUpdate[];
}

/** Longer names, and those with odd characters, may be refused for what they are. */
const plainName = /^[\p{L}\p{N}][\p{L}\p{N} ._&()/-]{0,79}$/u;

/** A byte order mark is kept: readers of JSON may refuse a text that begins with one (RFC 8259, section 8.1). */
const asWritten = new TextDecoder("utf-8", { ignoreBOM: true });

/** The entries of a request in the documented form; undefined where it has another one. */
export function readAsked(request: RequestPlan, world: World): ReadAsked[] | undefined {
  const { body, headers = [], path, method, query = [], credentials } = request;
  if (path !== undefined || method !== undefined || query.length > 0 || credentials !== undefined) return undefined;
  if (headers.length !== 1 || headers[0]?.[1] !== "application/json") return undefined;
  const text = asWritten.decode(body ?? new Uint8Array(0));
  const parsed = parseJson(body ?? new Uint8Array(0));
  // Duplicate members, a byte order mark and the like can be read in more than one way.
  if (parsed.kind !== "json" || !isObject(parsed.value) || JSON.stringify(parsed.value) !== text) return undefined;
  const entries = readList(parsed.value["customersPartnerUpdates"]);
  if (entries === undefined || entries.length === 0 || !hasOnly(parsed.value, ["customersPartnerUpdates"]))
    return undefined;
  if (!entries.every((entry) => hasOnly(entry, ["customer", "partnerProgramUpdates"]))) return undefined;
  const read = entries.map((entry): ReadAsked | undefined => {
    const updates = readList(entry["partnerProgramUpdates"]);
    if (updates === undefined || !isObject(entry["customer"])) return undefined;
    const whom = findWhom(entry["customer"], world);
    return { entry, whom, updates: updates.map((update) => ({ update, foreseen: undefined })) };
  });
  const whole = read.filter((one) => one !== undefined);
  if (whole.length < read.length) return undefined;
  const limit = foreseeLimit(whole.map(({ updates }) => updates.length));
  return whole.map((one) => ({
    ...one,
    updates: one.updates.map(({ update }) => ({ update, foreseen: foresee(update, one, whole, limit, world) })),
  }));
}

function readList(list: unknown): Readonly<Record<string, Json>>[] | undefined {
  if (!Array.isArray(list) || !list.every(isObject)) return undefined;
  return listObjects(list) as Readonly<Record<string, Json>>[];
}

/**
 * Whom the one identifier names that is given, if it is the one that the host is known to know: what several of them come
 * to, or empty ones beside it, is for cases about identifiers.
 */
function findWhom(customer: Readonly<Record<string, unknown>>, world: World): Whom {
  const [given, ...others] = Object.entries(customer);
  const isNameless = identifierNames.every((name) => (customer[name] ?? "") === "");
  if (isNameless)
    return { kind: Object.keys(customer).every((name) => identifierNames.includes(name)) ? "nameless" : "unclear" };
  if (given === undefined || others.length > 0) return { kind: "unclear" };
  const [name, value] = given;
  if (name === "id" ? !Number.isSafeInteger(value) : typeof value !== "string") return { kind: "unclear" };
  const text = String(value);
  const found = listPeople(world).find(
    ({ person: { identifiers } }) => identifiers[0].name === name && identifiers[0].value === text,
  );
  if (found !== undefined) return { kind: "known", person: found.person };
  return { kind: identifierNames.includes(name) && isDrawnNobodys(text, world) ? "nobody" : "unclear" };
}

function foresee(
  update: Json,
  { whom, updates }: ReadAsked,
  all: readonly ReadAsked[],
  limit: 2008 | undefined,
  world: World,
): Foreseen | undefined {
  if (whom.kind === "unclear" || whom.kind === "nameless") return undefined;
  const state: KnownState =
    whom.kind === "known"
      ? whom.person.state
      : { customer: "unknown", programs: listStrangers(world), relinking: world.relinking, now: world.now };
  if (!isClear(update, state, world)) return undefined;
  // What an earlier update in the same program leaves behind, a later one may be refused for.
  const same = updates.filter((other) => programOf(other.update) === programOf(update));
  const isNamedAgain =
    whom.kind === "known" &&
    all.filter((one) => one.whom.kind === "known" && one.whom.person.label === whom.person.label).length > 1;
  const isUnclearBeside = all.some((one) => one.whom.kind === "unclear");
  if (same.length > 1 || isNamedAgain || isUnclearBeside) return undefined;
  const foreseen = foreseeUpdate(update, state);
  return limit === undefined ? foreseen : { ...foreseen, codes: [...foreseen.codes, limit] };
}

function listStrangers(world: World): KnownState["programs"] {
  return world.partnerPrograms.map(({ name, tiers }) => ({ name, tiers, linked: undefined, pending: undefined }));
}

function programOf(update: Json): string | undefined {
  return isObject(update) ? foldName(update["partnerProgramName"]) : undefined;
}

/**
 * Whether names are exactly those that exist, or far from them: what nearly is one may be taken for it. An expiry that is
 * years ahead may be more than a host can keep.
 */
function isClear(update: Json, state: KnownState, world: World): boolean {
  if (!isObject(update)) return false;
  const { partnerProgramName: program, updateType: type, updateDetails: details } = update;
  // Members that are not described, and an expiry that is there and empty, may be refused as such.
  if (!hasOnly(update, ["partnerProgramName", "updateType", "updateDetails"])) return false;
  if (isObject(details) && !hasOnly(details, ["updatedTierName", "updatedTierExpiryDate"])) return false;
  if (isObject(details) && (details["updatedTierExpiryDate"] === null || details["updatedTierExpiryDate"] === ""))
    return false;
  const { updatedTierName: tier, updatedTierExpiryDate: expiry } = isObject(details) ? details : {};
  const names = state.programs.map(({ name }) => name);
  const tiers = world.partnerPrograms.flatMap((one) => one.tiers);
  const own = state.programs.find(({ name }) => name === program)?.tiers ?? [];
  return (
    isExactOrFar(program, names, names) &&
    isExactOrFar(tier, own, tiers) &&
    isExactOrFar(type, updateTypes, updateTypes) &&
    isNearFuture(expiry, state.now)
  );
}

function hasOnly(holder: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(holder).every((name) => names.includes(name));
}

/** @param exact the names that mean something @param similar those that a text must not be taken for */
function isExactOrFar(text: unknown, exact: readonly string[], similar: readonly string[]): boolean {
  if (typeof text !== "string" || text === "" || exact.includes(text)) return true;
  const folded = fold(text);
  return plainName.test(text) && similar.every((name) => !fold(name).includes(folded) && !folded.includes(fold(name)));
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const mostDaysAhead = 730;

function isNearFuture(expiry: unknown, now: string): boolean {
  if (typeof expiry !== "string" || expiry === "") return true;
  const instant = Date.parse(expiry);
  return Number.isNaN(instant) || (instant < shiftDays(now, mostDaysAhead) && instant > shiftDays(now, -3650));
}
