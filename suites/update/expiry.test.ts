import { expect } from "chai";
import { createDraw } from "../../src/generate/draw.ts";
import {
  drawExpiry,
  drawFarExpiry,
  isCut,
  isPast,
  isUnknownForm,
  readExpiry,
  shiftDays,
  shiftExpiry,
  writeExpiry,
} from "./expiry.ts";

const now = "2031-02-01T12:00:00Z";

describe("An expiry", () => {
  const times: readonly (readonly [expiry: string, isPast: string])[] = [
    ["2031-01-30T12:00:00+00:00", "yes"],
    ["2031-01-30T17:30:00+05:30", "yes"],
    ["2031-01-30T12:00:01+00:00", "perhaps"],
    ["2031-02-01T11:59:00+00:00", "perhaps"],
    ["2031-02-03T11:00:00+00:00", "perhaps"],
    ["2031-02-03T12:00:01+00:00", "no"],
    ["2001-02-03", "perhaps"],
    ["long ago", "no"],
  ];
  for (const [expiry, past] of times) {
    it(`of ${expiry} is past: ${past}`, () => expect(isPast(expiry, now)).to.equal(past));
  }

  const forms: readonly (readonly [expiry: string, unknown: string])[] = [
    ["2027-12-29T23:59:59+05:30", "no"],
    ["2027-12-29T23:59:59-08:00", "no"],
    ["2027-12-29T23:59:59Z", "perhaps"],
    ["2027-12-29", "perhaps"],
    ["20271229T235959Z", "perhaps"],
    ["2027-13-01T00:00:00+00:00", "yes"],
    ["12/29/2027", "yes"],
    ["next summer", "yes"],
  ];
  for (const [expiry, unknown] of forms) {
    it(`like ${expiry} has to be refused: ${unknown}`, () => expect(isUnknownForm(expiry)).to.equal(unknown));
  }

  const readings: readonly (readonly [sent: string, shown: string, readings: readonly string[]])[] = [
    ["2032-05-10T12:34:56+05:30", "2032-05-10T07:04:56Z", ["same-instant"]],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T12:34:56Z", ["same-clock-time"]],
    ["2032-05-10T12:34:56+00:00", "2032-05-10T12:34:56Z", ["same-instant", "same-clock-time"]],
    ["2032-05-10T12:34:56+00:00", "2032-05-10T12:34:56.789Z", ["same-instant", "same-clock-time"]],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T18:29:59Z", ["same-day"]],
    ["2032-05-10T12:34:56-08:00", "2032-05-11T07:59:59Z", ["same-day"]],
    ["2032-05-10T12:34:56+05:30", "2032-05-11T07:04:56Z", []],
    ["2032-05-10T12:34:56+05:30", "2032-05-09T12:34:56Z", []],
    ["2032-05-10T12:34:56+05:30", "2033-05-10T07:04:56Z", []],
  ];
  for (const [sent, shown, expected] of readings) {
    it(`of ${sent} that is shown as ${shown} agrees with ${expected.join(" and ") || "no reading"}`, () => {
      expect(readExpiry(sent, shown)).to.deep.equal(expected);
    });
  }

  const cuts: readonly (readonly [sent: string, shown: string, isCut: boolean])[] = [
    ["2032-05-10T12:34:56+05:30", "2032-05-10T07:00:00Z", true],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T06:30:00Z", true],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T12:00:00Z", true],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T07:04:00Z", true],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T07:04:56Z", false],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T18:29:59Z", false],
    ["2032-05-10T12:34:56+05:30", "2032-05-10T00:00:00Z", false],
  ];
  for (const [sent, shown, cut] of cuts) {
    it(`of ${sent} that is shown as ${shown} has ${cut ? "" : "not "}lost a part of its time`, () => {
      expect(isCut(sent, shown)).to.equal(cut);
    });
  }

  it("is followed by one on the next day, at another time in the same offset", () => {
    expect(shiftExpiry("2032-05-31T11:34:56+05:30")).to.equal("2032-06-01T14:41:56+05:30");
    expect(shiftExpiry("2032-05-10T12:34:56-08:00")).to.equal("2032-05-11T09:41:56-08:00");
  });

  it("may lie decades ahead, beyond thirty-two bits of seconds", () => {
    for (let seed = 1; seed < 9; seed += 1) {
      const draw = createDraw(seed, "x");
      expect(Date.parse(drawFarExpiry(now, draw))).to.be.within(2 ** 31 * 1000, Date.parse("2065-01-01"));
      expect(drawFarExpiry("2090-01-01T00:00:00Z", draw).slice(0, 4)).to.match(/^21[012]\d$/);
    }
  });

  it("is written as the page's sample is, in any offset", () => {
    const instant = Date.parse("2027-12-29T18:29:59Z");
    expect(writeExpiry(instant, "+05:30")).to.equal("2027-12-29T23:59:59+05:30");
    expect(writeExpiry(instant, "-08:00")).to.equal("2027-12-29T10:29:59-08:00");
    expect(writeExpiry(shiftDays(now, -3))).to.equal("2031-01-29T12:00:00+00:00");
  });

  it("is drawn some weeks after the present one, at no time of day that hosts round to", () => {
    for (let seed = 1; seed < 40; seed += 1) {
      const expiry = drawExpiry("2032-03-31T18:29:59Z", createDraw(seed, "x"), "-08:00");
      expect(expiry).to.match(/^2032-0[4-6]-\d\dT(09|1[0-5]):\d\d:\d\d-08:00$/);
      expect(isUnknownForm(expiry)).to.equal("no");
    }
  });
});
