import { expect } from "chai";
import { refuse } from "../testing/fake-host.ts";
import {
  both,
  describeFaults,
  drop,
  type Fault,
  inBody,
  inEntries,
  isBenefits,
  isLinking,
  observeReadings,
  set,
} from "../testing/faults.ts";
import { readCases } from "./reads.ts";

/** A fault that shows when a request follows one with the same query. */
function inRepeated(
  what: string,
  change: (body: { data: unknown[]; pagination: Record<string, unknown> }) => void,
  ...found: string[]
): Fault {
  let last = "";
  return inBody(
    what,
    ({ query }) => {
      const asked = JSON.stringify([...query]);
      const isSame = asked === last;
      last = asked;
      return isSame;
    },
    change,
    ...found,
  );
}

const by =
  (name: string) =>
  ({ query }: { query: ReadonlyMap<string, string> }) =>
    query.get("identifierName") === name;

export const readFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that refuses everybody",
    options: { twist: () => refuse(400, 4000) },
    found: ["histories.resource.served refused"],
  },
  {
    what: "that is not there",
    options: { twist: () => ({ status: 404, body: {} }) },
    found: ["histories.resource.served refused"],
  },
  {
    what: "that refuses a limit beside a program and dates",
    options: {
      twist: (reply, { query, programId, isDated }) =>
        query.has("limit") && programId !== undefined && isDated ? refuse(400, 4000) : reply,
    },
    found: ["histories.resource.served refused"],
  },
  inRepeated(
    "whose second read loses an entry",
    ({ data, pagination }) => {
      data.pop();
      pagination["total"] = data.length;
    },
    "histories.reads.equal disagreement",
  ),
  inRepeated(
    "whose second read counts another total",
    ({ pagination }) => {
      pagination["total"] = 9;
    },
    "histories.reads.equal disagreement",
    "histories.total.complete value",
  ),
  inEntries(
    "that tells another tier by email",
    by("email"),
    set(71, "partnerTierName", "Gold"),
    "histories.identifiers.equal disagreement",
  ),
  inBody(
    "that loses a program by externalId where linking is asked for",
    both(by("externalId"), isLinking),
    drop(81),
    "histories.identifiers.equal disagreement",
  ),
  inEntries(
    "that loses benefits by id",
    both(by("id"), isBenefits),
    (entry) => {
      entry.customerActivityHistory = entry.customerActivityHistory.slice(1);
    },
    "histories.identifiers.equal disagreement",
  ),
];

describeFaults("Plain reads of histories", readCases, readFaults);

describe("The path in the singular", () => {
  for (const singular of ["refused", "same", "own-form"] as const) {
    it(`is seen to be ${singular}`, async () => {
      expect(await observeReadings({ choices: { singular } }, readCases, "histories.resource.singular")).to.deep.equal([
        singular,
      ]);
    });
  }
});
