import type { Clock } from "../model/clock.ts";
import type { CredentialUse } from "../model/exchange.ts";
import { headerValues, type Header, type HttpRequest, noBody, type Outcome, type Transport } from "../model/http.ts";
import { createCredentials, type Credentials } from "./credentials.ts";
import { formatCurl } from "./curl.ts";
import { createRequestGate } from "./limits.ts";
import type { Profile } from "./profile-model.ts";
import { createRedactor, type Redactor } from "./redaction.ts";

/** A request without host and credentials: the target adds both. */
export interface TargetRequest {
  readonly method: string;
  /** Below the host's base path; begins with a slash. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly credentials: CredentialUse;
}

/** What was sent and what became of it. */
export interface SentRequest {
  /** `no-credentials`: the profile has none of that use, nothing was sent, and the outcome is a failure that says so. */
  readonly kind: "sent" | "no-credentials";
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  /** ISO 8601 instant at which it was sent. */
  readonly startedAt: string;
}

/** A host under test. */
export interface Target {
  /** The host as it is written: `http://127.0.0.1:8080`. */
  readonly description: string;
  readonly loopback: boolean;
  readonly profile: Profile;
  readonly redactor: Redactor;
  /**
   * Adds host, credentials and `Accept: application/json` (neither replaces a header that the request brings), keeps the
   * profile's limits, and never throws for network trouble. The query is percent-encoded, a blank as `%20`.
   */
  send(organisation: string, request: TargetRequest): Promise<SentRequest>;
  /** Calls an endpoint of the profile's state endpoint. Throws a RangeError where the profile has none. */
  sendState(method: "POST" | "PUT", endpoint: string, body: Uint8Array): Promise<SentRequest>;
  /** Calls the address that the profile has as the trigger of an event. Throws a RangeError where it has none. */
  sendTrigger(event: string): Promise<SentRequest>;
  canUse(organisation: string, credentials: CredentialUse): boolean;
  /** A copy-paste command for a request that was sent. */
  curl(organisation: string, credentials: CredentialUse, request: HttpRequest): string;
  /** Requests sent so far, those for access tokens included. */
  countRequests(): number;
  close(): Promise<void>;
}

/** Puts a profile in front of a transport: the network's, or a host mounted in this process. */
export function createTarget(parts: {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly transport: Transport & { close?(): Promise<void> };
}): Target {
  const { profile, clock, transport } = parts;
  const redactor = createRedactor(profile.secrets);
  const gate = createRequestGate(profile.limits, clock);

  const sendWithinLimits = async (request: HttpRequest): Promise<{ outcome: Outcome; startedAt: string }> => {
    const leave = await gate.enter();
    const startedAt = clock.now().toISOString();
    if (leave === undefined) {
      const detail = `the profile allows ${profile.limits.requests} requests (limits.requests) and they are used up`;
      return { startedAt, outcome: { kind: "failure", reason: "budget", detail, ms: 0 } };
    }
    try {
      return { startedAt, outcome: await transport(request) };
    } finally {
      leave();
    }
  };
  const tokenTransport: Transport = async (request) => (await sendWithinLimits(request)).outcome;
  const credentials = new Map<string, Credentials>(
    profile.organisations.map((organisation) => [
      organisation.name,
      createCredentials(organisation, { transport: tokenTransport, clock, redactor }),
    ]),
  );
  return {
    description: profile.host,
    loopback: profile.loopback,
    profile,
    redactor,
    countRequests: () => gate.count(),
    canUse: (organisation, use) => credentials.get(organisation)?.canUse(use) ?? false,
    curl: (organisation, use, request) => formatCurl(request, credentials.get(organisation)?.showCurl(use), redactor),
    close: async () => {
      await transport.close?.();
    },
    sendState: async (method, endpoint, body) => {
      if (profile.state === undefined) throw new RangeError("the profile has no state endpoint");
      const headers: readonly Header[] = [["Content-Type", "application/json"]];
      const request: HttpRequest = { method, url: profile.state.url + endpoint, headers, body };
      const sent = await sendWithinLimits(request);
      for (const one of credentials.values()) one.doubt();
      return { kind: "sent", request, ...sent };
    },
    sendTrigger: async (event) => {
      const url = profile.webhooks?.triggers[event]?.post;
      if (url === undefined) throw new RangeError(`the profile has no trigger of ${event}`);
      const request: HttpRequest = { method: "POST", url, headers: [], body: noBody };
      return { kind: "sent", request, ...(await sendWithinLimits(request)) };
    },
    send: async (organisation, planned) => {
      const sent = await sendOnce(organisation, planned);
      const isRefused = sent.outcome.kind === "response" && sent.outcome.response.status === 401;
      const isWorthMore = isRefused && credentials.get(organisation)?.renew(planned.credentials) === true;
      return isWorthMore ? sendOnce(organisation, planned) : sent;
    },
  };

  async function sendOnce(
    organisation: string,
    { method, path, query, headers, body, credentials: use }: TargetRequest,
  ): Promise<SentRequest> {
    const bare: HttpRequest = { method, url: formatUrl(profile.host, path, query), headers, body };
    const begun = clock.now();
    const authorization = await credentials.get(organisation)?.authorize(use);
    if (authorization === undefined) {
      const detail = `the profile has no credentials "${use}" for the organisation ${organisation}; nothing was sent`;
      const outcome: Outcome = { kind: "failure", reason: "forbidden", detail, ms: 0 };
      return { kind: "no-credentials", request: bare, outcome, startedAt: begun.toISOString() };
    }
    if (authorization.kind === "failure") {
      return { kind: "sent", request: bare, outcome: authorization.outcome, startedAt: begun.toISOString() };
    }
    const added: readonly Header[] = [["Accept", "application/json"], ...authorization.headers];
    const missing = added.filter(([name]) => headerValues(headers, name).length === 0);
    const request: HttpRequest = { ...bare, headers: [...headers, ...missing] };
    return { kind: "sent", request, ...(await sendWithinLimits(request)) };
  }
}

/** A blank becomes %20, which means the same to those who read `+` as a blank and to those who do not. */
function formatUrl(host: string, path: string, query: TargetRequest["query"]): string {
  // Lone surrogates, which cannot be encoded, become U+FFFD.
  const encode = (text: string): string =>
    // Most texts are the same encoded.
    /^[\w.~-]*$/.test(text) ? text : encodeURIComponent(Buffer.from(text, "utf8").toString("utf8"));
  const entries = query.map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return host + path + (entries.length === 0 ? "" : `${path.includes("?") ? "&" : "?"}${entries.join("&")}`);
}
