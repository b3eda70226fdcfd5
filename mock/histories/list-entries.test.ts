import { expect } from "chai";
import { origin } from "../testing/battery-requests.ts";
import type { Fixtures } from "../fixtures.ts";
import { ask, askLinking, askUrl, basic, listDates, path } from "./testing/ask-histories.ts";
import { labFixtures } from "./testing/lab-organisation.ts";

describe("a relinking whose day has come", () => {
  const relinked = { identifierValue: "919800000004", partnerProgramId: "3003" };

  it("is shown before the batch has run, while the enrolment is as it was", async () => {
    const answer = await askLinking(relinked);
    expect(answer.data?.[0]?.customerActivityHistory[0]).to.deep.equal({
      activityType: "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
      activityDate: "2026-11-20T00:00:00Z",
    });
    expect(answer.data?.[0]?.partnerProgramDetails).to.include({
      partnerProgramMembershipStartDate: "2025-11-21T00:00:00Z",
      partnerProgramMembershipEndDate: "2026-11-20T18:29:59Z",
      partnerProgramMembershipLastUpdatedDate: "2026-11-20T00:00:00Z",
      partnerProgramMembershipLastUpdatedActivity: "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
      linked: true,
    });
  });

  it("has another date, or is not shown, where those choices are taken", async () => {
    const dates = async (variant: string): Promise<readonly string[]> =>
      listDates(await askLinking(relinked, [variant]));
    expect(await dates("early-relinked-at-start")).to.deep.equal(["2026-11-20T18:30:00Z", "2026-10-01T07:00:00Z"]);
    expect(await dates("early-relinked-now")).to.deep.equal(["2026-11-20T09:30:00Z", "2026-10-01T07:00:00Z"]);
    expect(await dates("early-relinked-hidden")).to.deep.equal(["2026-10-01T07:00:00Z"]);
  });

  it("shows in the last update, in the dates too, or in neither, where those choices are taken", async () => {
    const details = async (variant: string): Promise<unknown> =>
      (await askLinking(relinked, [variant])).data?.[0]?.partnerProgramDetails;
    const [end, last] = ["partnerProgramMembershipEndDate", "partnerProgramMembershipLastUpdatedActivity"];
    expect(await details("early-relinked-in-dates-too")).to.include({
      partnerProgramMembershipStartDate: "2026-11-20T18:30:00Z",
      [end]: "2027-11-20T18:29:59Z",
      [last]: "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
      linked: true,
    });
    expect(await details("early-relinked-in-activities-alone")).to.include({
      [end]: "2026-11-20T18:29:59Z",
      [last]: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED",
    });
  });

  it("comes by the days of another zone where that choice is taken", async () => {
    expect(listDates(await askLinking(relinked, ["relink-days-in-india"]))).to.deep.equal(["2026-10-01T07:00:00Z"]);
  });

  it("is not shown on the day before, nor where relinking is off, nor among benefits", async () => {
    expect(listDates(await askLinking({ ...relinked, partnerProgramId: "3004" }))).to.deep.equal([
      "2026-09-01T07:00:00Z",
    ]);
    expect(listDates(await ask(relinked))).to.deep.equal([]);
    const off: Fixtures = {
      ...labFixtures,
      organisations: labFixtures.organisations.map((organisation) => ({ ...organisation, relinking: false })),
    };
    const query = new URLSearchParams({ ...basic, ...relinked, activityType: "linkingUpdates" });
    expect(listDates(await askUrl(`${origin}${path}?${query.toString()}`, off))).to.deep.equal([
      "2026-10-01T07:00:00Z",
    ]);
  });
});
