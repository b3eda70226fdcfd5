import type { Draw } from "../../src/model/case.ts";
import type { GeneratedOperation } from "../../src/model/generation.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import { drawUnknownIdentifier } from "../points/needs.ts";
import { documentedActivityTypes, type KnownCustomer, type World } from "../world.ts";
import { day, readInstant, writeDate } from "./instant.ts";
import { linkingUpdates } from "./request.ts";

/** Sound requests for histories, about customers that the host knows. */
export const historiesGeneration: GeneratedOperation<World> = {
  operation: "histories",
  writes: false,
  lacking: (world) =>
    listAskable(world).length > 0
      ? undefined
      : "no customer whom the host may know; list one under organisations[].customers",
  draw: drawQuery,
  tied: ["identifierName", "identifierValue", "source"],
  faults: [
    {
      name: "unknown-program",
      words: "a program that does not exist",
      requirement: "histories.program-filter.unknown",
      put: putUnknownProgram,
    },
    {
      name: "nobody",
      words: "an identifier that nobody has",
      requirement: "histories.identifier.unknown",
      put: putNobody,
    },
  ],
  known: remember((world: World) => {
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
  }),
};

function putUnknownProgram(sound: Json, world: World, draw: Draw): Json | undefined {
  if (!isObject(sound)) return undefined;
  return { ...sound, partnerProgramId: draw.integerNotIn(listPrograms(world), 900_000_000, 999_999_999) };
}

function putNobody(sound: Json, _world: World, draw: Draw): Json | undefined {
  if (!isObject(sound) || typeof sound["identifierName"] !== "string") return undefined;
  return { ...sound, identifierValue: drawUnknownIdentifier(sound["identifierName"], draw).value };
}

const programTypes = ["EXTERNAL", "SUPPLEMENTARY"];

// Every case that is drawn asks for the same of the same world.

/** Customers whose histories the host answers. */
export const listAnswered: (world: World) => readonly KnownCustomer[] = remember(({ customers }: World) =>
  customers.filter(({ histories }) => histories.state === "answered"),
);

/** Where nobody is answered, those whom the host does not call unknown: whatever it says of them has to be sound. */
const listAskable: (world: World) => readonly KnownCustomer[] = remember((world: World) => {
  const answered = listAnswered(world);
  return answered.length > 0 ? answered : world.customers.filter(({ histories }) => histories.state !== "unknown");
});

const listPrograms: (world: World) => readonly number[] = remember((world: World) => {
  const ids = listAnswered(world).flatMap(({ histories }) => histories.memberships.map(({ programId }) => programId));
  return [...new Set([...ids, ...world.partnerPrograms.flatMap(({ id }) => id ?? [])])];
});

/** Each customer's dates in their order. */
const sortDates: (world: World) => ReadonlyMap<KnownCustomer, readonly string[]> = remember(
  (world: World) =>
    new Map(listAskable(world).map((customer) => [customer, listDates(customer, world).toSorted()] as const)),
);

/** Days about the customer's benefits, and about the present. */
function listDates({ histories }: KnownCustomer, { now, dateForm = "date-and-time" }: World): string[] {
  const present = Date.parse(now);
  const instants = [...histories.benefitDates.map(readInstant), present - day, present - 30 * day, present - 300 * day];
  return instants.filter((instant) => !Number.isNaN(instant)).map((instant) => writeDate(instant, dateForm));
}

/** A query about somebody, in the order of the page's sample; each parameter that may be left out sometimes is. */
function drawQuery(world: World, draw: Draw): Json {
  const customer = draw.pick(listAskable(world));
  const { name, value } = draw.pick(customer.identifiers);
  const { memberships } = customer.histories;
  const programs = [...memberships.map(({ programId }) => programId), ...listPrograms(world)];
  const types = [...memberships.flatMap(({ type }) => type ?? []), ...programTypes];
  const activityType = draw.pick([world.activityTypes[0] ?? "benefitsAvailed", ...(world.activityKinds ?? [])]);
  const dates = sortDates(world).get(customer) ?? [];
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
