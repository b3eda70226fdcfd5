import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { type Json, parseJson } from "../src/model/json.ts";
import { findMembership, findPartnerProgram } from "./find-named.ts";
import type { Customer, Fixtures, Membership, Organisation } from "./fixtures.ts";
import { type MockHost, createHost } from "./host.ts";
import { providerStateNames } from "./provider-states.ts";
import { createRandom } from "./random.ts";

const own = parse(readFileSync(new URL("./fixtures/default.yaml", import.meta.url), "utf8")) as Fixtures;

/** Fixtures in which nearly everything is missing. */
const bare: Fixtures = {
  fixtures: 1,
  clock: "2026-11-20T09:30:00Z",
  organisations: [
    {
      name: "bare",
      till: { user: "till.bare", password: "open-sesame" },
      defaultProgram: 1,
      programs: [{ id: 1, name: "Only" }],
      customers: [],
    },
  ],
};

type Values = Readonly<Record<string, Json>>;

describe("provider states", () => {
  let host: MockHost;
  const start = (fixtures: Fixtures): void => {
    host = createHost({ fixtures, random: createRandom(1) });
  };
  const set = (state: string, params: Values = {}, action: "setup" | "teardown" = "setup"): Values => {
    const result = host.setState({ state, params, action });
    if (result === undefined) throw new Error(`unknown: ${state}`);
    return result.values;
  };
  const readOrganisation = (): Organisation => host.state().organisations[0] as Organisation;
  const readCustomer = ({ id }: Values): Customer =>
    readOrganisation().customers.find((each) => each.id === id) as Customer;
  const readMembership = (values: Values): Membership | undefined => {
    const program = findPartnerProgram(readOrganisation(), values["partnerProgramName"]);
    return program && findMembership(readCustomer(values), program);
  };
  const update = async (customer: Values, change: Values): Promise<unknown> => {
    const { user, password } = readOrganisation().till;
    const reply = await host.handle({
      method: "POST",
      url: "http://mock.example/v2/partnerProgram/customerPartnerProgramUpdate",
      headers: [
        ["Authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`],
        ["Content-Type", "application/json"],
      ],
      body: new TextEncoder().encode(
        JSON.stringify({
          customersPartnerUpdates: [{ customer: { id: customer["id"] }, partnerProgramUpdates: [change] }],
        }),
      ),
    });
    const parsed = parseJson(reply.kind === "response" ? reply.response.body : new Uint8Array());
    const text = JSON.stringify(parsed.kind === "json" ? parsed.value : "");
    return /"updateStatus":\{[^}]*"code":(\d+)/.exec(text)?.[1];
  };

  for (const [name, fixtures] of Object.entries({ "the package's own": own, "nearly empty": bare })) {
    describe(`on ${name} fixtures`, () => {
      beforeEach(() => start(fixtures));

      for (const state of providerStateNames) {
        it(`brings about that ${state}, and teardown puts everything back`, () => {
          const before = JSON.stringify(sortDeep(host.state()));
          const values = set(state);
          expect(set(state)).to.deep.equal(values);
          set(state, {}, "teardown");
          expect(JSON.stringify(sortDeep(host.state()))).to.equal(before);
        });

        it(`brings about for a new customer that ${state}, and teardown puts everything back`, () => {
          const before = JSON.stringify(sortDeep(host.state()));
          const params = { mobile: "4915100000001", partnerProgramName: "Brand-New Program" };
          set(state, params);
          set(state, params, "teardown");
          expect(JSON.stringify(sortDeep(host.state()))).to.equal(before);
        });
      }

      it("link a customer to a partner program, in a tier until a day", async () => {
        const params = {
          partnerProgramName: "Apparel-Partner",
          tier: "Bronze",
          tierExpiry: "2027-12-29T23:59:59+05:30",
        };
        const values = set("customer is linked to a partner program", { externalId: "EXT-PACT", ...params });
        expect(values).to.include({ externalId: "EXT-PACT", tier: "Bronze", tierExpiry: params.tierExpiry });
        expect(values).to.include({ partnerProgramName: "Apparel-Partner", partnerProgramType: "EXTERNAL" });
        expect(values["partnerProgramId"]).to.be.a("number");
        expect(values["membershipId"]).to.be.a("string");
        expect(readMembership(values)).to.include({ linked: true, tier: "Bronze", tierExpiry: params.tierExpiry });
        const details = { updatedTierName: "Gold" };
        const change = { partnerProgramName: "Apparel-Partner", updateType: "UPGRADE", updateDetails: details };
        expect(await update(values, change)).to.equal("200");
        set("customer is not linked to the partner program", { externalId: "EXT-PACT", ...params });
        expect(readMembership(values)).to.equal(undefined);
        expect(await update(values, change)).to.equal("2004");
      });

      it("name a program to which the customer is not linked where none is named", () => {
        const values = set("customer is not linked to the partner program", { mobile: "919700000011" });
        expect(values["partnerProgramName"]).to.be.a("string");
        expect(findPartnerProgram(readOrganisation(), values["partnerProgramName"])).to.not.equal(undefined);
        expect(readMembership(values)).to.equal(undefined);
      });

      it("queue a relink for a day, which can be cancelled once", async () => {
        const params = { mobile: "4915100000002", start: "2027-03-01T00:00:00Z", end: "2028-02-29T23:59:59Z" };
        const values = set("a relink is pending", params);
        expect(values).to.include({ start: params.start, end: params.end, partnerProgramType: "SUPPLEMENTARY" });
        expect(readMembership(values)?.relink).to.deep.equal({ start: params.start, end: params.end });
        const change = {
          partnerProgramName: values["partnerProgramName"] ?? "",
          updateType: "MEMBERSHIP_RELINKING_CANCELLED",
        };
        expect(await update(values, change)).to.equal("200");
        expect(await update(values, change)).to.equal("2027");
      });

      it("leave no relink pending, nor a trace of it", async () => {
        const params = { mobile: "4915100000003", partnerProgramName: "SPP_1" };
        set("a relink is pending", params);
        const values = set("no relink is pending", params);
        expect(readMembership(values)).to.include({ linked: true }).and.not.have.property("relink");
        expect(readMembership(values)?.activities?.map(({ type }) => type)).to.deep.equal([
          "SUPPLEMENTARY_MEMBERSHIP_STARTED",
        ]);
        expect(await update(values, { ...params, updateType: "MEMBERSHIP_RELINKING_CANCELLED" })).to.equal("2027");
      });

      it("take back no relink whose day has come, since histories have shown it by then", () => {
        const params = { mobile: "4915100000006", partnerProgramName: "SPP_1", start: "2099-01-04T10:00:00Z" };
        const typesOf = (values: Values) => readMembership(values)?.activities?.map(({ type }) => type);
        const done = [
          "SUPPLEMENTARY_MEMBERSHIP_STARTED",
          "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED",
          "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
        ];
        for (const [state, types] of [
          ["no relink is pending", done],
          ["a relink is pending", [...done, "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED"]],
        ] as const) {
          start(fixtures);
          set("a relink is pending", params);
          host.setClock("2099-01-05T12:00:00Z");
          const values = set(state, { ...params, start: "2099-02-01T10:00:00Z" });
          expect(typesOf(values)).to.have.members(types);
          expect(readMembership(values)?.start).to.equal(params.start);
        }
      });

      it("turn relinking on and off", async () => {
        const values = set("no relink is pending", { mobile: "4915100000004", partnerProgramName: "SPP_1" });
        const change = { partnerProgramName: "SPP_1", updateType: "MEMBERSHIP_RELINKING_CANCELLED" };
        expect(set("relinking is disabled for the organisation")).to.deep.include({ relinking: false });
        expect(await update(values, change)).to.equal("2026");
        expect(set("relinking is enabled for the organisation")).to.deep.include({ relinking: true });
        expect(await update(values, change)).to.equal("2027");
      });

      it("give a customer as many partner programs as are asked for, each with a start of its own, or none", () => {
        const values = set("customer has many partner programs", { mobile: "4915100000005", count: 23 });
        expect(values["count"]).to.equal(23);
        expect(values["partnerProgramNames"]).to.have.length(23);
        const { memberships = [] } = readCustomer(values);
        expect(new Set(memberships.map(({ program }) => program)).size).to.equal(23);
        expect(new Set(memberships.map(({ start: each }) => each)).size).to.equal(23);
        expect(readCustomer(set("customer has many partner programs")).memberships?.length).to.be.at.least(12);
        set("customer has no partner programs", { mobile: "4915100000005" });
        expect(readCustomer(values).memberships).to.deep.equal([]);
      });

      it("have benefits availed on given days", () => {
        const dates = ["2026-11-01T10:00:00Z", "2026-10-01T10:00:00Z"];
        const values = set("benefits were availed", { mobile: "4915100000006", benefit: "Free Dessert", dates });
        expect(values).to.deep.include({ benefit: "Free Dessert", dates });
        expect(readMembership(values)?.benefitsAvailed).to.deep.equal(
          dates.map((date) => ({ benefit: "Free Dessert", type: "BENEFIT_AVAILED", date })),
        );
        const program = findPartnerProgram(readOrganisation(), values["partnerProgramName"]);
        expect(program?.benefits?.map(({ name: each }) => each)).to.include("Free Dessert");
      });

      it("let a tier and a membership end on a day or in some days", () => {
        const now = Date.parse(fixtures.clock);
        const inDays = (text: unknown): number => Math.round((Date.parse(String(text)) - now) / 86_400_000);
        const soon = set("customer has a tier that expires", { mobile: "4915100000008", days: 3 });
        expect(inDays(soon["tierExpiry"])).to.equal(3);
        expect(readMembership(soon)).to.include({ tier: soon["tier"], tierExpiry: soon["tierExpiry"], linked: true });
        const params = { mobile: "4915100000008", tier: "Bronze", tierExpiry: "2027-01-01T00:00:00Z" };
        expect(set("customer has a tier that expires", params)).to.include({ tier: "Bronze" });
        const ending = set("a supplementary membership is about to expire", { mobile: "4915100000009" });
        expect(inDays(readMembership(ending)?.end)).to.equal(10);
        const { mobile = "", partnerProgramName = "" } = ending;
        const event = "supplementaryMembershipExpiryReminder";
        expect(host.emit({ event, customer: { mobile }, program: String(partnerProgramName) })).to.have.keys("eventId");
      });

      it("delink a customer, whom updates then find linked to nothing", async () => {
        const params = { mobile: "4915100000010", partnerProgramName: "Past", end: "2026-11-01T00:00:00Z" };
        const values = set("customer was delinked from a partner program", params);
        expect(readMembership(values)).to.include({ linked: false, end: params.end });
        const change = {
          partnerProgramName: "Past",
          updateType: "RENEW",
          updateDetails: { updatedTierName: "Silver" },
        };
        expect(await update(values, change)).to.equal("2004");
      });

      it("record activities, those that are given or as many as are asked for", () => {
        const activities = [{ type: "ENROLLMENT", date: "2026-10-01T10:00:00Z" }];
        const given = set("activities were recorded", { mobile: "4915100000011", activities });
        expect(readMembership(given)?.activities).to.deep.equal(activities);
        const many = set("activities were recorded", { mobile: "4915100000011", count: 25 });
        expect(readMembership(many)?.activities).to.have.length(25);
        expect(many["count"]).to.equal(25);
      });

      it("promise points in as many programs as are asked for", () => {
        const values = set("customer has promised points in several programs", { mobile: "4915100000012", count: 7 });
        expect(values["programIds"]).to.have.length(7);
        const ids = readOrganisation().programs.map(({ id }) => id);
        expect(ids).to.include.members(values["programIds"] as readonly number[]);
      });

      it("promise points that become redeemable soon, and name days that are theirs in no time zone", () => {
        const params = { mobile: "4915100000013", days: 10, amount: 12.5 };
        const values = set("customer has promised points some days ahead", params);
        const [only, ...others] = readCustomer(values).promisedPoints ?? [];
        expect(others).to.deep.equal([]);
        expect(only).to.deep.include({ points: "12.5", programId: values["programId"] });
        expect(Date.parse(String(only?.redeemableFrom)) - Date.parse(String(values["dayBeforeAll"]))).to.equal(
          2 * 864e5,
        );
        expect(Date.parse(String(values["dayAfterAll"])) - Date.parse(String(only?.redeemableFrom))).to.equal(
          2 * 864e5,
        );
        expect(() => set("customer has promised points some days ahead", { amount: "much" })).to.throw(/^amount is/);
      });

      it("link a customer once to a program, and to programs of both kinds", () => {
        const values = set("customer has one membership in a partner program", { mobile: "4915100000014" });
        expect(readCustomer(values).memberships?.filter(({ linked }) => linked)).to.have.length(1);
        const both = set("customer has partner programs of both kinds", { mobile: "4915100000015" });
        const own = (readCustomer(both).memberships ?? []).map(({ program }) => program);
        const types = (readOrganisation().partnerPrograms ?? [])
          .filter(({ id }) => own.includes(id))
          .map(({ type }) => type);
        expect(types).to.have.members(["EXTERNAL", "SUPPLEMENTARY"]);
      });

      it("combine on one customer", () => {
        const params = { mobile: "4915100000007" };
        const linked = set("customer is linked to a partner program", { ...params, partnerProgramName: "One" });
        set("a relink is pending", { ...params, partnerProgramName: "Two" });
        set("customer has promised points", params);
        expect(readCustomer(linked).memberships).to.have.length(2);
        expect(readCustomer(linked).promisedPoints).to.have.length(1);
      });
    });
  }

  it("are all described to whoever asks for them", () => {
    const page = readFileSync(new URL("../docs/provider-states.md", import.meta.url), "utf8");
    const described = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, state]) => state);
    expect(described).to.have.members(providerStateNames);
  });

  it("mean the same customer at teardown where none is named, whatever became of them meanwhile", () => {
    start(own);
    const before = JSON.stringify(sortDeep(host.state()));
    const values = set("a relink is pending");
    set("customer does not exist", { id: values["id"] ?? 0 });
    expect(readCustomer(values)).to.equal(undefined);
    set("a relink is pending", {}, "teardown");
    expect(JSON.stringify(sortDeep(host.state()))).to.equal(before);
  });

  it("leave a program that they made to the customers who are still in it", () => {
    start(bare);
    const link = (mobile: string, action: "setup" | "teardown"): Values =>
      set("customer is linked to a partner program", { mobile, partnerProgramName: "Shared" }, action);
    link("1", "setup");
    link("2", "setup");
    link("1", "teardown");
    expect(findPartnerProgram(readOrganisation(), "Shared")).to.not.equal(undefined);
    link("2", "teardown");
    expect(readOrganisation()).to.deep.equal(bare.organisations[0]);
  });

  it("say which parameter cannot be read", () => {
    start(own);
    const linked = "customer is linked to a partner program";
    for (const [state, params, message] of [
      [linked, { tier: 1 }, /^tier is/],
      [linked, { tierExpiry: "tomorrow" }, /^tierExpiry is/],
      [linked, { partnerProgramType: "INTERNAL" }, /^partnerProgramType is one of/],
      [
        linked,
        { partnerProgramName: "New", partnerProgramId: 2101 },
        /^partnerProgramId 2101 is that of Skyline Miles/,
      ],
      ["a relink is pending", { partnerProgramName: "Skyline Miles" }, /^Skyline Miles is no SUPPLEMENTARY/],
      ["customer has many partner programs", { count: 1e9 }, /^count is a whole number/],
      ["customer exists", { id: "" }, /^id is a whole number/],
      ["customer exists", { id: "12a" }, /^id is a whole number/],
      ["customer exists", { mobile: "" }, /^mobile is a text/],
      ["customer exists", { email: { is: "nobody" } }, /^email is a text/],
      ["activities were recorded", { activities: [{ type: "ENROLLMENT", date: "then" }] }, /^activities is a list/],
      ["customer has a tier that expires", { days: -1 }, /^days is a whole number/],
      ["benefits were availed", { dates: "2026-11-01T10:00:00Z" }, /^dates is a list/],
    ] as const) {
      expect(() => set(state, params), state).to.throw(RangeError, message);
    }
  });

  it("concern the organisation that is named", () => {
    start({
      ...bare,
      organisations: ["one", "two"].map((name) => ({ ...bare.organisations[0], name }) as Organisation),
    });
    set("relinking is enabled for the organisation", { organisation: "two" });
    set("customer exists", { organisation: "two", mobile: "5" });
    const seen = host.state().organisations.map(({ relinking = false, customers }) => [relinking, customers.length]);
    expect(seen).to.deep.equal([
      [false, 0],
      [true, 1],
    ]);
    expect(host.setState({ state: "customer exists", params: { organisation: "three" } })).to.equal(undefined);
  });
});

/** The value with its members and its customers in one order, which teardown need not keep. */
function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) {
    const sorted = value.map(sortDeep);
    return sorted.every((each) => typeof each === "object" && each !== null && "id" in each)
      ? sorted.sort((a, b) => (a as Customer).id - (b as Customer).id)
      : sorted;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sortDeep(member)]));
}
