import { type ListName, editAnswer, promisedList, readAnswer, readEntries, triggerList } from "../edit.ts";
import type { JsonMembers } from "../json-text.ts";
import { type Query, setParameter } from "../query.ts";
import type { Moment, Twist } from "../twist.ts";
import { allFlag, readProgram } from "./conditions.ts";

/** The same request, for one program. */
export const askForOne = (query: Query): Query => setParameter(query, allFlag, "false");
/** The same request, for all programs. */
export const askForAll = (query: Query): Query => setParameter(query, allFlag, "true");
/** The same request, for the default program. */
export const askForDefault = (query: Query): Query => setParameter(askForOne(query), "programId", undefined);

/** Another request in the place of one. */
export type Asking = (query: Query, moment: Moment) => Query;

/** The same request, for a program that is not the default one. */
export function askForOther(query: Query, { organisation }: Moment): Query {
  const other = organisation?.programs.find(({ id }) => id !== organisation.defaultProgram);
  return setParameter(askForOne(query), "programId", String(other?.id ?? organisation?.defaultProgram));
}

/** The host reads the request as another one. */
export function rewrite(asking: Asking, when: (moment: Moment) => boolean): Twist {
  return { query: (query, moment) => (when(moment) ? asking(query, moment) : query) };
}

/** Only entries of some programs are answered, in both lists. */
export function keepPrograms(keeps: (id: number, moment: Moment) => boolean, when: (moment: Moment) => boolean): Twist {
  const keep = (list: readonly JsonMembers[], moment: Moment): readonly JsonMembers[] =>
    list.filter(({ programId }) => keeps(Number(programId), moment));
  return editAnswer(
    (answer, moment) => ({
      ...answer,
      [promisedList]: keep(readEntries(answer, promisedList), moment),
      [triggerList]: keep(readEntries(answer, triggerList), moment),
    }),
    when,
  );
}

/** One list is answered as if something else had been asked for. */
export function takeListFrom(name: ListName, asking: Asking, when: (moment: Moment) => boolean): Twist {
  return editAnswer((answer, moment) => {
    const other = readAnswer(moment.ask(asking(moment.query, moment)));
    return other === undefined ? answer : { ...answer, [name]: readEntries(other, name) };
  }, when);
}

/** The entries of the default program are answered too. */
export function addDefaultProgram(when: (moment: Moment) => boolean): Twist {
  return editAnswer((answer, moment) => {
    const other = readAnswer(moment.ask(askForDefault(moment.query)));
    if (other === undefined || readProgram(moment) === moment.organisation?.defaultProgram) return answer;
    const join = (name: ListName): readonly JsonMembers[] => [
      ...readEntries(answer, name),
      ...readEntries(other, name),
    ];
    return { ...answer, [promisedList]: join(promisedList), [triggerList]: join(triggerList) };
  }, when);
}
