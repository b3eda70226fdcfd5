import { expect } from "chai";
import { makePeople } from "../testing/fake-data.ts";
import { alter, type FakeOptions, refuse } from "../testing/fake-host.ts";
import {
  both,
  describeFaults,
  type Fault,
  inBody,
  inEntries,
  isAlone,
  isBenefits,
  isLinking,
  observeReadings,
  set,
} from "../testing/faults.ts";
import { oneProgramCases } from "./one-program.ts";

/** Programs beyond the so many most recent of a customer are answered by nobody who asks for them alone. */
function denyBeyond(count: number): NonNullable<FakeOptions["twist"]> {
  return (reply, { programId, customer }) => {
    const later = (customer?.memberships ?? [])
      .toSorted((left, right) => (left.start < right.start ? 1 : -1))
      .slice(count);
    return later.every((membership) => membership.programId !== programId)
      ? reply
      : alter(reply, (body) => {
          body.data = [];
          body.pagination["total"] = 0;
        });
  };
}

/** The customer with twelve programs, twelve more of which are older. */
function joinMore(): ReturnType<typeof makePeople> {
  return makePeople().map((customer) => {
    if (customer.id !== 88_004) return customer;
    const older = customer.memberships.map((membership, index) => ({
      ...membership,
      programId: membership.programId + 12,
      start: `19${70 + index}-05-05T05:05:05Z`,
    }));
    return { ...customer, memberships: [...customer.memberships, ...older] };
  });
}

const programOf = (query: ReadonlyMap<string, string>): number => Number(query.get("partnerProgramId") ?? 0);

export const oneProgramFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that ignores the program for linkingUpdates",
    options: {
      misread: (query) => {
        if (query.get("activityType") === "linkingUpdates" && programOf(query) < 1000) query.delete("partnerProgramId");
      },
    },
    found: ["histories.program-filter.not-joined no-reading", "histories.program-filter.one value"],
  },
  {
    what: "that refuses one program",
    options: {
      twist: (reply, { programId, customer }) =>
        programId === 82 && customer?.id === 88_001 ? refuse(400, 4000) : reply,
    },
    found: ["histories.program-filter.one refused"],
  },
  inBody(
    "that does not answer a program of the past alone",
    ({ programId, customer }) => programId === 82 && customer?.id === 88_001,
    (body) => {
      body.data = [];
      body.pagination["total"] = 0;
    },
    "histories.program-filter.one missing",
  ),
  {
    what: "that answers none but the ten most recent programs alone",
    options: {
      choices: { reach: "all" },
      twist: denyBeyond(10),
    },
    found: ["histories.program-filter.one missing"],
  },
  {
    what: "that answers none but the twenty most recent programs alone",
    options: {
      people: joinMore,
      choices: { reach: "all" },
      twist: denyBeyond(20),
    },
    found: ["histories.program-filter.one missing"],
  },
  {
    what: "that reaches more than twenty programs",
    options: { people: joinMore, choices: { reach: "all" } },
    found: [],
  },
  {
    what: "that reaches all programs by an offset",
    options: { choices: { reach: "all" } },
    found: [],
  },
  inEntries(
    "whose program alone has another start",
    both(isAlone, isBenefits),
    set(81, "partnerProgramMembershipStartDate", "2030-06-02T00:00:00Z"),
    "histories.program-filter.contained disagreement",
  ),
  inEntries(
    "whose program alone lacks its tier",
    both(isAlone, isLinking),
    ({ partnerProgramDetails }) => {
      delete partnerProgramDetails["partnerTierName"];
    },
    "histories.program-filter.contained disagreement",
  ),
  inEntries(
    "whose program alone loses an activity",
    both(isAlone, isBenefits),
    (entry) => {
      entry.customerActivityHistory = entry.customerActivityHistory.slice(1);
    },
    "histories.program-filter.contained disagreement",
  ),
  {
    what: "that answers everything for a program that does not exist",
    options: {
      misread: (query) => {
        if (programOf(query) > 100_000) query.delete("partnerProgramId");
      },
    },
    found: ["histories.program-filter.unknown no-reading"],
  },
  {
    what: "that keeps ids in 32 bits",
    options: {
      misread: (query) => {
        if (query.has("partnerProgramId")) query.set("partnerProgramId", String(programOf(query) % 2 ** 32));
      },
    },
    found: ["histories.program-filter.unknown no-reading"],
  },
];

describeFaults("One program", oneProgramCases, oneProgramFaults);

describe("A program that is not there", () => {
  for (const nothing of ["empty", "refused"] as const) {
    for (const requirement of ["histories.program-filter.unknown", "histories.program-filter.not-joined"]) {
      it(`is seen to be ${nothing} (${requirement})`, async () => {
        expect(await observeReadings({ choices: { nothing } }, oneProgramCases, requirement)).to.deep.equal([nothing]);
      });
    }
  }
});
