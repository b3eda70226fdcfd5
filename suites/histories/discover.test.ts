import { expect } from "chai";
import type { RequestPlan } from "../../src/model/case.ts";
import { type HttpRequest, noBody, type Outcome } from "../../src/model/http.ts";
import { interpretExchange } from "../interpret.ts";
import type { Identifier, PartnerProgram } from "../world.ts";
import { discoverHistories } from "./discover.ts";
import { makePeople, present } from "./testing/fake-data.ts";
import { alterEntries, createFakeHost, type FakeOptions, isAnswer, refuse } from "./testing/fake-host.ts";

const authorization = ["Authorization", `Basic ${Buffer.from("till-9:kept-dark").toString("base64")}`] as const;
const mobile = (number: number): Identifier => ({ name: "mobile", value: `491700000000${number}` });
const failed: Outcome = { kind: "failure", reason: "timeout", detail: "too late", ms: 1 };

function person(number: number, ...identifiers: readonly [Identifier, ...Identifier[]]) {
  return { label: `customer-${number}`, identifiers, source: "INSTORE", writable: false, is: [] };
}

/** Discovery against a host; `outcome` replaces what it does, by the request's number from 1. */
async function discover(
  list: readonly ReturnType<typeof person>[],
  options: FakeOptions & {
    readonly activityTypes?: readonly string[];
    readonly programs?: readonly PartnerProgram[];
    readonly outcome?: (count: number, plan: RequestPlan) => Outcome | undefined;
  } = {},
) {
  const host = createFakeHost(options);
  const asked: string[] = [];
  const found = await discoverHistories(
    list,
    {
      activityTypes: options.activityTypes ?? ["benefitsAvailed", "BENEFITS_AVAILED"],
      programs: options.programs ?? [],
      now: () => "2031-02-01T11:00:00.000Z",
    },
    (plan) => {
      const url = `http://h.example/v2/partnerProgram/customerActivityHistories?${new URLSearchParams(Object.fromEntries(plan.query ?? [])).toString()}`;
      const request: HttpRequest = { method: "GET", url, headers: [authorization], body: noBody };
      const query = new Map(plan.query);
      const names = ["identifierValue", "activityType", "offset", "startDate"];
      asked.push(names.flatMap((name) => query.get(name) ?? []).join(" "));
      const outcome: Outcome = options.outcome?.(asked.length, plan) ?? {
        kind: "response",
        ms: 1,
        response: host(request),
      };
      const exchange = {
        id: "",
        operation: "histories",
        credentials: "till",
        request,
        outcome,
        startedAt: "",
      } as const;
      return Promise.resolve({ exchange, answer: interpretExchange(exchange) });
    },
  );
  return { ...found, asked };
}

describe("discoverHistories", () => {
  it("finds memberships as the answers show them, and what waits in them", async () => {
    const { people, partnerPrograms, now, dateForm, activityKinds, activityTypes } = await discover([
      person(1, mobile(1)),
      person(5, mobile(5)),
    ]);
    expect({ now, dateForm, activityKinds, activityTypes }).to.deep.equal({
      now: new Date(present).toISOString(),
      dateForm: "date-and-time",
      activityKinds: ["benefitsAvailed", "linkingUpdates"],
      activityTypes: ["benefitsAvailed", "BENEFITS_AVAILED"],
    });
    const [first, second] = people.map(({ facts }) => facts);
    expect(first).to.include({ state: "answered", total: 3 });
    expect(first?.memberships.find(({ programId }) => programId === 71)).to.deep.equal({
      programId: 71,
      programName: "Harbour Club",
      type: "EXTERNAL",
      linked: true,
      tierBased: true,
      tierName: "Silver",
      tierNumber: 2,
      tierExpiry: "2033-01-31T18:29:59Z",
      start: "2029-03-01T08:00:00Z",
      end: "2034-02-28T18:29:59Z",
      relinkPending: false,
      linkingActivities: 1,
      benefitActivities: 4,
    });
    expect(first?.memberships.map(({ programId }) => programId)).to.deep.equal([81, 71, 82]);
    expect(first?.benefitDates).to.deep.equal([
      "2029-06-01T06:06:06.000Z",
      "2029-10-10T10:10:10.000Z",
      "2030-03-05T15:05:05.000Z",
      "2030-07-21T09:40:20.000Z",
      "2030-11-02T07:30:00.000Z",
      "2030-12-10T13:20:10.000Z",
      "2031-01-10T09:15:30.000Z",
    ]);
    expect(first?.activityTypes).to.deep.equal([
      "BENEFIT_USED",
      "ENROLLMENT",
      "PARTNER_PROGRAM_EARLY_EXPIRY",
      "SUPPLEMENTARY_MEMBERSHIP_STARTED",
    ]);
    expect(second?.memberships).to.have.lengthOf(1);
    expect(second?.memberships[0]).to.include({ programId: 81, relinkPending: true, linkingActivities: 2 });
    expect(partnerPrograms.map(({ name, id, type, tiers }) => ({ name, id, type, tiers }))).to.deep.include.members([
      { name: "Harbour Club", id: 71, type: "EXTERNAL", tiers: ["Silver"] },
      { name: "Veg Box", id: 81, type: "SUPPLEMENTARY", tiers: [] },
    ]);
  });

  it("adds what reads show to the profile's programs, and tiers that nobody listed", async () => {
    const programs = [
      { name: "Harbour Club", tiers: ["Bronze", "Gold"] },
      { name: "Nowhere", tiers: ["Only"] },
    ];
    const { partnerPrograms } = await discover([person(1, mobile(1))], { programs });
    expect(partnerPrograms.slice(0, 2)).to.deep.equal([
      { id: 71, type: "EXTERNAL", name: "Harbour Club", tiers: ["Bronze", "Gold", "Silver"] },
      { name: "Nowhere", tiers: ["Only"] },
    ]);
  });

  it("reads page after page, and no further than the total", async () => {
    const many = person(4, { name: "externalId", value: "KX-4" });
    const { people, asked } = await discover([many], { choices: { reach: "all" } });
    expect(people[0]?.facts.memberships).to.have.lengthOf(12);
    expect(asked.slice(0, 4)).to.deep.equal([
      "KX-4 benefitsAvailed",
      "KX-4 benefitsAvailed 10",
      "KX-4 linkingUpdates",
      "KX-4 linkingUpdates 10",
    ]);
    const stuck = await discover([many], { choices: { reach: "all" }, misread: (query) => query.delete("offset") });
    expect(stuck.people[0]?.facts.memberships.length).to.be.lessThan(25);
    expect(stuck.asked.length).to.be.lessThan(16);
  });

  it("finds what only one kind of activities shows", async () => {
    const twist: FakeOptions["twist"] = (reply, { kind }) =>
      kind === "benefits" && isAnswer(reply)
        ? { ...reply, body: { ...reply.body, data: reply.body.data.slice(1) } }
        : reply;
    const { people } = await discover([person(1, mobile(1))], { twist });
    expect(people[0]?.facts.memberships.map(({ programId }) => programId)).to.have.members([71, 81, 82]);
  });

  it("leaves out a membership that has no id or no name", async () => {
    const twist: FakeOptions["twist"] = (reply) =>
      alterEntries(reply, ({ partnerProgramDetails: details }) => {
        if (details["partnerProgramId"] === 71) details["partnerProgramId"] = "71";
        if (details["partnerProgramId"] === 82) delete details["partnerProgramName"];
      });
    const { people } = await discover([person(1, mobile(1))], { twist });
    expect(people[0]?.facts.memberships.map(({ programId }) => programId)).to.deep.equal([81]);
  });

  it("prefers the spelling that is answered, and asks for it from then on", async () => {
    const { activityTypes, activityKinds, asked } = await discover([person(1, mobile(1)), person(2, mobile(2))], {
      choices: { spellings: ["BENEFITS_AVAILED"], linking: "refused" },
    });
    expect(activityTypes).to.deep.equal(["BENEFITS_AVAILED", "benefitsAvailed"]);
    expect(activityKinds).to.deep.equal(["BENEFITS_AVAILED"]);
    expect(asked.filter((one) => one.includes("benefitsAvailed"))).to.deep.equal([
      `${mobile(1).value} benefitsAvailed`,
    ]);
  });

  it("finds the form of dates that is taken", async () => {
    const found = await discover([person(1, mobile(1))], { choices: { forms: ["plain-day"] } });
    expect(found.dateForm).to.equal("plain-day");
    expect((await discover([person(1, mobile(1))], { choices: { forms: [] } })).dateForm).to.equal(undefined);
  });

  it("takes the present from notes alone that span a year", async () => {
    expect((await discover([person(1, mobile(1))], { choices: { notes: "never" } })).now).to.equal(undefined);
    const twist: FakeOptions["twist"] = (reply) =>
      alterEntries(reply, (entry) => {
        entry.notes = "from Wed Jan 01 12:00:00 GMT 2031 till Sat Feb 01 12:00:00 GMT 2031";
      });
    expect((await discover([person(1, mobile(1))], { twist })).now).to.equal(undefined);
  });

  it("tells a customer who is unknown from one who is refused, and one without programs from both", async () => {
    const stranger = person(9, { name: "mobile", value: "4999" });
    const nobody = person(3, mobile(3));
    const { people } = await discover([stranger, nobody]);
    expect(people.map(({ facts }) => facts)).to.deep.equal([
      {
        state: "unknown",
        trouble: "refused with 8015 (HTTP 400)",
        refusedWith: [8015],
        memberships: [],
        benefitDates: [],
      },
      { state: "answered", memberships: [], total: 0, benefitDates: [] },
    ]);
    const refused = await discover([nobody], { choices: { nothing: "refused" } });
    expect(refused.people[0]?.facts).to.include({ state: "troubled" });
    expect(refused.people[0]?.facts.refusedWith).to.deep.equal([2011]);
  });

  it("puts an identifier first that the host knows", async () => {
    const { people } = await discover([person(1, { name: "email", value: "x@y.example" }, mobile(1))]);
    expect(people[0]?.person.identifiers[0]).to.deep.equal(mobile(1));
    expect(people[0]?.facts.state).to.equal("answered");
  });

  it("asks no more about somebody whose request is not answered", async () => {
    const { asked, people } = await discover([person(1, mobile(1))], { outcome: () => failed });
    expect(asked).to.have.lengthOf(1);
    expect(people[0]?.facts.state).to.equal("troubled");
    expect(people[0]?.facts.refusedWith).to.equal(undefined);
  });

  it("asks a host without histories two or three times about each customer", async () => {
    const { asked } = await discover([person(1, mobile(1))], { twist: () => refuse(404, 404) });
    expect(asked).to.have.lengthOf(3);
    expect(makePeople()).to.not.have.lengthOf(0);
  });
});
