import { expect } from "chai";
import { type Choices, type FakeOptions, listFound, runFake } from "./testing/fake-host.ts";

type Row = readonly [requirement: string, reading: string, choices: Choices, options?: FakeOptions];

/** A host that follows each reading, and what is then observed. */
const rows: readonly Row[] = [
  ["update.identifiers.answered", "all-known", {}],
  ["update.identifiers.answered", "some", { identifiers: "mobile" }],
  ["update.identifier.conflict", "one-of-them", {}],
  ["update.identifier.conflict", "refused", { conflict: "refused" }],
  ["update.unknown-customer.code", "code-8015", {}],
  ["update.unknown-customer.code", "code-of-the-page", { unknownCode: 2004 }],
  ["update.unknown-customer.code", "other-code", { unknownCode: 404 }],
  [
    "update.unknown-customer.code",
    "no-code",
    {},
    { twist: () => ({ status: 404, body: "<p>no</p>", type: "text/html" }) },
  ],
  ["update.unknown-customer.place", "customer", {}],
  ["update.unknown-customer.place", "update", { unknownPlace: "update" }],
  ["update.unknown-customer.place", "request", { unknownPlace: "request" }],
  ["update.program-name.letters", "exact", {}],
  ["update.program-name.letters", "any-letters", { names: "any-letters" }],
  ["update.tier-name.letters", "exact", {}],
  ["update.tier-name.letters", "any-letters", { names: "any-letters" }],
  ["update.effect.end", "kept", {}],
  ["update.effect.end", "with-tier", { end: "with-tier" }],
  ["update.batch.limit", "customers", {}],
  ["update.batch.limit", "per-customer", { limit: "per-customer" }],
  ["update.batch.limit", "total", { limit: "total" }],
  ["update.batch.limit", "both", { limit: "both" }],
  ["update.batch.order", "any-order", { order: "reversed" }],
  ["update.batch.same-customer", "each", {}],
  ["update.batch.same-customer", "merged", { repeatedCustomer: "merged" }],
  ["update.batch.same-customer", "refused", { repeatedCustomer: "refused" }],
  ["update.batch.same-program", "each", {}],
  ["update.batch.same-program", "merged", { repeatedProgram: "merged" }],
  ["update.batch.same-program", "refused", { repeatedProgram: "refused" }],
  ["update.batch.no-customers", "no-results", {}],
  ["update.batch.no-customers", "refused", { emptyLists: "refused" }],
  ["update.batch.no-updates", "no-results", {}],
  ["update.batch.no-updates", "refused", { emptyLists: "refused" }],
  ["update.upgrade.direction", "as-asked", {}],
  ["update.upgrade.direction", "refused", { direction: "refused" }],
  ["update.renew.other-tier", "moved", {}],
  ["update.renew.other-tier", "kept", { renewOther: "kept" }],
  ["update.renew.other-tier", "refused", { renewOther: "refused" }],
  ["update.expiry.set", "same-instant", {}],
  ["update.expiry.set", "same-clock-time", { expiry: "clock" }],
  ["update.expiry.set", "same-day", { expiry: "end-of-day" }],
  ["update.expiry.today", "day", {}],
  ["update.expiry.today", "instant", { today: "instant" }],
  ["update.cancel.with-details", "ignored", {}],
  ["update.cancel.with-details", "refused", { cancelDetails: "refused" }],
  ["update.renewal.tier", "any-name", {}, { relinking: "off" }],
  ["update.renewal.tier", "unknown-tier", { renewalTiers: "2007" }, { relinking: "off" }],
  ["update.renewal.tier", "refused", { renewalTiers: "refused" }, { relinking: "off" }],
  ["update.failure.place", "update", {}],
  ["update.failure.place", "customer", { place: "customer" }],
  ["update.failure.place", "request", { place: "request" }],
  ["update.required.customers", "refused", {}],
  ["update.required.customers", "nothing-updated", { customersMissing: "answered" }],
  ["update.required.updates", "refused", { withoutUpdates: "refused" }],
  ["update.required.updates", "nothing-updated", {}],
  ["update.required.update-type", "code-2002", { withoutType: 2002 }],
  ["update.required.update-type", "code-2009", {}],
  ["update.required.update-type", "otherwise", { withoutType: 4100 }],
  ["update.types.lists", "refused", {}],
  ["update.types.lists", "list-of-one", { objectForList: "list" }],
  ["update.types.texts", "refused", {}],
  ["update.types.texts", "as-number", { idAsText: "number" }],
];

describe("Where the page on updates is silent", function () {
  this.timeout(30_000);
  for (const [requirement, reading, choices, options = {}] of rows) {
    it(`${requirement} is seen as ${reading}`, async () => {
      const run = await runFake({ ...options, choices }, [requirement]);
      const seen = run.readings.find((one) => one.requirement === requirement);
      expect(seen).to.deep.include({ state: "observed", readings: [reading] });
      expect(listFound(run)).to.deep.equal([]);
    });
  }

  const undecided: readonly (readonly [requirement: string, readings: readonly string[], choices: Choices])[] = [
    ["update.batch.order", ["as-sent", "any-order"], {}],
    ["update.identifiers.answered", ["as-sent", "some"], { identifiers: "as-sent" }],
  ];
  for (const [requirement, readings, choices] of undecided) {
    it(`${requirement} cannot be told to be ${readings.join(" or ")} where it may have come about by chance`, async () => {
      const run = await runFake({ choices }, [requirement]);
      const seen = run.readings.find((one) => one.requirement === requirement);
      expect(seen).to.deep.include({ state: "undecided", readings });
      expect(listFound(run)).to.deep.equal([]);
    });
  }
});
