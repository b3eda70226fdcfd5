import { countOf } from "../reports/describe.ts";
import type { RunEvent } from "../src/model/run.ts";

/** Says how long requests will take, by how long they have taken so far and by how many a minute are allowed. */
export interface Pace {
  add(event: RunEvent): void;
  /** Such as `30 minutes at 100 a minute`; undefined as long as nothing is known. */
  describe(requests: number): string | undefined;
}

/** What a run itself takes for a request, in milliseconds. */
const ownMs = 0.5;
const [second, minute] = [1000, 60_000];

/** @param perMinute requests that the profile allows in a minute; none is held back without it */
export function createPace(perMinute = Infinity): Pace {
  let [answers, ms] = [0, 0];
  return {
    add: (event) => {
      if (event.event !== "exchange" || event.exchange.delivery !== undefined) return;
      const { outcome } = event.exchange;
      if (outcome.kind !== "response") return;
      answers += 1;
      ms += outcome.ms;
    },
    describe: (requests) => {
      const [allowed, taken] = [minute / perMinute, answers === 0 ? 0 : ms / answers + ownMs];
      if (allowed === 0 && taken === 0) return undefined;
      if (allowed >= taken) return `${countOf(Math.ceil(requests / perMinute), "minute")} at ${perMinute} a minute`;
      const total = requests * taken;
      const told = total < 2 * minute ? `${Math.ceil(total / second)} s` : countOf(Math.ceil(total / minute), "minute");
      return `about ${told} as the host answers now`;
    },
  };
}
