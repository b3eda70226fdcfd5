import { expect } from "chai";
import {
  alter,
  createFakeHost,
  type FakeOptions,
  idsOf,
  isAnswer,
  listCustomers,
  listFound,
  people,
  type Question,
  readingsOf,
  refuse,
  type Reply,
  runSuite,
} from "../../testing/fake-host.ts";
import { customerCases } from "./customers.ts";

const only = idsOf(customerCases);
const [wim, other] = people;

const answerAbout = (person: (typeof people)[number]): Reply => ({
  status: 200,
  body: {
    entityId: person.id,
    entityType: "CUSTOMER",
    promisedPointsScheduleList: person.promised,
    triggerBasedPointsList: person.triggers,
    warnings: [],
  },
});
const aboutNobody: Reply = {
  status: 200,
  body: {
    entityId: -1,
    entityType: "CUSTOMER",
    promisedPointsScheduleList: [],
    triggerBasedPointsList: [],
    warnings: [],
  },
};

describe("Whose data is answered", () => {
  it("is right on a sound host, in every case", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    const passed = new Set(
      run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")),
    );
    // This host has no histories to compare with.
    const tried = only.filter((id) => id !== "points.customer.known-to-histories");
    expect([...passed].sort()).to.deep.equal(tried.toSorted());
  });

  const names: readonly (readonly [code: (name: string) => number, readings: readonly string[]])[] = [
    [() => 8015, ["code-8015"]],
    [(name) => (name === "externalId" ? 1632 : 8015), ["code-1632-for-external-ids"]],
    [() => 1632, ["code-1632"]],
  ];
  for (const [unknownCode, readings] of names) {
    it(`observes ${readings.join()} of an unknown customer's code`, async () => {
      const run = await runSuite(createFakeHost({ choices: { unknownCode } }), only);
      expect(listFound(run)).to.deep.equal([]);
      expect(readingsOf(run, "points.code.8015")).to.deep.equal(readings);
    });
  }

  const named = new Set<string | undefined>();
  const rows: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>, found: readonly string[]])[] =
    [
      [
        "an unknown customer with the data of a known one",
        (reply, { customer, query }) =>
          customer === undefined && (query.get("identifierValue") ?? "") !== "" ? answerAbout(wim) : reply,
        ["points.code.8015 accepted", "points.code.8015 no-reading", "points.identifier.nobody accepted"],
      ],
      [
        "an unknown customer refused with another code",
        (reply, { customer }) => (isAnswer(reply) || customer !== undefined ? reply : refuse(400, 8016)),
        ["points.code.8015 no-reading"],
      ],
      [
        "an unknown customer that is known the second time",
        (reply, { customer, query }) => {
          const value = query.get("identifierValue");
          // A wildcard, which is asked for again and again, is nobody's identifier.
          if (customer !== undefined || (value ?? "").length < 2 || !named.has(value)) return (named.add(value), reply);
          return answerAbout(wim);
        },
        ["points.code.8015 accepted"],
      ],
      [
        "somebody's data for an empty identifier",
        (reply, { query }) => (query.get("identifierValue") === "" ? answerAbout(wim) : reply),
        ["points.identifier.nobody accepted"],
      ],
      [
        "somebody's data for no identifier",
        (reply, { query }) => (query.has("identifierValue") ? reply : answerAbout(wim)),
        ["points.identifier.nobody accepted"],
      ],
      [
        "somebody's points for no identifier, without saying whose",
        (reply, { query }) =>
          query.has("identifierValue") ? reply : alter(answerAbout(other), () => ({ entityId: -1 })),
        ["points.identifier.nobody accepted"],
      ],
      [
        "one customer's data whoever is asked for",
        (reply, { customer }) => (customer === undefined ? reply : answerAbout(wim)),
        ["points.resource.customer disagreement", "points.resource.customer value"],
      ],
      [
        "one entityId for two customers",
        (reply, { customer }) =>
          customer === wim || customer === other ? alter(reply, () => ({ entityId: 77 })) : reply,
        ["points.entity-id.unique disagreement"],
      ],
      [
        "another customer's id",
        (reply, { customer }) => (customer === wim ? alter(reply, () => ({ entityId: 88_003 })) : reply),
        ["points.entity-id.unique disagreement", "points.resource.customer value"],
      ],
      [
        "another answer the second time",
        (reply, _question, _request, count) =>
          count % 2 === 0
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({ promisedPointsScheduleList: list.slice(1) }))
            : reply,
        ["points.identifiers.equal disagreement", "points.reads.equal disagreement"],
      ],
      [
        "other trigger-based points by another identifier",
        (reply, { query }) =>
          query.get("identifierName") === "id" ? alter(reply, () => ({ triggerBasedPointsList: [] })) : reply,
        ["points.identifiers.equal disagreement"],
      ],
      [
        "another entityId by another identifier",
        (reply, { query }) =>
          query.get("identifierName") === "email" ? alter(reply, () => ({ entityId: 55 })) : reply,
        ["points.identifiers.equal disagreement"],
      ],
      [
        "an identifier that finds nobody",
        (reply, { query }) => (query.get("identifierName") === "id" && isAnswer(reply) ? refuse(400, 8015) : reply),
        ["points.identifiers.equal disagreement"],
      ],
      [
        "an entityId that is text",
        (reply) => alter(reply, ({ entityId }) => ({ entityId: String(entityId) })),
        ["points.entity-id.type type"],
      ],
      [
        "an entityId that is text by one identifier and a number by another",
        (reply, { query }) =>
          query.get("identifierName") === "id"
            ? alter(reply, ({ entityId }) => ({ entityId: String(entityId) }))
            : reply,
        ["points.entity-id.type type"],
      ],
      [
        "an unknown customer with the data of a known one where dates are sent",
        (reply, { customer, startDate }) =>
          customer === undefined && startDate !== undefined ? answerAbout(wim) : reply,
        ["points.code.8015 accepted"],
      ],
      ...["%", "*"].map(
        (wildcard) =>
          [
            `somebody's data for ${wildcard}`,
            (reply: Reply, { query }: Question) =>
              query.get("identifierValue") === wildcard ? answerAbout(wim) : reply,
            ["points.identifier.nobody accepted"],
          ] as const,
      ),
      [
        "somebody's points for a wildcard, without saying whose",
        (reply, { query }) =>
          query.get("identifierValue") === "%" ? alter(answerAbout(wim), () => ({ entityId: -1 })) : reply,
        ["points.identifier.nobody accepted"],
      ],
      [
        "somebody's data for a kind of identifier that does not exist",
        (reply, { query }) => (query.get("identifierName") === "shoeSize" ? answerAbout(wim) : reply),
        ["points.identifier.nobody accepted"],
      ],
      [
        "another entityId in one program",
        (reply, { all, programId }) =>
          !all && programId === 33 ? alter(reply, ({ entityId }) => ({ entityId: entityId + 500_000 })) : reply,
        ["points.entity-id.unique disagreement"],
      ],
      [
        "another entityId in the default program",
        (reply, { all, programId }) =>
          !all && programId === undefined ? alter(reply, ({ entityId }) => ({ entityId: entityId + 500_000 })) : reply,
        ["points.entity-id.unique disagreement"],
      ],
    ];
  for (const [what, twist, expected] of rows) {
    it(`shows ${what}`, async () => {
      named.clear();
      const found = listFound(await runSuite(createFakeHost({ twist }), only));
      expect(found).to.deep.equal(expected);
    });
  }

  it("may be nobody's for a request that names nobody", async () => {
    const twist: FakeOptions["twist"] = (reply, { query }) =>
      (query.get("identifierValue") ?? "") === "" ? aboutNobody : reply;
    expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([]);
  });

  it("is about the same customers whatever the order of entries, and however often an entry occurs", async () => {
    const twist: FakeOptions["twist"] = (reply, _question, _request, count) =>
      alter(reply, ({ promisedPointsScheduleList: list }) => ({
        promisedPointsScheduleList: count % 2 === 0 ? [...list].reverse() : list,
      }));
    const list = people.map((one) => ({ ...one, promised: [...one.promised, ...one.promised] }));
    expect(listFound(await runSuite(createFakeHost({ twist, people: list }), only))).to.deep.equal([]);
  });

  it("is not told apart by ids beyond what a double keeps exact, or that are no integers", async () => {
    const ids: readonly ((count: number) => string)[] = [
      () => "9007199254740993",
      (count) => String(9_007_199_254_740_992n + BigInt(count)),
      (count) => `${count}.5`,
      () => "null",
    ];
    for (const id of ids) {
      const twist: FakeOptions["twist"] = (reply, _question, _request, count) =>
        isAnswer(reply)
          ? { ...reply, body: JSON.stringify(reply.body).replace(/"entityId":\d+/, `"entityId":${id(count)}`) }
          : reply;
      const found = listFound(await runSuite(createFakeHost({ twist }), only));
      expect(
        found.filter((text) => !text.startsWith("points.entity-id.type")),
        id(1),
      ).to.deep.equal([]);
    }
  });

  it("may be nobody's for a wildcard and for a kind of identifier that does not exist", async () => {
    const twist: FakeOptions["twist"] = (reply, { query }) =>
      ["%", "*"].includes(query.get("identifierValue") ?? "") || query.get("identifierName") === "shoeSize"
        ? aboutNobody
        : reply;
    expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([]);
  });

  it("is tried with the person once who is listed twice by the same identifier", async () => {
    const twice = listCustomers([wim, wim], { ids: false });
    const run = await runSuite(createFakeHost(), ["points.customer.two-customers"], { customers: twice });
    expect(listFound(run)).to.deep.equal([]);
    expect(run.account).to.deep.include({ planned: 1, couldNotRun: 1 });
  });

  it("is not held against ids that the profile does not tell", async () => {
    const twist: FakeOptions["twist"] = (reply) => alter(reply, ({ entityId }) => ({ entityId: entityId + 1000 }));
    expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([]);
    const run = await runSuite(createFakeHost(), only, { customers: listCustomers(people, { ids: false }) });
    expect(listFound(run)).to.deep.equal([]);
    expect(run.cases.find(({ case: id }) => id === "points.customer.own-data")?.status).to.equal("couldNotRun");
  });

  it("is tried with made-up identifiers where the profile names nobody", async () => {
    const run = await runSuite(createFakeHost(), only, { customers: [] });
    expect(listFound(run)).to.deep.equal([]);
    const ran = run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id);
    expect(ran).to.include("points.customer.unknown[mobile]");
  });
});
