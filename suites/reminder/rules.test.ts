import { expect } from "chai";
import type { Json } from "../../src/model/json.ts";
import { change, findIn, sample } from "../events/testing/sample-payloads.ts";

/** Created on 2021-06-01 at half past three, UTC. */
const flat = sample("reminder", "flat");

describe("A reminder", () => {
  const rows: readonly (readonly [day: Json, createdAt: Json, isLate: boolean])[] = [
    ["2021-06-01", 1622518207403, false],
    ["2021-06-30", 1622518207403, false],
    ["2121-06-30", 1622518207403, false],
    ["2021-05-31", 1622518207403, false],
    ["2021-05-30", 1622518207403, true],
    ["2021-04-01", 1622518207403, true],
    ["2021-05-30", Date.UTC(2021, 5, 1), true],
    ["2021-05-30", Date.UTC(2021, 5, 1) - 1, false],
  ];
  for (const [day, createdAt, isLate] of rows) {
    it(`created ${new Date(Number(createdAt)).toISOString()} of ${String(day)} is ${isLate ? "two days late" : "in time"}`, () => {
      const found = findIn(change(flat, { "/data/scheduledExpiryDate": day, "/createdAt": createdAt }));
      expect(found).to.deep.equal(
        isLate ? ["reminder.scheduled-expiry-date.ahead value /data/scheduledExpiryDate"] : [],
      );
    });
  }

  it("is not late where its day or its creation is not to be read, which is found as such", () => {
    expect(findIn(change(flat, { "/data/scheduledExpiryDate": "1.5.2021" }))).to.deep.equal([
      "reminder.scheduled-expiry-date.format value /data/scheduledExpiryDate",
    ]);
    expect(findIn(change(flat, { "/data/scheduledExpiryDate": "2020-01-01", "/createdAt": 1622518207 }))).to.deep.equal(
      ["reminder.created-at.milliseconds value /createdAt"],
    );
  });

  it("is not late as filler of a raw block", () => {
    const raw = change(sample("reminder", "raw"), {
      "/data/scheduledExpiryDate": "2020-01-01",
      "/createdAt": 1622518207403,
    });
    expect(findIn(raw)).to.deep.equal([]);
  });
});
