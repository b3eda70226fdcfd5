import type { Defect } from "../defect.ts";
import { lostEventDefects } from "./lost-event-defects.ts";
import { otherEventDefects } from "./other-event-defects.ts";
import { dataDefects, dayDefects } from "./data-defects.ts";
import { deliveryBodyDefects } from "./delivery-body-defects.ts";
import { deliveryDefects } from "./delivery-defects.ts";
import { envelopeDefects } from "./envelope-defects.ts";
import { rawDataDefects } from "./raw-data-defects.ts";
import { valueDefects } from "./value-defects.ts";

/** Every fault in what webhooks are told: those that show in one message first, then those that show beside others. */
export const eventDefects: readonly Defect[] = [
  ...envelopeDefects,
  ...dataDefects,
  ...dayDefects,
  ...rawDataDefects,
  ...valueDefects,
  ...deliveryDefects,
  ...deliveryBodyDefects,
  ...lostEventDefects,
  ...otherEventDefects,
];
