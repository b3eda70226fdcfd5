import { createHash } from "node:crypto";
import { type Header, headerValues } from "../src/model/http.ts";
import type { Organisation } from "./fixtures.ts";

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

/** The organisation that a request's credentials open, or undefined. */
export function authenticate(
  organisations: readonly Organisation[],
  headers: readonly Header[],
): Organisation | undefined {
  const credentials = readBasicCredentials(headers);
  if (credentials === undefined) return undefined;
  return organisations.find(
    ({ till }) =>
      till.user === credentials.user &&
      // choice: password-form, both the password and its MD5 are taken
      (till.password === credentials.password || hashPassword(till.password) === credentials.password),
  );
}

/** The MD5 of a password in hexadecimal digits, the form in which tills send it. */
export function hashPassword(password: string): string {
  return createHash("md5").update(password, "utf8").digest("hex");
}
