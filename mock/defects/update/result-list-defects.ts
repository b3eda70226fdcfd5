import { editAnswer } from "../../edit.ts";
import { type JsonTree, isMembers } from "../../json-text.ts";
import type { Moment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { listAsked } from "./asked.ts";
import { makeEntry } from "./edit-entries.ts";
import { editOwners } from "./edit-owners.ts";
import { readListOf, resultsList, updatesList } from "./results.ts";

type EditList = (list: readonly JsonTree[], moment: Moment) => readonly JsonTree[];

/** Results that are lost, or that nobody asked for. */
export const resultListDefects: readonly Defect[] = [
  resultsRow("last-customer-lost", "The last of several customers has no result.", (results) =>
    results.length > 1 ? results.slice(0, -1) : results,
  ),
  resultsRow("fiftieth-customer-lost", "The last of fifty customers has no result.", (results) =>
    results.length === 50 ? results.slice(0, -1) : results,
  ),
  resultsRow("first-customer-lost", "The first of several customers has no result.", (results) =>
    results.length > 1 ? results.slice(1) : results,
  ),
  resultsRow("customer-twice", "The first of several customers has two results.", (results) =>
    results.length > 1 ? [...results, ...results.slice(0, 1)] : results,
  ),
  resultsRow(
    "stranger-answered",
    "A customer whom the request does not name has a result beside several others.",
    (results, moment) => (results.length > 1 ? [...results, makeStranger(moment)] : results),
  ),
  resultsRow("unknown-customer-lost", "An unknown customer beside others has no result.", (results) =>
    results.length > 1 ? results.filter(isKnown) : results,
  ),
  updatesRow("last-update-lost", "The last of several updates of a customer has no result.", (updates) =>
    updates.length > 1 ? updates.slice(0, -1) : updates,
  ),
  updatesRow("first-update-lost", "The first of several updates of a customer has no result.", (updates) =>
    updates.length > 1 ? updates.slice(1) : updates,
  ),
  updatesRow("update-twice", "The first of several updates of a customer has two results.", (updates) =>
    updates.length > 1 ? [...updates, ...updates.slice(0, 1)] : updates,
  ),
  updatesRow(
    "refused-update-lost",
    "A refused update has no result where others of its customer were made.",
    (updates) => (updates.some(isMade) ? updates.filter(isMade) : updates),
  ),
];

function resultsRow(word: string, statement: string, edit: EditList): Defect {
  return makeDefect("update.batch.results", `update.${word}`, statement, {
    ...editAnswer((answer, moment) => ({ ...answer, [resultsList]: edit(readListOf(answer, resultsList), moment) })),
  });
}

function updatesRow(word: string, statement: string, edit: (list: readonly JsonTree[]) => readonly JsonTree[]): Defect {
  return makeDefect("update.batch.results", `update.${word}`, statement, {
    ...editOwners(
      "entry",
      () => true,
      (entry) => ({ ...entry, [updatesList]: edit(readListOf(entry, updatesList)) }),
    ),
  });
}

function makeStranger(moment: Moment): JsonTree {
  const named = listAsked(moment).flatMap(({ customer }) => (customer === undefined ? [] : [customer.id]));
  const stranger = moment.organisation?.customers.find(({ id }) => !named.includes(id));
  return makeEntry(stranger, []);
}

function isKnown(entry: JsonTree): boolean {
  const customer = isMembers(entry) ? entry["customer"] : undefined;
  const status = isMembers(customer) ? customer["status"] : undefined;
  return isMembers(status) && status["status"] === true;
}

function isMade(update: JsonTree): boolean {
  const status = isMembers(update) ? update["updateStatus"] : undefined;
  return isMembers(status) && status["status"] === true;
}
