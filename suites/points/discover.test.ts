import { expect } from "chai";
import type { RequestPlan } from "../../src/model/case.ts";
import { type HttpRequest, noBody, type Outcome } from "../../src/model/http.ts";
import { alter, createFakeHost, type FakeOptions, isAnswer, people, refuse } from "../testing/fake-host.ts";
import { interpretExchange } from "../interpret.ts";
import type { Identifier } from "../world.ts";
import { discoverPoints } from "./discover.ts";

type Known = Parameters<typeof discoverPoints>[1];
const authorization = ["Authorization", `Basic ${Buffer.from("till-9:kept-dark").toString("base64")}`] as const;

function person(number: number, ...identifiers: readonly [Identifier, ...Identifier[]]) {
  return { label: `customer-${number}`, identifiers, source: "INSTORE", writable: false, is: [] };
}
const mobile = (number: number): Identifier => ({ name: "mobile", value: `491700000000${number}` });

/** Discovery against a host; `outcomes` replaces what it does, by the request's number from 1. */
async function discover(
  list: readonly ReturnType<typeof person>[],
  options: FakeOptions & {
    readonly known?: Known;
    readonly outcome?: (count: number, plan: RequestPlan) => Outcome | undefined;
  } = {},
) {
  const host = createFakeHost(options);
  const asked: string[] = [];
  const world = await discoverPoints(
    list,
    options.known ?? { defaultProgram: undefined, programs: [] },
    async (plan) => {
      const url = `http://h.example/?${new URLSearchParams(Object.fromEntries(plan.query ?? [])).toString()}`;
      const request: HttpRequest = { method: "GET", url, headers: [authorization], body: noBody };
      const query = new Map(plan.query);
      const program = query.get("programId");
      asked.push(
        `${query.get("identifierValue")} ${query.get("fetchDataForAllPrograms")}${program === undefined ? "" : ` ${program}`}`,
      );
      const outcome: Outcome = options.outcome?.(asked.length, plan) ?? {
        kind: "response",
        ms: 1,
        response: host(request),
      };
      const exchange = { id: "", operation: "points", credentials: "till", request, outcome, startedAt: "" } as const;
      return { exchange, answer: interpretExchange(exchange) };
    },
  );
  return {
    asked,
    programs: world.programs,
    customers: world.people.map(({ person: found, facts }) => ({ ...found, ...facts })),
  };
}

const [first, second] = people;
const failed: Outcome = { kind: "failure", reason: "timeout", detail: "too late", ms: 1 };

describe("discoverPoints", () => {
  it("finds programs, days and trigger-based points, each once and in order", async () => {
    const { customers, programs } = await discover([person(1, mobile(1)), person(2, mobile(2)), person(3, mobile(3))]);
    expect(programs).to.deep.equal([31, 32, 33]);
    expect(
      customers.map(({ label, state, programs: own, triggerPrograms, dates }) => ({
        label,
        state,
        programs: own,
        triggerPrograms,
        dates,
      })),
    ).to.deep.equal([
      {
        label: "customer-1",
        state: "answered",
        programs: [31, 32, 33],
        triggerPrograms: [],
        dates: ["2031-03-05", "2031-03-06", "2031-05-01", "2032-01-31"],
      },
      {
        label: "customer-2",
        state: "answered",
        programs: [31, 33],
        triggerPrograms: [31, 33],
        dates: ["2031-04-01", "2031-04-02"],
      },
      { label: "customer-3", state: "answered", programs: [], triggerPrograms: [], dates: [] },
    ]);
    for (const { trouble } of customers) expect(trouble).to.equal(undefined);
  });

  it("takes the programs of the profile for existing, and asks for those that nothing has shown", async () => {
    const known = { defaultProgram: 31, programs: [32, 77] };
    const { programs, asked } = await discover([person(3, mobile(3))], { known, programs: [31, 32, 77] });
    expect(programs).to.deep.equal([31, 32, 77]);
    expect(asked).to.deep.equal([
      "4917000000003 false",
      "4917000000003 true",
      "4917000000003 true 31",
      "4917000000003 false 31",
      "4917000000003 false 32",
      "4917000000003 false 77",
    ]);
  });

  it("unites what any form of request shows, since a host may be wrong in one of them", async () => {
    const broken: FakeOptions["twist"] = (reply, { all }) => (all ? refuse(400, 4711) : reply);
    const { customers, programs } = await discover([person(1, mobile(1))], {
      twist: broken,
      known: { defaultProgram: undefined, programs: [32] },
    });
    expect(programs).to.deep.equal([31, 32]);
    expect(customers[0]).to.deep.include({ state: "answered", trouble: "refused with 4711 (HTTP 400)" });
    expect(customers[0]?.programs).to.deep.equal([31, 32]);
  });

  it("finds the points of a program that only the other list has shown so far", async () => {
    // Both lists of all programs are whole but for the trigger-based points of one program.
    const { customers } = await discover([person(2, mobile(2))], {
      twist: (reply, { all }) =>
        all
          ? alter(reply, ({ triggerBasedPointsList: list }) => ({
              triggerBasedPointsList: list.filter(({ programId }) => programId !== 33),
            }))
          : reply,
    });
    expect(customers[0]?.triggerPrograms).to.deep.equal([31, 33]);
  });

  it("unites the days and programs of all reads, each of which may lose some", async () => {
    const days = ["2031-03-05", "2031-03-06", "2031-05-01", "2032-01-31"];
    const { customers } = await discover([person(1, mobile(1))], {
      // Every form of request loses another day.
      twist: (reply, { all, programId }) =>
        alter(reply, ({ promisedPointsScheduleList: list }) => ({
          promisedPointsScheduleList: list.filter(
            ({ redeemableFrom }) =>
              redeemableFrom !== days[all ? (programId === undefined ? 0 : 1) : programId === undefined ? 2 : 3],
          ),
        })),
    });
    expect(customers[0]?.dates).to.deep.equal(days);
    expect(customers[0]?.programs).to.deep.equal([31, 32, 33]);
  });

  it("learns of no day that is not in the calendar", async () => {
    const { customers } = await discover([person(1, mobile(1))], {
      twist: (reply) =>
        alter(reply, ({ promisedPointsScheduleList: list }) => ({
          promisedPointsScheduleList: list.map((one) => ({ ...one, redeemableFrom: "2031-02-30" })),
        })),
    });
    expect(customers[0]?.dates).to.deep.equal([]);
    expect(customers[0]?.programs).to.deep.equal([31, 32, 33]);
  });

  it("asks about one customer for the programs that another one has shown", async () => {
    const { asked } = await discover([person(3, mobile(3)), person(2, mobile(2))]);
    expect(asked.slice(-2)).to.deep.equal(["4917000000003 false 31", "4917000000003 false 33"]);
  });

  it("puts the identifier first that the host knows", async () => {
    const identifiers = [
      mobile(9),
      { name: "id", value: "nobody" },
      { name: "email", value: "wim@people.example" },
    ] as const;
    const { customers } = await discover([person(1, ...identifiers)]);
    expect(customers[0]?.state).to.equal("answered");
    expect(customers[0]?.identifiers.map(({ value }) => value)).to.deep.equal([
      "wim@people.example",
      "4917000000009",
      "nobody",
    ]);
    expect(customers[0]?.dates).to.have.length(4);
  });

  it("keeps the order of the profile where the first identifier is known", async () => {
    const identifiers = [mobile(1), { name: "email", value: "wim@people.example" }] as const;
    const { customers } = await discover([person(1, ...identifiers)]);
    expect(customers[0]?.identifiers).to.deep.equal(identifiers);
  });

  it("calls a customer unknown whom the host knows by no identifier, and asks about them no further", async () => {
    const unknown = person(9, mobile(9), { name: "email", value: "nobody@people.example" });
    const { customers, asked } = await discover([unknown], { known: { defaultProgram: 31, programs: [32] } });
    expect(customers[0]).to.deep.include({ state: "unknown", trouble: "refused with 8015 (HTTP 400)" });
    expect(customers[0]?.identifiers).to.deep.equal(unknown.identifiers);
    expect(asked.filter((text) => text.startsWith("4917000000009 false "))).to.deep.equal([]);
  });

  it("calls a customer troubled whom the host refuses for another reason", async () => {
    const { customers } = await discover([person(1, mobile(1))], { twist: () => refuse(400, 4711) });
    expect(customers[0]).to.deep.include({ state: "troubled", trouble: "refused with 4711 (HTTP 400)" });
    const none = await discover([person(1, mobile(1))], {
      twist: () => ({ status: 404, body: "<h1>", type: "text/html" }),
    });
    expect(none.customers[0]).to.deep.include({ state: "troubled", trouble: "a refusal without a code (HTTP 404)" });
  });

  it("does not ask about everybody where nobody is answered", async () => {
    const many = [1, 2, 3, 4, 5, 6, 7].map((number) => person(number, mobile(number)));
    const { customers, asked } = await discover(many, { twist: () => refuse(400, 4711) });
    expect(new Set(asked.map((text) => text.split(" ")[0])).size).to.equal(4);
    expect(customers.map(({ trouble }) => trouble).slice(3, 5)).to.deep.equal([
      "refused with 4711 (HTTP 400)",
      "not asked, since nobody before was answered",
    ]);
    expect(customers.every(({ state }) => state === "troubled")).to.equal(true);
  });

  it("asks a host that does not answer about a customer about them no further", async () => {
    const { customers, asked } = await discover([person(1, mobile(1)), person(2, mobile(2))], {
      outcome: (_count, plan) =>
        plan.query?.some(([, value]) => value === mobile(1).value) === true ? failed : undefined,
    });
    expect(asked.filter((text) => text.startsWith(mobile(1).value))).to.have.length(1);
    expect(customers.map(({ state, trouble }) => [state, trouble])).to.deep.equal([
      ["troubled", "no response: too late"],
      ["answered", undefined],
    ]);
  });

  it("asks no more where the host stops answering in the middle", async () => {
    const known = { defaultProgram: 31, programs: [32, 33] };
    const { asked, customers } = await discover([person(3, mobile(3))], {
      known,
      outcome: (count) => (count === 2 ? failed : undefined),
    });
    expect(asked).to.have.length(3);
    expect(customers[0]).to.deep.include({ state: "answered", trouble: "no response: too late" });
  });

  it("learns nothing from an answer that cannot be compared, and goes on", async () => {
    const { customers, programs } = await discover([person(1, mobile(1))], {
      twist: (reply) =>
        isAnswer(reply) ? { ...reply, body: { entityId: 1, promisedPointsScheduleList: "many" } } : reply,
    });
    expect(customers[0]).to.deep.include({ state: "answered" });
    expect(programs).to.deep.equal([]);
    expect(customers[0]).to.deep.include({ programs: [], triggerPrograms: [], dates: [] });
  });

  it("asks for no more than six programs of each customer", async () => {
    const programs = Array.from({ length: 20 }, (_unused, index) => 100 + index);
    const { asked } = await discover([person(3, mobile(3))], {
      known: { defaultProgram: 31, programs },
      programs: [31, ...programs],
    });
    expect(asked.filter((text) => / false \d+$/.test(text))).to.have.length(6);
  });

  it("asks once where nobody is listed, to see whether the host is there", async () => {
    const { customers, programs, asked } = await discover([], { known: { defaultProgram: 31, programs: [] } });
    expect(customers).to.deep.equal([]);
    expect(programs).to.deep.equal([31]);
    expect(asked).to.have.length(1);
  });

  it("sends the source that the profile gives", async () => {
    const sources = new Set<string>();
    await discover([{ ...person(1, { name: "id", value: String(first.id) }), source: "ONLINE" }], {
      outcome: (_count, plan) => (sources.add(new Map(plan.query).get("source") ?? ""), undefined),
    });
    expect([...sources]).to.deep.equal(["ONLINE"]);
    expect(second.id).to.not.equal(first.id);
  });
});
