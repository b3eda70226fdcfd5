import type { Clock } from "../model/clock.ts";
import type { CredentialUse } from "../model/exchange.ts";
import type { Header, Transport } from "../model/http.ts";
import { createTokenSource, tokenHeader, type Authorization } from "./access-token.ts";
import type { CurlAuth } from "./curl.ts";
import type { Auth, OrganisationProfile } from "./profile-model.ts";
import { hashPassword } from "./read-auth.ts";
import type { Redactor } from "./redaction.ts";
import { escapeDoubleQuoted, quoteShell } from "./shell.ts";

/** The credentials of one organisation. */
export interface Credentials {
  canUse(use: CredentialUse): boolean;
  /** Never throws; trouble with an access token is a failed outcome. */
  authorize(use: CredentialUse): Promise<Authorization | undefined>;
  /** The host was reset or its clock moved: what it gave out before may be worth nothing now. */
  doubt(): void;
  /** Whether a request that was refused is worth sending again, with new credentials. */
  renew(use: CredentialUse): boolean;
  /** How a shell line authenticates; undefined where it carries no credentials. */
  showCurl(use: CredentialUse): CurlAuth | undefined;
}

/** What a stranger says instead of a password, a key's token or a header's value. */
export const wrongPassword = "not-the-password";

/**
 * The credentials of an organisation. Without `auth` the till's requests go out bare, as for a host that asks for none,
 * and there is no stranger: wrong credentials need a user to be wrong for.
 */
export function createCredentials(
  organisation: Pick<OrganisationProfile, "auth" | "withoutAccess">,
  parts: { readonly transport: Transport; readonly clock: Clock; readonly redactor: Redactor },
): Credentials {
  const { auth, withoutAccess } = organisation;
  const sources: Partial<Record<"till" | "without-access", Source>> = {
    ...(auth === undefined ? {} : { till: createSource(auth, parts) }),
    ...(withoutAccess === undefined ? {} : { "without-access": createSource(withoutAccess, parts) }),
  };
  const nothing: Authorization = { kind: "headers", headers: [] };
  return {
    canUse: (use) => use === "nobody" || use === "till" || (use === "stranger" ? auth : withoutAccess) !== undefined,
    authorize: async (use) => {
      switch (use) {
        case "nobody":
          return nothing;
        case "till":
          return sources.till === undefined ? nothing : sources.till.authorize();
        case "without-access":
          return sources["without-access"]?.authorize();
        case "stranger":
          return auth && { kind: "headers", headers: listStrangerHeaders(auth) };
      }
    },
    doubt: () => {
      for (const source of Object.values(sources)) source.doubt?.();
    },
    renew: (use) => (use === "till" || use === "without-access" ? (sources[use]?.renew?.() ?? false) : false),
    showCurl: (use) => {
      if (use === "nobody") return undefined;
      if (use === "stranger") return auth && showStranger(auth);
      return sources[use]?.showCurl();
    },
  };
}

/** A stranger keeps the scheme, so that it is the credentials that are wrong and not their form. */
const scheme = /^(Basic|Bearer|Digest|Token|ApiKey) (?=\S)/i;

interface Source {
  authorize(): Promise<Authorization>;
  showCurl(): CurlAuth;
  doubt?(): void;
  renew?(): boolean;
}

function createSource(auth: Auth, parts: Parameters<typeof createTokenSource>[1]): Source {
  switch (auth.kind) {
    case "basic": {
      const { user, password, form } = auth;
      const sent = form === "md5" ? hashPassword(password.value) : password.value;
      const shown = form === "md5" ? `$(printf %s "${password.shell}" | md5sum | cut -c1-32)` : password.shell;
      return showFixed([["Authorization", encodeBasic(user.value, sent)]], [`-u "${user.shell}:${shown}"`]);
    }
    case "headers":
      return showFixed(
        auth.headers.map(([name, { value }]) => [name, value] as const),
        auth.headers.map(([name, { shell }]) => `-H "${escapeDoubleQuoted(name)}: ${shell}"`),
      );
    case "oauth":
      return createTokenSource(auth, parts);
  }
}

function showFixed(headers: readonly Header[], words: readonly string[]): Source {
  return {
    authorize: async () => ({ kind: "headers", headers }),
    showCurl: () => ({ words, headers }),
  };
}

function listStrangerHeaders(auth: Auth): readonly Header[] {
  switch (auth.kind) {
    case "basic":
      return [["Authorization", encodeBasic(auth.user.value, wrongPassword)]];
    case "oauth":
      return [[tokenHeader, wrongPassword]];
    case "headers":
      return auth.headers.map(([name, { value }]) => [name, (scheme.exec(value)?.[0] ?? "") + wrongPassword]);
  }
}

function showStranger(auth: Auth): CurlAuth {
  const headers = listStrangerHeaders(auth);
  const words =
    auth.kind === "basic"
      ? [`-u "${auth.user.shell}:${wrongPassword}"`]
      : headers.map(([name, value]) => `-H ${quoteShell(`${name}: ${value}`)}`);
  return { words, headers };
}

function encodeBasic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}
