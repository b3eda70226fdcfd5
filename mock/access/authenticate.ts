import { createHash } from "node:crypto";
import { type Header, headerValues } from "../../src/model/http.ts";
import { rememberRecent } from "../../src/model/remember.ts";
import type { Choices } from "../choices.ts";
import type { Organisation, Till } from "../fixtures.ts";
import type { MockState } from "../state.ts";
import { isValid } from "./token-service.ts";

/** A user and password as a Basic header carries them. */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/** The Basic credentials (RFC 7617) of a request; undefined where there are none, or they cannot be read, or come twice. */
export function readBasicCredentials(headers: readonly Header[]): BasicCredentials | undefined {
  const [value, ...others] = headerValues(headers, "authorization");
  return value === undefined || others.length > 0 ? undefined : parseBasic(value);
}

/** Every request of a till has the same header. */
const parseBasic = rememberRecent((value): BasicCredentials | undefined => {
  const match = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(value);
  if (match === null) return undefined;
  const text = Buffer.from(match[1] ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
});

/** Whom a request's credentials let in. */
export interface Authenticated {
  readonly organisation: Organisation;
  /** Whether the till is in the access groups, or in none of them. */
  readonly access: "all" | "none";
}

/** The access token of a request; empty where it comes twice, undefined where there is none. */
function readAccessToken(headers: readonly Header[], choices: Choices): string | undefined {
  const values = [
    ...headerValues(headers, "x-cap-api-oauth-token"),
    // choice: token-header
    ...(choices.tokenHeader === "access-token-too" ? headerValues(headers, "cap-api-access-token") : []),
    ...(choices.tokenHeader === "bearer-too"
      ? headerValues(headers, "authorization").flatMap((value) => /^bearer +(\S+) *$/i.exec(value)?.slice(1) ?? [])
      : []),
  ];
  return values.length > 1 ? "" : values[0]?.trim();
}

/** The organisation that a request's credentials open at an instant, or undefined. A token decides where there is one. */
export function authenticate(
  { organisations, tokens }: Pick<MockState, "organisations" | "tokens">,
  headers: readonly Header[],
  now: Date,
  choices: Choices,
): Authenticated | undefined {
  const accessToken = readAccessToken(headers, choices);
  if (accessToken !== undefined) {
    const known = tokens.find((each) => each.token === accessToken && isValid(each, now));
    const organisation = organisations.find(({ name }) => name === known?.organisation);
    // No page says in which access groups a token is: the mock takes it for a till that is in all of them.
    return organisation === undefined ? undefined : { organisation, access: "all" };
  }
  // update, prerequisites: Basic or OAuth
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
  // Pages about authentication show the password and its MD5: both are right, and a till sends the one it is set to.
  return till.user === user && (till.password === password || hashPassword(till.password) === password);
}

/** The MD5 of a password in hexadecimal digits, the form in which tills send it. */
export function hashPassword(password: string): string {
  return createHash("md5").update(password, "utf8").digest("hex");
}
