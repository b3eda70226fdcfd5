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
  "customer has promised points some days ahead": ({ customers, defaultProgram, now }, { program, amount }) =>
    // How many points somebody has is nothing that requests are made of.
    (amount === undefined ? customers : [])
      .flatMap((customer): Shown[] => {
        const { programs, dates } = customer.points;
        const [programId, first, last] = [programs[0], dates[0], dates.at(-1)];
        if (program === "default" && rank(customer, defaultProgram) === 0) return [];
        if (programId === undefined || first === undefined || last === undefined || last >= never) return [];
        // Later ones need not be answered where no days are named.
        if (first < moveDay(now, 2 * daysBeside) || first > moveDay(now, 300)) return [];
        // What comes after the last of them that was answered need not have been answered.
        return [{ customer, values: { programId, dayBeforeAll: moveDay(first, -daysBeside), dayAfterAll: never } }];
      })
      .toSorted((a, b) => rank(b.customer, defaultProgram) - rank(a.customer, defaultProgram)),
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
  "customer is linked to a partner program": ({ customers }, params) =>
    findMemberships(customers, (one) => isLinkedAs(one, params)),
  "customer has one membership in a partner program": ({ customers }, params) =>
    findMemberships(
      customers.filter(hasFewPrograms),
      (one, all) => isLinkedAs(one, params) && all.filter(({ programId }) => programId === one.programId).length === 1,
    ),
  "customer has partner programs of both kinds": ({ customers }) =>
    customers
      .filter(hasFewPrograms)
      .filter(({ histories: { memberships } }) =>
        ["EXTERNAL", "SUPPLEMENTARY"].every((type) => memberships.some((one) => one.linked && one.type === type)),
      )
      .map(alone),
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
  const isByMobile = "mobile" in params;
  for (const { customer, values = {} } of find(world, params)) {
    const named = Object.fromEntries(customer.identifiers.map((one) => [one.name, one.value]));
    if (!isByMobile || named["mobile"] !== undefined)
      return { values: { ...named, source: customer.source, ...values } };
  }
  return { unable: "no customer of the profile shows it, or none of them by mobile; add one" };
};

/** What of an organisation the requests of our own pacts are made of. */
export function describeFacts({ activityTypes, activityKinds = [], dateForm, now }: World): StateValues {
  const [activityType] = [...activityKinds, ...activityTypes];
  const [benefitsType] = activityTypes;
  const time = dateForm === "plain-day" ? "" : " 00:00:00";
  return {
    ...(activityType === undefined ? {} : { activityType }),
    ...(benefitsType === undefined ? {} : { benefitsType }),
    quietStart: `2001-06-01${time}`,
    quietEnd: `2001-06-02${time}`,
    daysAhead: moveDay(now, 5),
    yearsAhead: moveDay(now, 2 * 365),
  };
}

/** So many days beside another one are not the same day in any time zone. */
const daysBeside = 2;

/** A day on which nobody has been promised anything yet. */
const never = "2099-01-01";

function moveDay(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function isLinkedAs({ linked, type, ...one }: MembershipFacts, { partnerProgramType, tier }: Params): boolean {
  const hasTier = one.tierName !== undefined && one.tierNumber !== undefined && one.tierExpiry !== undefined;
  return (
    linked === true &&
    (partnerProgramType === undefined || type === partnerProgramType) &&
    (tier === undefined || hasTier)
  );
}

/** Whether one page shows them all. */
function hasFewPrograms({ histories: { memberships } }: KnownCustomer): boolean {
  return memberships.length <= 10;
}

function alone(customer: KnownCustomer): Shown {
  return { customer };
}

function rank({ points }: KnownCustomer, defaultProgram: number | undefined): number {
  return defaultProgram !== undefined && points.programs.includes(defaultProgram) ? 1 : 0;
}

function findMemberships(
  customers: readonly KnownCustomer[],
  fits: (membership: MembershipFacts, all: readonly MembershipFacts[]) => boolean,
): Shown[] {
  return customers.flatMap((customer) =>
    customer.histories.memberships
      .filter((one, _place, all) => fits(one, all))
      .map(({ programId, programName, tierName }) => ({
        customer,
        values: {
          partnerProgramId: programId,
          partnerProgramName: programName,
          ...(tierName === undefined ? {} : { tier: tierName }),
        },
      })),
  );
}
