import type { Json } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";

/** The name of a program or tier; undefined where it is missing, empty or no text. */
export function readName(value: Json | undefined, { blankName }: Choices): string | undefined {
  // error code 2002: empty or null; body parameters: the names are of type String
  if (typeof value !== "string" || value === "") return undefined;
  // choice: blank-name
  return blankName === "empty" && value.trim() === "" ? undefined : value;
}

/** Whether a name that was sent is a name that is configured. */
export function isSameName(sent: string, configured: string, { nameCase }: Choices): boolean {
  // choice: name-case
  return nameCase === "ignored" ? sent.toLowerCase() === configured.toLowerCase() : sent === configured;
}
