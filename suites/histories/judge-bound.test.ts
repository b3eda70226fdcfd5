import { expect } from "chai";
import { readEdge, type Side } from "./judge-bound.ts";

const at = (time: string): number => Date.parse(`2031-01-10T${time}Z`);

describe("The bound's own day", () => {
  // So many of six probes show the activity: the first and last seconds of the day before, the day, and the day after.
  const rows: readonly (readonly [side: Side, time: string, count: number, readings: readonly string[]])[] = [
    ["start", "11:00:30", 3, ["to-the-second"]],
    ["start", "05:00:30", 4, ["whole-days"]],
    ["start", "20:00:30", 4, ["whole-days", "day-left-out"]],
    ["start", "20:00:30", 2, ["day-left-out"]],
    ["start", "05:00:30", 2, ["whole-days", "day-left-out"]],
    ["start", "05:00:30", 6, []],
    ["start", "05:00:30", 5, []],
    ["start", "20:00:30", 5, ["to-the-second"]],
    ["start", "20:00:30", 0, []],
    ["end", "20:00:30", 4, ["whole-days"]],
    ["end", "05:00:30", 2, ["day-left-out"]],
    ["end", "11:00:30", 3, ["to-the-second"]],
    ["end", "20:00:30", 6, []],
    ["start", "00:00:00", 2, ["to-the-second", "whole-days", "day-left-out"]],
  ];
  for (const [side, time, count, readings] of rows) {
    it(`as a ${side}, with the activity of ${time} there ${count} times, is ${readings.join(" or ") || "nothing that a zone explains"}`, () => {
      expect(readEdge(side, "date-and-time", at(time), count)).to.deep.equal(readings);
    });
  }

  it("does not tell the second where dates are plain days", () => {
    expect(readEdge("start", "plain-day", at("05:00:30"), 2)).to.deep.equal(["to-the-second", "whole-days"]);
    expect(readEdge("end", "plain-day", at("20:00:30"), 2)).to.deep.equal(["whole-days"]);
    expect(readEdge("end", "plain-day", at("05:00:30"), 1)).to.deep.equal(["to-the-second", "day-left-out"]);
  });
});
