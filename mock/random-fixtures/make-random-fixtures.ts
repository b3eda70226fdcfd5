import type { Fixtures } from "../fixtures.ts";
import { createRandom } from "../random.ts";
import { createDraw } from "./draw.ts";
import { second, drawZoned } from "./draw-instant.ts";
import { createIdSource } from "./draw-number.ts";
import { drawOrganisation } from "./draw-organisation.ts";
import { createTextSource } from "./draw-text.ts";

/**
 * Fixtures made at random from a seed (a whole number below 2^31): one to three organisations of all kinds, at an instant
 * from 2024 to 2031. They always pass `checkFixtures`, and say nothing that hosts could understand in two ways. The same seed
 * gives the same fixtures, on every version of Node.
 */
export function makeRandomFixtures(seed: number): Fixtures {
  const random = createRandom(seed);
  // The first integers of neighbouring seeds are near one another.
  for (let count = 0; count < 20; count += 1) random(0, 1);
  const draw = createDraw(random);
  const now = draw.integer(Date.UTC(2024, 0, 1) / second, Date.UTC(2032, 0, 1) / second - 1) * second;
  const neighbourhood = {
    now,
    nextId: createIdSource(draw),
    names: createTextSource(draw),
    users: createTextSource(draw),
  };
  return {
    fixtures: 1,
    clock: drawZoned(draw, now),
    organisations: Array.from({ length: draw.one([1, 1, 2, 2, 3]) }, () => drawOrganisation(draw, neighbourhood)),
  };
}
