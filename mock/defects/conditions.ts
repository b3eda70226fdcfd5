import { type Customer, identifierNames, readIdentifier } from "../fixtures.ts";
import { promisedList, readAnswer, readEntries, triggerList } from "../edit.ts";
import { readParameter } from "../query.ts";
import type { Result } from "../result.ts";
import type { Moment } from "../twist.ts";

/** The parameter that says whether all programs are asked for. */
export const allFlag = "fetchDataForAllPrograms";

/** Whether all programs are asked for, as the mock reads the request. */
export function asksForAll({ query, choices }: Moment): boolean {
  const flag = readParameter(query, allFlag)?.toLowerCase();
  return flag === undefined ? choices.flagOmitted === "true" : flag === "true";
}

/** The program a request names, or undefined where it names none. */
export function readProgram({ query }: Moment): number | undefined {
  const text = readParameter(query, "programId");
  return text === undefined ? undefined : Number(text);
}

/** Whether the request names one of the organisation's programs. */
export function namesKnownProgram(moment: Moment): boolean {
  return moment.organisation?.programs.some(({ id }) => id === readProgram(moment)) ?? false;
}

/** Whether the request names a program that is none of the organisation's. */
export function namesUnknownProgram(moment: Moment): boolean {
  return readProgram(moment) !== undefined && !namesKnownProgram(moment);
}

/** Whether the request names its customer by this identifier. */
export function asksBy(name: string): (moment: Moment) => boolean {
  return ({ query }) => readParameter(query, "identifierName") === name;
}

/** Whether a parameter is absent. */
export function lacks(name: string): (moment: Moment) => boolean {
  return ({ query }) => readParameter(query, name) === undefined;
}

/** Whether a parameter is there and empty. */
export function isBlank(name: string): (moment: Moment) => boolean {
  return ({ query }) => readParameter(query, name)?.trim() === "";
}

/** Whether the host refuses with this code. */
export function refusesWith(code: number): (moment: Moment, result: Result) => boolean {
  return (_, result) => result.kind === "refusal" && result.code === code;
}

export function isAnswer(_: Moment, result: Result): boolean {
  return result.kind === "answer";
}

export function isRefusal(_: Moment, result: Result): boolean {
  return result.kind === "refusal";
}

/** Whether the answer has neither promised nor trigger-based points. */
export function hasNoPoints(_: Moment, result: Result): boolean {
  const answer = readAnswer(result);
  return (
    answer !== undefined && readEntries(answer, promisedList).length + readEntries(answer, triggerList).length === 0
  );
}

/** The present day moved by some days, `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A customer's first identifier, as parameters. */
export function identify(customer: Customer): { readonly name: string; readonly value: string } {
  const name = identifierNames.find((each) => customer[each] !== undefined) ?? "id";
  return { name, value: readIdentifier(customer, name) ?? "" };
}
