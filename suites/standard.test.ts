import { expect } from "chai";
import type { Ask } from "../src/check/standard.ts";
import { loadRealCatalog } from "../src/catalog/testing/load-real-catalog.ts";
import { resolveFilters, selectCases } from "../src/run/plan.ts";
import { createFakeHost, listCustomers, people, runSuite } from "./testing/fake-host.ts";
import { createStandard } from "./standard.ts";
import { makeCustomer, makeWorld } from "./testing/sample-world.ts";

const standard = createStandard(loadRealCatalog());

/** The other operations and the events are in the register; their suites are still to come. */
function hasSuite(id: string): boolean {
  return /^(points|transport|authentication\.points)\./.test(id);
}

describe("The Standard", () => {
  it("has cases of different names, each for requirements and operations that exist", () => {
    const ids = standard.cases.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { id, requirements, operation } of standard.cases) {
      expect(standard.catalog.operations.has(operation), id).to.equal(true);
      for (const requirement of requirements)
        expect(standard.catalog.requirements.has(requirement), `${id}: ${requirement}`).to.equal(true);
    }
    for (const { requirement } of standard.rules)
      expect(standard.catalog.requirements.has(requirement), requirement).to.equal(true);
  });

  it("has every case and rule that the register names", () => {
    const cases = new Set(standard.cases.map(({ id }) => id));
    const rules = new Set(standard.rules.map(({ requirement }) => requirement)).add(standard.events?.readable ?? "");
    for (const { id, check } of standard.catalog.requirements.values()) {
      if (!hasSuite(id)) continue;
      if ("cases" in check) for (const name of check.cases) expect(cases.has(name), `${id}: ${name}`).to.equal(true);
      if ("rule" in check) expect(rules.has(check.rule), `${id}: ${check.rule}`).to.equal(true);
    }
  });

  it("exercises on a sound host every requirement of the host that can be observed, but for what no answer had", async () => {
    const run = await runSuite(createFakeHost(), []);
    const left = run.requirements.filter(
      ({ id, status, observable, binds }) => hasSuite(id) && status !== "passed" && observable && binds === "host",
    );
    // The sound host sends no redeemableFromISO, and has no histories that know a customer.
    expect(left.map(({ id }) => id)).to.have.members(["points.redeemable-from-iso.format", "points.customer.known"]);
  });

  it("can be limited to any requirement of the host that cases show", async () => {
    const ids = [...standard.catalog.requirements.keys()];
    const run = await runSuite(createFakeHost(), []);
    for (const { id } of run.requirements.filter(({ status }) => status === "passed")) {
      const { only, unknown } = resolveFilters(standard.cases, ids, [id]);
      expect(unknown, "what is said to be shown by no case").to.deep.equal([]);
      expect(selectCases(standard.cases, only), id).to.not.deep.equal([]);
    }
  });

  it("says what was found out, and which customers of the profile did not hold, without naming them", () => {
    const world = makeWorld([
      makeCustomer(1),
      makeCustomer(2, {
        points: { state: "unknown", trouble: "refused with 8015 (HTTP 400)" },
        histories: { state: "unknown", trouble: "refused with 8015 (HTTP 400)" },
      }),
      makeCustomer(3, { histories: { state: "troubled" } }),
    ]);
    expect(standard.describeWorld(world)).to.deep.equal([
      "main: 2 of 3 customers answered, 2 loyalty programs, 0 partner programs",
      "customer-2 of the profile: refused with 8015 (HTTP 400)",
      "customer-3 of the profile, histories: no answer",
    ]);
  });

  it("keeps the places of the profile's customers in their names, and survives JSON", async () => {
    const asked: string[] = [];
    const [first, ...rest] = listCustomers(people);
    if (first === undefined) throw new Error("nobody");
    const organisation = {
      name: "main",
      relinking: "unknown",
      loyaltyPrograms: [],
      programs: [],
      customers: [{ ...first, identifiers: [] }, ...rest],
    } as const;
    const ask: Ask = async (plan) => {
      asked.push(plan.operation);
      const request = { method: "GET", url: "http://h.example/", headers: [], body: new Uint8Array(0) };
      const outcome = { kind: "failure", reason: "timeout", detail: "too late", ms: 1 } as const;
      const exchange = { id: "", operation: "points", credentials: "till", request, outcome, startedAt: "" } as const;
      return { exchange, answer: standard.interpret(exchange) };
    };
    const world = await standard.discover(organisation, ask, { writes: false, state: false });
    expect(world.customers.map(({ label }) => label)).to.deep.equal(["customer-2", "customer-3", "customer-4"]);
    expect(world).to.deep.include({ hasCredentials: false, organisation: "main" });
    expect(JSON.parse(JSON.stringify(world))).to.deep.equal(world);
    expect(asked.length).to.be.greaterThan(0);
  });
});
