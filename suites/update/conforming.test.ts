import { expect } from "chai";
import { type Choices, type FakeOptions, runFake } from "./testing/fake-host.ts";

const inTheCustomer: Choices = { place: "customer", expiry: "clock", today: "instant", limit: "both" };
const inTheRequest: Choices = {
  place: "request",
  unknownPlace: "request",
  limit: "per-customer",
  order: "reversed",
};
const merging: Choices = {
  repeatedCustomer: "merged",
  withoutType: 2002,
  names: "any-letters",
  end: "with-tier",
};
const strict: Choices = {
  repeatedCustomer: "refused",
  repeatedProgram: "refused",
  emptyLists: "refused",
  withoutUpdates: "refused",
  withoutType: 4100,
};

/** Hosts that keep to the page in their own way; some are for CHECK_DEEP=1. */
const conforming: readonly (readonly [what: string, options: FakeOptions, onlyDeep?: "deep"])[] = [
  ["that makes the usual choices", {}],
  ["with relinking off", { relinking: "off" }, "deep"],
  [
    "that refuses in the customer's status, and merges entries of one customer",
    { choices: { ...inTheCustomer, ...merging } },
  ],
  [
    "that refuses whole requests, renewals without tiers and whatever is empty or comes twice",
    { relinking: "off", choices: { ...inTheRequest, ...strict, renewalTiers: "refused" } },
  ],
  ["that refuses in the customer's status", { choices: inTheCustomer }, "deep"],
  ["that refuses whole requests and limits the programs of a customer", { choices: inTheRequest }, "deep"],
  [
    "that reports an unknown customer and the limit in each update",
    { choices: { unknownPlace: "update", unknownCode: 2004, limitPlace: "each", order: "reversed" } },
    "deep",
  ],
  [
    "that has a number of its own for an unknown customer, and limits updates in all",
    { choices: { unknownPlace: "request", unknownCode: 404, limit: "total", failureStatus: 422 } },
    "deep",
  ],
  [
    "that wants a tier to fit the kind of update, and moves an expiry to the end of its day",
    { choices: { direction: "refused", renewOther: "refused", expiry: "end-of-day", identifiers: "as-sent" } },
    "deep",
  ],
  [
    "that renews the tier held whatever is named, and wants identifiers to agree",
    { choices: { renewOther: "kept", conflict: "refused", identifiers: "mobile", failureStatus: 207 } },
    "deep",
  ],
  [
    "that merges entries of one customer, heeds no letters and lets a membership end with its tier",
    { choices: merging },
    "deep",
  ],
  ["that takes a customer and a program once, and nothing that is empty", { choices: strict }, "deep"],
  [
    "that reads leniently",
    { choices: { objectForList: "list", idAsText: "number", customersMissing: "answered", cancelDetails: "refused" } },
    "deep",
  ],
  ["that looks up the tier of a renewal", { relinking: "off", choices: { renewalTiers: "2007" } }, "deep"],
  ["that refuses a renewal without tiers", { relinking: "off", choices: { renewalTiers: "refused" } }, "deep"],
  ["without a state endpoint, that shows updates some reads later", { withoutState: true, choices: { slow: 3 } }],
  [
    "without a state endpoint, that shows updates some time later",
    { withoutState: true, choices: { lateMs: 3 } },
    "deep",
  ],
];

describe("A host that keeps to the page on updates", () => {
  for (const [what, options, onlyDeep] of conforming) {
    (onlyDeep === undefined || process.env["CHECK_DEEP"] === "1" ? it : it.skip)(`${what} is clean`, async () => {
      const run = await runFake(options);
      expect(
        run.divergences.map(
          ({ requirement, case: id, expected, actual }) => `${id} ${requirement}: ${expected}; ${actual}`,
        ),
      ).to.deep.equal([]);
      expect(
        run.cases.filter(({ status }) => status === "errored").map(({ case: id, reason }) => `${id}: ${reason}`),
      ).to.deep.equal([]);
      expect(run.account.passed).to.be.greaterThan(150);
      // One relinking waits, which one of five cases cancels, and three more need a state endpoint; nothing else is kept from
      // running by what is late.
      if (options.withoutState === true) expect(run.account.couldNotRun).to.equal(7);
    });
  }
});
