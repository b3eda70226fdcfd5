import { type Header, type HttpRequest, headerValues } from "../../../src/model/http.ts";
import { authenticate, hashPassword, readBasicCredentials } from "../../access/authenticate.ts";
import { type Organisation, identifierNames, readIdentifier } from "../../fixtures.ts";
import { refuseWithStatus } from "../../result.ts";
import type { MockState } from "../../state.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { refuseYetPerform } from "./refuse-yet-perform.ts";

const tokenHeader = "x-cap-api-oauth-token";
const readTokens = (headers: readonly Header[]): readonly string[] => headerValues(headers, tokenHeader);
const hasNoCredentials = ({ headers }: HttpRequest): boolean =>
  headerValues(headers, "authorization").length === 0 && readTokens(headers).length === 0;

/** Whether Basic credentials name a till that no organisation has. */
function isUnknownTill({ headers }: HttpRequest, { organisations }: MockState): boolean {
  const user = readBasicCredentials(headers)?.user;
  return user !== undefined && !organisations.some(({ till }) => till.user === user);
}

/** Faults in whom the mock lets in to update. */
export const accessDefects: readonly Defect[] = [
  makeDefect("authentication.update.basic", "update.basic-refused", "All Basic credentials are refused.", {
    authorize: (organisation, { headers }) => (readTokens(headers).length === 0 ? undefined : organisation),
  }),
  makeDefect(
    "authentication.update.basic",
    "update.password-as-it-is-refused",
    "Only the MD5 of the password is taken.",
    {
      authorize: (organisation, { headers }) =>
        readBasicCredentials(headers)?.password === organisation?.till.password ? undefined : organisation,
    },
  ),
  makeDefect("authentication.update.basic", "update.md5-refused", "The MD5 of the password is not taken.", {
    authorize: (organisation, { headers }) =>
      organisation !== undefined && readBasicCredentials(headers)?.password === hashPassword(organisation.till.password)
        ? undefined
        : organisation,
  }),
  makeDefect(
    "authentication.update.basic",
    "update.refused-after-stranger",
    "Right credentials are refused once wrong ones have been sent.",
    {
      authorize: (organisation, { url, headers }, { turnedAway }) =>
        turnedAway.includes(url) && readTokens(headers).length === 0 ? undefined : organisation,
    },
  ),
  makeDefect("authentication.update.oauth", "update.tokens-refused", "Access tokens are refused.", {
    authorize: (organisation, { headers }) => (readTokens(headers).length > 0 ? undefined : organisation),
  }),
  makeDefect(
    "authentication.update.required",
    "update.credentials-not-needed",
    "Updates without credentials are served.",
    {
      authorize: (organisation, request, state) =>
        hasNoCredentials(request) ? findByCustomer(request, state) : organisation,
    },
  ),
  makeDefect("authentication.update.verified", "update.any-password", "Any password opens a till.", {
    authorize: (organisation, { headers }, { organisations }) => {
      const user = readBasicCredentials(headers)?.user;
      return organisation ?? organisations.find(({ till }) => till.user === user);
    },
  }),
  makeDefect("authentication.update.verified", "update.any-credentials", "Any till with any password is served.", {
    authorize: (organisation, request, state) =>
      organisation ??
      (readBasicCredentials(request.headers) === undefined ? undefined : findByCustomer(request, state)),
  }),
  makeDefect("authentication.update.verified", "update.any-user", "A till that does not exist is served.", {
    authorize: (organisation, request, state) =>
      organisation ?? (isUnknownTill(request, state) ? findByCustomer(request, state) : undefined),
  }),
  makeDefect("authentication.update.token-verified", "update.any-token", "Any access token is served.", {
    authorize: (organisation, request, state) =>
      organisation ?? (readTokens(request.headers).length === 0 ? undefined : findByCustomer(request, state)),
  }),
  makeDefect(
    "authentication.update.unchanged",
    "update.refused-without-credentials-yet-made",
    "Updates without credentials are refused and made all the same.",
    performRefused(hasNoCredentials),
  ),
  makeDefect(
    "authentication.update.unchanged",
    "update.refused-with-wrong-password-yet-made",
    "Updates with a wrong password are refused and made all the same.",
    performRefused((request) => !hasNoCredentials(request)),
  ),
];

/** Requests that no credentials open are refused and made. */
function performRefused(isMeant: (request: HttpRequest) => boolean): Twist {
  return {
    authorize: (organisation, request, state) =>
      organisation ?? (isMeant(request) ? findByCustomer(request, state) : undefined),
    ...refuseYetPerform(refuseWithStatus(401, "the credentials open nothing here"), (moment) =>
      moment.organisation === undefined || isAuthenticated(moment) ? undefined : performAsked(moment),
    ),
  };
}

function isAuthenticated({ state, request, choices, circumstances }: Moment): boolean {
  return authenticate(state, request.headers, circumstances.now, choices) !== undefined;
}

function performAsked({ organisation, query, ask }: Moment): Organisation | undefined {
  const made = ask(query);
  return (made.kind === "answer" ? made.organisation : undefined) ?? organisation;
}

/** The organisation that knows a customer whom the body names; the first where none does. */
function findByCustomer({ body }: HttpRequest, { organisations }: MockState): Organisation | undefined {
  const text = new TextDecoder().decode(body);
  const isNamed = (organisation: Organisation): boolean =>
    organisation.customers.some((customer) =>
      identifierNames.some((name) => {
        const value = readIdentifier(customer, name);
        return value !== undefined && text.includes(value);
      }),
    );
  return organisations.find(isNamed) ?? organisations[0];
}
