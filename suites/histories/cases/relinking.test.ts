import { expect } from "chai";
import { idsOf, listFound } from "../../testing/fake-host.ts";
import { type FakeCustomer, type FakeMembership, itemAt } from "../testing/fake-data.ts";
import { runHistories, type FakeOptions } from "../testing/fake-host.ts";
import { describeFaults, type Fault, inEntries, observeReadings } from "../testing/faults.ts";
import { relinkingCases } from "./relinking.ts";
import { updateCases } from "./updates.ts";

type What = Parameters<NonNullable<FakeOptions["spoil"]>>[1];

const veg = 81;

/** A fault of what a write leaves in the first customer's supplementary membership. */
function after(
  wanted: What,
  what: string,
  change: (membership: FakeMembership, customer: FakeCustomer) => void,
  ...found: string[]
): Fault {
  const spoil: FakeOptions["spoil"] = (people, done) => {
    const customer = itemAt(people);
    const membership = customer.memberships.find(({ programId }) => programId === veg);
    if (done === wanted && membership !== undefined) change(membership, customer);
  };
  return { what, options: { spoil }, found };
}

const without = (type: string) => (membership: FakeMembership) => {
  membership.linking = membership.linking.filter(([each]) => !each.endsWith(type));
};

const relinkedNow = (membership: FakeMembership): boolean =>
  membership.linking.some(([type]) => type.endsWith("_RELINKED"));

export const relinkingFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  after("relink", "that does not record an initiation", without("INITIATED"), "histories.initiated.written effect"),
  after(
    "relink",
    "that begins the enrolment anew when it is queued",
    (membership) => {
      membership.start = "2031-02-07T10:00:00Z";
    },
    "histories.initiated.enrolment effect",
  ),
  after(
    "relink",
    "that unlinks the program when a relink is queued",
    (membership) => {
      membership.linked = false;
    },
    "histories.initiated.enrolment effect",
  ),
  after(
    "relink",
    "that dates the initiation by the start",
    (membership) => {
      membership.linking = membership.linking.map(([type, date]) => [
        type,
        type.endsWith("INITIATED") ? "2031-02-07T10:00:00Z" : date,
      ]);
    },
    "histories.relinking.date value",
  ),
  after("cancel", "that does not record a cancellation", without("CANCELLED"), "histories.cancelled.written effect"),
  after(
    "cancel",
    "that ends the enrolment with the relink",
    (membership) => {
      membership.linked = false;
    },
    "histories.cancelled.enrolment effect",
  ),
  after(
    "cancel",
    "that dates the cancellation by the start",
    (membership) => {
      membership.linking = membership.linking.map(([type, date]) => [
        type,
        type.endsWith("CANCELLED") ? "2031-02-07T10:00:00Z" : date,
      ]);
    },
    "histories.relinking.date value",
  ),
  after(
    "cancel",
    "that forgets to take the relink out of its queue",
    (membership) => {
      membership.pending = "2031-02-07T10:00:00Z";
    },
    "histories.cancelled.not-relinked effect",
  ),
  after(
    "batch",
    "whose batch does not record the relinking",
    without("_RELINKED"),
    "histories.relinked.written effect",
  ),
  after(
    "batch",
    "whose batch leaves the old enrolment",
    (membership) => {
      if (relinkedNow(membership)) membership.start = "2030-06-01T00:00:00Z";
    },
    "histories.relinked.enrolment effect",
  ),
  after(
    "batch",
    "whose batch does not link",
    (membership) => {
      if (relinkedNow(membership)) membership.linked = false;
    },
    "histories.relinked.enrolment effect",
  ),
  after(
    "batch",
    "whose batch begins the enrolment when it runs",
    (membership) => {
      if (relinkedNow(membership)) membership.start = "2031-02-07T12:00:00Z";
    },
    "histories.relinked.start effect",
  ),
  after(
    "batch",
    "whose batch dates the relinking by the start",
    (membership) => {
      membership.linking = membership.linking.map(([type, date]) => [
        type,
        type.endsWith("_RELINKED") ? "2031-02-07T10:00:00Z" : date,
      ]);
    },
    "histories.relinking.date value",
  ),
  after(
    "batch",
    "whose batch replaces the initiation",
    (membership) => {
      if (relinkedNow(membership)) without("INITIATED")(membership);
    },
    "histories.relinked.history effect",
  ),
  after(
    "batch",
    "whose batch records the relinking in another program",
    (membership, { memberships }) => {
      if (!relinkedNow(membership)) return;
      without("_RELINKED")(membership);
      memberships
        .find(({ programId }) => programId === 82)
        ?.linking.push(["SUPPLEMENTARY_MEMBERSHIP_RELINKED", "2031-02-07T12:00:00Z"]);
    },
    "histories.relinked.history effect",
  ),
  inEntries(
    "whose last update is the one before the relinking",
    ({ customer, kind }) => customer?.id === 88_001 && kind === "linking",
    ({ partnerProgramDetails: details }) => {
      if (details["partnerProgramMembershipLastUpdatedActivity"] !== "SUPPLEMENTARY_MEMBERSHIP_RELINKED") return;
      details["partnerProgramMembershipLastUpdatedActivity"] = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";
      details["partnerProgramMembershipLastUpdatedDate"] = "2031-02-01T12:00:00Z";
    },
    "histories.relinked.last-updated effect",
  ),
  {
    what: "that shows a relinking days before its start",
    options: inEntries(
      "",
      ({ now, kind }) => kind === "linking" && now > Date.parse("2031-02-03T00:00:00Z"),
      ({ customerActivityHistory: list, partnerProgramDetails: details }) => {
        const types = list.map(({ activityType }) => activityType.replace("SUPPLEMENTARY_MEMBERSHIP_", ""));
        if (details["partnerProgramId"] !== veg || !types.includes("RELINKING_INITIATED")) return;
        if (types.includes("RELINKED") || types.includes("RELINKING_CANCELLED")) return;
        list.unshift({ activityType: "SUPPLEMENTARY_MEMBERSHIP_RELINKED", activityDate: "2031-02-07T10:00:00Z" });
      },
    ).options,
    found: ["histories.relinked.not-earlier effect"],
  },
  after(
    "relink",
    "that shows a relinking as soon as it is queued",
    ({ linking }) => {
      linking.push(["SUPPLEMENTARY_MEMBERSHIP_RELINKED", "2031-02-01T12:00:00Z"]);
    },
    "histories.relinked.not-earlier effect",
  ),
  {
    what: "that ends the enrolment before the batch has run",
    options: {
      choices: { relinks: { early: "shown", earlyDetails: "ahead" } },
      ...inEntries(
        "",
        ({ now }) => now > Date.parse("2031-02-07T00:00:00Z"),
        ({ partnerProgramDetails: details, customerActivityHistory: list }) => {
          // The batch dates the relinking by itself.
          if (list.every(({ activityDate }) => activityDate !== "2031-02-07T10:00:00Z")) return;
          details["partnerProgramMembershipStartDate"] = "2030-06-01T00:00:00Z";
          details["partnerProgramMembershipEndDate"] = "2031-02-06T23:59:59Z";
        },
      ).options,
    },
    found: ["histories.relinked.early-details no-reading"],
  },
];

describeFaults("Relinks", relinkingCases, relinkingFaults);

describe("A relink on its day, before the batch", () => {
  for (const early of ["shown", "hidden"] as const) {
    it(`is seen to be ${early}`, async () => {
      const seen = await observeReadings(
        { choices: { relinks: { early } } },
        relinkingCases,
        "histories.relinked.early",
      );
      expect(seen).to.deep.equal([early === "shown" ? "shown-early" : "after-the-batch"]);
    });
  }
  for (const earlyDetails of ["unchanged", "ahead"] as const) {
    it(`is seen with its details ${earlyDetails}`, async () => {
      const options = { choices: { relinks: { early: "shown", earlyDetails } } } as const;
      expect(await observeReadings(options, relinkingCases, "histories.relinked.early-details")).to.deep.equal([
        earlyDetails,
      ]);
    });
  }
  for (const earlyDate of ["scheduled-start", "day-of-the-read"] as const) {
    it(`is seen to be dated by the ${earlyDate}`, async () => {
      const options = { choices: { relinks: { early: "shown", earlyDate } } } as const;
      expect(await observeReadings(options, relinkingCases, "histories.relinked.early-date")).to.deep.equal([
        earlyDate,
      ]);
    });
  }
});

describe("What relinks need", () => {
  const statuses = async (...parts: Parameters<typeof runHistories>): Promise<Record<string, string>> => {
    const [options, , organisation = {}, profile = {}] = parts;
    const run = await runHistories(options, idsOf(relinkingCases), organisation, profile);
    expect(listFound(run)).to.deep.equal([]);
    return Object.fromEntries(run.cases.map(({ case: id, status }) => [id.replace(/\[.*$/, ""), status]));
  };

  it("is a host that knows all actions; one that lacks some is left as it was", async () => {
    for (const lacking of ["reset", "clock", "batch", "state"]) {
      const knows = ["reset", "clock", "batch", "state"].filter((action) => action !== lacking);
      const found = await statuses({ knows });
      expect(found["histories.relinking.batch"], lacking).to.equal("couldNotRun");
      expect(found["histories.relinking.cancel"], lacking).to.equal(lacking === "state" ? "couldNotRun" : "passed");
    }
  });

  it("is a relink that waits, where there is no state endpoint", async () => {
    const run = await runHistories({ knows: [] }, idsOf(relinkingCases));
    const cancel = run.cases.filter(({ case: id }) => id.startsWith("histories.relinking.cancel["));
    expect(cancel.find(({ case: id }) => id.endsWith("[customer-5/81]"))?.status).to.equal("passed");
  });

  it("is relinking switched on, and leave to write", async () => {
    const off = await statuses({}, [], { relinking: "off" });
    expect(new Set(Object.values(off))).to.deep.equal(new Set(["notApplicable"]));
    const unknown = await statuses({}, [], { relinking: "unknown" });
    expect(new Set(Object.values(unknown))).to.deep.equal(new Set(["couldNotRun"]));
    const reading = await statuses({}, [], {}, { writes: false });
    expect(new Set(Object.values(reading))).to.deep.equal(new Set(["couldNotRun"]));
  });
});

describeFaults("A change of tier", updateCases, [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that gives a new membership id with a new tier",
    options: inEntries(
      "",
      () => true,
      ({ partnerProgramDetails: details }) => {
        if (details["partnerTierName"] === "Gold") details["partnerMembershipId"] = "HC-9";
      },
    ).options,
    found: ["histories.membership-id.steady effect"],
  },
  {
    what: "that records each of them twice",
    options: {
      choices: { records: true },
      spoil: (people, what) => {
        if (what !== "tier") return;
        for (const { linking } of people.flatMap(({ memberships }) => memberships)) {
          const last = linking.at(-1);
          if (last?.[0] === "TIER_CHANGED") linking.push(last);
        }
      },
    },
    found: ["histories.updates.recorded no-reading"],
  },
  {
    what: "that keeps only the last of them",
    options: {
      choices: { records: true },
      spoil: (people, what) => {
        if (what !== "tier") return;
        for (const one of people.flatMap(({ memberships }) => memberships)) one.linking = one.linking.slice(-1);
      },
    },
    found: ["histories.updates.recorded no-reading"],
  },
  {
    what: "that loses an activity",
    options: {
      spoil: (people, what) => {
        if (what === "tier") for (const { memberships } of people) for (const one of memberships) one.linking = [];
      },
    },
    found: ["histories.updates.recorded no-reading"],
  },
]);

describe("What a change of tier leaves in histories", () => {
  for (const records of [true, false]) {
    it(records ? "is an activity" : "is nothing", async () => {
      const seen = await observeReadings({ choices: { records } }, updateCases, "histories.updates.recorded");
      expect(seen).to.deep.equal([records ? "recorded" : "not-recorded"]);
    });
  }
});
