import type { Answer, RefusalCode } from "../../src/model/answer.ts";
import { isObject } from "../../src/model/json.ts";
import { matchCustomers, matchUpdates } from "./match.ts";
import type { AskedCustomer } from "./request.ts";

/** Where a refusal stands: in the updateStatus, in the customer's status, or for the whole request. */
export type Place = "update" | "customer" | "request";

/**
 * What became of one update. `unclear` is what has no result, or one that contradicts itself or cannot be read; that is
 * reported by the schema or by the rules on results, and says nothing else.
 */
export interface UpdateResult {
  readonly outcome: "made" | "refused" | "unclear";
  /** Of a refusal; none where it came without a number. */
  readonly codes: readonly number[];
  readonly place: Place;
  /** Into the answer's body. */
  readonly pointer: string;
}

/** What became of one customer of a request. */
interface CustomerResult {
  readonly outcome: "found" | "refused" | "unclear";
  readonly codes: readonly number[];
  /** Of the result; empty where there is none. */
  readonly pointer: string;
  /** The result's `customer`. */
  readonly customer: Readonly<Record<string, unknown>>;
  /** How many update results it has; undefined where it has no list of them. */
  readonly count: number | undefined;
  /** One for each update that was asked for, in the order of the request. */
  readonly updates: readonly UpdateResult[];
}

/** An answer or a refusal as far as cases need it. */
export interface UpdateResults {
  /** The codes of the whole request; empty where it was not refused as a whole, or without a number. */
  readonly codes: readonly RefusalCode[];
  /** Whether the request was refused as a whole: no customer has a result. */
  readonly refused: boolean;
  /** How many customers have a result. */
  readonly count: number;
  /** The places in the answer at which the customers of the request were found, in the order of the request. */
  readonly order: readonly (number | undefined)[];
  /** One for each customer that was asked for, in the order of the request. */
  readonly customers: readonly CustomerResult[];
}

type Members = Readonly<Record<string, unknown>>;

/** Reads the reply to a request about these customers. Results are found by what they repeat of the request. */
export function readResults(answer: Answer, asked: readonly AskedCustomer[]): UpdateResults {
  const value = "value" in answer ? answer.value : undefined;
  const given = listResults(value);
  const codes = answer.kind === "refusal" ? answer.codes : [];
  const refused = answer.kind === "refusal" && given.length === 0;
  const order = matchCustomers(asked, given);
  const customers = asked.map((one, index): CustomerResult => {
    const at = order[index];
    const result = at === undefined ? undefined : given[at];
    if (result === undefined) return readMissing(one, codes, refused || codes.length > 0);
    return readCustomer(one, result, `/customersPartnerUpdates/${at}`, codes);
  });
  return { codes, refused, count: given.length, order, customers };
}

/** The result of an answer's only customer. */
export function readOnly(answer: Answer, asked: AskedCustomer): CustomerResult {
  const [only] = readResults(answer, [asked]).customers;
  if (only === undefined) throw new RangeError("a customer that was asked for has a result");
  return only;
}

/** The entries of `customersPartnerUpdates`; what is no object in it is the schema's to report. */
export function listResults(value: unknown): Members[] {
  return (isObject(value) ? listObjects(value["customersPartnerUpdates"]) : undefined) ?? [];
}

/** Whether anything in an answer says that it was not done: a customer's status or an update's. */
export function hasFailure(value: unknown): boolean {
  return listResults(value).some(({ customer, partnerProgramUpdates: updates }) => {
    if (isObject(customer) && readStatus(customer["status"], 1000).outcome === "refused") return true;
    return (
      listObjects(updates)?.some(({ updateStatus }) => readStatus(updateStatus, 200).outcome === "refused") ?? false
    );
  });
}

/** One line that says what became of an update. */
export function describeUpdate({ outcome, codes, place }: UpdateResult): string {
  if (outcome === "made") return "reported as made";
  if (outcome === "unclear") return "no clear result";
  const where = { update: "in its updateStatus", customer: "in the customer's status", request: "as a whole request" };
  return `refused ${codes.length === 0 ? "without a code" : `with ${codes.join(", ")}`} ${where[place]}`;
}

function readMissing({ partnerProgramUpdates }: AskedCustomer, codes: readonly RefusalCode[], refused: boolean) {
  const update: UpdateResult = {
    outcome: refused ? "refused" : "unclear",
    codes: codes.map(({ code }) => code),
    place: "request",
    pointer: codes[0]?.pointer ?? "",
  };
  return {
    outcome: refused ? "refused" : "unclear",
    codes: update.codes,
    pointer: "",
    customer: {},
    count: undefined,
    updates: (listObjects(partnerProgramUpdates) ?? []).map(() => update),
  } as const;
}

function readCustomer(
  asked: AskedCustomer,
  { customer, partnerProgramUpdates }: Members,
  pointer: string,
  whole: readonly RefusalCode[],
): CustomerResult {
  const own = isObject(customer) ? customer : {};
  const status = readStatus(own["status"], 1000);
  const given = listObjects(partnerProgramUpdates);
  const wanted = listObjects(asked.partnerProgramUpdates) ?? [];
  const places = matchUpdates(wanted, given ?? []);
  const updates = wanted.map((_update, index): UpdateResult => {
    const at = places[index];
    const read = readStatus(at === undefined ? undefined : given?.[at]?.["updateStatus"], 200);
    const place = at === undefined ? pointer : `${pointer}/partnerProgramUpdates/${at}/updateStatus`;
    if (read.outcome === "made") return { ...read, place: "update", pointer: place };
    if (status.outcome === "refused") {
      const codes = [...new Set([...read.codes, ...status.codes])];
      return { outcome: "refused", codes, place: "customer", pointer: `${pointer}/customer/status` };
    }
    if (read.outcome === "refused") return { ...read, place: "update", pointer: place };
    const [first] = whole;
    if (first === undefined) return { ...read, place: "update", pointer: place };
    return { outcome: "refused", codes: whole.map(({ code }) => code), place: "request", pointer: first.pointer };
  });
  const outcome = status.outcome === "made" ? "found" : status.outcome;
  return { outcome, codes: status.codes, pointer, customer: own, count: given?.length, updates };
}

/** The entries of a list, what is no object as an empty one; undefined where there is no list. */
export function listObjects(list: unknown): Members[] | undefined {
  return Array.isArray(list) ? list.map((one: unknown) => (isObject(one) ? one : {})) : undefined;
}

/**
 * A status object with its truth value and its number. Neither alone decides: one that says true beside an error, or
 * false beside the number of success, contradicts itself, which the schema reports.
 */
function readStatus(
  status: unknown,
  success: number,
): { readonly outcome: UpdateResult["outcome"]; readonly codes: readonly number[] } {
  if (!isObject(status)) return { outcome: "unclear", codes: [] };
  const code = readCode(status["code"]);
  const isSuccess = code === undefined ? undefined : code === success;
  const said = typeof status["status"] === "boolean" ? status["status"] : isSuccess;
  if (said === undefined || (isSuccess !== undefined && isSuccess !== said)) return { outcome: "unclear", codes: [] };
  return said ? { outcome: "made", codes: [] } : { outcome: "refused", codes: code === undefined ? [] : [code] };
}

function readCode(code: unknown): number | undefined {
  if (typeof code === "string" && /^\d{1,5}$/.test(code)) return Number(code);
  return typeof code === "number" ? code : undefined;
}
