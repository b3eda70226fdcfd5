import type { HistoriesFacts, KnownCustomer, MembershipFacts, PointsFacts, World } from "../world.ts";

/** A membership for tests: linked, with a tier. */
export function makeMembership(changes: Partial<MembershipFacts> = {}): MembershipFacts {
  return {
    programId: 71,
    programName: "Harbour Club",
    type: "EXTERNAL",
    linked: true,
    tierBased: true,
    tierName: "Silver",
    tierNumber: 2,
    tierExpiry: "2032-01-31T18:29:59Z",
    start: "2030-02-01T10:00:00Z",
    end: "2032-01-31T18:29:59Z",
    relinkPending: false,
    linkingActivities: 1,
    benefitActivities: 0,
    ...changes,
  };
}

/** A customer for tests, known to all operations unless `points` or `histories` say otherwise. */
export function makeCustomer(
  number: number,
  changes: Partial<Omit<KnownCustomer, "points" | "histories">> & {
    readonly points?: Partial<PointsFacts>;
    readonly histories?: Partial<HistoriesFacts>;
  } = {},
): KnownCustomer {
  const { points, histories, ...rest } = changes;
  return {
    label: `customer-${number}`,
    identifiers: [{ name: "mobile", value: `49170000${number}` }],
    source: "INSTORE",
    writable: true,
    is: [],
    ...rest,
    points: { state: "answered", programs: [], triggerPrograms: [], dates: [], ...points },
    histories: { state: "answered", memberships: [], benefitDates: [], ...histories },
  };
}

/** An organisation for tests, with two loyalty programs. */
export function makeWorld(customers: readonly KnownCustomer[], changes: Partial<World> = {}): World {
  return {
    organisation: "main",
    hasCredentials: true,
    authentication: "basic",
    hasWithoutAccess: false,
    relinking: "on",
    writes: true,
    state: true,
    now: "2031-02-01T12:00:00Z",
    defaultProgram: 31,
    programs: [31, 32],
    partnerPrograms: [],
    activityTypes: ["benefitsAvailed", "BENEFITS_AVAILED"],
    customers,
    ...changes,
  };
}
