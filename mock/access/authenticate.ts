import { createHash } from "node:crypto";
import { type Header, headerValues } from "../../src/model/http.ts";
import type { Organisation, Till } from "../fixtures.ts";
import type { MockState } from "../state.ts";

/** A user and password as a Basic header carries them. */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/** The Basic credentials of a request; undefined where there are none, or they cannot be read, or come twice. */
export function readBasicCredentials(headers: readonly Header[]): BasicCredentials | undefined {
  const [value, ...others] = headerValues(headers, "authorization");
  const match = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(value ?? "");
  if (match === null || others.length > 0) return undefined;
  const text = Buffer.from(match[1] ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Whom a request's credentials let in. */
export interface Authenticated {
  readonly organisation: Organisation;
  /** Whether the till is in the access groups, or in none of them. */
  readonly access: "all" | "none";
}

/** The organisation that a request's credentials open at an instant, or undefined. */
export function authenticate(
  { organisations }: Pick<MockState, "organisations">,
  headers: readonly Header[],
  _now: Date,
): Authenticated | undefined {
  const credentials = readBasicCredentials(headers);
  if (credentials === undefined) return undefined;
  for (const organisation of organisations) {
    if (opens(organisation.till, credentials)) return { organisation, access: "all" };
    if (organisation.tillWithoutAccess !== undefined && opens(organisation.tillWithoutAccess, credentials)) {
      return { organisation, access: "none" };
    }
  }
  return undefined;
}

function opens(till: Till, { user, password }: BasicCredentials): boolean {
  // choice: password-form, both the password and its MD5 are taken
  return till.user === user && (till.password === password || hashPassword(till.password) === password);
}

/** The MD5 of a password in hexadecimal digits, the form in which tills send it. */
export function hashPassword(password: string): string {
  return createHash("md5").update(password, "utf8").digest("hex");
}
