import type { Draw } from "../../src/model/case.ts";
import type { GeneratedOperation } from "../../src/model/generation.ts";
import type { Json } from "../../src/model/json.ts";
import { documentedActivityTypes, type KnownCustomer, type World } from "../world.ts";
import { day, readInstant, writeDate } from "./instant.ts";
import { linkingUpdates } from "./request.ts";

/** Sound requests for histories, about customers that the host knows. */
export const historiesGeneration: GeneratedOperation<World> = {
  operation: "histories",
  writes: false,
  lacking: (world) =>
    listAnswered(world).length > 0
      ? undefined
      : "no customer whose histories the host answers; list one under organisations[].customers",
  draw: drawQuery,
  known: (world) => {
    const people = listAnswered(world);
    const identifiers = people.flatMap(({ identifiers: list }) => list);
    return {
      "/source": people.map(({ source }) => source),
      "/identifierName": identifiers.map(({ name }) => name),
      "/identifierValue": identifiers.map(({ value }) => value),
      "/activityType": [...documentedActivityTypes, linkingUpdates],
      "/partnerProgramId": listPrograms(world),
      "/partnerProgramType": programTypes,
      "/startDate": people.flatMap((customer) => listDates(customer, world)),
      "/endDate": people.flatMap((customer) => listDates(customer, world)),
      "/limit": [0, 1, 5, 10],
      "/offset": [0, 1, 5, 10],
    };
  },
};

const programTypes = ["EXTERNAL", "SUPPLEMENTARY"];

/** Customers whose histories the host answers. */
export function listAnswered({ customers }: World): KnownCustomer[] {
  return customers.filter(({ histories }) => histories.state === "answered");
}

function listPrograms(world: World): number[] {
  const ids = listAnswered(world).flatMap(({ histories }) => histories.memberships.map(({ programId }) => programId));
  return [...new Set([...ids, ...world.partnerPrograms.flatMap(({ id }) => id ?? [])])];
}

/** Days about the customer's benefits, and about the present. */
function listDates({ histories }: KnownCustomer, { now, dateForm = "date-and-time" }: World): string[] {
  const present = Date.parse(now);
  const instants = [...histories.benefitDates.map(readInstant), present - day, present - 30 * day, present - 300 * day];
  return instants.filter((instant) => !Number.isNaN(instant)).map((instant) => writeDate(instant, dateForm));
}

/** A query about somebody, in the order of the page's sample; each parameter that may be left out sometimes is. */
function drawQuery(world: World, draw: Draw): Json {
  const customer = draw.pick(listAnswered(world));
  const { name, value } = draw.pick(customer.identifiers);
  const { memberships } = customer.histories;
  const programs = [...memberships.map(({ programId }) => programId), ...listPrograms(world)];
  const types = [...memberships.flatMap(({ type }) => type ?? []), ...programTypes];
  const activityType = draw.pick([...world.activityTypes.slice(0, 1), ...(world.activityKinds ?? [])]);
  const dates = listDates(customer, world).toSorted();
  const isDated = activityType !== linkingUpdates && draw.integer(0, 2) === 0;
  const [one, other] = [draw.pick(dates), draw.pick(dates)].toSorted();
  const sometimes = <T>(make: () => T): T | undefined => (draw.integer(0, 3) === 0 ? make() : undefined);
  const query: Readonly<Record<string, Json | undefined>> = {
    source: customer.source,
    identifierName: name,
    identifierValue: value,
    partnerProgramId: programs.length === 0 ? undefined : sometimes(() => draw.pick(programs)),
    partnerProgramType: sometimes(() => draw.pick(types)),
    activityType,
    startDate: isDated ? one : undefined,
    endDate: isDated ? other : undefined,
    limit: sometimes(() => draw.integer(1, 10)),
    offset: sometimes(() => draw.integer(0, memberships.length)),
  };
  return Object.fromEntries(Object.entries(query).flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])));
}
