import { expect } from "chai";
import { itemAt } from "../testing/fake-data.ts";
import { refuse } from "../testing/fake-host.ts";
import {
  both,
  describeFaults,
  type Fault,
  inBody,
  inEntries,
  isLinking,
  isOf,
  observeReadings,
} from "../testing/faults.ts";
import { pageCases } from "./pages.ts";
import { walkCases } from "./walks.ts";

type Query = ReadonlyMap<string, string>;

const number = (query: Query, name: string): number => Number(query.get(name) ?? Number.NaN);
const has =
  (...names: readonly string[]) =>
  ({ query }: { query: Query }): boolean =>
    names.every((name) => query.has(name));

/** Makes the host forget parameters of some requests. */
function forget(...names: readonly string[]): (query: Map<string, string>) => void {
  return (query) => {
    for (const name of names) query.delete(name);
  };
}

export const pageFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that refuses a limit",
    options: { twist: (reply, { query }) => (query.has("limit") && !query.has("offset") ? refuse(400, 4000) : reply) },
    found: [],
  },
  {
    what: "that refuses an offset",
    options: {
      twist: (reply, { query, customer }) =>
        number(query, "offset") === 1 && (customer?.memberships.length ?? 0) > 2 ? refuse(400, 4000) : reply,
    },
    found: ["histories.resource.pagination refused"],
  },
  {
    what: "that ignores limits",
    options: { misread: forget("limit") },
    found: ["histories.limit.echoed value", "histories.limit.heeded value"],
  },
  inBody(
    "that answers one entry too few with a limit",
    both(has("limit"), isLinking),
    ({ data }) => data.pop(),
    "histories.limit.heeded missing",
  ),
  inBody(
    "that says the limit is the offset where only that is sent",
    ({ query }) => query.has("limit") && !query.has("offset"),
    ({ pagination }) => {
      pagination["offset"] = pagination["limit"];
    },
    "histories.offset.default-echoed value",
  ),
  {
    what: "whose pages are of five",
    options: {
      choices: { limitZero: "refused" },
      misread: (query) => {
        if (!query.has("limit")) query.set("limit", "5");
      },
    },
    found: ["histories.limit.default value"],
  },
  inBody(
    "that answers more entries than its limit",
    ({ query }) => query.get("limit") === "1",
    ({ data }) => data.push(...structuredClone(data)),
    "histories.limit.kept value",
  ),
  inBody(
    "that counts the page as total",
    has("limit"),
    ({ data, pagination }) => {
      pagination["total"] = data.length;
    },
    "histories.total.steady disagreement",
  ),
  inBody(
    "whose offset of zero loses an entry",
    ({ query }) => query.get("offset") === "0" && !query.has("limit"),
    ({ data, pagination }) => {
      data.pop();
      pagination["total"] = data.length;
    },
    "histories.offset.default disagreement",
  ),
  {
    what: "that refuses an offset of zero",
    options: {
      twist: (reply, { query }) => (query.get("offset") === "0" && query.size === 5 ? refuse(400, 4000) : reply),
    },
    found: ["histories.offset.default disagreement"],
  },
  {
    what: "that begins anew beyond the end",
    options: {
      misread: (query) => {
        if (number(query, "offset") > 100) query.delete("offset");
      },
    },
    found: ["histories.offset.beyond no-reading", "histories.offset.echoed value"],
  },
  inBody(
    "that answers twelve entries for a limit of a thousand",
    ({ query, customer }) => number(query, "limit") === 1000 && customer?.id === 88_004,
    ({ data, pagination }) => {
      data.push(...structuredClone(data.slice(0, 2)));
      pagination["limit"] = 1000;
    },
    "histories.limit.over-range no-reading",
  ),
  {
    what: "that answers one entry for a limit of zero",
    options: {
      misread: (query) => {
        if (query.get("limit") === "0") query.set("limit", "1");
      },
    },
    found: ["histories.limit.zero no-reading"],
  },
];

describeFaults("Pages", pageCases, pageFaults);

export const walkFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that ignores an offset",
    options: { misread: forget("offset") },
    found: ["histories.offset.echoed value", "histories.offset.skips disagreement"],
  },
  {
    what: "that ignores an offset beside a limit",
    options: {
      misread: (query) => {
        if (query.has("limit")) query.delete("offset");
      },
    },
    found: [
      "histories.limit.heeded value",
      "histories.offset.echoed value",
      "histories.pages.concatenate disagreement",
    ],
  },
  {
    what: "whose offset begins one entry early",
    options: {
      misread: (query) => {
        if (number(query, "offset") > 0) query.set("offset", String(number(query, "offset") - 1));
      },
    },
    found: ["histories.offset.echoed value", "histories.offset.skips disagreement"],
  },
  inBody(
    "whose second page repeats the first entry of the list",
    ({ query, customer }) => number(query, "limit") === 2 && number(query, "offset") === 2 && customer?.id === 88_001,
    ({ data }) => {
      Object.assign(itemAt(data).partnerProgramDetails, { partnerProgramId: 71, partnerProgramName: "Harbour Club" });
    },
    "histories.pages.concatenate disagreement",
  ),
  inEntries(
    "whose later pages have other details",
    both(has("limit", "offset"), isOf(88_004)),
    ({ partnerProgramDetails }) => {
      partnerProgramDetails["partnerProgramDescription"] = "of a later page";
    },
    "histories.pages.concatenate disagreement",
  ),
  {
    what: "that refuses the third page",
    options: {
      twist: (reply, { query }) =>
        number(query, "limit") === 1 && number(query, "offset") === 2 ? refuse(400, 4000) : reply,
    },
    found: ["histories.pages.concatenate refused"],
  },
  {
    what: "whose entries come in another order each time",
    options: {
      choices: {
        order: (entries, count) => {
          const at = entries.length === 0 ? 0 : (count * 7) % entries.length;
          return [...entries.slice(at), ...entries.slice(0, at)];
        },
      },
    },
    found: [],
  },
];

describeFaults("Pages one after another", walkCases, walkFaults);

describe("Pages of a host that the documents leave free", () => {
  const rows = [
    ...(["no-entries", "as-default", "refused"] as const).flatMap((each) => [
      [{ limitZero: each }, "histories.limit.zero", each] as const,
      [{ limitUnder: each }, "histories.limit.under-range", each] as const,
    ]),
    ...(["refused", "capped"] as const).map(
      (each) => [{ limitOver: each }, "histories.limit.over-range", each] as const,
    ),
    ...(["empty", "refused"] as const).map((each) => [{ beyond: each }, "histories.offset.beyond", each] as const),
  ];
  for (const [choices, requirement, reading] of rows) {
    it(`are seen to be ${reading} (${requirement})`, async () => {
      expect(await observeReadings({ choices }, pageCases, requirement)).to.deep.equal([reading]);
    });
  }
});
