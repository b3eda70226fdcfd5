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

type Filter = "${activityType}" | "${benefitsType}" | "${linkingType}";

/**
 * How activities are asked for: of any kind that the host answers, benefits availed as the page names them in two spellings,
 * and the other kind, which stands on another page.
 */
const spellings: Readonly<Record<Filter, string>> = {
  "${activityType}": "benefitsAvailed",
  "${benefitsType}": "benefitsAvailed",
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
const single = [
  state("customer has one membership in a partner program", { partnerProgramType: "EXTERNAL", tier: "Silver" }),
];
const supplementary = [state("customer is linked to a partner program", { partnerProgramType: "SUPPLEMENTARY" })];
const both = [state("customer has partner programs of both kinds")];
const benefits = [state("benefits were availed")];
const many = [state("customer has many partner programs", { count: 5 })];
const crowded = [state("customer has many partner programs", { count: 15 })];
const waiting = [state("a relink is pending")];
const oneProgram = { partnerProgramId: fromProviderState("${partnerProgramId}", "2101") };
/** Two days on which nobody has used anything, written as the host understands dates. */
const quiet = { startDate: "2001-06-01 00:00:00", endDate: "2001-06-02 00:00:00" };
const injectedQuiet = {
  startDate: fromProviderState("${quietStart}", quiet.startDate),
  endDate: fromProviderState("${quietEnd}", quiet.endDate),
};

const withTier = {
  ...(entry as object),
  partnerProgramDetails: {
    ...details,
    partnerTierNumber: integer(2),
    partnerTierName: string("Silver"),
  },
};
const ofType = (type: string): object => ({
  ...(entry as object),
  partnerProgramDetails: { ...details, partnerProgramType: type },
});

/** What every answer rests on, and those where benefits availed are asked for, and the kind of activities that stands elsewhere. */
const served = ["histories.resource.served"];
const answered = [...served, "histories.activity-filter.spelling"];
const answeredLinking = [...served, "histories.activity-filter.linking-updates"];
/** What answers rest on that hold programs though none is asked for. */
const listed = [...answered, "histories.programs.both-kinds"];
const paged = [...listed, "histories.resource.pagination", "histories.entries.per-program"];

/** What the client relies on where it asks for the histories of a customer's partner programs. */
export const historiesContracts: readonly HttpContract[] = [
  define({
    description: "partner programs of a customer",
    requirement: "histories.resource.served",
    presupposes: ["histories.activity-filter.spelling"],
    request: ask(external, "${activityType}"),
    // Which programs they are is another one's matter.
    response: page(like([])),
    holds: ({ data }) => expect(data).to.be.an("array"),
  }),
  define({
    description: "benefits availed, in one of the two documented spellings",
    requirement: "histories.activity-filter.spelling",
    presupposes: served,
    request: ask(external, "${benefitsType}"),
    response: page(like([])),
    holds: ({ data }) => expect(data).to.be.an("array"),
  }),
  define({
    description: "linking updates of a customer",
    requirement: "histories.activity-filter.linking-updates",
    presupposes: served,
    request: ask(external, "${linkingType}"),
    response: page(like([])),
    holds: ({ data }) => expect(data).to.be.an("array"),
  }),
  define({
    description: "benefits that a customer has used",
    requirement: "histories.window.default",
    presupposes: answered,
    request: ask(benefits, "${benefitsType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(
      eachLike({ ...(entry as object), customerActivityHistory: eachLike(activity(string("BENEFIT_AVAILED"))) }),
    ),
    holds: ({ data }) => expect(data[0]?.customerActivityHistory).to.have.lengthOf(1),
  }),
  define({
    description: "benefits between two dates, written as the host understands them",
    requirement: "histories.dates.form",
    presupposes: answered,
    request: ask(benefits, "${benefitsType}", quiet, injectedQuiet),
    response: page(like([])),
    holds: ({ data }) => expect(data).to.be.an("array"),
  }),
  define({
    description: "partner programs in which nothing was used between two dates",
    requirement: "histories.window.details",
    presupposes: [...listed, "histories.dates.form"],
    request: ask(benefits, "${benefitsType}", quiet, injectedQuiet),
    response: page(eachLike(entry)),
    holds: ({ data }) => expect(data).to.have.lengthOf(1),
  }),
  define({
    description: "benefits that a customer has used between two dates",
    requirement: "histories.window.start",
    presupposes: [...listed, "histories.dates.form", "histories.window.details"],
    request: ask(benefits, "${benefitsType}", quiet, injectedQuiet),
    response: page(eachLike({ ...(entry as object), customerActivityHistory: [] })),
    holds: ({ data }) => expect(data[0]?.customerActivityHistory).to.deep.equal([]),
  }),
  define({
    description: "one partner program of a customer",
    requirement: "histories.program-filter.one",
    presupposes: answered,
    request: ask(external, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(eachLike(entry)),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerProgramId).to.equal(2101),
  }),
  define({
    description: "the one membership that a customer has in a partner program",
    requirement: "histories.entries.per-program",
    presupposes: [...answered, "histories.program-filter.one"],
    request: ask(single, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page([entry]),
    holds: ({ data }) => expect(data).to.have.lengthOf(1),
  }),
  define({
    description: "the tier that a customer has, among all partner programs",
    requirement: "histories.tier-name.type",
    presupposes: listed,
    request: ask(single, "${activityType}"),
    response: page(MatchersV3.arrayContaining(withTier)),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerTierName).to.equal("Silver"),
  }),
  define({
    description: "the tier that a customer has, in a partner program that is asked for alone",
    requirement: "histories.program-filter.contained",
    presupposes: [...answered, "histories.program-filter.one", "histories.tier-name.type"],
    request: ask(external, "${activityType}", { partnerProgramId: 2101 }, oneProgram),
    response: page(eachLike(withTier)),
    holds: ({ data }) => expect(data[0]?.partnerProgramDetails.partnerTierName).to.equal("Silver"),
  }),
  define({
    description: "an external and a supplementary program of a customer",
    requirement: "histories.programs.both-kinds",
    presupposes: answered,
    request: ask(both, "${activityType}"),
    response: page(MatchersV3.arrayContaining(ofType("EXTERNAL"), ofType("SUPPLEMENTARY"))),
    holds: ({ data }) => expect(data).to.have.lengthOf(2),
  }),
  define({
    description: "a supplementary membership of a customer",
    requirement: "histories.program-type.type",
    presupposes: [...answered, "histories.program-filter.one"],
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
    presupposes: [...answeredLinking, "histories.program-filter.one"],
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
    description: "the first page of partner programs, as long as it is by default",
    requirement: "histories.limit.default",
    presupposes: answered,
    request: ask(crowded, "${activityType}"),
    response: page(like([]), { limit: 10, offset: 0 }),
    holds: ({ pagination }) => expect(pagination.limit).to.equal(10),
  }),
  define({
    description: "ten of many partner programs",
    requirement: "histories.programs.recent-ten",
    presupposes: listed,
    request: ask(crowded, "${activityType}"),
    response: page(atLeastLike(entry, 10)),
    holds: ({ data }) => expect(data).to.have.lengthOf(10),
  }),
  define({
    description: "a page of partner programs",
    requirement: "histories.resource.pagination",
    presupposes: answered,
    request: ask(many, "${activityType}", { limit: 2, offset: 0 }),
    response: page(like([]), { limit: 2, offset: 0 }),
    holds: ({ pagination }) => expect(pagination.limit).to.equal(2),
  }),
  define({
    description: "a later page of partner programs",
    requirement: "histories.resource.pagination",
    presupposes: answered,
    request: ask(many, "${activityType}", { limit: 2, offset: 2 }),
    response: page(like([]), { limit: 2, offset: 2 }),
    holds: ({ pagination }) => expect(pagination.offset).to.equal(2),
  }),
  define({
    description: "the first page of two partner programs",
    requirement: "histories.limit.heeded",
    presupposes: paged,
    request: ask(many, "${activityType}", { limit: 2, offset: 0 }),
    response: page([entry, entry], { limit: 2, offset: 0 }),
    holds: ({ data }) => expect(data).to.have.lengthOf(2),
  }),
  define({
    description: "the second page of two partner programs",
    requirement: "histories.limit.heeded",
    presupposes: paged,
    request: ask(many, "${activityType}", { limit: 2, offset: 2 }),
    response: page([entry, entry], { limit: 2, offset: 2 }),
    holds: ({ pagination }) => expect(pagination.offset).to.equal(2),
  }),
  define({
    description: "the last page of partner programs, which is not full",
    requirement: "histories.offset.skips",
    presupposes: [...paged, "histories.limit.heeded"],
    request: ask(many, "${activityType}", { limit: 3, offset: 3 }),
    response: page([entry, entry], { limit: 3, offset: 3 }),
    holds: ({ data }) => expect(data).to.have.lengthOf(2),
  }),
  define({
    description: "how many partner programs a customer has",
    requirement: "histories.total.counts",
    presupposes: [...listed, "histories.entries.per-program"],
    request: ask(many, "${activityType}"),
    response: {
      statuses: anySuccess,
      body: { pagination: { limit: integer(10), offset: integer(0), total: 5 }, data: like([]) },
    },
    holds: ({ pagination }) => expect(pagination.total).to.equal(5),
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
