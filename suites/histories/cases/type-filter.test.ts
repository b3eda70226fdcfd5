import { expect } from "chai";
import { itemAt } from "../testing/fake-data.ts";
import type { Choices } from "../testing/fake-host.ts";
import { describeFaults, type Fault, inBody, observeReadings } from "../testing/faults.ts";
import { typeFilterCases } from "./type-filter.ts";

const words = { Subscription: "SUPPLEMENTARY", Coalition: "EXTERNAL" } as const;
const names = { EXTERNAL: "EXTERNAL", SUPPLEMENTARY: "SUPPLEMENTARY" } as const;
const isOfType =
  (...types: string[]) =>
  ({ query }: { query: ReadonlyMap<string, string> }): boolean =>
    types.includes(query.get("partnerProgramType") ?? "");

export const typeFilterFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inBody(
    "that leaves a supplementary program among the external ones",
    isOfType("EXTERNAL"),
    ({ data, pagination }) => {
      if (data.length !== 1) return;
      const copy = structuredClone(itemAt(data));
      Object.assign(copy.partnerProgramDetails, {
        partnerProgramId: 82,
        partnerProgramName: "Reading Room",
        partnerProgramType: "SUPPLEMENTARY",
        partnerProgramMembershipStartDate: "2029-01-01T00:00:00Z",
      });
      data.push(copy);
      pagination["total"] = data.length;
    },
    "histories.type-filter.named-type value",
  ),
  inBody(
    "that loses a supplementary program among the supplementary ones",
    isOfType("SUPPLEMENTARY"),
    ({ data, pagination }) => {
      if (data.length < 2) return;
      data.pop();
      pagination["total"] = data.length;
    },
    "histories.type-filter.partition missing",
  ),
  inBody(
    "that answers a program of somebody else's for a word",
    isOfType("Coalition"),
    ({ data }) => {
      const [first] = data;
      if (first !== undefined) first.partnerProgramDetails["partnerProgramId"] = 72_000;
    },
    "histories.type-filter.subset disagreement",
  ),
  {
    what: "that understands one name for linkingUpdates alone",
    options: {
      misread: (query) => {
        const isLinking = query.get("activityType") === "linkingUpdates";
        if (query.get("partnerProgramType") === "EXTERNAL" && !isLinking) query.delete("partnerProgramType");
      },
    },
    found: ["histories.type-filter.values no-reading"],
  },
  {
    what: "whose words change their meaning",
    options: {
      choices: { types: { ...names, ...words } },
      misread: (query) => {
        if (query.get("partnerProgramType") === "Coalition") query.set("partnerProgramType", "SUPPLEMENTARY");
      },
    },
    found: ["histories.type-filter.pairing no-reading"],
  },
];

describeFaults("The filter by type", typeFilterCases, typeFilterFaults);

describe("What partnerProgramType takes", () => {
  const swapped = { Subscription: "EXTERNAL", Coalition: "SUPPLEMENTARY" } as const;
  const rows: readonly (readonly [Choices, string, string])[] = [
    [{}, "names", "words-without-effect"],
    [{ types: words }, "words", "subscription-is-supplementary"],
    [{ types: { ...names, ...swapped } }, "names-and-words", "subscription-is-external"],
    [{ types: {} }, "numbers", "words-without-effect"],
  ];
  for (const unknownType of ["ignored", "refused", "empty"] as const) {
    for (const [choices, values, pairing] of rows) {
      it(`is seen to be ${values}, ${pairing}, where other values are ${unknownType}`, async () => {
        const options = { choices: { ...choices, unknownType } };
        expect(await observeReadings(options, typeFilterCases, "histories.type-filter.values")).to.deep.equal([values]);
        expect(await observeReadings(options, typeFilterCases, "histories.type-filter.pairing")).to.deep.equal([
          pairing,
        ]);
      });
    }
  }
});
