import { expect } from "chai";
import { type Json, parseJson } from "../../src/model/json.ts";
import { authorize, makeRead, makeTransport, origin } from "../testing/battery-requests.ts";
import type { Fixtures } from "../fixtures.ts";
import type { HostOptions } from "../host.ts";

type Entry = Readonly<Record<string, Json>>;

interface Answer {
  readonly status: number;
  readonly entityId?: number;
  readonly promisedPointsScheduleList?: readonly Entry[];
  readonly triggerBasedPointsList?: readonly Entry[];
  readonly warnings?: readonly Json[];
  readonly errors?: readonly { readonly code: number }[];
  readonly text: string;
}

/** The data behind the page's samples. */
const sampleFixtures: Fixtures = {
  fixtures: 1,
  clock: "2022-04-10T06:00:00Z",
  organisations: [
    {
      name: "sample",
      till: { user: "till.main", password: "open-sesame" },
      defaultProgram: 890,
      programs: [
        { id: 890, name: "A" },
        { id: 1933, name: "B" },
        { id: 2199, name: "C" },
      ],
      customers: [
        {
          id: 374844123,
          mobile: "917752198768",
          promisedPoints: [
            ["390.000", "2022-04-10", 2199, "line_item_promotions"] as const,
            ["300.00", "2022-04-08", 1933, "line_item_promotions"] as const,
            ["130.000", "2022-04-10", 2199, "bill_regular"] as const,
            ["130.000", "2022-04-10", 2199, "bill_promotions"] as const,
            ["180.000", "2022-04-09", 2199, "line_item_promotions"] as const,
            ["100.00", "2022-04-08", 1933, "bill_regular"] as const,
            ["60.000", "2022-04-09", 2199, "bill_regular"] as const,
            ["180.000", "2022-04-09", 2199, "line_item_regular"] as const,
            ["390.000", "2022-04-10", 2199, "line_item_regular"] as const,
            ["60.000", "2022-04-09", 2199, "bill_promotions"] as const,
            ["100.00", "2022-04-08", 1933, "bill_promotions"] as const,
          ].map(([points, redeemableFrom, programId, pointsType]) => ({
            points,
            redeemableFrom,
            programId,
            pointsType,
          })),
        },
        {
          id: 342249069,
          mobile: "917752198769",
          triggerBasedPoints: [{ points: "300.000", programId: 890, pointsType: "line_item_promotions" }],
        },
      ],
    },
  ],
};

async function askUrl(url: string, options: Partial<HostOptions>): Promise<Answer> {
  const outcome = await makeTransport(options)({ method: "GET", url, headers: [authorize()], body: new Uint8Array() });
  if (outcome.kind === "failure") throw new Error(outcome.detail);
  const { status, body } = outcome.response;
  const parsed = parseJson(body);
  const value = parsed.kind === "json" ? (parsed.value as Partial<Answer>) : {};
  return { ...value, status, text: new TextDecoder().decode(body) };
}

const asha = { identifierName: "mobile", identifierValue: "919700000001", source: "INSTORE" };

function ask(query: Readonly<Record<string, string>>, variants: readonly string[] = []): Promise<Answer> {
  return askUrl(makeRead({ ...asha, ...query }).url, { variants });
}

function listPrograms(answer: Answer): Json[] {
  return [...new Set(answer.promisedPointsScheduleList?.map((entry) => entry["programId"] ?? null))].sort(
    (a, b) => Number(a) - Number(b),
  );
}

function listDays(answer: Answer): string[] {
  return [...new Set(answer.promisedPointsScheduleList?.map((entry) => String(entry["redeemableFrom"])))].sort();
}

describe("the promised points of the page's own samples", () => {
  const url = `${origin}/v2/customers/lookup/promisedPointsSchedule`;

  it("are those of one program where one is asked for", async () => {
    const query =
      "programId=2199&entityType=CUSTOMER&fetchDataForAllPrograms=false&identifierName=mobile&identifierValue=917752198768&source=INSTORE";
    const answer = await askUrl(`${url}?${query}`, { fixtures: sampleFixtures });
    expect(answer.text).to.equal(
      '{"entityId":374844123,"entityType":"CUSTOMER","promisedPointsScheduleList":[' +
        '{"points":390.000,"redeemableFrom":"2022-04-10","programId":2199,"pointsType":"line_item_promotions"},' +
        '{"points":130.000,"redeemableFrom":"2022-04-10","programId":2199,"pointsType":"bill_regular"},' +
        '{"points":130.000,"redeemableFrom":"2022-04-10","programId":2199,"pointsType":"bill_promotions"},' +
        '{"points":390.000,"redeemableFrom":"2022-04-10","programId":2199,"pointsType":"line_item_regular"}],' +
        '"triggerBasedPointsList":[],"warnings":[]}',
    );
  });

  it("are those of all programs and dates where they are asked for", async () => {
    const query =
      "programId=1933&startDate=2022-04-01&endDate=2122-04-09&entityType=CUSTOMER&fetchDataForAllPrograms=true&identifierName=mobile&identifierValue=917752198768&source=INSTORE";
    const answer = await askUrl(`${url}?${query}`, { fixtures: sampleFixtures });
    expect(answer.promisedPointsScheduleList?.map((entry) => Object.values(entry))).to.deep.equal(
      sampleFixtures.organisations[0]?.customers[0]?.promisedPoints?.map((entry) => [
        Number(entry.points),
        entry.redeemableFrom,
        entry.programId,
        entry.pointsType,
      ]),
    );
    expect(answer.text).to.include('"points":300.00,');
  });

  it("are without a date where they wait for a condition", async () => {
    const answer = await askUrl(`${url}?identifierName=mobile&identifierValue=917752198769&source=INSTORE`, {
      fixtures: sampleFixtures,
    });
    expect(answer.text).to.equal(
      '{"entityId":342249069,"entityType":"CUSTOMER","promisedPointsScheduleList":[],' +
        '"triggerBasedPointsList":[{"points":300.000,"programId":890,"pointsType":"line_item_promotions"}],"warnings":[]}',
    );
  });
});

describe("the selection of programs", () => {
  const rows: readonly (readonly [query: Readonly<Record<string, string>>, programs: readonly number[]])[] = [
    [{ fetchDataForAllPrograms: "true", programId: "1102" }, [1101, 1102, 1103]],
    [{ fetchDataForAllPrograms: "true" }, [1101, 1102, 1103]],
    [{ fetchDataForAllPrograms: "false", programId: "1102" }, [1102]],
    [{ fetchDataForAllPrograms: "false" }, [1101]],
    [{ programId: "1103" }, [1103]],
    [{}, [1101]],
    [{ fetchDataForAllPrograms: "true", programId: "999999" }, [1101, 1102, 1103]],
  ];
  for (const [query, programs] of rows) {
    it(`gives ${programs.join(", ")} for ${JSON.stringify(query)}`, async () => {
      expect(listPrograms(await ask(query))).to.deep.equal(programs);
    });
  }

  it("holds for trigger-based points too", async () => {
    const bruno = { identifierValue: "919700000002" };
    const programsOf = async (query: Readonly<Record<string, string>>): Promise<unknown> =>
      (await ask({ ...bruno, ...query })).triggerBasedPointsList?.map((entry) => entry["programId"]);
    expect(await programsOf({ fetchDataForAllPrograms: "true" })).to.deep.equal([1101, 1102, 1103]);
    expect(await programsOf({ programId: "1103" })).to.deep.equal([1103]);
    expect(await programsOf({})).to.deep.equal([1101]);
  });
});

describe("the window of dates", () => {
  const all = { fetchDataForAllPrograms: "true" };

  it("includes both of its days", async () => {
    const answer = await ask({ ...all, startDate: "2026-12-08", endDate: "2026-12-10" });
    expect(listDays(answer)).to.deep.equal(["2026-12-08", "2026-12-10"]);
  });

  it("begins today where no start is given, and on any day that is", async () => {
    expect(listDays(await ask(all))).not.to.include("2026-10-01");
    expect(listDays(await ask({ ...all, startDate: "2026-10-01" }))).to.include("2026-10-01");
    expect(listDays(await ask(all, ["default-window-everything"]))).to.include("2026-10-01");
  });

  it("has no end where none is given, or one a year after its start where that choice is taken", async () => {
    const year = ["default-window-one-year"];
    expect(listDays(await ask(all))).to.include("2028-03-31");
    const yearFromToday = listDays(await ask(all, year));
    expect(yearFromToday).to.include("2027-09-01").and.to.not.include("2028-03-31");
    expect(listDays(await ask({ ...all, startDate: "2027-06-01" }, year))).to.include("2028-03-31");
    expect(listDays(await ask({ ...all, endDate: "2099-01-01" }, year))).to.include("2028-03-31");
  });

  it("leaves trigger-based points alone", async () => {
    const answer = await ask({
      ...all,
      identifierValue: "919700000002",
      startDate: "2027-01-01",
      endDate: "2027-01-02",
    });
    expect(answer.triggerBasedPointsList).to.have.length(3);
  });
});

describe("a refusal", () => {
  const rows: readonly (readonly [why: string, query: Readonly<Record<string, string>>, code: number])[] = [
    ["an unknown customer", { identifierValue: "404" }, 8015],
    ["an unknown program", { programId: "999999" }, 885],
    ["a program that is no number", { programId: "abc" }, 885],
    ["an empty identifierValue", { identifierValue: "" }, 11013],
    ["an unknown identifierName", { identifierName: "shoeSize" }, 8013],
    ["an empty source", { source: "" }, 11013],
    ["an unknown source", { source: "NOWHERE" }, 8003],
    ["a source in which the customer is not known", { source: "WEBSITE" }, 8015],
    ["another entity type", { entityType: "FLEET" }, 1212],
    ["a date in another form", { startDate: "10-12-2026" }, 1216],
    ["a day that no month has", { endDate: "2026-02-30" }, 1216],
    ["a window that ends before it starts", { startDate: "2027-01-02", endDate: "2027-01-01" }, 1214],
  ];
  for (const [why, query, code] of rows) {
    it(`meets ${why} with ${code}`, async () => {
      const answer = await ask(query);
      expect(answer.status).to.equal(400);
      expect(answer.errors?.map((error) => error.code)).to.deep.equal([code]);
    });
  }

  it("has 1632 for an unknown external id where that choice is taken", async () => {
    const answer = await ask({ identifierName: "externalId", identifierValue: "404" }, ["unknown-external-id-1632"]);
    expect(answer.errors?.[0]?.code).to.equal(1632);
  });
});
