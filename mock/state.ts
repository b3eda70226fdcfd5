import type { HttpRequest } from "../src/model/http.ts";
import type { Customer, Fixtures, Organisation } from "./fixtures.ts";

/** All that a mock host remembers between requests. */
export interface MockState {
  /** The instant that `PUT clock` set; else the host's own clock counts. */
  readonly now: string | undefined;
  readonly organisations: readonly Organisation[];
  /** Access tokens that were given out, newest last. */
  readonly tokens: readonly AccessToken[];
  /** The request before; only defects look at it. */
  readonly previous: HttpRequest | undefined;
  /** URLs that were asked for with wrong credentials, newest last; only defects look at them. */
  readonly turnedAway: readonly string[];
}

/** A token that stands for an organisation's till until it expires. */
export interface AccessToken {
  readonly token: string;
  /** Name of the organisation. */
  readonly organisation: string;
  /** ISO 8601 instant. */
  readonly expires: string;
}

/** The state a host starts in and returns to at a reset. */
export function createState(fixtures: Fixtures): MockState {
  return { now: undefined, organisations: fixtures.organisations, tokens: [], previous: undefined, turnedAway: [] };
}

/** The state with one customer of an organisation added or replaced (same id), or taken out. */
export function putCustomer(
  state: MockState,
  organisation: string,
  id: number,
  customer: Customer | undefined,
): MockState {
  const replace = (customers: readonly Customer[]): readonly Customer[] => {
    if (customer === undefined) return customers.filter((other) => other.id !== id);
    return customers.some((other) => other.id === id)
      ? customers.map((other) => (other.id === id ? customer : other))
      : [...customers, customer];
  };
  return {
    ...state,
    organisations: state.organisations.map((each) =>
      each.name === organisation ? { ...each, customers: replace(each.customers) } : each,
    ),
  };
}

/** The state with an organisation replaced (same name). */
export function putOrganisation(state: MockState, organisation: Organisation): MockState {
  return {
    ...state,
    organisations: state.organisations.map((each) => (each.name === organisation.name ? organisation : each)),
  };
}
