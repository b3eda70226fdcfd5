import { expect } from "chai";
import {
  createFakeHost,
  type FakeCustomer,
  type FakeOptions,
  idsOf,
  isAnswer,
  listFound,
  people,
  refuse,
  runSuite,
} from "../../testing/fake-host.ts";
import { resemblingCases } from "./resembling.ts";

const only = idsOf(resemblingCases);

const answerAbout = (person: FakeCustomer) => ({
  status: 200,
  body: {
    entityId: person.id,
    entityType: "CUSTOMER",
    promisedPointsScheduleList: person.promised,
    triggerBasedPointsList: person.triggers,
    warnings: [],
  },
});

/** A host that finds customers by a looser comparison than equality. */
function matching(matches: (own: string, asked: string, name: string) => boolean): NonNullable<FakeOptions["twist"]> {
  return (reply, { customer, query }) => {
    const [name, asked] = [query.get("identifierName") ?? "", query.get("identifierValue") ?? ""];
    const found = people.find((one) => {
      const own = { id: String(one.id), mobile: one.mobile, email: one.email, externalId: one.externalId }[name];
      return own !== undefined && asked !== "" && matches(own, asked, name);
    });
    return customer === undefined && found !== undefined ? answerAbout(found) : reply;
  };
}

describe("Identifiers that resemble a customer's", () => {
  it("are refused by a sound host, in every case", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    const passed = new Set(
      run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")),
    );
    expect([...passed].sort()).to.deep.equal([...only].sort());
  });

  const faults: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>])[] = [
    ["the beginning of an identifier is enough", matching((own, asked) => own.startsWith(asked))],
    ["what comes after an identifier does not matter", matching((own, asked) => asked.startsWith(own))],
    [
      "the last nine digits of a mobile are enough",
      matching((own, asked, name) => name === "mobile" && own.slice(-9) === asked.slice(-9)),
    ],
    [
      "the name of an identifier does not matter",
      (reply, { customer, query }) => {
        const asked = query.get("identifierValue");
        const found = people.find(({ id, mobile, email, externalId }) =>
          [String(id), mobile, email, externalId].some((own) => own !== undefined && own === asked),
        );
        return customer === undefined && found !== undefined ? answerAbout(found) : reply;
      },
    ],
    [
      "an id that nobody has is answered with nothing",
      (reply, { customer, query }) =>
        customer === undefined && query.get("identifierName") === "id"
          ? answerAbout({ id: -1, promised: [], triggers: [] })
          : reply,
    ],
  ];
  for (const [what, twist] of faults) {
    it(`are answered where ${what}, which is found`, async () => {
      expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal(["points.code.8015 accepted"]);
    });
  }

  const conforming: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>])[] = [
    [
      "refuses them with any code, and does not know some names",
      (reply) => (isAnswer(reply) ? reply : refuse(404, 8013)),
    ],
    [
      "has another customer by such an identifier",
      (reply, { customer, query }) =>
        customer === undefined && (query.get("identifierValue") ?? "").startsWith("49170")
          ? answerAbout({ id: 5150, promised: [], triggers: [] })
          : reply,
    ],
  ];
  for (const [what, twist] of conforming) {
    it(`are no matter with a host that ${what}`, async () => {
      expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([]);
    });
  }
});
