import { expect } from "chai";
import { createFakeClock } from "./testing/fake-clock.ts";
import { createRequestGate } from "./limits.ts";

const unlimited = { perMinute: Infinity, inFlight: 1000, requests: Infinity };

describe("createRequestGate", () => {
  it("lets everything through at once where nothing is limited", async () => {
    const clock = createFakeClock();
    const gate = createRequestGate(unlimited, clock);
    await Promise.all(Array.from({ length: 100 }, () => gate.enter()));
    expect(clock.elapsed()).to.equal(0);
  });

  it("spaces requests evenly, in the order of asking", async () => {
    const clock = createFakeClock();
    const gate = createRequestGate({ ...unlimited, perMinute: 60 }, clock);
    const times: [number, number][] = [];
    for (const number of [0, 1, 2, 3]) void gate.enter().then(() => times.push([number, clock.elapsed()]));
    await clock.advance(10_000);
    expect(times).to.deep.equal([
      [0, 0],
      [1, 1000],
      [2, 2000],
      [3, 3000],
    ]);
  });

  it("does not save up unused time for a burst", async () => {
    const clock = createFakeClock();
    const gate = createRequestGate({ ...unlimited, perMinute: 60 }, clock);
    await gate.enter();
    await clock.advance(60_000);
    const times: number[] = [];
    for (let count = 0; count < 3; count += 1) void gate.enter().then(() => times.push(clock.elapsed()));
    await clock.advance(5000);
    expect(times).to.deep.equal([60_000, 61_000, 62_000]);
  });

  it("keeps no more under way than allowed, however often a place is given back", async () => {
    const clock = createFakeClock();
    const gate = createRequestGate({ ...unlimited, inFlight: 2 }, clock);
    let entered = 0;
    const leave: (() => void)[] = [];
    for (let count = 0; count < 5; count += 1) {
      void gate.enter().then((free) => {
        entered += 1;
        if (free !== undefined) leave.push(free);
      });
    }
    await clock.advance(1);
    expect(entered).to.equal(2);
    leave[0]?.();
    leave[0]?.();
    await clock.advance(1);
    expect(entered).to.equal(3);
  });

  it("refuses once the requests of the run are used up", async () => {
    const gate = createRequestGate({ ...unlimited, requests: 2 }, createFakeClock());
    expect(await gate.enter()).to.be.a("function");
    expect(await gate.enter()).to.be.a("function");
    expect(await gate.enter()).to.equal(undefined);
    expect(gate.count()).to.equal(2);
  });
});
