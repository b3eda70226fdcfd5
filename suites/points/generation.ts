import type { Draw } from "../../src/model/case.ts";
import type { GeneratedOperation } from "../../src/model/generation.ts";
import type { Json } from "../../src/model/json.ts";
import type { KnownCustomer, World } from "../world.ts";
import { farAhead, longAgo } from "./request.ts";

/** Sound requests for promised points, about customers that the host knows. */
export const pointsGeneration: GeneratedOperation<World> = {
  operation: "points",
  writes: false,
  lacking: (world) =>
    listAnswered(world).length > 0
      ? undefined
      : "no customer whose promised points the host answers; list one under organisations[].customers",
  draw: drawQuery,
  known: (world) => {
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
  },
};

/** Customers whose promised points the host answers. */
export function listAnswered({ customers }: World): KnownCustomer[] {
  return customers.filter(({ points }) => points.state === "answered");
}

/** A query about somebody, in the order of the page's samples; each parameter that may be left out sometimes is. */
function drawQuery(world: World, draw: Draw): Json {
  const { identifiers, source, points } = draw.pick(listAnswered(world));
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
