import type { Clock } from "../model/clock.ts";
import type { Header, Outcome, Transport } from "../model/http.ts";
import { isObject, parseJson } from "../model/json.ts";
import type { CurlAuth } from "./curl.ts";
import type { Auth } from "./profile-model.ts";
import type { Redactor } from "./redaction.ts";
import { quoteShell } from "./shell.ts";

/** What authenticates one request, or the failure to get it. */
export type Authorization =
  | { readonly kind: "headers"; readonly headers: readonly Header[] }
  | { readonly kind: "failure"; readonly outcome: Outcome & { readonly kind: "failure" } };

/** The header in which the vendor's host takes an access token. */
export const tokenHeader = "X-CAP-API-OAUTH-TOKEN";

const renewBeforeMs = 30_000;
const defaultTtlSeconds = 300;

type OAuth = Extract<Auth, { readonly kind: "oauth" }>;

export interface TokenSource {
  authorize(): Promise<Authorization>;
  showCurl(): CurlAuth;
  /** The host was reset or its clock moved: it may have forgotten the token. */
  doubt(): void;
  /** Gives up a token that was refused where it was in doubt; whether another one is worth asking for. */
  renew(): boolean;
}

/**
 * Fetches access tokens: POST `{key, secret}` to the token address, `data.accessToken` and `data.ttlSeconds` in the
 * answer. A token is kept until 30 seconds before it expires, is asked for once however many requests wait for it, and
 * is given to the redactor before anybody else.
 */
export function createTokenSource(
  auth: OAuth,
  parts: { readonly transport: Transport; readonly clock: Clock; readonly redactor: Redactor },
): TokenSource {
  const { transport, clock, redactor } = parts;
  let current: { authorization: Authorization; until: number } | undefined;
  let pending: Promise<Authorization> | undefined;
  const issued: Header[] = [];
  let inDoubt = false;

  const fetchToken = async (): Promise<Authorization> => {
    const start = clock.elapsed();
    const outcome = await transport({
      method: "POST",
      url: auth.tokenUrl,
      headers: [
        ["Content-Type", "application/json"],
        ["Accept", "application/json"],
      ],
      body: new TextEncoder().encode(JSON.stringify({ key: auth.key.value, secret: auth.secret.value })),
    });
    const place = `the token address ${new URL(auth.tokenUrl).host}`;
    const fail = (detail: string): Authorization => ({
      kind: "failure",
      outcome: { kind: "failure", reason: "malformed", detail, ms: clock.elapsed() - start },
    });
    if (outcome.kind === "failure") return { kind: "failure", outcome: describeTokenFailure(outcome) };
    const { status, body } = outcome.response;
    if (status < 200 || status > 299) return fail(`${place} answered HTTP ${status}; are key and secret right?`);
    const token = readToken(body);
    if (token === undefined) return fail(`${place} answered without a usable data.accessToken`);
    redactor.add([{ value: token.text, placeholder: auth.tokenPlaceholder }]);
    const header: Header = [tokenHeader, token.text];
    issued.push(header);
    const authorization: Authorization = { kind: "headers", headers: [header] };
    current = { authorization, until: start + token.ttlSeconds * 1000 - renewBeforeMs };
    return authorization;
  };
  return {
    authorize: async () => {
      if (current !== undefined && clock.elapsed() < current.until) return current.authorization;
      pending ??= fetchToken().finally(() => (pending = undefined));
      return pending;
    },
    doubt: () => {
      inDoubt = current !== undefined;
    },
    renew: () => {
      if (!inDoubt) return false;
      [inDoubt, current] = [false, undefined];
      return true;
    },
    showCurl: () => ({ words: [`-H "${tokenHeader}: ${showFetch(auth)}"`], headers: issued }),
  };
}

/** Only what can be a header's value: anything else could not be sent. */
function readToken(body: Uint8Array): { readonly text: string; readonly ttlSeconds: number } | undefined {
  const parsed = parseJson(body);
  const data = parsed.kind === "json" && isObject(parsed.value) ? parsed.value["data"] : undefined;
  if (!isObject(data)) return undefined;
  const { accessToken, ttlSeconds } = data;
  if (typeof accessToken !== "string" || !/^[\u0021-\u007e]+$/.test(accessToken)) return undefined;
  return {
    text: accessToken,
    ttlSeconds: typeof ttlSeconds === "number" && ttlSeconds > 0 ? ttlSeconds : defaultTtlSeconds,
  };
}

function describeTokenFailure(outcome: Outcome & { readonly kind: "failure" }): Outcome & { readonly kind: "failure" } {
  return { ...outcome, detail: `no access token: ${outcome.detail}` };
}

/** A substitution that fetches a fresh token, since the one used has expired by the time that somebody runs the line. */
function showFetch({ key, secret, tokenUrl }: OAuth): string {
  const body = `"{\\"key\\":\\"${key.shell}\\",\\"secret\\":\\"${secret.shell}\\"}"`;
  const fetch = `curl -sS -H 'Content-Type: application/json' --data-binary ${body} ${quoteShell(tokenUrl)}`;
  return `$(${fetch} | sed -n 's/.*"accessToken" *: *"\\([^"]*\\)".*/\\1/p')`;
}
