import type { Header, HttpResponse } from "../src/model/http.ts";
import { type JsonMembers, type JsonTree, isList, isMembers } from "./json-text.ts";
import type { Result } from "./result.ts";
import type { Moment, Twist } from "./twist.ts";

/** The lists of an answer that have entries. */
export const promisedList = "promisedPointsScheduleList";
export const triggerList = "triggerBasedPointsList";
export type ListName = typeof promisedList | typeof triggerList;

/** When a twist shows; always, unless said otherwise. */
export type When = (moment: Moment, result: Result) => boolean;

const always: When = () => true;

/** Changes the body of successful answers. */
export function editAnswer(edit: (answer: JsonMembers, moment: Moment) => JsonTree, when: When = always): Twist {
  return {
    result: (result, moment) =>
      result.kind === "answer" && isMembers(result.body) && when(moment, result)
        ? { ...result, body: edit(result.body, moment) }
        : result,
  };
}

/** Changes the entries of one list of successful answers. */
export function editList(
  name: string,
  edit: (entries: readonly JsonMembers[], moment: Moment) => JsonTree,
  when: When = always,
): Twist {
  return editAnswer(
    // Answers of other operations have no such list.
    (answer, moment) =>
      Object.hasOwn(answer, name) ? { ...answer, [name]: edit(readEntries(answer, name), moment) } : answer,
    when,
  );
}

/** Puts another result in the place of the one made. */
export function replaceResult(make: (moment: Moment, result: Result) => Result, when: When): Twist {
  return { result: (result, moment) => (when(moment, result) ? make(moment, result) : result) };
}

/** Changes status, headers or bytes. */
export function editResponse(
  edit: (response: HttpResponse, moment: Moment) => HttpResponse,
  when: When = always,
): Twist {
  return {
    reply: (reply, result, moment) =>
      reply.kind === "response" && when(moment, result) ? { ...reply, response: edit(reply.response, moment) } : reply,
  };
}

/** Changes the text of the body. */
export function editText(edit: (text: string) => string, when: When = always): Twist {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return editResponse((response) => ({ ...response, body: encoder.encode(edit(decoder.decode(response.body))) }), when);
}

/** The headers with one set, in the place of the first of that name or at the end. */
export function setHeader(headers: readonly Header[], name: string, value: string): readonly Header[] {
  const matches = ([key]: Header): boolean => key.toLowerCase() === name.toLowerCase();
  return headers.some(matches)
    ? headers.map((header): Header => (matches(header) ? [header[0], value] : header))
    : [...headers, [name, value]];
}

/** The entries of a list in an answer; empty where there is none. */
export function readEntries(answer: JsonMembers, name: string): readonly JsonMembers[] {
  const list = answer[name];
  return isList(list) ? list.filter((entry) => isMembers(entry)) : [];
}

/** The members of a successful result, or undefined. */
export function readAnswer(result: Result): JsonMembers | undefined {
  return result.kind === "answer" && isMembers(result.body) ? result.body : undefined;
}
