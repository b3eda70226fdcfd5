import type { RuleFinding, RuleInput } from "../../src/check/standard.ts";
import { isObject, parseJson } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import { isAnyOfTwo, matchCustomers, readIdentifiers, sharesIdentifier } from "./match.ts";
import type { AskedCustomer } from "./request.ts";
import { listObjects, listResults } from "./results.ts";

export type Members = Readonly<Record<string, unknown>>;

/** A customer of a request beside its result. */
export interface Row {
  readonly asked: AskedCustomer;
  readonly result: Members;
  readonly pointer: string;
}

/** The customers of a request; undefined where it is none of updates, or holds no list. */
export const listAsked: (input: RuleInput) => readonly AskedCustomer[] | undefined = remember(readAsked);

/** The results of an answer; undefined where it is none, or holds no list. */
export const listGiven: (input: RuleInput) => readonly Members[] | undefined = remember(readGiven);

/** Each customer of a request beside its result, as far as it has one. */
export const listRows: (input: RuleInput) => readonly Row[] | undefined = remember(matchRows);

/** The same, and none where it cannot be told which result is whose. */
export function listSureRows(input: RuleInput): readonly Row[] | undefined {
  return isAnyOfTwo(listAsked(input) ?? [], listGiven(input) ?? []) ? undefined : listRows(input);
}

function readAsked({ operation, exchange }: RuleInput): readonly AskedCustomer[] | undefined {
  if (operation?.id !== "update") return undefined;
  const body = parseJson(exchange.request.body);
  if (body.kind !== "json" || !isObject(body.value)) return undefined;
  return listObjects(body.value["customersPartnerUpdates"]);
}

function readGiven({ operation, answer }: RuleInput): Members[] | undefined {
  if (operation?.id !== "update" || answer.kind !== "answer" || !isObject(answer.value)) return undefined;
  return Array.isArray(answer.value["customersPartnerUpdates"]) ? listResults(answer.value) : undefined;
}

function matchRows(input: RuleInput): Row[] | undefined {
  const asked = listAsked(input);
  const given = listGiven(input);
  if (asked === undefined || given === undefined) return undefined;
  const places = matchCustomers(asked, given);
  return asked.flatMap((one, index) => {
    const place = places[index];
    const result = place === undefined ? undefined : given[place];
    return result === undefined ? [] : [{ asked: one, result, pointer: `/customersPartnerUpdates/${place}` }];
  });
}

/** Holds the update results of each customer against its updates; undefined where there are none. */
export function checkUpdates(
  input: RuleInput,
  check: (asked: readonly Members[], given: readonly Members[], pointer: string) => readonly RuleFinding[],
): readonly RuleFinding[] | undefined {
  const all = listAsked(input) ?? [];
  // Where entries have a result together, its updates are those of any of them.
  const results = listGiven(input) ?? [];
  // So they are where two results are about one customer, named by different identifiers, or an entry names two: which is whose cannot be told.
  const isMerged = results.length < all.length || isAnyNamedTwice(results) || isAnyOfTwo(all, results);
  const rows = (listRows(input) ?? []).flatMap(({ asked, result, pointer }) => {
    const same = all.filter((one) => isSameCustomer(one, asked));
    const entries = isMerged ? all : same.length > 0 ? same : [asked];
    const wanted = entries.flatMap(({ partnerProgramUpdates: updates }) => listObjects(updates) ?? []);
    const given = listObjects(result["partnerProgramUpdates"]);
    return given === undefined || wanted.length === 0 || given.length === 0
      ? []
      : [{ wanted, given, pointer: `${pointer}/partnerProgramUpdates` }];
  });
  return rows.length === 0 ? undefined : rows.flatMap(({ wanted, given, pointer }) => check(wanted, given, pointer));
}

/** Whether two entries name the same customer by the same identifier. */
export function isSameCustomer(one: AskedCustomer, other: AskedCustomer): boolean {
  return sharesIdentifier(readIdentifiers(one.customer), readIdentifiers(other.customer));
}

/** Whether a result says that the update was made. */
export function isMade(update: Members | undefined): boolean {
  const status = update?.["updateStatus"];
  return isObject(status) && (status["status"] === true || status["code"] === 200);
}

/** Whether two results are about the same customer, who was named by different identifiers perhaps. */
function isAnyNamedTwice(given: readonly Members[]): boolean {
  const names = given.map(({ customer }) => readIdentifiers(customer));
  return names.some((one, index) => names.slice(index + 1).some((other) => sharesIdentifier(one, other)));
}
