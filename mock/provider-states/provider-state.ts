import type { Json } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";
import type { Params } from "../find-named.ts";
import type { Customer, Organisation } from "../fixtures.ts";

/** Names and numbers for a pact to inject. */
export type Values = Readonly<Record<string, Json>>;

/** What a provider state starts from. */
export interface Situation {
  readonly organisation: Organisation;
  readonly customer: Customer;
  readonly params: Params;
  readonly now: Date;
  readonly choices: Pick<Choices, "relinkDay">;
}

/** A situation that a provider state has brought about. */
export interface Change {
  /** Undefined where the customer is no longer there. */
  readonly customer: Customer | undefined;
  /** What else of the organisation is otherwise; its customers are left as they are. */
  readonly organisation?: Organisation;
  /** On top of the customer's identifiers. */
  readonly values?: Values;
}

/** A state of one customer. */
export interface CustomerState {
  readonly about: "customer";
  /** Whether a customer of the fixtures is in that state already, so that none has to be named. */
  readonly fits: (customer: Customer, organisation: Organisation, params: Params) => boolean;
  /** Throws a RangeError where a parameter cannot be read. */
  readonly change: (situation: Situation) => Change;
  /** Whether it turns relinking on, which teardown then puts back. */
  readonly turnsRelinkingOn?: boolean;
}

/** A state of a whole organisation. */
export interface OrganisationState {
  readonly about: "organisation";
  readonly change: (organisation: Organisation) => Organisation;
  /** As in the fixtures. */
  readonly restore: (organisation: Organisation, original: Organisation | undefined) => Organisation;
  readonly values: Values;
}

export type ProviderState = CustomerState | OrganisationState;
