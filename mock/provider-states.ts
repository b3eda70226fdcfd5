import { type Params, findCustomer, findOrganisation, listGiven } from "./find-named.ts";
import { type Customer, type Fixtures, type IdentifierName, type Organisation, identifierNames } from "./fixtures.ts";
import { activityStates } from "./provider-states/activity-states.ts";
import { benefitStates } from "./provider-states/benefit-states.ts";
import { putBackPrograms } from "./provider-states/choose-program.ts";
import { endingStates } from "./provider-states/ending-states.ts";
import { membershipStates } from "./provider-states/membership-states.ts";
import { pointsStates } from "./provider-states/points-states.ts";
import type {
  CustomerState,
  OrganisationState,
  ProviderState,
  Situation,
  Values,
} from "./provider-states/provider-state.ts";
import { readCount } from "./provider-states/read-params.ts";
import { organisationStates, putBackRelinking, relinkStates } from "./provider-states/relink-states.ts";
import { type MockState, putCustomer, putOrganisation } from "./state.ts";

/** A provider state as Pact asks for it. */
export interface ProviderStateRequest {
  readonly state: string;
  /**
   * `organisation` (default: the first), any identifiers of a customer (default: one of the fixtures who fits), and what
   * the state itself takes: docs/provider-states.md lists it.
   */
  readonly params?: Params;
  /** `teardown` puts the customer, or the organisation, back as in the fixtures. Default: setup. */
  readonly action?: "setup" | "teardown";
}

export interface ProviderStateResult {
  readonly state: MockState;
  /** Identifiers, names and dates for a pact to inject. */
  readonly values: Values;
}

const providerStates: Readonly<Record<string, ProviderState>> = {
  ...pointsStates,
  ...membershipStates,
  ...endingStates,
  ...relinkStates,
  ...activityStates,
  ...benefitStates,
  ...organisationStates,
};

/** The names of the states that can be asked for. */
export const providerStateNames: readonly string[] = Object.keys(providerStates);

/**
 * The state with a provider state brought about at an instant, or undefined where it is unknown or its organisation is.
 * What is missing, a customer or a program, is made. Throws a RangeError where a parameter cannot be read.
 */
export function applyProviderState(
  state: MockState,
  fixtures: Fixtures,
  request: ProviderStateRequest,
  { now, choices }: Pick<Place, "now" | "choices">,
): ProviderStateResult | undefined {
  const wanted = Object.hasOwn(providerStates, request.state) ? providerStates[request.state] : undefined;
  const { params = {}, action = "setup" } = request;
  const organisation = findOrganisation(state.organisations, params["organisation"]);
  if (wanted === undefined || organisation === undefined) return undefined;
  const original = fixtures.organisations.find(({ name }) => name === organisation.name);
  const place: Place = { state, organisation, original, params, now, choices };
  return wanted.about === "organisation"
    ? applyToOrganisation(wanted, action, place)
    : applyToCustomer(wanted, action, place);
}

interface Place {
  readonly state: MockState;
  readonly organisation: Organisation;
  /** The organisation in the fixtures. */
  readonly original: Organisation | undefined;
  readonly params: Params;
  readonly now: Date;
  readonly choices: Situation["choices"];
}

function applyToOrganisation(
  wanted: OrganisationState,
  action: "setup" | "teardown",
  { state, organisation, original }: Place,
): ProviderStateResult {
  const values = { organisation: organisation.name };
  return action === "setup"
    ? { state: putOrganisation(state, wanted.change(organisation)), values: { ...values, ...wanted.values } }
    : { state: putOrganisation(state, wanted.restore(organisation, original)), values };
}

function applyToCustomer(
  wanted: CustomerState,
  action: "setup" | "teardown",
  { state, organisation, original, params, now, choices }: Place,
): ProviderStateResult {
  const customer = findSubject(wanted, organisation, original, params);
  if (action === "setup") {
    const change = wanted.change({ organisation, customer, params, now, choices });
    const changed = putOrganisation(state, change.organisation ?? organisation);
    return {
      state: putCustomer(changed, organisation.name, customer.id, change.customer),
      values: { ...describeCustomer(customer), ...change.values },
    };
  }
  const before = original?.customers.find(({ id }) => id === customer.id);
  const restored = putCustomer(state, organisation.name, customer.id, before);
  const left = findOrganisation(restored.organisations, organisation.name) ?? organisation;
  const withPrograms = putBackPrograms(left, original);
  return {
    state: putOrganisation(
      restored,
      wanted.turnsRelinkingOn === true ? putBackRelinking(withPrograms, original) : withPrograms,
    ),
    values: describeCustomer(customer),
  };
}

/**
 * The customer that any of the identifiers names, made where they name nobody. Where there are none: the first one of the
 * fixtures who fits, whatever became of them meanwhile, so that setup and teardown mean the same one.
 */
function findSubject(
  wanted: CustomerState,
  organisation: Organisation,
  original: Organisation | undefined,
  params: Params,
): Customer {
  for (const name of listGiven(params)) checkIdentifier(params, name);
  const known = original?.customers ?? [];
  const highest = Math.max(0, ...known.map(({ id }) => id));
  if (listGiven(params).length > 0) {
    const named = findCustomer(organisation.customers, params) ?? findCustomer(known, params);
    return named ?? makeCustomer(Math.max(highest + 1, ...organisation.customers.map(({ id }) => id)) + 1, params);
  }
  const fitting = known.find((customer) => original !== undefined && wanted.fits(customer, original, params));
  const id = fitting?.id ?? highest + 1;
  return (
    organisation.customers.find((customer) => customer.id === id) ??
    fitting ??
    makeCustomer(id, { mobile: `9199${String(id).slice(-8).padStart(8, "0")}` })
  );
}

/** Throws a RangeError where an identifier cannot be one. */
function makeCustomer(nextId: number, params: Params): Customer {
  return {
    id: readCount(params, "id", [1, Number.MAX_SAFE_INTEGER]) ?? nextId,
    ...Object.fromEntries(
      listGiven(params).flatMap((name) => (name === "id" ? [] : [[name, String(params[name])] as const])),
    ),
  };
}

/** Throws a RangeError for what names nobody and could name nobody: nothing at all, a list, an object. */
function checkIdentifier(params: Params, name: IdentifierName): void {
  const value = params[name];
  if (name === "id") readCount(params, name, [1, Number.MAX_SAFE_INTEGER]);
  else if (typeof value !== "number" && (typeof value !== "string" || value.trim() === ""))
    throw new RangeError(`${name} is a text`);
}

function describeCustomer(customer: Customer): Values {
  return Object.fromEntries(
    identifierNames.flatMap((name) => (customer[name] === undefined ? [] : [[name, customer[name]]])),
  );
}
