import { Readable } from "node:stream";
import { type Clock, wait } from "../model/clock.ts";

const pieces = 10;

/** A body that comes in pieces, evenly over that many milliseconds of the clock. */
export function dripBody(body: Uint8Array, ms: number, clock: Clock): Readable {
  const size = Math.max(1, Math.ceil(body.byteLength / pieces));
  async function* drip(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < body.byteLength; start += size) {
      if (start > 0) await wait(clock, ms / pieces);
      yield body.subarray(start, start + size);
    }
  }
  return Readable.from(drip(), { objectMode: false });
}
