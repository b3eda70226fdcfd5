import { MatchersV3 } from "@pact-foundation/pact";
import { expect } from "chai";
import type { CustomerActivityHistoriesAnswer, CustomerActivityHistoriesQuery } from "../../schemas/types.gen.ts";
import { anySuccess, anyUnauthorised, type HttpContract, type State, type Template } from "./contract.ts";
import { noCredentials, wrongCredentials } from "./refusals.ts";

const { atLeastLike, boolean, eachLike, fromProviderState, integer, like, regex, string } = MatchersV3;

const path = "/v2/partnerProgram/customerActivityHistories";
const mobile = "919700000102";

/** An instant in UTC; whether it has fractions of a second is not promised. */
const instant = (example: string): Template =>
  regex("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$", example);

const details: Readonly<Record<string, Template>> = {
  programName: string("Everyday"),
  partnerProgramId: integer(2101),
  partnerProgramName: string("Skyline Miles"),
  partnerProgramDescription: string("Miles of an airline"),
  partnerProgramType: string("EXTERNAL"),
  partnerProgramMembershipStartDate: instant("2026-09-08T18:25:10Z"),
  partnerProgramMembershipEndDate: instant("2027-09-08T18:29:59Z"),
  linked: boolean(true),
  tierBased: boolean(true),
};
const activity = (type: Template): Template => ({ activityType: type, activityDate: instant("2026-09-08T12:55:11Z") });
const entry: Template = { partnerProgramDetails: details, customerActivityHistory: like([]) };

/** The page as far as the client relies on it. */
function page(
  data: Template,
  pagination: Readonly<Record<string, Template>> = { limit: integer(10), offset: integer(0) },
): HttpContract["response"] {
  return {
    statuses: anySuccess,
    body: { pagination: { ...pagination, total: integer(1) }, data, warnings: like([]), errors: like([]) },
  };
}

type Filter = "${activityType}" | "${linkingType}";

/** How the two kinds of activities are asked for: the page names the first, the second stands on another page. */
const spellings: Readonly<Record<Filter, string>> = {
  "${activityType}": "benefitsAvailed",
  "${linkingType}": "linkingUpdates",
};

function ask(
  states: readonly State[],
  filter: Filter,
  asked: Omit<Partial<CustomerActivityHistoriesQuery>, "source" | "identifierName" | "identifierValue"> = {},
  injected: Readonly<Record<string, Template>> = {},
) {
  const activityType = spellings[filter];
  const query = { source: "INSTORE", identifierName: "mobile", identifierValue: mobile, activityType, ...asked };
  const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return {
    method: "GET",
    path,
    states,
    query: {
      ...texts,
      source: fromProviderState("${source}", query.source),
      identifierValue: fromProviderState("${mobile}", mobile),
      activityType: fromProviderState(filter, activityType),
      ...injected,
    },
    asked: query,
  } as const;
}

function state(name: string, params: State["params"] = {}): State {
  return { name, params: { mobile, source: "INSTORE", ...params } };
}

interface Row extends Omit<HttpContract, "exercise" | "method" | "path" | "states" | "query"> {
  readonly request: ReturnType<typeof ask>;
  readonly holds?: (answer: CustomerActivityHistoriesAnswer) => void;
}

function define({ request: { asked, ...request }, holds, ...row }: Row): HttpContract {
  return {
    ...row,
    ...request,
    exercise: async (client) => {
      const reply = await client.activityHistories(asked);
      if (reply.kind === "answered") holds?.(reply.answer);
      return reply;
    },
  };
}

const external = [state("customer is linked to a partner program", { partnerProgramType: "EXTERNAL", tier: "Silver" })];
const supplementary = [state("customer is linked to a partner program", { partnerProgramType: "SUPPLEMENTARY" })];
const benefits = [state("benefits were availed")];
const many = [state("customer has many partner programs", { count: 5 })];
const crowded = [state("customer has many partner programs", { count: 12 })];
const waiting = [state("a relink is pending")];
const oneProgram = { partnerProgramId: fromProviderState("${partnerProgramId}", "2101") };

/** What the client relies on where it asks for the histories of a customer's partner programs. */
export const historiesContracts: readonly HttpContract[] = [
  define({
    description: "partner programs of a customer",
    requirement: "histories.resource.served",
    request: ask(external, "${activityType}"),
    response: page(eachLike(entry)),
    holds: ({ data }) => expect(data).to.have.lengthOf(1),
  }),
  define({
    description: "benefits that a customer has used",
    requirement: "histories.window.default",
    request: ask(benefits, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(
      eachLike({ ...(entry as object), customerActivityHistory: eachLike(activity(string("BENEFIT_AVAILED"))) }),
    ),
    holds: ({ data }) => expect(data[0]?.customerActivityHistory).to.have.lengthOf(1),
  }),
  define({
    description: "benefits that a customer has used between two instants",
    requirement: "histories.window.start",
    // Nobody has used anything then.
    request: ask(benefits, "${activityType}", { startDate: "2001-06-01 00:00:00", endDate: "2001-06-02 00:00:00" }),
    response: page(eachLike({ ...(entry as object), customerActivityHistory: [] })),
    holds: ({ data }) => expect(data[0]?.customerActivityHistory).to.deep.equal([]),
  }),
  define({
    description: "one partner program of a customer",
    requirement: "histories.program-filter.one",
    request: ask(external, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(eachLike(entry)),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerProgramId).to.equal(2101),
  }),
  define({
    description: "the tier that a customer has in a partner program",
    requirement: "histories.tier-name.type",
    request: ask(external, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(
      eachLike({
        ...(entry as object),
        partnerProgramDetails: {
          ...details,
          partnerTierNumber: integer(2),
          partnerTierName: string("Silver"),
        },
      }),
    ),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerTierName).to.equal("Silver"),
  }),
  define({
    description: "a supplementary membership of a customer",
    requirement: "histories.programs.both-kinds",
    request: ask(
      supplementary,
      "${activityType}",
      { partnerProgramId: 2108 },
      {
        partnerProgramId: fromProviderState("${partnerProgramId}", "2108"),
      },
    ),
    response: page(
      eachLike({
        ...(entry as object),
        partnerProgramDetails: { ...details, partnerProgramType: "SUPPLEMENTARY", tierBased: boolean(false) },
      }),
    ),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerProgramType).to.equal("SUPPLEMENTARY"),
  }),
  define({
    description: "a relinking that waits for its day",
    requirement: "histories.initiated.written",
    request: ask(
      waiting,
      "${linkingType}",
      { partnerProgramId: 2109 },
      {
        partnerProgramId: fromProviderState("${partnerProgramId}", "2109"),
      },
    ),
    response: page(
      eachLike({
        ...(entry as object),
        customerActivityHistory: MatchersV3.arrayContaining(
          activity("SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED") as MatchersV3.Matcher<string>,
        ),
      }),
    ),
    holds: ({ data }) =>
      expect(data[0]?.customerActivityHistory[0]?.activityType).to.equal(
        "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED",
      ),
  }),
  define({
    description: "the first page of many partner programs, as long as it is by default",
    requirement: "histories.limit.default",
    request: ask(crowded, "${activityType}"),
    response: page(atLeastLike(entry, 10), { limit: 10, offset: 0 }),
    holds: ({ data, pagination }) => expect(data).to.have.lengthOf(pagination.limit),
  }),
  define({
    description: "the first page of two partner programs",
    requirement: "histories.resource.pagination",
    request: ask(many, "${activityType}", { limit: 2, offset: 0 }),
    response: page([entry, entry], { limit: 2, offset: 0 }),
    holds: ({ data }) => expect(data).to.have.lengthOf(2),
  }),
  define({
    description: "the second page of two partner programs",
    requirement: "histories.offset.skips",
    request: ask(many, "${activityType}", { limit: 2, offset: 2 }),
    response: page([entry, entry], { limit: 2, offset: 2 }),
    holds: ({ pagination }) => expect(pagination.offset).to.equal(2),
  }),
  define({
    description: "the last page of partner programs, which is not full",
    requirement: "histories.total.counts",
    request: ask(many, "${activityType}", { limit: 3, offset: 3 }),
    response: page([entry, entry], { limit: 3, offset: 3 }),
    holds: ({ data }) => expect(data).to.have.lengthOf(2),
  }),
  define({
    description: "partner programs without credentials",
    requirement: "authentication.histories.required",
    request: ask([...external, noCredentials], "${activityType}"),
    refused: [],
    response: { statuses: anyUnauthorised },
  }),
  define({
    description: "partner programs with wrong credentials",
    requirement: "authentication.histories.verified",
    request: ask([...external, wrongCredentials], "${activityType}"),
    refused: [],
    response: { statuses: anyUnauthorised },
  }),
];
