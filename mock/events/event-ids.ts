import { hash } from "node:crypto";
import { rememberRecent } from "../../src/model/remember.ts";
import type { Organisation } from "../fixtures.ts";

/** A UUID made of a text: the same text gives the same one (RFC 9562, version 5). */
export function makeUuid(text: string): string {
  const digits = digest(text);
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return dashId(`${digits.slice(0, 12)}5${digits.slice(13, 16)}${variant}${digits.slice(17, 32)}`);
}

/** 32 hexadecimal digits with the dashes of a UUID. */
export function dashId(digits: string): string {
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return parts.join("-");
}

/** The id of the event at a position among those that one request brings about. */
export function makeEventId(requestId: string, position: number): string {
  return makeUuid(`event ${requestId} ${position}`);
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** That many letters and digits made of a text. */
export function makeCharacters(text: string, count: number): string {
  const digits = digest(text);
  return Array.from({ length: count }, (_unused, index) =>
    letters.charAt(Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16) % letters.length),
  ).join("");
}

/** A whole number from 1 to a limit made of a text. */
export function makeNumber(text: string, limit: number): number {
  return 1 + (Number.parseInt(digest(text).slice(0, 8), 16) % limit);
}

/** An organisation's number; made of its name where the fixtures give none. */
export function readOrgId({ name, orgId }: Organisation): number {
  return orgId ?? numberOrganisation(name);
}

/** Every event of an organisation has its number. */
const numberOrganisation = rememberRecent((name) => 100_000 + makeNumber(`organisation ${name}`, 899_999));

/** SHA-1, in hexadecimal digits. */
function digest(text: string): string {
  return hash("sha1", text, "hex");
}
