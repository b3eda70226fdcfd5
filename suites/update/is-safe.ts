import type { RequestPlan } from "../../src/model/case.ts";
import { isObject, parseJson } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import type { World } from "../world.ts";
import { foldIdentifier, foldName } from "./match.ts";
import { cancellation, identifierNames, renewalInitiation } from "./request.ts";

/**
 * Whether a request for updates, however it is read, can name nobody but customers that the profile lets be updated and
 * identifiers that nobody has, and does nothing to them that no documented call takes back.
 */
export function isSafeUpdate({ body }: RequestPlan, world: World): boolean {
  const parsed = parseJson(body ?? new Uint8Array(0));
  // What is no JSON names those of the sound request that it was made of.
  if (parsed.kind !== "json") return true;
  const allowed = listAllowed(world);
  // Without recursion: bodies may be nested deeper than a stack.
  const waiting: { readonly value: unknown; readonly name: string }[] = [{ value: parsed.value, name: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, name } = next;
    const isOfCustomer = name === "customer" || isIdentifier(name);
    if (Array.isArray(value)) for (const one of value as unknown[]) waiting.push({ value: one, name });
    else if (isObject(value)) {
      for (const key of Object.keys(value)) waiting.push({ value: value[key], name: isOfCustomer ? "customer" : key });
    } else if (isOfCustomer && !isNobodys(value) && !allowed.has(foldIdentifier(String(value)))) return false;
    else if (name === "updateType" && !world.state && isKept(value)) return false;
  }
  return true;
}

function isIdentifier(name: string): boolean {
  return identifierNames.includes(name);
}

const keptTypes = [cancellation, renewalInitiation].map(foldName);

/** Changes that cannot be put back, in any spelling. */
function isKept(type: unknown): boolean {
  return keptTypes.includes(foldName(type));
}

const listAllowed = remember(({ customers }: World): ReadonlySet<string> => {
  const writable = customers.filter((customer) => customer.writable);
  return new Set(writable.flatMap(({ identifiers }) => identifiers.map(({ value }) => foldIdentifier(value))));
});

/** What is sent for an identifier and is nobody's: nothing, words, or a value of the kind that is drawn for nobody. */
function isNobodys(value: unknown): boolean {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return value <= 0 || !Number.isInteger(value) || value >= 1e14;
  const text = String(value).trim();
  if (text === "" || /^(NOBODY|nobody\.)/.test(text) || /^999\d{9}$/.test(text)) return true;
  // Neither digits nor an address: no customer is called so.
  return !/\d/.test(text) && !text.includes("@");
}
