import type { Draw } from "./draw.ts";

export const second = 1000;
export const hour = 3_600_000;
export const day = 24 * hour;

/** Minutes east of Greenwich; 0 is written both as Z and as +00:00. */
const offsets = [330, -480, 840, -210, 765, 60, 0];

/** Milliseconds since 1970 as an ISO 8601 instant in whole seconds, in a zone of its own. */
export function drawZoned(draw: Draw, ms: number): string {
  const whole = Math.floor(ms / second) * second;
  if (draw.chance(60)) return `${formatSeconds(whole)}Z`;
  const offset = draw.one(offsets);
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  return `${formatSeconds(whole + offset * 60_000)}${zone}`;
}

/** A moment some days from another, at any second of the day; negative days lie before it. */
export function drawMoment(draw: Draw, from: number, leastDays: number, mostDays: number): number {
  return from + draw.integer(leastDays * 86_400, mostDays * 86_400) * second;
}

function formatSeconds(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
