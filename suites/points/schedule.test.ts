import { expect } from "chai";
import type { Answer } from "../../src/model/answer.ts";
import type { Json } from "../../src/model/json.ts";
import {
  isComparableId,
  isDate,
  isSameEntries,
  ofProgram,
  readSchedule,
  readSchedules,
  type ScheduleEntry,
  showEntries,
  subtractEntries,
} from "./schedule.ts";

const entry = { points: 40, redeemableFrom: "2031-03-05", programId: 31, pointsType: "bill_regular" };
const waiting = { points: 5, programId: 31, pointsType: "bill_regular" };

function answer(promised: Json, triggers: Json = []): Answer {
  const value = { entityId: 1, promisedPointsScheduleList: promised, triggerBasedPointsList: triggers };
  return { kind: "answer", status: 200, value };
}

function entries(promised: Json): readonly ScheduleEntry[] {
  return readSchedule(answer(promised))?.promised ?? [];
}

/** Whether two answers hold the same promised entries, read together. */
function isSame(left: Json, right: Json): boolean {
  const [one, two] = readSchedules([answer(left), answer(right)]) ?? [];
  if (one === undefined || two === undefined) throw new Error("cannot be compared");
  return isSameEntries(one.promised, two.promised);
}

describe("readSchedules", () => {
  const pairs: readonly (readonly [what: string, left: Json, right: Json, same: boolean])[] = [
    ["the same list", [entry], [entry], true],
    ["nothing", [], [], true],
    ["another order", [entry, { ...entry, points: 1 }], [{ ...entry, points: 1 }, entry], true],
    ["another order of members", [entry], [Object.fromEntries(Object.entries(entry).reverse())], true],
    [
      "another scale",
      [JSON.parse('{"points":390.000,"redeemableFrom":"2031-03-05","programId":31,"pointsType":"x"}') as Json],
      [{ ...entry, points: 390, pointsType: "x" }],
      true,
    ],
    ["an unknown member more", [{ ...entry, rowId: 1 }], [{ ...entry, rowId: 2 }], true],
    ["another number of points", [entry], [{ ...entry, points: 41 }], false],
    ["another day", [entry], [{ ...entry, redeemableFrom: "2031-03-06" }], false],
    ["another program", [entry], [{ ...entry, programId: 32 }], false],
    ["another type", [entry], [{ ...entry, pointsType: "gift" }], false],
    ["an equal entry more", [entry, entry], [entry], false],
    [
      "as many entries, but another of them twice",
      [entry, entry, { ...entry, points: 1 }],
      [entry, { ...entry, points: 1 }, { ...entry, points: 1 }],
      false,
    ],
    // One malformed value is the schema's to report, and not a lost entry.
    ["points that are text in one of them", [entry], [{ ...entry, points: "40" }], true],
    ["a day that is none in one of them", [entry], [{ ...entry, redeemableFrom: "soon" }], true],
    [
      "a type that is not there in one of them",
      [entry],
      [{ points: 40, redeemableFrom: "2031-03-05", programId: 31 }],
      true,
    ],
    ["a day that is none, and other points", [entry], [{ ...entry, redeemableFrom: "soon", points: 41 }], false],
  ];
  for (const [what, left, right, same] of pairs) {
    it(`${same ? "takes for the same" : "tells apart"} ${what}`, () => {
      expect(isSame(left, right)).to.equal(same);
      expect(isSame(right, left)).to.equal(same);
    });
  }

  const unreadable: readonly (readonly [what: string, answer: Answer])[] = [
    ["a refusal", { kind: "refusal", status: 400, codes: [], value: {} }],
    ["text", { kind: "answer", status: 200, value: "hello" }],
    ["no lists", { kind: "answer", status: 200, value: { entityId: 1 } }],
    ["one list alone", { kind: "answer", status: 200, value: { promisedPointsScheduleList: [] } }],
    ["a list that is none", answer({})],
    ["an entry that is none", answer([entry, 5])],
    ["an entry without a program", answer([{ points: 1 }])],
    ["a program that is text", answer([{ ...entry, programId: "31" }])],
    ["a trigger-based entry without a program", answer([], [{ points: 5 }])],
  ];
  for (const [what, unfit] of unreadable) {
    it(`cannot compare ${what}`, () => {
      expect(readSchedule(unfit)).to.equal(undefined);
      expect(readSchedules([answer([entry]), unfit])).to.equal(undefined);
    });
  }

  it("gives program, day and place of each entry, and the trigger-based ones without a day", () => {
    const schedule = readSchedule(answer([entry, { ...entry, redeemableFrom: "soon" }], [waiting]));
    expect(schedule?.entityId).to.equal(1);
    expect(schedule?.promised.map(({ programId, date, pointer }) => [programId, date, pointer])).to.deep.equal([
      [31, "2031-03-05", "/promisedPointsScheduleList/0"],
      [31, undefined, "/promisedPointsScheduleList/1"],
    ]);
    expect(schedule?.triggers.map(({ date, pointer }) => [date, pointer])).to.deep.equal([
      [undefined, "/triggerBasedPointsList/0"],
    ]);
  });

  for (const date of [
    "2031-3-5",
    "2031-13-01",
    "2031-02-30",
    "2031-02-29",
    "2031-04-31",
    "2031-00-10",
    "2031-01-00",
    "20310305",
    "2031-03-05T00:00:00Z",
    "",
    null,
    20_310_305,
  ]) {
    it(`does not take ${JSON.stringify(date)} for a day`, () => {
      expect(entries([{ ...entry, redeemableFrom: date }])[0]?.date).to.equal(undefined);
    });
  }

  for (const date of ["2031-03-05", "2032-02-29", "2000-02-29", "0001-01-01", "9999-12-31"]) {
    it(`takes ${date} for a day`, () => expect(entries([{ ...entry, redeemableFrom: date }])[0]?.date).to.equal(date));
  }

  it("compares no day that is not in the calendar, so that it is not reported again as a lost entry", () => {
    expect(isSame([{ ...entry, redeemableFrom: "2031-02-30" }], [{ ...entry, redeemableFrom: "2031-03-02" }])).to.equal(
      true,
    );
    expect(isDate("1900-02-29")).to.equal(false);
  });

  it("leaves out a member of trigger-based entries that is unsound, apart from the promised ones", () => {
    const schedule = readSchedule(answer([entry], [waiting, { ...waiting, points: "5" }]));
    expect(schedule?.triggers.map(({ key }) => key)).to.deep.equal([
      '{"pointsType":"bill_regular","programId":31}',
      '{"pointsType":"bill_regular","programId":31}',
    ]);
    expect(schedule?.promised[0]?.key).to.include('"points":40');
  });
});

describe("Entries", () => {
  const [a, b, c] = [1, 2, 3].map((points) => ({ ...entry, points, programId: 30 + points }));

  it("are subtracted as often as they occur", () => {
    const left = entries([a, a, b] as Json);
    const right = entries([a, c] as Json);
    expect(subtractEntries(left, right).map(({ pointer }) => pointer)).to.deep.equal([
      "/promisedPointsScheduleList/1",
      "/promisedPointsScheduleList/2",
    ]);
    expect(subtractEntries(right, left)).to.have.length(1);
    expect(subtractEntries(left, left)).to.deep.equal([]);
    expect(subtractEntries([], left)).to.deep.equal([]);
  });

  it("are those of one program", () => {
    expect(ofProgram(entries([a, b, a] as Json), 31).map(({ programId }) => programId)).to.deep.equal([31, 31]);
    expect(ofProgram([], 31)).to.deep.equal([]);
  });

  it("are shown in part where there are many", () => {
    expect(showEntries([])).to.equal("nothing");
    expect(showEntries(entries([a] as Json))).to.equal(
      '{"points":1,"pointsType":"bill_regular","programId":31,"redeemableFrom":"2031-03-05"}',
    );
    expect(showEntries(entries([a, a, a, a, a] as Json))).to.match(/ and 2 more$/);
  });
});

describe("isComparableId", () => {
  it("takes whole numbers that a double keeps exact, and nothing else", () => {
    for (const id of [0, 1, -5, 2 ** 53 - 1]) expect(isComparableId(id), String(id)).to.equal(true);
    for (const id of [2 ** 53, 2 ** 60, 1.5, Number.NaN, Infinity, "1", null, undefined, {}, [1]]) {
      expect(isComparableId(id), String(id)).to.equal(false);
    }
  });
});
