import { MatchersV3 } from "@pact-foundation/pact";
import type { CustomerActivityHistoriesAnswer, CustomerActivityHistoriesQuery } from "../../schemas/types.gen.ts";
import { askCustomer } from "./ask-customer.ts";
import { anySuccess, type HttpContract, type State, type Template } from "./contract.ts";
const { boolean, fromProviderState, integer, like, regex, string } = MatchersV3;

const path = "/v2/partnerProgram/customerActivityHistories";
const mobile = "919700000102";

/** An instant in UTC; whether it has fractions of a second is not promised. */
const instant = (example: string): Template =>
  regex("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$", example);

export const details: Readonly<Record<string, Template>> = {
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
export const activity = (type: Template): Template => ({
  activityType: type,
  activityDate: instant("2026-09-08T12:55:11Z"),
});
export const entry: Template = { partnerProgramDetails: details, customerActivityHistory: like([]) };

/** The page as far as the client relies on it. */
export function page(
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

export function ask(
  states: readonly State[],
  filter: Filter,
  asked: Omit<Partial<CustomerActivityHistoriesQuery>, "source" | "identifierName" | "identifierValue"> = {},
  injected: Readonly<Record<string, Template>> = {},
) {
  const activityType = spellings[filter];
  return askCustomer(
    path,
    states,
    mobile,
    { activityType, ...asked },
    { activityType: fromProviderState(filter, activityType), ...injected },
  );
}

function state(name: string, params: State["params"] = {}): State {
  return { name, params: { mobile, source: "INSTORE", ...params } };
}

interface Row extends Omit<HttpContract, "exercise" | "method" | "path" | "states" | "query"> {
  readonly request: ReturnType<typeof ask>;
  readonly holds?: (answer: CustomerActivityHistoriesAnswer) => void;
}

export function define({ request: { asked, ...request }, holds, ...row }: Row): HttpContract {
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

export const external = [
  state("customer is linked to a partner program", { partnerProgramType: "EXTERNAL", tier: "Silver" }),
];
export const single = [
  state("customer has one membership in a partner program", { partnerProgramType: "EXTERNAL", tier: "Silver" }),
];
export const supplementary = [
  state("customer is linked to a partner program", { partnerProgramType: "SUPPLEMENTARY" }),
];
export const both = [state("customer has partner programs of both kinds")];
export const benefits = [state("benefits were availed")];
export const many = [state("customer has many partner programs", { count: 5 })];
export const crowded = [state("customer has many partner programs", { count: 15 })];
export const waiting = [state("a relink is pending")];
export const oneProgram = { partnerProgramId: fromProviderState("${partnerProgramId}", "2101") };
/** Two days on which nobody has used anything, written as the host understands dates. */
export const quiet = { startDate: "2001-06-01 00:00:00", endDate: "2001-06-02 00:00:00" };
export const injectedQuiet = {
  startDate: fromProviderState("${quietStart}", quiet.startDate),
  endDate: fromProviderState("${quietEnd}", quiet.endDate),
};

export const withTier = {
  ...(entry as object),
  partnerProgramDetails: {
    ...details,
    partnerTierNumber: integer(2),
    partnerTierName: string("Silver"),
  },
};
export const ofType = (type: string): object => ({
  ...(entry as object),
  partnerProgramDetails: { ...details, partnerProgramType: type },
});

/** What every answer rests on, and those where benefits availed are asked for, and the kind of activities that stands elsewhere. */
export const served = ["histories.resource.served"];
export const answered = [...served, "histories.activity-filter.spelling"];
export const answeredLinking = [...served, "histories.activity-filter.linking-updates"];
/** What answers rest on that hold programs though none is asked for. */
export const listed = [...answered, "histories.programs.both-kinds"];
export const paged = [...listed, "histories.resource.pagination", "histories.entries.per-program"];
