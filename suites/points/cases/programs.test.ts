import { expect } from "chai";
import {
  alter,
  createFakeHost,
  type FakeOptions,
  idsOf,
  isAnswer,
  listCustomers,
  listFound,
  makeFakeOrganisation,
  people,
  profileOf,
  type Question,
  readingsOf,
  refuse,
  type Reply,
  runSuite,
} from "../../testing/fake-host.ts";
import { programCases as existingProgramCases } from "./programs.ts";
import { unknownProgramCases } from "./unknown-programs.ts";

const programCases = [...existingProgramCases, ...unknownProgramCases];

const only = idsOf(programCases);
const isOne = ({ all, programId }: { all: boolean; programId: number | undefined }): boolean =>
  !all && programId !== undefined;
const isDefault = ({ all, programId }: { all: boolean; programId: number | undefined }): boolean =>
  !all && programId === undefined;

describe("The matrix of programs", () => {
  it("is kept by a sound host, every case of it", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    const passed = new Set(
      run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")),
    );
    expect([...passed].sort()).to.deep.equal([...only].sort());
    expect(readingsOf(run, "points.programs.flag-omitted")).to.deep.equal(["as-false"]);
    expect(readingsOf(run, "points.programs.unknown-with-all")).to.deep.equal(["ignored"]);
  });

  const rows: readonly (readonly [what: string, options: FakeOptions, found: readonly string[]])[] = [
    [
      "all programs that are narrowed by a programId",
      {
        twist: (reply, { all, programId }) =>
          all && programId !== undefined && [31, 32, 33].includes(programId)
            ? alter(reply, ({ promisedPointsScheduleList: list, triggerBasedPointsList: triggers }) => ({
                promisedPointsScheduleList: list.filter((one) => one.programId === programId),
                triggerBasedPointsList: triggers.filter((one) => one.programId === programId),
              }))
            : reply,
      },
      ["points.programs.all-with-id missing"],
    ],
    [
      "all programs that leave one of them out where no programId is passed",
      {
        twist: (reply, { all, programId }) =>
          all && programId === undefined
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter((one) => one.programId !== 32),
              }))
            : reply,
      },
      ["points.programs.all-without-id missing"],
    ],
    [
      "one program that brings entries of others",
      {
        twist: (reply, question) =>
          isOne(question)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: [
                  ...list,
                  { ...people[0].promised[0], programId: question.programId === 31 ? 32 : 31 },
                ],
              }))
            : reply,
      },
      ["points.programs.one value"],
    ],
    [
      "one program of which an entry is lost",
      {
        twist: (reply, question) =>
          isOne(question) && question.programId !== 31
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({ promisedPointsScheduleList: list.slice(1) }))
            : reply,
      },
      ["points.programs.one missing"],
    ],
    [
      "one of two equal entries that is lost where one program is asked for",
      {
        twist: (reply, question) =>
          isOne(question)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter(
                  (one, index) => JSON.stringify(one) !== JSON.stringify(list[index + 1]),
                ),
              }))
            : reply,
      },
      ["points.programs.one missing"],
    ],
    [
      "another program than the default one",
      {
        twist: (reply, question) =>
          isDefault(question)
            ? alter(reply, () => ({
                promisedPointsScheduleList: question.customer?.promised.filter((one) => one.programId === 33),
              }))
            : reply,
      },
      ["points.programs.default value"],
    ],
    [
      "the default program of which an entry is lost",
      {
        twist: (reply, question) =>
          isDefault(question)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({ promisedPointsScheduleList: list.slice(1) }))
            : reply,
      },
      ["points.programs.default missing"],
    ],
    [
      "trigger-based points of every program where one is asked for",
      {
        twist: (reply, question) =>
          question.all ? reply : alter(reply, () => ({ triggerBasedPointsList: question.customer?.triggers })),
      },
      ["points.programs.trigger-list value"],
    ],
    [
      "trigger-based points of one program where all are asked for",
      {
        twist: (reply, question) =>
          question.all
            ? alter(reply, ({ triggerBasedPointsList: list }) => ({
                triggerBasedPointsList: list.filter((one) => one.programId === 31),
              }))
            : reply,
      },
      ["points.programs.trigger-list missing"],
    ],
    [
      "an unknown program that is answered",
      {
        twist: (reply, question) =>
          isAnswer(reply) || question.customer === undefined
            ? reply
            : { status: 200, body: emptyAnswer(question.customer.id) },
      },
      ["points.code.885 accepted"],
    ],
    [
      "an unknown program that is refused with another code",
      { twist: (reply, question) => (isAnswer(reply) || question.customer === undefined ? reply : refuse(400, 886)) },
      ["points.code.885 other-code"],
    ],
    [
      "an unknown program that empties the answer of all programs",
      {
        twist: (reply, { all, programId = 31 }) =>
          all && programId > 1000 ? alter(reply, () => ({ promisedPointsScheduleList: [] })) : reply,
      },
      ["points.programs.unknown-with-all no-reading"],
    ],
    [
      "an unknown program that is refused with another code although all are asked for",
      { twist: (reply, { all, programId = 31 }) => (all && programId > 1000 ? refuse(400, 886) : reply) },
      [],
    ],
    [
      "all programs that are narrowed by a programId where dates are sent",
      {
        twist: (reply, { all, programId, startDate }) =>
          all && startDate !== undefined && [31, 32, 33].includes(programId ?? 0)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter((one) => one.programId === programId),
              }))
            : reply,
      },
      ["points.programs.all-with-id missing"],
    ],
    [
      "all programs that leave one of them out where dates are sent",
      {
        twist: (reply, { all, programId, startDate }) =>
          all && programId === undefined && startDate !== undefined
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter((one) => one.programId !== 32),
              }))
            : reply,
      },
      ["points.programs.all-without-id missing"],
    ],
    [
      "one program of which an entry is lost where dates are sent",
      {
        twist: (reply, question) =>
          isOne(question) && question.startDate !== undefined
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({ promisedPointsScheduleList: list.slice(1) }))
            : reply,
      },
      ["points.programs.one missing"],
    ],
    [
      "other points in one program than in all of them, and does not say which are wrong",
      {
        twist: (reply, question) =>
          isOne(question)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.map((one) => ({ ...one, points: one.points + 1 })),
              }))
            : reply,
      },
      ["points.programs.agree disagreement"],
    ],
    [
      "other points in all programs than in each of them, and does not say which are wrong",
      {
        twist: (reply, { all }) =>
          all
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.map((one) => ({ ...one, points: one.points + 1 })),
              }))
            : reply,
      },
      ["points.programs.agree disagreement"],
    ],
    [
      "an entry that neither form of all programs has, and does not say which are wrong",
      {
        twist: (reply, { all }) =>
          all
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter(({ redeemableFrom }) => redeemableFrom !== "2032-01-31"),
              }))
            : reply,
      },
      ["points.programs.agree disagreement"],
    ],
    [
      "an entry that one form of all programs has and the other has not",
      {
        twist: (reply, { all, programId }) =>
          all && programId === undefined
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter(({ redeemableFrom }) => redeemableFrom !== "2032-01-31"),
              }))
            : reply,
      },
      ["points.programs.all-without-id missing"],
    ],
    [
      "a program that both forms of all programs leave out",
      {
        twist: (reply, { all }) =>
          all
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: list.filter(({ programId }) => programId !== 32),
              }))
            : reply,
      },
      ["points.programs.all-with-id missing", "points.programs.all-without-id missing"],
    ],
    [
      "an entry that one form of all programs has and nothing else",
      {
        twist: (reply, { all, programId = 0 }) =>
          all && [31, 32, 33].includes(programId)
            ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: [...list, ...list.slice(0, 1)],
              }))
            : reply,
      },
      ["points.programs.agree disagreement"],
    ],
    [
      "an unknown program that is answered where dates are sent",
      {
        twist: (reply, { all, programId = 31, startDate, customer }) =>
          !all && programId > 1000 && startDate !== undefined && customer !== undefined
            ? { status: 200, body: emptyAnswer(customer.id) }
            : reply,
      },
      ["points.code.885 accepted"],
    ],
    [
      "an unknown program that is refused with another code where dates are sent",
      {
        twist: (reply, { all, programId = 31, startDate }) =>
          !all && programId > 1000 && startDate !== undefined ? refuse(400, 886) : reply,
      },
      ["points.code.885 other-code"],
    ],
    [
      "an unknown program beyond 31 bits that is answered",
      {
        twist: (reply, { all, programId = 31, customer }) =>
          !all && programId > 2 ** 31 && customer !== undefined
            ? { status: 200, body: emptyAnswer(customer.id) }
            : reply,
      },
      ["points.code.885 accepted"],
    ],
    [
      "an unknown program beyond 31 bits that is cut off to one that exists",
      {
        twist: (reply, { all, programId = 31, customer }) =>
          !all && programId > 2 ** 31 && [31, 32, 33].includes(programId >>> 0) && customer !== undefined
            ? { status: 200, body: emptyAnswer(customer.id) }
            : reply,
      },
      ["points.code.885 accepted"],
    ],
    ...["0", "-1", "first"].map(
      (value) =>
        [
          `a programId of ${value} that is answered`,
          {
            twist: (reply: Reply, { query, customer }: Question) =>
              query.get("programId") === value && customer !== undefined
                ? { status: 200, body: emptyAnswer(customer.id) }
                : reply,
          },
          ["points.code.885 accepted"],
        ] as const,
    ),
    [
      "an omitted flag that is answered like neither true nor false",
      {
        twist: (reply, { query }) =>
          query.has("fetchDataForAllPrograms")
            ? reply
            : alter(reply, ({ promisedPointsScheduleList: list }) => ({
                promisedPointsScheduleList: [...list, ...list, people[0].promised[2]],
              })),
      },
      ["points.programs.flag-omitted no-reading"],
    ],
    [
      "an omitted flag that counts as true for one customer and as false for another",
      {
        twist: (reply, { query, customer }) =>
          query.has("fetchDataForAllPrograms") || query.has("programId") || customer?.id !== 88_001
            ? reply
            : alter(reply, () => ({ promisedPointsScheduleList: customer.promised })),
      },
      ["points.programs.flag-omitted no-reading"],
    ],
  ];
  for (const [what, options, expected] of rows) {
    it(`shows ${what}, and nothing else`, async () => {
      const run = await runSuite(createFakeHost(options), only);
      expect(listFound(run)).to.deep.equal(expected);
      expect(run.divergences.map(({ intermittent }) => intermittent)).to.not.include(true);
    });
  }

  const unknownWithAll: readonly (readonly [
    reading: string,
    what: string,
    twist: NonNullable<FakeOptions["twist"]>,
  ])[] = [
    [
      "refused",
      "refuses it with another code, which is another requirement's matter",
      (reply, { all, programId = 31 }) => (all && programId > 1000 ? refuse(400, 886) : reply),
    ],
    [
      "nothing",
      "answers that it has no points",
      (reply, { all, programId = 31, customer }) =>
        all && programId > 1000 && customer !== undefined ? { status: 200, body: emptyAnswer(customer.id) } : reply,
    ],
  ];
  for (const [reading, what, twist] of unknownWithAll) {
    it(`observes ${reading} of an unknown program beside all programs on a host that ${what}`, async () => {
      const run = await runSuite(createFakeHost({ twist }), only);
      expect(listFound(run)).to.deep.equal([]);
      expect(readingsOf(run, "points.programs.unknown-with-all")).to.deep.equal([reading]);
    });
  }

  it("does not blame an omitted flag where true and false make no difference, which is what is broken then", async () => {
    // All programs are narrowed by the programId that is passed, so that true answers like false.
    const twist: FakeOptions["twist"] = (reply, { query, programId }) =>
      query.get("fetchDataForAllPrograms") === "true" && [31, 32, 33].includes(programId ?? 31)
        ? alter(reply, ({ promisedPointsScheduleList: list, triggerBasedPointsList: triggers }) => ({
            promisedPointsScheduleList: list.filter((one) => one.programId === (programId ?? 31)),
            triggerBasedPointsList: triggers.filter((one) => one.programId === (programId ?? 31)),
          }))
        : reply;
    const run = await runSuite(createFakeHost({ twist, choices: { omittedFlag: "true" } }), only);
    expect(listFound(run)).to.include("points.programs.all-with-id missing");
    expect(listFound(run).filter((text) => text.startsWith("points.programs.flag-omitted"))).to.deep.equal([]);
  });

  it("may refuse an invalid programId with any code, or none", async () => {
    for (const refusal of [refuse(400, 4711), { status: 404, body: "<h1>no</h1>", type: "text/html" }]) {
      const twist: FakeOptions["twist"] = (reply, { query }) =>
        ["0", "-1", "first"].includes(query.get("programId") ?? "") ? refusal : reply;
      expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([]);
    }
  });

  it("is not judged by an unknown program with dates where the host refuses the dates", async () => {
    const twist: FakeOptions["twist"] = (reply, { startDate }) => (startDate === undefined ? reply : refuse(400, 1215));
    const run = await runSuite(createFakeHost({ twist }), ["points.programs.unknown-with-dates"]);
    expect(listFound(run)).to.deep.equal([]);
    expect(run.requirements.find(({ id }) => id === "points.code.885")?.status).to.equal("notExercised");
  });

  it("is exercised where the forms agree", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(run.requirements.find(({ id }) => id === "points.programs.agree")).to.deep.include({ status: "passed" });
  });

  it("names the reads that disagree, and begins its commands with the one that shows it", async () => {
    const twist: FakeOptions["twist"] = (reply, { all }) =>
      all
        ? alter(reply, ({ promisedPointsScheduleList: list }) => ({
            promisedPointsScheduleList: list.map((one) => ({ ...one, points: one.points + 1 })),
          }))
        : reply;
    const run = await runSuite(createFakeHost({ twist }), ["points.programs.all-with-id"]);
    const [divergence] = run.divergences;
    expect(divergence?.class).to.equal("deviation");
    expect(divergence?.exchanges.map(({ id }) => id.replace(/.*#/, ""))).to.deep.equal(["0", "1", "2"]);
    const lines = divergence?.reproduction.curl.split("\n") ?? [];
    expect(lines[0]).to.include("programId=").and.include("fetchDataForAllPrograms=true");
    expect(lines.filter((line) => line === "# to compare with:")).to.have.length(1);
  });

  it("is not judged by the order of entries, or by lists that cannot be compared", async () => {
    const unsound: FakeOptions["twist"] = (reply, _question, _request, count) =>
      count % 3 === 0 ? alter(reply, () => ({ promisedPointsScheduleList: "none" })) : reply;
    const run = await runSuite(createFakeHost({ twist: unsound }), only);
    expect(new Set(run.divergences.map(({ requirement }) => requirement))).to.deep.equal(
      new Set(["points.schedule.list"]),
    );
  });

  it("needs a customer with points, and says so where there is none", async () => {
    const options: FakeOptions = { people: people.map((one) => ({ ...one, promised: [], triggers: [] })) };
    const run = await runSuite(createFakeHost(options), only, profileOf(options));
    expect(listFound(run)).to.deep.equal([]);
    const reasons = run.cases.flatMap(({ case: id, status, reason }) =>
      status === "couldNotRun" ? [`${id}: ${reason}`] : [],
    );
    expect(reasons.map((text) => text.split(":")[0])).to.deep.equal([
      "points.programs.all-with-id",
      "points.programs.all-with-id-with-dates",
      "points.programs.all-without-id",
      "points.programs.all-without-id-with-dates",
      "points.programs.trigger-list",
      "points.programs.flag-omitted",
      "points.programs.unknown-flag-omitted",
    ]);
  });

  it("says nothing of the default program where nobody tells which it is and its answer is empty", async () => {
    const { defaultProgram: _none, ...organisation } = makeFakeOrganisation({ customers: listCustomers([people[3]]) });
    const run = await runSuite(createFakeHost(), ["points.programs.default"], {}, { organisations: [organisation] });
    expect(run.account).to.deep.include({ planned: 1, passed: 1 });
    expect(run.requirements.find(({ id }) => id === "points.programs.default")?.status).to.equal("notExercised");
  });

  it("takes the first entry's program for the default one where nobody tells which it is", async () => {
    const { defaultProgram: _none, ...organisation } = makeFakeOrganisation();
    const mixed: FakeOptions["twist"] = (reply, question) =>
      isDefault(question) ? alter(reply, () => ({ promisedPointsScheduleList: question.customer?.promised })) : reply;
    const only = ["points.programs.default"];
    const faulty = await runSuite(createFakeHost({ twist: mixed }), only, {}, { organisations: [organisation] });
    expect(listFound(faulty)).to.deep.equal(["points.programs.default value"]);
    const sound = await runSuite(createFakeHost(), only, {}, { organisations: [organisation] });
    expect(listFound(sound)).to.deep.equal([]);
  });
});

function emptyAnswer(entityId: number): object {
  return { entityId, entityType: "CUSTOMER", promisedPointsScheduleList: [], triggerBasedPointsList: [], warnings: [] };
}
