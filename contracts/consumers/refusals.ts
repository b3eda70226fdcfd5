import { MatchersV3 } from "@pact-foundation/pact";
import type { State, Template } from "./contract.ts";

/**
 * A refusal in the form of the vendor's other pages: none of the documents shows a failing answer, and where a code stands is
 * a reading. The client looks everywhere; whoever verifies the pact does so too.
 */
export function refusal(code: number, message: string): Template {
  return { errors: [{ status: false, code, message: MatchersV3.string(message) }] };
}

/** Credentials are no part of a pact. These states ask whoever verifies it to send none, or wrong ones. */
export const noCredentials: State = { name: "the request carries no credentials" };
export const wrongCredentials: State = { name: "the request carries wrong credentials" };
