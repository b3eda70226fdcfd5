import { expect } from "chai";
import { createDraw } from "../generate/draw.ts";
import { createDurationMeasure } from "./measure-durations.ts";

function measure(durations: readonly number[]) {
  const measured = createDurationMeasure();
  for (const ms of durations) measured.add(ms);
  return measured.read();
}

describe("createDurationMeasure", () => {
  it("gives short durations exactly, whatever their order", () => {
    expect(measure([5, 1, 4, 2, 3])).to.deep.equal({ count: 5, p50: 3, p95: 5, p99: 5, max: 5 });
    expect(measure([0.126])).to.deep.equal({ count: 1, p50: 0.13, p95: 0.13, p99: 0.13, max: 0.13 });
  });

  it("gives those of no time at all, and of more than an hour", () => {
    expect(measure([0, 0, 0])).to.deep.equal({ count: 3, p50: 0, p95: 0, p99: 0, max: 0 });
    expect(measure([4_000_000]).max).to.equal(4_000_000);
  });

  it("gives long ones to a thousandth, and the longest as it is", () => {
    const draw = createDraw(1, "durations");
    const durations = Array.from({ length: 20_000 }, () => draw.integer(1, 300_000_000) / 100);
    const sorted = durations.toSorted((a, b) => a - b);
    const { count, p50, p95, p99, max } = measure(durations);
    expect([count, max]).to.deep.equal([20_000, sorted.at(-1)]);
    for (const [share, given] of [
      [0.5, p50],
      [0.95, p95],
      [0.99, p99],
    ] as const) {
      const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
      expect(Math.abs(given / exact - 1), String(share)).to.be.below(0.001);
    }
  });
});
