import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Header } from "../src/model/http.ts";
import { InputError } from "../src/model/input-error.ts";

/** A header of an option (`--header`) as it stands in a message. Throws an InputError that does not repeat it. */
export function readHeader(option: string, text: string): Header {
  const colon = text.indexOf(":");
  const [name, value] = [text.slice(0, Math.max(colon, 0)).trim(), text.slice(colon + 1).trim()];
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [name, value];
  } catch {
    // The value may be a secret and is not repeated.
    throw new InputError([
      { message: `${option} takes a name and a value`, hint: `such as ${option} 'Authorization: Bearer …'` },
    ]);
  }
}
