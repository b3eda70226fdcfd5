import { expect } from "chai";
import { makePeople } from "../testing/fake-data.ts";
import { listCustomers, refuse } from "../testing/fake-host.ts";
import { choosing, describeFaults, drop, type Fault, inBody, observeReadings } from "../testing/faults.ts";
import { customerCases } from "./customers.ts";
import { mandatoryCases } from "./mandatory.ts";
import { resemblingCases } from "./resembling.ts";

type Query = Map<string, string>;

/** Makes the host take a request that it cannot place for one about the first customer. */
function takeFor(value: string, when: (query: Query) => boolean): (query: Query) => void {
  return (query) => {
    if (when(query)) query.set("identifierName", "mobile").set("identifierValue", value);
  };
}

const first = "4917000000001";
const mobiles = makePeople().flatMap(({ mobile }) => mobile ?? []);

export const customerFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that answers somebody for an unknown email",
    options: {
      misread: takeFor(first, (query) => query.get("identifierValue")?.startsWith("nobody.") === true),
    },
    found: ["histories.identifier.unknown no-reading"],
  },
  {
    what: "that refuses an unknown customer with another code",
    options: {
      twist: (reply, { customer }) =>
        customer === undefined && JSON.stringify(reply.body).includes("8015") ? refuse(400, 4000) : reply,
    },
    found: ["histories.identifier.unknown-code other-code"],
  },
  {
    what: "that answers an unknown customer with an empty list",
    options: { choices: { unknownCustomer: "empty" } },
    found: ["histories.identifier.unknown-code accepted"],
  },
  {
    what: "that does not take an externalId of those who have a mobile",
    options: {
      twist: (reply, { query, customer }) =>
        query.get("identifierName") === "externalId" && customer?.mobile !== undefined ? refuse(400, 8013) : reply,
    },
    found: ["histories.identifier.external-id refused"],
  },
  {
    what: "that answers the same customer whoever is asked for",
    options: {
      misread: takeFor(
        first,
        (query) => query.get("identifierName") === "mobile" && mobiles.includes(query.get("identifierValue") ?? ""),
      ),
    },
    found: ["histories.resource.customer disagreement"],
  },
  {
    what: "that answers a customer for an identifierName that does not exist",
    options: {
      misread: (query) => {
        if (query.get("identifierName") === "shoeSize") query.set("identifierName", "mobile");
      },
    },
    found: ["histories.identifier-name.unknown no-reading"],
  },
  ...(["instore", "INSTORE"] as const).map((source) =>
    inBody(
      `that loses a program with ${source} as the source`,
      ({ query }) => query.get("source") === source && query.get("activityType") === "linkingUpdates",
      drop(81),
      "histories.source.spelling no-reading",
    ),
  ),
  choosing(
    { unknownSource: "ignored" },
    inBody(
      "that answers a part for a source that does not exist",
      ({ query }) => query.get("source") === "NOWHERE",
      drop(81),
      "histories.source.unknown no-reading",
    ),
  ),
];

describeFaults("Customers", customerCases, customerFaults);

const nobody = (query: Query): boolean => ["", "%", "*", undefined].includes(query.get("identifierValue"));

export const mandatoryFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  ...(
    [
      ["source", "INSTORE", "histories.source.mandatory"],
      ["activityType", "benefitsAvailed", "histories.activity-filter.mandatory"],
    ] as const
  ).map(([name, value, requirement]) => ({
    what: `that does without ${name}`,
    options: {
      misread: (query: Query) => {
        if (!query.has(name)) query.set(name, value);
      },
    },
    found: [`${requirement} accepted`],
  })),
  ...(["partnerProgramId", "limit", "startDate"] as const).map((name) => ({
    what: `that does without source beside ${name}`,
    options: {
      misread: (query: Query) => {
        if (query.has(name) && !query.has("source")) query.set("source", "INSTORE");
      },
    },
    found: ["histories.source.mandatory accepted"],
  })),
  {
    what: "that guesses the identifierName",
    options: {
      misread: (query) => {
        if (!query.has("identifierName") && query.has("identifierValue")) query.set("identifierName", "mobile");
      },
    },
    found: ["histories.identifier-name.mandatory accepted"],
  },
  {
    what: "that answers nobody's histories with an empty list",
    options: {
      twist: (reply, { query }) =>
        query.has("identifierName") && !query.has("identifierValue")
          ? {
              status: 200,
              body: { pagination: { limit: 10, offset: 0, total: 0 }, data: [], warnings: [], errors: [] },
            }
          : reply,
    },
    found: ["histories.identifier-value.mandatory accepted"],
  },
  ...(["", "%", "*", undefined] as const).map((value) => ({
    what: `that answers somebody's histories for ${value === undefined ? "no value" : `"${value}"`}`,
    options: { misread: takeFor(first, (query) => nobody(query) && query.get("identifierValue") === value) },
    found: ["histories.identifier.nobody accepted"],
  })),
];

describeFaults("Mandatory parameters", mandatoryCases, mandatoryFaults);

export const resemblingFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that knows customers by the beginning of their email",
    options: {
      misread: takeFor(first, (query) => {
        const value = query.get("identifierValue") ?? "";
        return value.length > 5 && value.length < 18 && "wim@people.example".startsWith(value);
      }),
    },
    found: ["histories.identifier.unknown no-reading"],
  },
  {
    what: "that knows customers by the end of their mobile",
    options: { misread: takeFor(first, (query) => query.get("identifierValue")?.endsWith(first.slice(-9)) === true) },
    found: ["histories.identifier.unknown no-reading"],
  },
  {
    what: "that does not look at the identifierName",
    options: { misread: takeFor(first, (query) => query.get("identifierValue") === first) },
    found: ["histories.identifier.unknown no-reading"],
  },
];

describeFaults("Identifiers that resemble a customer's", resemblingCases, resemblingFaults);

describe("Customers of a host that the documents leave free", () => {
  const rows = [
    [{}, "histories.identifier.unknown", ["refused"]],
    [{ unknownCustomer: "empty" }, "histories.identifier.unknown", ["empty"]],
    [{}, "histories.identifier-name.unknown", ["refused"]],
    [{ unknownName: "empty" }, "histories.identifier-name.unknown", ["empty"]],
    [{ unknownSource: "refused" }, "histories.source.unknown", ["refused"]],
    [{ unknownSource: "empty" }, "histories.source.unknown", ["empty"]],
    [{ unknownSource: "ignored" }, "histories.source.unknown", ["ignored"]],
    [{}, "histories.source.spelling", ["any-case"]],
    [{ sources: ["INSTORE"] }, "histories.source.spelling", ["upper-case"]],
  ] as const;
  for (const [choices, requirement, readings] of rows) {
    it(`are seen to be ${readings.join()} (${requirement}, ${JSON.stringify(choices)})`, async () => {
      expect(await observeReadings({ choices }, customerCases, requirement)).to.deep.equal(readings);
    });
  }

  it("are seen to have a source in lower case alone", async () => {
    const customers = listCustomers(makePeople()).map((customer) => ({ ...customer, source: "instore" }));
    const options = { choices: { sources: ["instore"] } };
    const seen = await observeReadings(options, customerCases, "histories.source.spelling", { customers });
    expect(seen).to.deep.equal(["lower-case"]);
  });
});
