import { expect } from "chai";
import {
  alter,
  type AnswerBody,
  createFakeHost,
  type FakeOptions,
  idsOf,
  listCustomers,
  listFound,
  people,
  type Question,
  readingsOf,
  refuse,
  type Reply,
  runSuite,
} from "../../testing/fake-host.ts";
import { windowCases } from "./window.ts";

const only = idsOf(windowCases);

/** The host's answer with its promised points changed where the question is one of these. */
const change =
  (
    when: (question: Question) => boolean,
    to: (
      list: AnswerBody["promisedPointsScheduleList"],
      question: Question,
    ) => AnswerBody["promisedPointsScheduleList"],
  ): NonNullable<FakeOptions["twist"]> =>
  (reply: Reply, question) =>
    when(question)
      ? alter(reply, ({ promisedPointsScheduleList: list }) => ({ promisedPointsScheduleList: to(list, question) }))
      : reply;

/** What the customer has in the programs asked for, whatever the dates. */
const unbounded = (
  _list: unknown,
  { customer, all, programId = 31 }: Question,
): AnswerBody["promisedPointsScheduleList"] =>
  (customer?.promised ?? []).filter((one) => all || one.programId === programId);

/** What a host finds itself blamed for whose one customer has points on days that lie close together. */
async function findNear(choices: FakeOptions["choices"] = {}): Promise<string[]> {
  const [sample] = people[0].promised;
  const days = ["2031-03-05", "2031-03-07", "2031-03-20", "2031-04-04", "2031-04-07"];
  const promised = days.flatMap((redeemableFrom) => (sample === undefined ? [] : [{ ...sample, redeemableFrom }]));
  const near = [{ ...people[0], promised }];
  return listFound(await runSuite(createFakeHost({ people: near, choices }), only, { customers: listCustomers(near) }));
}

describe("The window of dates", () => {
  it("is kept by a sound host, every case of it, and its edges are observed", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    const passed = new Set(
      run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")),
    );
    expect([...passed].sort()).to.deep.equal([...only].sort());
    expect(readingsOf(run, "points.window.start")).to.deep.equal(["inclusive"]);
    expect(readingsOf(run, "points.window.end")).to.deep.equal(["inclusive"]);
    // Without a startDate everything is answered, which is also everything from some day on.
    expect(readingsOf(run, "points.window.default")).to.include("everything");
  });

  const choices: readonly (readonly [
    choice: FakeOptions["choices"],
    requirement: string,
    readings: readonly string[],
  ])[] = [
    [{ startExclusive: true }, "points.window.start", ["exclusive"]],
    [{ endExclusive: true }, "points.window.end", ["exclusive"]],
    [{ from: "2031-04-02" }, "points.window.default", ["from-a-day-on", "between-days"]],
    [{ until: "2031-05-01" }, "points.window.default", ["up-to-a-day", "between-days"]],
    [{ from: "2031-03-06", until: "2031-05-01" }, "points.window.default", ["between-days"]],
    [{}, "points.window.default", ["everything", "from-a-day-on", "up-to-a-day", "between-days"]],
    [{ until: "2001-01-01" }, "points.window.default", ["from-a-day-on", "up-to-a-day", "between-days"]],
    // Where the days of host and harness differ by one, the edges may be either.
    [{ slackDays: -1 }, "points.window.start", ["exclusive"]],
    [{ slackDays: 1 }, "points.window.end", ["inclusive"]],
    [{ earliestOnly: "narrowed" }, "points.earliest-only.effect", ["narrowed"]],
    [{ earliestOnly: "refused" }, "points.earliest-only.effect", ["refused"]],
  ];
  for (const [choice = {}, requirement, readings] of choices) {
    it(`observes ${readings.join()} of ${requirement} on a host with ${JSON.stringify(choice)}`, async () => {
      const run = await runSuite(createFakeHost({ choices: choice }), only);
      expect(listFound(run)).to.deep.equal([]);
      expect(readingsOf(run, requirement)).to.deep.equal(readings);
    });
  }

  const rows: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>, found: readonly string[]])[] =
    [
      [
        "a startDate that does nothing",
        change(({ startDate, endDate }) => startDate !== undefined && endDate === undefined, unbounded),
        ["points.window.start value"],
      ],
      [
        "an endDate that does nothing",
        change(({ startDate, endDate }) => endDate !== undefined && startDate === undefined, unbounded),
        ["points.window.end value"],
      ],
      [
        "a startDate that takes later entries away as well",
        change(
          ({ startDate }) => startDate !== undefined && startDate > "2001",
          (list) => list.filter(({ redeemableFrom }) => redeemableFrom === list[0]?.redeemableFrom),
        ),
        ["points.window.start missing"],
      ],
      [
        "an endDate that takes earlier entries away as well",
        change(
          ({ startDate, endDate }) => endDate !== undefined && endDate < "2100" && startDate === undefined,
          (list, { endDate }) =>
            list.filter((one) => one.redeemableFrom !== "2031-03-05" || one.redeemableFrom === endDate),
        ),
        ["points.window.end missing"],
      ],
      [
        "a startDate alone that takes entries away between others",
        change(
          ({ startDate, endDate }) => startDate !== undefined && startDate < "2031-05-01" && endDate === undefined,
          (list) => list.filter(({ redeemableFrom: day }) => day !== "2031-05-01"),
        ),
        ["points.window.start missing"],
      ],
      [
        "an endDate alone before which nothing of the last weeks is left",
        change(
          ({ startDate, endDate }) => startDate === undefined && endDate === "2031-04-03",
          () => [],
        ),
        ["points.window.end missing"],
      ],
      [
        "an endDate that takes earlier entries away where both dates are sent",
        change(
          ({ startDate, endDate }) => startDate !== undefined && endDate !== undefined && endDate < "2100",
          (list, { endDate }) => list.filter(({ redeemableFrom: day }) => day === endDate),
        ),
        ["points.window.end missing"],
      ],
      [
        "a startDate that lets entries in two days before it",
        change(
          ({ startDate, endDate }) => startDate === "2031-03-07" && endDate === undefined,
          (_list, question) => unbounded(_list, question).filter(({ redeemableFrom: day }) => day >= "2031-03-05"),
        ),
        ["points.window.start value"],
      ],
      [
        "a startDate that is inclusive for some entries of the day only",
        change(
          ({ startDate }) => startDate === "2031-03-05",
          (list) => list.slice(1),
        ),
        ["points.window.start no-reading"],
      ],
      [
        "a startDate that is inclusive on one day and exclusive on another",
        change(
          ({ startDate }) => startDate === "2031-03-06",
          (list, { startDate }) => list.filter(({ redeemableFrom }) => redeemableFrom !== startDate),
        ),
        ["points.window.start no-reading"],
      ],
      [
        "a hole in what is answered without dates",
        change(
          ({ startDate, endDate, query }) =>
            startDate === undefined && endDate === undefined && !query.has("fetchEarliestExpiryOnly"),
          (list) => list.filter(({ redeemableFrom }) => redeemableFrom !== "2031-05-01"),
        ),
        [
          "points.earliest-only.effect disagreement",
          "points.earliest-only.effect no-reading",
          "points.window.default no-reading",
        ],
      ],
      [
        "the earliest expiry alone that brings something new",
        change(
          ({ query }) => query.get("fetchEarliestExpiryOnly") === "true",
          () => [{ ...people[0].promised[0], points: 99 } as AnswerBody["promisedPointsScheduleList"][0]],
        ),
        ["points.earliest-only.effect no-reading"],
      ],
      [
        "fetchEarliestExpiryOnly=false that narrows",
        change(
          ({ query }) => query.get("fetchEarliestExpiryOnly") === "false",
          (list) => list.slice(0, 1),
        ),
        ["points.earliest-only.effect disagreement"],
      ],
    ];
  for (const [what, twist, expected] of rows) {
    it(`shows ${what}`, async () => {
      expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal(expected);
    });
  }

  it("takes a day of which some entries are lost for neither inclusive nor exclusive", async () => {
    const twist = change(
      ({ startDate }) => startDate === "2031-03-05",
      (list) => list.slice(1),
    );
    const { divergences } = await runSuite(createFakeHost({ twist }), ["points.window.start"]);
    expect(divergences.map(({ expected, actual }) => `${expected}; ${actual}`).join()).to.match(
      /^one of the readings inclusive .*; 1 of 2 entries of 2031-03-05 itself are answered$/,
    );
  });

  it("is noted and not judged where dates are refused, with no reading of it", async () => {
    const run = await runSuite(createFakeHost({ choices: { dates: "refused" } }), only);
    expect(listFound(run)).to.deep.equal([]);
    for (const requirement of ["points.window.start", "points.window.end", "points.window.default"]) {
      expect(run.readings.find((one) => one.requirement === requirement)?.state, requirement).to.equal("notObserved");
      expect(run.requirements.find(({ id }) => id === requirement)?.status, requirement).to.equal("notExercised");
    }
    for (const name of ["points.window.start", "points.window.end", "points.window.default"]) {
      const { notes } = await runSuite(createFakeHost({ choices: { dates: "refused" } }), [name]);
      const texts = notes.map(({ text }) => text).filter((text) => text.startsWith("dates of a request"));
      expect(texts, name).to.deep.equal(["dates of a request are not taken: refused with 4002 (HTTP 400)"]);
    }
  });

  it("is judged by the dates that are taken where others are refused", async () => {
    const twist: FakeOptions["twist"] = (reply, { startDate }) =>
      startDate !== undefined && startDate < "2031-03-06" ? refuse(400, 1215) : reply;
    const run = await runSuite(createFakeHost({ twist }), only);
    expect(listFound(run)).to.deep.equal([]);
    expect(readingsOf(run, "points.window.start")).to.deep.equal(["inclusive"]);
    expect(run.notes.some(({ text }) => text.includes("1215"))).to.equal(true);
  });

  it("is not judged by a day more or less at its bounds", async () => {
    for (const slackDays of [-1, 1]) {
      const run = await runSuite(createFakeHost({ choices: { slackDays } }), only);
      expect(listFound(run), String(slackDays)).to.deep.equal([]);
    }
    for (const slackDays of [-1, 0, 1]) expect(await findNear({ slackDays }), String(slackDays)).to.deep.equal([]);
    expect(await findNear({ slackDays: 2 })).to.deep.equal(["points.window.end value", "points.window.start value"]);
    expect(await findNear({ slackDays: -3 })).to.deep.equal([
      "points.window.end missing",
      "points.window.start missing",
    ]);
  });

  it("is not judged by what lies far beyond all that a single date keeps, which another default may hide", async () => {
    for (const choices of [{ spanDays: 42 }, { spanDays: 365 }, { until: "2031-04-30" }]) {
      expect(listFound(await runSuite(createFakeHost({ choices }), only)), JSON.stringify(choices)).to.deep.equal([]);
    }
    expect(await findNear({ spanDays: 31 }), "33 days away").to.deep.equal([]);
    expect(await findNear({ spanDays: 20 }), "lost within the next month").to.deep.equal([
      "points.window.start missing",
    ]);
  });

  it("is not judged by an entry's day that is not in the calendar", async () => {
    const twist = change(
      () => true,
      (list) => list.map((one, index) => (index === 0 ? { ...one, redeemableFrom: "2031-02-30" } : one)),
    );
    expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([
      "points.redeemable-from.format value",
    ]);
  });

  it("is not judged on a host that refuses plain reads, which other cases show", async () => {
    const run = await runSuite(
      createFakeHost({
        twist: (reply, { startDate, endDate }) => ((startDate ?? endDate) === undefined ? refuse(400, 4711) : reply),
      }),
      only,
    );
    expect(
      listFound(run).filter((text) => text.startsWith("points.window") || text.startsWith("points.earliest")),
    ).to.deep.equal([]);
  });

  it("is not judged by the day of an entry that is no day", async () => {
    const twist = change(
      () => true,
      (list) => list.map((one, index) => (index === 0 ? { ...one, redeemableFrom: "soon" } : one)),
    );
    expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal([
      "points.redeemable-from.format value",
    ]);
  });
});
