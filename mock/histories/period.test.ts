import { expect } from "chai";
import { type Details, ask, askLinking, listCodes, listDates } from "./testing/ask-histories.ts";
import type { Parameters } from "./testing/lab-organisation.ts";

describe("the period of benefits", () => {
  const rows: readonly (readonly [
    query: Parameters,
    variants: readonly string[],
    dates: readonly string[] | number,
    notes?: string,
  ])[] = [
    [
      {},
      [],
      [
        "2026-11-20T09:30:00Z",
        "2026-06-14T23:59:59Z",
        "2026-06-14T12:30:00Z",
        "2026-06-14T00:00:00Z",
        "2025-11-20T09:30:00Z",
      ],
      "from Thu Nov 20 09:30:00 GMT 2025 till Fri Nov 20 09:30:00 GMT 2026",
    ],
    [{}, ["period-exclusive"], ["2026-06-14T23:59:59Z", "2026-06-14T12:30:00Z", "2026-06-14T00:00:00Z"]],
    [
      { startDate: "2026-06-14 00:00:00", endDate: "2026-06-14 12:30:00" },
      [],
      ["2026-06-14T12:30:00Z", "2026-06-14T00:00:00Z"],
      "from Sun Jun 14 00:00:00 GMT 2026 till Sun Jun 14 12:30:00 GMT 2026",
    ],
    [{ startDate: "2026-06-14 00:00:00", endDate: "2026-06-14 12:30:00" }, ["period-exclusive"], []],
    [
      { startDate: "2026-06-14", endDate: "2026-06-14" },
      [],
      ["2026-06-14T23:59:59Z", "2026-06-14T12:30:00Z", "2026-06-14T00:00:00Z"],
      "from Sun Jun 14 00:00:00 GMT 2026 till Sun Jun 14 23:59:59 GMT 2026",
    ],
    [{ startDate: "2026-06-14", endDate: "2026-06-14" }, ["end-day-at-its-beginning"], ["2026-06-14T00:00:00Z"]],
    [{ startDate: "2026-06-14" }, ["period-of-sample-form-alone"], 400],
    [{ startDate: "2026-06-14T12:30:00Z", endDate: "2026-06-14T23:59:59Z" }, [], 400],
    [
      { startDate: "2026-06-14T12:30:00Z", endDate: "2026-06-15T05:29:58+05:30" },
      ["period-of-iso-dates"],
      ["2026-06-14T12:30:00Z"],
    ],
    [{ startDate: "2026-06-14T12:30:00Zero" }, ["period-of-iso-dates"], 400],
    [{ startDate: "2026-06-15" }, [], ["2026-11-20T09:30:00Z"]],
    [{ startDate: "2025-01-01", endDate: "2025-12-31" }, [], ["2025-11-20T09:30:00Z", "2025-02-01T00:00:00Z"]],
    [{ startDate: "2025-01-01" }, ["long-period-refused"], 2013],
    [
      { startDate: "2025-01-01" },
      ["period-of-start-one-year"],
      ["2025-11-20T09:30:00Z", "2025-02-01T00:00:00Z"],
      "from Wed Jan 01 00:00:00 GMT 2025 till Thu Jan 01 00:00:00 GMT 2026",
    ],
    [
      { endDate: "2025-11-20 00:00:00" },
      [],
      ["2025-02-01T00:00:00Z"],
      "from Wed Nov 20 00:00:00 GMT 2024 till Thu Nov 20 00:00:00 GMT 2025",
    ],
    [
      { endDate: "2026-06-14 00:00:00" },
      ["period-of-end-from-a-year-ago"],
      ["2026-06-14T00:00:00Z", "2025-11-20T09:30:00Z"],
      "from Thu Nov 20 09:30:00 GMT 2025 till Sun Jun 14 00:00:00 GMT 2026",
    ],
    [{ endDate: "2025-11-01" }, ["period-of-end-from-a-year-ago"], 400],
    [{ startDate: "2026-06-15", endDate: "2026-06-14" }, [], 400],
    [{ startDate: "2026-06-15", endDate: "2026-06-14" }, ["reversed-period-empty"], []],
    [{ startDate: "2023-01-01", endDate: "2026-06-13" }, ["long-period-refused"], 2013],
    [
      { startDate: "2023-01-01", endDate: "2026-06-13" },
      [],
      ["2025-11-20T09:30:00Z", "2025-02-01T00:00:00Z", "2023-03-03T03:03:03Z"],
    ],
    [
      { startDate: "2024-02-01 00:00:00", endDate: "2025-02-01 00:00:00" },
      ["long-period-refused"],
      ["2025-02-01T00:00:00Z"],
    ],
    [{ startDate: "2024-02-01 00:00:00", endDate: "2025-02-01 00:00:01" }, ["long-period-refused"], 2013],
    [{ startDate: "14/06/2026" }, [], 400],
    [{ endDate: "2026-06-31" }, [], 400],
    [{ endDate: "2026-06-14 24:00:01" }, [], 400],
    [{ startDate: "" }, [], 400],
    [
      { startDate: "14/06/2026", endDate: "2026-06-14 00:00:00" },
      ["unreadable-period-ignored"],
      ["2026-06-14T00:00:00Z", "2025-11-20T09:30:00Z"],
    ],
  ];
  for (const [query, variants, expected, notes] of rows) {
    const outcome = typeof expected === "number" ? `is refused with ${expected}` : `has ${expected.length} activities`;
    it(`${outcome} for ${JSON.stringify(query)} with ${variants.join(", ") || "no variant"}`, async () => {
      const answer = await ask({ partnerProgramId: "3001", ...query }, variants);
      if (typeof expected === "number") expect(listCodes(answer)).to.deep.equal([expected]);
      else expect(listDates(answer)).to.deep.equal(expected);
      if (notes !== undefined) expect(answer.data?.[0]?.notes).to.equal(`showing customer activities ${notes}`);
    });
  }

  it("is ignored with linkingUpdates, or refused there where that choice is taken", async () => {
    for (const dates of [{ startDate: "2026-06-14" }, { endDate: "nonsense" }]) {
      expect(listCodes(await askLinking(dates, ["linking-dates-refused"]))).to.deep.equal([2015]);
      const answer = await askLinking(dates);
      expect(answer.text).to.equal((await askLinking({})).text);
    }
  });

  it("shows each benefit as the activity that the fixtures name, and counts those of the last 365 days", async () => {
    const answer = await ask({ partnerProgramId: "3001" });
    expect(answer.data?.[0]?.customerActivityHistory[2]).to.deep.equal({
      activityType: "PARKED",
      activityDate: "2026-06-14T12:30:00Z",
    });
    const summary = answer.data?.[0]?.partnerProgramDetails["benefitsSummary"] as readonly Details[];
    expect(summary.map((benefit) => [benefit["name"], benefit["countAvailedInLast365Days"]])).to.deep.equal([
      ["Lounge", 3],
      ["Parking", 1],
    ]);
  });

  it("does not change what is counted", async () => {
    const answers = [
      await ask({ partnerProgramId: "3001" }),
      await ask({ partnerProgramId: "3001", endDate: "2025-05-05" }),
    ];
    const [now, then] = answers.map(({ data }) => data?.[0]?.partnerProgramDetails);
    expect(now).to.deep.equal(then);
  });
});
