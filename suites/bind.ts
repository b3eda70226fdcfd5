import type { Binding } from "../src/model/case.ts";
import { bindHistories, isHistoriesNeed } from "./histories/needs.ts";
import type { Subject } from "./need.ts";
import { bindPoints, isPointsNeed } from "./points/needs.ts";
import { bindSequences, isSequencesNeed } from "./sequences/sequences.ts";
import { bindUpdate, isUpdateNeed } from "./update/needs.ts";
import type { World } from "./world.ts";

/**
 * The subjects that an organisation offers for a need of any area.
 * @param most how many, as various as there are; left out for as many as are enough for the area
 */
export function bindNeed(need: string, world: World, most?: number): Binding<Subject> {
  if (isPointsNeed(need)) return bindPoints(need, world, most);
  if (isHistoriesNeed(need)) return bindHistories(need, world, most);
  if (isUpdateNeed(need)) return bindUpdate(need, world, most);
  if (isSequencesNeed(need)) return bindSequences(world);
  throw new RangeError(`no area knows the need ${need}`);
}
