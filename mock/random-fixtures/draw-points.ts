import type { Program, PromisedPoints, TriggerBasedPoints } from "../fixtures.ts";
import type { Draw } from "./draw.ts";
import { day } from "./draw-instant.ts";
import { drawPoints } from "./draw-number.ts";

const pointsTypes = [
  "bill_regular",
  "bill_promotions",
  "line_item_regular",
  "line_item_promotions",
  "customer_promotions",
];

/** As many entries on days from a year before an instant to some years after it; some days have several entries. */
export function drawPromisedPoints(
  draw: Draw,
  programs: readonly Program[],
  now: number,
  count: number,
): readonly PromisedPoints[] {
  const days = Array.from({ length: Math.ceil(count / 2) + 1 }, () => drawDay(draw, now));
  const entries = Array.from({ length: count }, () => {
    const { points, ...entry } = drawTrigger(draw, programs);
    return { points, redeemableFrom: draw.chance(50) ? draw.one(days) : drawDay(draw, now), ...entry };
  });
  // Nothing forbids two equal entries.
  return entries.map((entry) => ({ ...(draw.chance(3) ? (entries[0] ?? entry) : entry) }));
}

/** As many entries that wait for a condition. */
export function drawTriggerBasedPoints(
  draw: Draw,
  programs: readonly Program[],
  count: number,
): readonly TriggerBasedPoints[] {
  return Array.from({ length: count }, () => drawTrigger(draw, programs));
}

function drawTrigger(draw: Draw, programs: readonly Program[]): TriggerBasedPoints {
  return { points: drawPoints(draw), programId: draw.one(programs).id, pointsType: draw.one(pointsTypes) };
}

function drawDay(draw: Draw, now: number): string {
  const days = draw.one([draw.integer(-365, -1), draw.integer(0, 30), draw.integer(0, 400), draw.integer(366, 2500)]);
  return new Date(now + days * day).toISOString().slice(0, 10);
}
