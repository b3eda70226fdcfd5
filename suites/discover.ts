import type { Allowed, Ask } from "../src/check/standard.ts";
import { headerValue } from "../src/model/http.ts";
import type { OrganisationProfile } from "../src/target/profile.ts";
import { discoverHistories } from "./histories/discover.ts";
import { discoverPoints } from "./points/discover.ts";
import { documentedActivityTypes, type Identifier, type KnownCustomer, usualSource, type World } from "./world.ts";

/** A customer as the profile has it. */
export interface Person extends Pick<KnownCustomer, "label" | "identifiers" | "source" | "writable" | "is"> {}

/** Finds out what an organisation has to offer, by reads alone. */
export async function discoverWorld(organisation: OrganisationProfile, ask: Ask, allowed: Allowed): Promise<World> {
  const known = { defaultProgram: organisation.defaultProgram, programs: organisation.loyaltyPrograms };
  const people = readPeople(organisation);
  const { now, ...may } = allowed;
  const clock = createHostClock(now);
  const points = await discoverPoints(people, known, clock.watch(ask));
  const histories = await discoverHistories(
    points.people.map(({ person, facts }) => ({ ...person, points: facts })),
    {
      activityTypes: organisation.activityTypes ?? documentedActivityTypes,
      programs: organisation.programs,
      now: clock.read,
    },
    clock.watch(ask),
  );
  return {
    organisation: organisation.name,
    hasCredentials: organisation.auth !== undefined,
    ...(organisation.auth === undefined ? {} : { authentication: organisation.auth.kind }),
    hasWithoutAccess: organisation.withoutAccess !== undefined,
    relinking: organisation.relinking,
    ...may,
    now: now ?? histories.now ?? clock.read(),
    ...(organisation.defaultProgram === undefined ? {} : { defaultProgram: organisation.defaultProgram }),
    programs: points.programs,
    partnerPrograms: histories.partnerPrograms,
    activityTypes: histories.activityTypes,
    activityKinds: histories.activityKinds,
    ...(histories.dateForm === undefined ? {} : { dateForm: histories.dateForm }),
    customers: histories.people.map(({ person, facts }): KnownCustomer => ({ ...person, histories: facts })),
  };
}

function readPeople({ customers }: OrganisationProfile): Person[] {
  return customers.flatMap(({ identifiers, source = usualSource, writable, is }, index): Person[] => {
    const [first, ...rest]: readonly Identifier[] = identifiers;
    if (first === undefined) return [];
    return [{ label: `customer-${index + 1}`, identifiers: [first, ...rest], source, writable, is }];
  });
}

/** The host's clock: as it is given, or as the Date headers of its answers tell it, else the tool's own at the last request. */
function createHostClock(given: string | undefined): {
  readonly watch: (ask: Ask) => Ask;
  readonly read: () => string;
} {
  let told: string | undefined;
  let own = new Date(0).toISOString();
  return {
    watch: (ask) => async (plan) => {
      const read = await ask(plan);
      const { outcome, startedAt } = read.exchange;
      if (startedAt !== "") own = startedAt;
      const date = outcome.kind === "response" ? headerValue(outcome.response.headers, "date") : undefined;
      if (date !== undefined && !Number.isNaN(Date.parse(date))) told = new Date(date).toISOString();
      return read;
    },
    read: () => given ?? told ?? own,
  };
}
