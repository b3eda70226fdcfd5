import type { Json } from "../src/model/json.ts";
import { isObject } from "../src/model/json.ts";
import {
  type Customer,
  type Fixtures,
  type IdentifierName,
  type Organisation,
  type PromisedPoints,
  type TriggerBasedPoints,
  identifierNames,
  readIdentifier,
} from "./fixtures.ts";
import { type MockState, putCustomer } from "./state.ts";

/** A provider state as Pact asks for it. */
export interface ProviderStateRequest {
  readonly state: string;
  /**
   * `organisation` (default: the first), any identifiers of a customer (default: one of the fixtures who fits), and
   * `points`: a list of entries in the form of the fixtures (default: one of the default program).
   */
  readonly params?: Readonly<Record<string, unknown>>;
  /** `teardown` puts the customer back as in the fixtures. Default: setup. */
  readonly action?: "setup" | "teardown";
}

export interface ProviderStateResult {
  readonly state: MockState;
  /** The customer's identifiers, for a pact to inject. */
  readonly values: Readonly<Record<string, Json>>;
}

type Change = (
  customer: Customer,
  params: Readonly<Record<string, unknown>>,
  organisation: Organisation,
) => Customer | undefined;

interface ProviderState {
  /** Whether a customer of the fixtures is in that state already, so that none has to be named. */
  readonly fits: (customer: Customer) => boolean;
  readonly change: Change;
}

const providerStates: Readonly<Record<string, ProviderState>> = {
  "customer exists": { fits: () => true, change: (customer) => customer },
  "customer does not exist": { fits: () => false, change: () => undefined },
  "customer has promised points": {
    fits: ({ promisedPoints }) => (promisedPoints ?? []).length > 0,
    change: (customer, params, organisation) => ({
      ...customer,
      promisedPoints:
        readPromises(params) ??
        (customer.promisedPoints?.length ? customer.promisedPoints : [samplePromise(organisation)]),
    }),
  },
  "customer has no promised points": {
    fits: ({ promisedPoints }) => (promisedPoints ?? []).length === 0,
    change: (customer) => ({ ...customer, promisedPoints: [] }),
  },
  "customer has trigger-based points": {
    fits: ({ triggerBasedPoints }) => (triggerBasedPoints ?? []).length > 0,
    change: (customer, params, organisation) => ({
      ...customer,
      triggerBasedPoints:
        readTriggers(params) ??
        (customer.triggerBasedPoints?.length ? customer.triggerBasedPoints : [sampleTrigger(organisation)]),
    }),
  },
  "customer has no points": {
    fits: ({ promisedPoints, triggerBasedPoints }) =>
      (promisedPoints ?? []).length + (triggerBasedPoints ?? []).length === 0,
    change: (customer) => ({ ...customer, promisedPoints: [], triggerBasedPoints: [] }),
  },
};

/** The names of the states that can be asked for. */
export const providerStateNames: readonly string[] = Object.keys(providerStates);

/** The state with a provider state brought about, or undefined where it is unknown or its organisation is. */
export function applyProviderState(
  state: MockState,
  fixtures: Fixtures,
  request: ProviderStateRequest,
): ProviderStateResult | undefined {
  const wanted = Object.hasOwn(providerStates, request.state) ? providerStates[request.state] : undefined;
  const params = request.params ?? {};
  const organisation = state.organisations.find(
    ({ name }) => params["organisation"] === undefined || name === params["organisation"],
  );
  if (wanted === undefined || organisation === undefined) return undefined;

  const customer =
    findNamed(organisation, params) ?? organisation.customers.find(wanted.fits) ?? makeCustomer(organisation, params);
  const original = fixtures.organisations
    .find(({ name }) => name === organisation.name)
    ?.customers.find(({ id }) => id === customer.id);
  const changed = request.action === "teardown" ? original : wanted.change(customer, params, organisation);
  return {
    state: putCustomer(state, organisation.name, customer.id, changed),
    values: Object.fromEntries(
      identifierNames.flatMap((name) => (customer[name] === undefined ? [] : [[name, customer[name]]])),
    ),
  };
}

/** The customer that any of the identifiers names; a new one where they name nobody; undefined where there are none. */
function findNamed(organisation: Organisation, params: Readonly<Record<string, unknown>>): Customer | undefined {
  const given = identifierNames.filter((name) => params[name] !== undefined);
  if (given.length === 0) return undefined;
  return (
    organisation.customers.find((customer) =>
      given.some((name) => readIdentifier(customer, name) === String(params[name])),
    ) ?? makeCustomer(organisation, params)
  );
}

function makeCustomer(organisation: Organisation, params: Readonly<Record<string, unknown>>): Customer {
  const text = (name: IdentifierName): Readonly<Record<string, string>> =>
    params[name] === undefined ? {} : { [name]: String(params[name]) };
  const highest = Math.max(0, ...organisation.customers.map(({ id }) => id));
  const id = Number(params["id"]);
  return {
    id: params["id"] !== undefined && Number.isSafeInteger(id) ? id : highest + 1,
    ...text("mobile"),
    ...text("email"),
    ...text("externalId"),
  };
}

function readPromises({ points }: Readonly<Record<string, unknown>>): readonly PromisedPoints[] | undefined {
  return readTriggers({ points })?.map((entry, index) => ({
    ...entry,
    redeemableFrom: String(
      (Array.isArray(points) && isObject(points[index]) ? points[index]["redeemableFrom"] : undefined) ?? "2099-12-31",
    ),
  }));
}

function readTriggers({ points }: Readonly<Record<string, unknown>>): readonly TriggerBasedPoints[] | undefined {
  if (!Array.isArray(points)) return undefined;
  return points.filter(isObject).map((entry) => ({
    points: /^-?(0|[1-9]\d*)(\.\d+)?$/.test(String(entry["points"])) ? String(entry["points"]) : "100.000",
    programId: Number(entry["programId"]),
    pointsType: String(entry["pointsType"] ?? "bill_regular"),
  }));
}

function samplePromise(organisation: Organisation): PromisedPoints {
  return { ...sampleTrigger(organisation), redeemableFrom: "2099-12-31" };
}

function sampleTrigger({ defaultProgram }: Organisation): TriggerBasedPoints {
  return { points: "100.000", programId: defaultProgram, pointsType: "bill_regular" };
}
