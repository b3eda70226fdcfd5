import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A source of random integers between two bounds, both included. */
export type Random = (from: number, to: number) => number;

/** The random integers of a seed: the same seed gives the same ones. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return (from, to) => uniformInt(generator, from, to);
}

/** As many hexadecimal digits, drawn one by one. */
export function drawHex(random: Random, digits: number): string {
  let text = "";
  for (let count = 0; count < digits; count += 1) text += random(0, 15).toString(16);
  return text;
}
