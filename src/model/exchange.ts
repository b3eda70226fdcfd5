import type { HttpRequest, Outcome } from "./http.ts";

/** Whose credentials a request carries: the till's, none, wrong ones, or a till's without the access group. */
export type CredentialUse = "till" | "nobody" | "stranger" | "without-access";

/** What a state endpoint may be asked for. */
export type StateAction = "reset" | "clock" | "batch" | "state" | "emit";

/** One request, and what became of it. */
export interface Exchange {
  /** Unique within a run: the planned case, then the position in its trace. */
  readonly id: string;
  /** The operation (or event) this is an exchange of; undefined where the request fits none. */
  readonly operation?: string;
  /** Set where this is a call of the target's state endpoint, which no document describes and nothing judges. */
  readonly state?: StateAction;
  /** Set where this is a delivery that a webhook received, or stands for one that was waited for and did not come. */
  readonly delivery?: "received" | "none";
  readonly credentials: CredentialUse;
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  /** ISO 8601 instant at which the request was sent. */
  readonly startedAt: string;
}

/** The ordered exchanges of one case. */
export type Trace = readonly Exchange[];

/** The query of a request in order, decoded as a form (`+` is a blank). */
export function queryEntries(url: string): [name: string, value: string][] {
  return [...new URL(url).searchParams.entries()];
}
