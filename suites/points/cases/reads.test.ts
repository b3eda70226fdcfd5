import { expect } from "chai";
import {
  alter,
  createFakeHost,
  type FakeOptions,
  idsOf,
  isAnswer,
  listFound,
  refuse,
  runSuite,
} from "../../testing/fake-host.ts";
import { readCases } from "./reads.ts";
import { silentCases } from "./silent.ts";

const only = idsOf(readCases);
const found = async (twist: FakeOptions["twist"], ids: readonly string[] = only): Promise<string[]> =>
  listFound(await runSuite(createFakeHost(twist === undefined ? {} : { twist }), ids));

const html = { body: "<h1>hello</h1>", type: "text/html" };

describe("Plain reads", () => {
  it("of a sound host are clean, in all four forms", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    const passed = new Set(
      run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")),
    );
    expect([...passed].sort()).to.deep.equal([...only].sort());
  });

  const rows: readonly (readonly [what: string, twist: FakeOptions["twist"], found: readonly string[]])[] = [
    [
      "a refusal of known customers without a code",
      (reply) => (isAnswer(reply) ? { status: 404, ...html } : reply),
      ["points.resource.served refused"],
    ],
    [
      "a refusal that says that there is no such method",
      (reply) => (isAnswer(reply) ? refuse(405, 405) : reply),
      ["points.resource.served refused"],
    ],
    [
      "a refusal of all programs",
      (reply, { all, programId }) => (all && programId === undefined ? refuse(400, 4711) : reply),
      ["points.programs.all-without-id refused"],
    ],
    [
      "a refusal of all programs beside a programId",
      (reply, { all, programId }) => (all && programId !== undefined ? refuse(400, 4711) : reply),
      ["points.programs.all-with-id refused"],
    ],
    [
      "a refusal of one program",
      (reply, { all, programId }) => (!all && programId !== undefined ? refuse(400, 4711) : reply),
      ["points.programs.one refused"],
    ],
    [
      "a refusal of the default program",
      (reply, { all, programId }) => (!all && programId === undefined ? refuse(400, 4711) : reply),
      ["points.programs.default refused"],
    ],
    ["a crash", (reply) => (isAnswer(reply) ? { ...reply, status: 500 } : reply), ["transport.status.no-crash crash"]],
    ["HTML", (reply) => (isAnswer(reply) ? { status: 200, ...html } : reply), ["transport.body.json unreadable"]],
    [
      "JSON that is cut off",
      (reply) => (isAnswer(reply) ? { ...reply, body: '{"entityId":1,' } : reply),
      ["transport.body.json unreadable"],
    ],
    [
      "an answer with a status of 404",
      (reply) => (isAnswer(reply) ? { ...reply, status: 404 } : reply),
      ["transport.status.success value"],
    ],
    [
      "an answer that is called text",
      (reply) => (isAnswer(reply) ? { ...reply, type: "text/plain" } : reply),
      ["transport.content-type.json value"],
    ],
    [
      "credentials that are not accepted",
      (reply) => (isAnswer(reply) ? { status: 401, body: {} } : reply),
      ["authentication.points.basic refused"],
    ],
    [
      "an entityId that is text",
      (reply) => alter(reply, ({ entityId }) => ({ entityId: String(entityId) })),
      ["points.entity-id.type type"],
    ],
    ["an entityId that is null", (reply) => alter(reply, () => ({ entityId: null })), ["points.entity-id.type type"]],
    [
      "another entityType",
      (reply) => alter(reply, () => ({ entityType: "FRUIT" })),
      ["points.entity-type.customer value"],
    ],
    ["no warnings", (reply) => alter(reply, () => ({ warnings: undefined })), ["points.warnings.present missing"]],
    [
      "points that are text",
      (reply) =>
        alter(reply, ({ promisedPointsScheduleList: list }) => ({
          promisedPointsScheduleList: list.map((one) => ({ ...one, points: "1" })),
        })),
      ["points.points.type type"],
    ],
    [
      "a day in another form",
      (reply) =>
        alter(reply, ({ promisedPointsScheduleList: list }) => ({
          promisedPointsScheduleList: list.map((one) => ({
            ...one,
            redeemableFrom: `${one.redeemableFrom}T00:00:00Z`,
          })),
        })),
      ["points.redeemable-from.format value"],
    ],
    [
      "a list that is null",
      (reply) => alter(reply, () => ({ promisedPointsScheduleList: null })),
      ["points.schedule.list type"],
    ],
    [
      "an object in the place of a list",
      (reply) => alter(reply, () => ({ triggerBasedPointsList: {} })),
      ["points.trigger-list.list type"],
    ],
    [
      "an answer that is a list",
      (reply) => (isAnswer(reply) ? { ...reply, body: [reply.body] } : reply),
      ["points.answer.object type"],
    ],
  ];
  for (const [what, twist, expected] of rows) {
    it(`find ${what}, and nothing else`, async () => expect(await found(twist)).to.deep.equal(expected));
  }

  it("could not run for a customer that the host does not know, and are no breach there", async () => {
    const stranger = { identifiers: [{ name: "mobile", value: "4917000000009" }], writable: false, is: [] };
    const run = await runSuite(createFakeHost(), only, { customers: [stranger] });
    expect(run.divergences).to.deep.equal([]);
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(new Set(["couldNotRun"]));
  });

  it("note points types that the page does not name", async () => {
    const run = await runSuite(
      createFakeHost({
        twist: (reply) =>
          alter(reply, ({ triggerBasedPointsList: list }) => ({
            triggerBasedPointsList: list.map((one) => ({ ...one, pointsType: "gift" })),
          })),
      }),
      only,
    );
    expect(run.divergences).to.deep.equal([]);
    expect(run.notes.map(({ text }) => text).filter((text) => text.includes('"gift"'))).to.have.length(1);
  });
});

describe("Requests about which the page is silent", () => {
  const ids = idsOf(silentCases);

  it("may be refused, each with whatever code, or answered", async () => {
    expect(
      await found((reply, _question, _request, count) => (count % 2 === 0 ? refuse(400, count) : reply), ids),
    ).to.deep.equal([]);
    expect(
      await found((reply, { query }) => (query.has("colour") ? { status: 400, ...html } : reply), ids),
    ).to.deep.equal([]);
  });

  for (const [parameter, value] of [
    ["startDate", "tomorrow"],
    ["endDate", "never"],
    ["programId", "first"],
    ["programId", "99999999999999999999"],
    ["fetchDataForAllPrograms", "perhaps"],
    ["identifierName", "shoeSize"],
    ["source", "NOWHERE"],
    ["entityType", "ORCHARD"],
    ["colour", "green"],
  ] as const) {
    it(`must not make the host crash: ${parameter}=${value}`, async () => {
      const crash: FakeOptions["twist"] = (reply, { query }) =>
        query.get(parameter) === value ? { status: 500, body: "" } : reply;
      expect(await found(crash, ids)).to.deep.equal(["transport.status.no-crash crash"]);
    });
  }

  for (const parameter of ["source", "entityType"]) {
    it(`must not make the host crash where ${parameter} is left out`, async () => {
      const crash: FakeOptions["twist"] = (reply, { query }) =>
        query.has(parameter) ? reply : { status: 500, body: "" };
      expect(await found(crash, ids)).to.deep.equal(["transport.status.no-crash crash"]);
    });
  }

  it("are not asked for an entityType of CUSTOMER where another one was asked for", async () => {
    const other: FakeOptions["twist"] = (reply, { query }) =>
      alter(reply, () => ({ entityType: query.get("entityType") ?? "CUSTOMER" }));
    expect(await found(other, ids)).to.deep.equal([]);
  });
});
