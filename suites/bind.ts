import type { Binding } from "../src/model/case.ts";
import { bindHistories, isHistoriesNeed } from "./histories/needs.ts";
import type { Subject } from "./need.ts";
import { bindPoints, isPointsNeed } from "./points/needs.ts";
import { bindSequences, isSequencesNeed } from "./sequences/sequences.ts";
import { bindUpdate, isUpdateNeed } from "./update/needs.ts";
import type { World } from "./world.ts";

/** The subjects that an organisation offers for a need of any area. */
export function bindNeed(need: string, world: World): Binding<Subject> {
  if (isPointsNeed(need)) return bindPoints(need, world);
  if (isHistoriesNeed(need)) return bindHistories(need, world);
  if (isUpdateNeed(need)) return bindUpdate(need, world);
  if (isSequencesNeed(need)) return bindSequences(world);
  throw new RangeError(`no area knows the need ${need}`);
}
