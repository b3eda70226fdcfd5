import { createHash } from "node:crypto";
import { type Json, isObject } from "../../src/model/json.ts";
import { type Result, refuseWithStatus } from "../result.ts";
import type { AccessToken, MockState } from "../state.ts";
import type { Circumstances } from "../twist.ts";

/** An address beside the operations, open to whoever asks. */
export interface Service {
  readonly method: "POST";
  readonly path: string;
  /** Answers or refuses; pure. */
  readonly serve: (body: Json, state: MockState, circumstances: Circumstances) => Served;
}

interface Served {
  readonly result: Result;
  readonly state: MockState;
}

/** How long a token is valid, as the sample of the page about OAuth has it. */
const ttlSeconds = 300;

/** How many tokens are remembered, the newest ones. */
const kept = 1000;

/** Gives out access tokens, as the vendor's page about OAuth describes; the pages of the operations only name OAuth. */
export const tokenService: Service = {
  method: "POST",
  path: "/v3/oauth/token/generate",
  serve: (body, state, circumstances) => {
    const key = isObject(body) ? body["key"] : undefined;
    const secret = isObject(body) ? body["secret"] : undefined;
    // page about OAuth: the request has both
    if (typeof key !== "string" || typeof secret !== "string") {
      return { result: refuseWithStatus(400, "key and secret are needed"), state };
    }
    const organisation = state.organisations.find(({ oauth }) => oauth?.key === key && oauth.secret === secret);
    // HTTP: credentials that are wrong
    if (organisation === undefined) {
      return { result: refuseWithStatus(401, "the key and the secret open nothing here"), state };
    }
    const token = issueToken(organisation.name, circumstances);
    const valid = state.tokens.filter((each) => isValid(each, circumstances.now));
    return {
      // This address is of the third version, whose envelope has no warnings and no list of errors.
      result: { kind: "answer", body: { data: { accessToken: token.token, ttlSeconds }, errors: null } },
      state: { ...state, tokens: [...valid, token].slice(-kept) },
    };
  },
};

/** Whether a token still opens its organisation. */
export function isValid({ expires }: AccessToken, now: Date): boolean {
  return now.getTime() < Date.parse(expires);
}

function issueToken(organisation: string, { now, requestId, draw }: Circumstances): AccessToken {
  return {
    token: createHash("sha256").update(`token ${requestId} ${draw}`, "utf8").digest("base64url"),
    organisation,
    expires: new Date(now.getTime() + ttlSeconds * 1000).toISOString(),
  };
}
