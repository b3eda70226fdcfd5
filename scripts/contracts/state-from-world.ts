import type { BringAbout, StateValues } from "../../contracts/verify/state-keeper.ts";
import type { KnownCustomer, MembershipFacts, World } from "../../suites/world.ts";

/** A customer who shows a state, with the values that a request takes from it. */
interface Shown {
  readonly customer: KnownCustomer;
  readonly values?: StateValues;
}

type Params = Readonly<Record<string, unknown>>;

/** Whom of the customers a state is about; undefined for a state that only a state endpoint can bring about. */
const finders: Readonly<Record<string, (world: World, params: Params) => readonly Shown[]>> = {
  "customer exists": ({ customers }) => customers.filter(({ points }) => points.state === "answered").map(alone),
  "customer has promised points": ({ customers, defaultProgram }) =>
    customers
      .filter(({ points }) => points.programs.length > 0)
      // The default program is what is asked for where none is named.
      .toSorted((a, b) => rank(b, defaultProgram) - rank(a, defaultProgram))
      .map((customer) => ({ customer, values: { programId: customer.points.programs[0] ?? 0 } })),
  "customer has trigger-based points": ({ customers }) =>
    customers.filter(({ points }) => points.triggerPrograms.length > 0).map(alone),
  "customer has no promised points": ({ customers }) =>
    customers.filter(({ points }) => points.state === "answered" && points.programs.length === 0).map(alone),
  "customer has no points": ({ customers }) =>
    customers
      .filter(
        ({ points: { state, programs, triggerPrograms } }) =>
          state === "answered" && programs.length + triggerPrograms.length === 0,
      )
      .map(alone),
  "customer is linked to a partner program": ({ customers }, { partnerProgramType, tier }) =>
    findMemberships(
      customers,
      (one) =>
        one.linked === true &&
        (partnerProgramType === undefined || one.type === partnerProgramType) &&
        (tier === undefined ||
          (one.tierName !== undefined && one.tierNumber !== undefined && one.tierExpiry !== undefined)),
    ),
  "customer has many partner programs": ({ customers }, { count }) =>
    customers
      .filter(({ histories: { memberships, total = 0 } }) =>
        Number(count) >= 10
          ? memberships.length >= 10
          : memberships.length === Number(count) && total === Number(count),
      )
      .map(alone),
  "a relink is pending": ({ customers }) => findMemberships(customers, ({ relinkPending }) => relinkPending),
  "benefits were availed": ({ customers }) =>
    findMemberships(customers, ({ benefitActivities }) => benefitActivities > 0),
};

/** Provider states as an organisation happens to show them: the roles of its customers, found by reading. */
export const bringAboutFromWorld: BringAbout<World> = (world, { name, params }) => {
  if (name === "customer does not exist") return { values: {} };
  const find = Object.hasOwn(finders, name) ? finders[name] : undefined;
  if (find === undefined) return { unable: "only a state endpoint can bring it about; add state.url to the profile" };
  for (const { customer, values = {} } of find(world, params)) {
    const named = Object.fromEntries(customer.identifiers.map((one) => [one.name, one.value]));
    const isAskedFor = "mobile" in params && named["mobile"] === undefined;
    if (!isAskedFor) return { values: { ...named, source: customer.source, ...values } };
  }
  return { unable: "no customer of the profile shows it, or none of them by mobile; add one" };
};

/** What of an organisation the requests of our own pacts are made of. */
export function describeFacts({ activityTypes, activityKinds = [] }: World): StateValues {
  const [activityType] = [...activityKinds, ...activityTypes];
  return activityType === undefined ? {} : { activityType };
}

function alone(customer: KnownCustomer): Shown {
  return { customer };
}

function rank({ points }: KnownCustomer, defaultProgram: number | undefined): number {
  return defaultProgram !== undefined && points.programs.includes(defaultProgram) ? 1 : 0;
}

function findMemberships(customers: readonly KnownCustomer[], fits: (membership: MembershipFacts) => boolean): Shown[] {
  return customers.flatMap((customer) =>
    customer.histories.memberships.filter(fits).map(({ programId, programName, tierName }) => ({
      customer,
      values: {
        partnerProgramId: programId,
        partnerProgramName: programName,
        ...(tierName === undefined ? {} : { tier: tierName }),
      },
    })),
  );
}
