import type { Draw } from "../../src/model/case.ts";
import type { GeneratedOperation } from "../../src/model/generation.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import type { KnownCustomer, World } from "../world.ts";
import { drawUnknownIdentifier } from "./needs.ts";
import { farAhead, longAgo } from "./request.ts";

/** Sound requests for promised points, about customers that the host knows. */
export const pointsGeneration: GeneratedOperation<World> = {
  operation: "points",
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
      requirement: "points.code.885",
      put: putUnknownProgram,
    },
    { name: "nobody", words: "an identifier that nobody has", requirement: "points.code.8015", put: putNobody },
  ],
  known: remember((world: World) => {
    const people = listAnswered(world);
    const identifiers = people.flatMap(({ identifiers: list }) => list);
    const dates = people.flatMap(({ points }) => points.dates);
    return {
      "/identifierName": identifiers.map(({ name }) => name),
      "/identifierValue": identifiers.map(({ value }) => value),
      "/source": people.map(({ source }) => source),
      "/programId": world.programs,
      "/entityType": ["CUSTOMER"],
      "/startDate": [longAgo, ...dates],
      "/endDate": [farAhead(dates), ...dates],
    };
  }),
};

/** Ways to break a request for promised points that the page has a code for. */
function putUnknownProgram(sound: Json, { programs }: World, draw: Draw): Json | undefined {
  if (!isObject(sound)) return undefined;
  const programId = draw.integerNotIn(programs, 900_000_000, 999_999_999);
  const { startDate: _start, endDate: _end, ...rest } = sound;
  return { ...rest, programId, fetchDataForAllPrograms: false };
}

function putNobody(sound: Json, _world: World, draw: Draw): Json | undefined {
  if (!isObject(sound) || typeof sound["identifierName"] !== "string") return undefined;
  return { ...sound, identifierValue: drawUnknownIdentifier(sound["identifierName"], draw).value };
}

/** Customers whose promised points the host answers. */
export const listAnswered: (world: World) => readonly KnownCustomer[] = remember(({ customers }: World) =>
  customers.filter(({ points }) => points.state === "answered"),
);

/** Where nobody is answered, those whom the host does not call unknown: whatever it says of them has to be sound. */
const listAskable: (world: World) => readonly KnownCustomer[] = remember((world: World) => {
  const answered = listAnswered(world);
  return answered.length > 0 ? answered : world.customers.filter(({ points }) => points.state !== "unknown");
});

/** A query about somebody, in the order of the page's samples; each parameter that may be left out sometimes is. */
function drawQuery(world: World, draw: Draw): Json {
  const { identifiers, source, points } = draw.pick(listAskable(world));
  const { name, value } = draw.pick(identifiers);
  const programs = [...points.programs, ...world.programs];
  const [start = longAgo] = points.dates;
  const isAll = draw.integer(0, 3) > 0 ? draw.integer(0, 1) === 1 : undefined;
  const sometimes = <T>(make: () => T): T | undefined => (draw.integer(0, 2) === 0 ? make() : undefined);
  const query: Readonly<Record<string, Json | undefined>> = {
    programId: programs.length === 0 ? undefined : sometimes(() => draw.pick(programs)),
    startDate: sometimes(() => draw.pick([longAgo, start, ...points.dates])),
    endDate: sometimes(() => draw.pick([farAhead(points.dates), ...points.dates])),
    entityType: draw.integer(0, 3) > 0 ? "CUSTOMER" : undefined,
    fetchDataForAllPrograms: isAll,
    fetchEarliestExpiryOnly: sometimes(() => draw.integer(0, 1) === 1),
    identifierName: name,
    identifierValue: value,
    source,
  };
  return Object.fromEntries(Object.entries(query).flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])));
}
