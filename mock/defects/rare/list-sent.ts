import { type Json, isObject } from "../../../src/model/json.ts";
import type { Moment } from "../../twist.ts";

/** All texts of a request: the values of its parameters, and the texts in its body. */
export function listTexts({ query, body }: Moment): readonly string[] {
  return [...query.map(([, value]) => value), ...listValues(body).filter((value) => typeof value === "string")];
}

/** All numbers of a request: the values of parameters that are written as one, and the numbers in its body. */
export function listNumbers({ query, body }: Moment): readonly number[] {
  const written = query
    .filter(([name, value]) => name !== "identifierValue" && /^-?\d+(\.\d+)?$/.test(value))
    .map(([, value]) => Number(value));
  return [...written, ...listValues(body).filter((value) => typeof value === "number")];
}

/** Whether any value of a body, with the name of the member that it is, is of that kind. */
export function holdsKey(body: Json | undefined, matches: (name: string | undefined, value: Json) => boolean): boolean {
  return listPlaces(body).some(([name, value]) => matches(name, value));
}

function listValues(body: Json | undefined): readonly Json[] {
  return listPlaces(body).map(([, value]) => value);
}

/** Every value of a body. It may nest deeper than calls can. */
function listPlaces(body: Json | undefined): readonly (readonly [name: string | undefined, value: Json])[] {
  const found: (readonly [string | undefined, Json])[] = body === undefined ? [] : [[undefined, body]];
  for (let place = 0; place < found.length; place += 1) {
    const value = found[place]?.[1];
    if (Array.isArray(value)) for (const entry of value as readonly Json[]) found.push([undefined, entry]);
    else if (isObject(value)) for (const [name, member] of Object.entries(value)) found.push([name, member]);
  }
  return found;
}
