import { type Json, isObject } from "../../../src/model/json.ts";
import { type When, replaceResult } from "../../edit.ts";
import type { Customer, Organisation } from "../../fixtures.ts";
import type { JsonTree } from "../../json-text.ts";
import type { AnswerResult } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { findNamedCustomer } from "../../updates/find-named-customer.ts";
import { type Sent, readMembers } from "../../updates/read-request.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Condition, makeContext } from "./asked.ts";
import { makeEntry, makeResult, reportAsMade } from "./edit-entries.ts";
import { findSomebody } from "./identifiers.ts";
import { takeCustomersFor, takeUpdatesFor } from "./perform-as.ts";
import { resultsList, updatesList } from "./results.ts";

/** The list of customers as it was sent. */
const readCustomers = ({ body }: Moment): Json | undefined => readMembers(body)[resultsList];

const hasNoList: When = (moment) => isObject(moment.body) && readCustomers(moment) === undefined;
const hasNullList: When = (moment) => readCustomers(moment) === null;
const hasEmptyList: When = (moment) => isEmptyList(readCustomers(moment));
const hasNoCustomer: Condition = ({ hasCustomer }) => !hasCustomer;
const lacksType = (value: Json | undefined): boolean => value === undefined || value === null;

/** Faults where a request lacks what it needs, or has it empty. */
export const requiredDefects: readonly Defect[] = [
  ...(
    [
      ["update.required.customers", "no-customers-member", "without customersPartnerUpdates", hasNoList],
      ["update.required.customers", "null-customers", "whose customersPartnerUpdates are null", hasNullList],
      ["update.batch.no-customers", "empty-customers", "with an empty list of customers", hasEmptyList],
    ] as const
  ).map(([breaks, word, words, when]) =>
    makeDefect(
      breaks,
      `update.${word}-answers-somebody`,
      `A request ${words} is answered with a result for somebody.`,
      {
        ...replaceResult((moment) => answer([makeEntry(moment.organisation?.customers[0], [])]), when),
      },
    ),
  ),
  makeDefect(
    "update.batch.no-customers",
    "update.empty-customers-answers-everybody",
    "A request with an empty list of customers is answered with a result for every linked customer.",
    {
      ...replaceResult(({ organisation }) => {
        const linked = organisation?.customers.filter(({ memberships = [] }) =>
          memberships.some((each) => each.linked),
        );
        return answer((linked ?? []).map((customer) => makeEntry(customer, [])));
      }, hasEmptyList),
    },
  ),

  makeDefect(
    "update.required.customer",
    "update.no-customer-member-answered",
    "An entry without customer is answered as updated.",
    reportAsMade(hasNoCustomer),
  ),
  makeDefect(
    "update.required.customer",
    "update.no-customer-member-is-somebody",
    "An entry without customer is taken to mean somebody.",
    takeCustomersFor(hasNoCustomer, (asked, moment) => ({ id: findSomebody(asked, moment)?.id ?? 0 })),
  ),

  ...(
    [
      ["update.required.updates", "no-updates-member", "without partnerProgramUpdates", undefined],
      ["update.required.updates", "null-updates", "whose partnerProgramUpdates are null", null],
      ["update.batch.no-updates", "empty-updates", "with an empty list of updates", []],
    ] as const
  ).map(([breaks, word, words, sent]) =>
    makeDefect(breaks, `update.${word}-renews`, `A customer ${words} is answered with a RENEW in each program.`, {
      ...replaceResult(
        (moment) => answer(listEntries(moment).map((entry) => renewAll(entry, moment))),
        (moment) => listEntries(moment).some((entry) => isSame(entry[updatesList], sent)),
      ),
    }),
  ),

  ...(["UPGRADE", "RENEW"] as const).map((type) =>
    makeDefect(
      "update.required.update-type",
      `update.no-type-is-${type.toLowerCase()}`,
      `An update without updateType is taken for a ${type}.`,
      takeUpdatesFor(
        ({ sent }) => lacksType(sent["updateType"]),
        ({ sent }) => ({ ...sent, updateType: type }),
      ),
    ),
  ),
  makeDefect(
    "update.required.update-type",
    "update.null-type-is-upgrade",
    "An update whose updateType is null is taken for an UPGRADE.",
    takeUpdatesFor(
      ({ sent }) => sent["updateType"] === null,
      ({ sent }) => ({ ...sent, updateType: "UPGRADE" }),
    ),
  ),
  makeDefect(
    "update.required.update-type",
    "update.empty-type-is-renew",
    "An update whose updateType is empty is taken for a RENEW.",
    takeUpdatesFor(
      ({ sent }) => sent["updateType"] === "",
      ({ sent }) => ({ ...sent, updateType: "RENEW" }),
    ),
  ),
];

function answer(results: readonly JsonTree[]): AnswerResult {
  return { kind: "answer", body: { [resultsList]: results, warnings: [] } };
}

function listEntries(moment: Moment): readonly Sent[] {
  const list = readCustomers(moment);
  return Array.isArray(list) ? (list as readonly Json[]).map(readMembers) : [];
}

/** The result of an entry as if it asked for a renewal of each of the customer's tiers. */
function renewAll(entry: Sent, moment: Moment): JsonTree {
  const customer = findCustomer(entry, moment);
  const { partnerPrograms = [] } = moment.organisation ?? ({} as Partial<Organisation>);
  const results = (customer?.memberships ?? []).flatMap(({ program, linked }) => {
    const found = partnerPrograms.find(({ id }) => id === program);
    return found === undefined || !linked
      ? []
      : [makeResult({ sent: { partnerProgramName: found.name, updateType: "RENEW" } })];
  });
  return makeEntry(customer, results);
}

function findCustomer(entry: Sent, moment: Moment): Customer | undefined {
  const context = makeContext(moment);
  const found = context === undefined ? undefined : findNamedCustomer(readMembers(entry["customer"]), context);
  return found === undefined || "code" in found ? undefined : found;
}

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isSame(value: Json | undefined, sent: undefined | null | readonly []): boolean {
  return sent === undefined || sent === null ? value === sent : isEmptyList(value);
}
