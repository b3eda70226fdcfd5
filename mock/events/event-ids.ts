import { createHash } from "node:crypto";
import type { Organisation } from "../fixtures.ts";

/** A UUID made of a text: the same text gives the same one (RFC 9562, version 5). */
export function makeUuid(text: string): string {
  const digits = hash(text).toString("hex");
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return dashId(`${digits.slice(0, 12)}5${digits.slice(13, 16)}${variant}${digits.slice(17, 32)}`);
}

/** 32 hexadecimal digits with the dashes of a UUID. */
export function dashId(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The id of the event at a position among those that one request brings about. */
export function makeEventId(requestId: string, position: number): string {
  return makeUuid(`event ${requestId} ${position}`);
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** That many letters and digits made of a text. */
export function makeCharacters(text: string, count: number): string {
  return [...hash(text)]
    .slice(0, count)
    .map((byte) => letters.charAt(byte % letters.length))
    .join("");
}

/** A whole number from 1 to a limit made of a text. */
export function makeNumber(text: string, limit: number): number {
  return 1 + (hash(text).readUInt32BE(0) % limit);
}

/** An organisation's number; made of its name where the fixtures give none. */
export function readOrgId({ name, orgId }: Organisation): number {
  return orgId ?? 100_000 + makeNumber(`organisation ${name}`, 899_999);
}

function hash(text: string): Buffer {
  return createHash("sha1").update(text, "utf8").digest();
}
