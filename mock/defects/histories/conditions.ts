import { type When, readAnswer, readEntries } from "../../edit.ts";
import { type Customer, identifierNames, readIdentifier } from "../../fixtures.ts";
import { type Query, readParameter, readTarget } from "../../query.ts";
import type { Moment } from "../../twist.ts";
import { entryList } from "./edit-history.ts";

/** A condition that the request alone decides. */
export type Asked = (moment: Moment) => boolean;

export const always: Asked = () => true;

/** Whether all of these hold. */
export function both(...conditions: readonly Asked[]): Asked {
  return (moment) => conditions.every((holds) => holds(moment));
}

/** Whether a parameter is there. */
export function has(name: string): Asked {
  return ({ query }) => readParameter(query, name) !== undefined;
}

/** Whether benefits availed are asked for, in either spelling. */
export const asksForBenefits: Asked = ({ query }) => readLetters(query) === "benefitsavailed";
/** Whether the second spelling of the page is used. */
export const asksInCapitals: Asked = ({ query }) => readParameter(query, "activityType") === "BENEFITS_AVAILED";
export const asksForLinking: Asked = ({ query }) => readLetters(query) === "linkingupdates";

export const hasDates: Asked = ({ query }) => isDated(query);
export const hasBothDates: Asked = both(has("startDate"), has("endDate"));
export const lacksDates: Asked = (moment) => !hasDates(moment);

/** Whether the request names a program that the customer is or was part of. */
export const namesOwnProgram: Asked = (moment) => {
  const id = readNumber(moment.query, "partnerProgramId");
  return id !== undefined && listOwnPrograms(moment).includes(id);
};
/** Whether the request names a program that the customer was never part of. */
export const namesOthersProgram: Asked = (moment) => isPartnerProgram(moment) && !namesOwnProgram(moment);
/** Whether the request names a program that nobody has. */
export const namesUnknownProgram: Asked = (moment) => has("partnerProgramId")(moment) && !isPartnerProgram(moment);

/** Whether partnerProgramType is one of these, in any letters. */
export function asksForType(...types: readonly string[]): Asked {
  return ({ query }) => types.includes(readParameter(query, "partnerProgramType")?.toUpperCase() ?? "");
}

/** Whether the address is that of the page's sample URL. */
export const isSingular: Asked = ({ request }) => readTarget(request.url)?.path.endsWith("History") ?? false;

/** The customer whom the request names. */
export function findAsked({ query, organisation }: Moment): Customer | undefined {
  const name = identifierNames.find((known) => known === readParameter(query, "identifierName"));
  const value = readParameter(query, "identifierValue")?.trim();
  return name === undefined || value === undefined
    ? undefined
    : organisation?.customers.find((customer) => readIdentifier(customer, name) === value);
}

/** The programs that the customer is or was part of. */
export function listOwnPrograms(moment: Moment): readonly number[] {
  return (findAsked(moment)?.memberships ?? []).map(({ program }) => program);
}

/** Whether the customer has more programs than a page holds. */
export const isOnLongList: Asked = (moment) => listOwnPrograms(moment).length > 10;

/** Whether the customer has programs. */
export const isMember: Asked = (moment) => listOwnPrograms(moment).length > 0;

/** A parameter that is a whole number. */
export function readNumber(query: Query, name: string): number | undefined {
  const text = readParameter(query, name);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** The parameters of the request before, where it was a GET. */
export function readPrevious({ state }: Moment): Query {
  const { previous } = state;
  return previous?.method === "GET" ? (readTarget(previous.url)?.query ?? []) : [];
}

/** Whether the request before was the same but for these parameters. */
export function follows(moment: Moment, ...names: readonly string[]): boolean {
  const rest = (query: Query): string =>
    JSON.stringify(query.filter(([name]) => !names.includes(name)).toSorted(([a], [b]) => a.localeCompare(b)));
  return rest(readPrevious(moment)) === rest(moment.query);
}

/** Whether an answer has no entries. */
export const hasNoEntries: When = (_, result) => countEntries(result) === 0;

/** How many entries an answer has; −1 for a refusal. */
export function countEntries(result: Parameters<When>[1]): number {
  const answer = readAnswer(result);
  return answer === undefined ? -1 : readEntries(answer, entryList).length;
}

function isDated(query: Query): boolean {
  return ["startDate", "endDate"].some((name) => readParameter(query, name) !== undefined);
}

function isPartnerProgram({ query, organisation }: Moment): boolean {
  const id = readNumber(query, "partnerProgramId");
  return organisation?.partnerPrograms?.some((program) => program.id === id) ?? false;
}

function readLetters(query: Query): string | undefined {
  return readParameter(query, "activityType")?.replaceAll("_", "").toLowerCase();
}
