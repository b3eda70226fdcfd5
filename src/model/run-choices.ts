import type { Json } from "./json.ts";

/** What a user asks of generated cases; what is left out is as usual for the target. */
export interface GeneratedChoices {
  /** How many are drawn besides the boundaries. */
  readonly cases?: number;
  /** Operations to generate for. */
  readonly operations?: readonly string[];
  /** The OpenAPI document that requests are made of, where that is not the vendor's own. */
  readonly openapi?: string;
}

/** What a user asks of deliveries to a consumer, as on the command line. */
export interface SendChoices {
  /** Ids of the events. */
  readonly events: readonly string[];
  readonly count: number;
  readonly ackWithin: string;
  readonly ackStatus: string;
  readonly retry: string;
  /** Names of the headers that every delivery has; their values are secrets. */
  readonly headers: readonly string[];
}

/** Which pacts of a broker are verified, and as what; its credentials are in the environment alone. */
export interface BrokerChoices {
  readonly url: string;
  /** What the provider is called there. */
  readonly provider: string;
  /** Pact's own consumer version selectors. */
  readonly selectors: readonly Json[];
  readonly providerTags: readonly string[];
  readonly enablePending: boolean;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  /** A day. */
  readonly includeWipPactsSince?: string;
  readonly buildUrl?: string;
}

/** What contracts were verified with, as on the command line. */
export interface ContractChoices {
  /** Files, folders and URLs; left out for the pacts of the reference client. */
  readonly pact?: readonly string[];
  /** Files and folders with messages that the host sent. */
  readonly messages?: readonly string[];
  readonly broker?: BrokerChoices;
}
