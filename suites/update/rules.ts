import type { Noticer, Rule, RuleFinding } from "../../src/check/standard.ts";
import { isJsonMediaType, mediaType } from "../../src/model/http.ts";
import { isObject, showJson } from "../../src/model/json.ts";
import { isPast } from "./expiry.ts";
import { foldName, isAnyOfTwo, readIdentifiers } from "./match.ts";
import { type AskedCustomer, updateTypes } from "./request.ts";
import {
  checkUpdates,
  isMade,
  isSameCustomer,
  listAsked,
  listGiven,
  listRows,
  listSureRows,
  type Members,
  type Row,
} from "./result-rows.ts";
import { listObjects } from "./results.ts";

/** Codes that the page lists, and those of success. */
const listedCodes: readonly number[] = [200, 1000, 2002, 2003, 2004, 2006, 2007, 2008, 2009, 2026, 2027, 2028];

/** What the page demands of a single exchange of updates beyond its schemas. */
export const updateRules: readonly Rule[] = [
  {
    // A host may answer with what it was asked with; one that says more about the customer says the id too.
    requirement: "update.customer-id.present",
    check: (input) => {
      const rows = listSureRows(input)?.flatMap(({ asked, result, pointer }) => {
        const { customer } = result;
        if (!isObject(customer) || !isObject(customer["status"]) || customer["status"]["status"] !== true) return [];
        // One that was sent blank was used as well.
        const sent = isObject(asked.customer) ? asked.customer : {};
        const isUsed = (name: string): boolean => sent[name] !== undefined && sent[name] !== null && sent[name] !== "";
        const saysMore = [...readIdentifiers(customer).keys()].some((name) => name !== "id" && !isUsed(name));
        return Object.hasOwn(customer, "id") || saysMore ? [{ customer, pointer }] : [];
      });
      if (rows === undefined || rows.length === 0) return undefined;
      return rows
        .filter(({ customer }) => !Object.hasOwn(customer, "id"))
        .map(({ pointer }) => ({
          pointer: `${pointer}/customer/id`,
          kind: "missing",
          expected: "a member id",
          actual: "no such member",
        }));
    },
  },
  {
    // Only where the id is all that names the customer: with others beside it, which one counts is a reading.
    requirement: "update.customer-id.same",
    check: (input) => {
      const rows = listSureRows(input)?.filter(({ asked }) => {
        const names = [...readIdentifiers(asked.customer).keys()];
        return names.length === 1 && isObject(asked.customer) && Number.isSafeInteger(asked.customer["id"]);
      });
      if (rows === undefined || rows.length === 0) return undefined;
      return rows.flatMap(({ asked, result, pointer }) => {
        const wanted = isObject(asked.customer) ? asked.customer["id"] : undefined;
        const found = isObject(result["customer"]) ? result["customer"]["id"] : undefined;
        if (!Number.isSafeInteger(found) || found === wanted) return [];
        return [
          { pointer: `${pointer}/customer/id`, kind: "value", expected: showJson(wanted), actual: showJson(found) },
        ];
      });
    },
  },
  demandMember("update.program-name.present", "partnerProgramName"),
  demandMember("update.update-type.present", "updateType"),
  {
    requirement: "update.program-name.echo",
    check: (input) =>
      checkUpdates(input, (asked, given, pointer) => {
        const names = asked.map(({ partnerProgramName: name }) => foldName(name));
        // Where a program is not named, what stands in its place comes back in some way.
        if (names.some((name) => name === undefined || name === "")) return [];
        const excess = findExcess(asked, given);
        return given.flatMap(({ partnerProgramName: name }, index): RuleFinding[] => {
          const place = `${pointer}/${index}/partnerProgramName`;
          // What is no result at all is the schema's to report, too.
          if (isNoResult(given[index]) || (names.includes(foldName(name)) && index !== excess)) return [];
          // One that is missing where the update was made is another rule's to report, one that is no text the schema's.
          if (typeof name !== "string" && isMade(given[index])) return [];
          const expected = asked.map((one) => showJson(one["partnerProgramName"])).join(" or ");
          return [{ pointer: place, kind: name === undefined ? "missing" : "value", expected, actual: showJson(name) }];
        });
      }),
  },
  {
    requirement: "update.update-type.echo",
    check: (input) =>
      checkUpdates(input, (asked, given, pointer) => {
        // The kind goes with the program: where that is another one's, it is the program that is wrong.
        if (findExcess(asked, given) !== undefined) return [];
        return given.flatMap(({ partnerProgramName: name, updateType: type }, index): RuleFinding[] => {
          const same = asked.filter((one) => foldName(one["partnerProgramName"]) === foldName(name));
          const types = same.map(({ updateType }) => updateType);
          // What comes back for a kind of update that does not exist is not described.
          if (types.length === 0 || !types.every((one) => updateTypes.some((known) => known === one))) return [];
          if (types.some((one) => one === type)) return [];
          if (typeof type !== "string" && isMade(given[index])) return [];
          return [
            {
              pointer: `${pointer}/${index}/updateType`,
              kind: type === undefined ? "missing" : "value",
              expected: types.map((one) => showJson(one)).join(" or "),
              actual: showJson(type),
            },
          ];
        });
      }),
  },
  {
    requirement: "update.batch.results",
    check: (input) => {
      const asked = listAsked(input);
      const given = listGiven(input);
      // What comes back for a list that is empty is another requirement's matter.
      if (asked === undefined || asked.length === 0 || given === undefined || hasCode(given, 2008)) return undefined;
      // Where entries have a result together, so have their updates.
      const rows = given.length === asked.length && !isAnyOfTwo(asked, given) ? (listRows(input) ?? []) : [];
      // Which result is whose of a customer who is named twice, or where an entry names two, cannot be told.
      const single = rows.filter((row) => asked.filter((one) => isSameCustomer(one, row.asked)).length < 2);
      return [...countCustomers(asked, given), ...single.flatMap(countUpdates)];
    },
  },
  {
    requirement: "update.body.content-type",
    check: ({ operation, exchange: { request } }) => {
      if (operation?.id !== "update" || request.body.byteLength === 0) return undefined;
      const type = mediaType(request.headers);
      if (isJsonMediaType(type)) return [];
      return [{ pointer: "", kind: "value", expected: "application/json", actual: type ?? "no content type" }];
    },
  },
  {
    requirement: "update.body.expiry-not-past",
    check: (input) => {
      const expiries = (listAsked(input) ?? []).flatMap(({ partnerProgramUpdates: updates }, at) =>
        (listObjects(updates) ?? []).flatMap(({ updateDetails: details }, place) => {
          const expiry = isObject(details) ? details["updatedTierExpiryDate"] : undefined;
          const pointer = `/customersPartnerUpdates/${at}/partnerProgramUpdates/${place}/updateDetails/updatedTierExpiryDate`;
          return typeof expiry === "string" ? [{ expiry, pointer }] : [];
        }),
      );
      if (expiries.length === 0 || input.exchange.startedAt === "") return undefined;
      const { startedAt } = input.exchange;
      return expiries
        .filter(({ expiry }) => isPast(expiry, startedAt) === "yes")
        .map(({ expiry, pointer }) => ({
          pointer,
          kind: "value",
          expected: `not two days or more before ${startedAt}`,
          actual: showJson(expiry),
        }));
    },
  },
];

/** Numbers of refusals that the page does not list. */
export const updateNoticers: readonly Noticer[] = [
  (input) => {
    const codes = (listGiven(input) ?? []).flatMap(codesOf);
    const others = [...new Set(codes)].filter((code) => !listedCodes.includes(code));
    return others
      .slice(0, 5)
      .map((code) => ({ text: `the code ${code} of an update's result is not one that the page lists` }));
  },
];

/**
 * A member that a result has where the update was made. Where the request lacked it in an update of the customer, what
 * comes back in its place is not described, and that the update was made is another requirement's matter.
 */
function demandMember(requirement: string, name: "partnerProgramName" | "updateType"): Rule {
  const findMissing = (given: readonly Members[], pointer: string): RuleFinding[] =>
    given.flatMap((one, index): RuleFinding[] => {
      if (!isMade(one) || Object.hasOwn(one, name)) return [];
      const place = `${pointer}/${index}/${name}`;
      return [{ pointer: place, kind: "missing", expected: `a member ${name}`, actual: "no such member" }];
    });
  return {
    requirement,
    check: (input) =>
      checkUpdates(input, (asked, given, pointer) =>
        asked.some((one) => !isFilled(one[name])) ? [] : findMissing(given, pointer),
      ),
    // An update that lacks it cannot have been made.
    checkAlone: (input) =>
      listGiven(input)?.flatMap(({ partnerProgramUpdates: updates }, index) =>
        findMissing(listObjects(updates) ?? [], `/customersPartnerUpdates/${index}/partnerProgramUpdates`),
      ),
  };
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/**
 * A result for each customer. Entries for the same customer may have one together, and entries that name a customer by
 * different identifiers may be about the same one; so many of one kind of identifier are different people for sure.
 */
function countCustomers(asked: readonly AskedCustomer[], given: readonly Members[]): RuleFinding[] {
  const named = asked.map(({ customer }) => readIdentifiers(customer));
  const kinds = [...new Set(named.flatMap((names) => [...names.keys()]))];
  const people = kinds.map((kind) => new Set(named.flatMap((names) => names.get(kind) ?? [])).size);
  const fewest = Math.max(0, ...people);
  if (given.length >= fewest && countResults(given) <= asked.length) return [];
  const expected = fewest === asked.length ? `${fewest} results` : `${fewest} to ${asked.length} results`;
  return [
    {
      pointer: "/customersPartnerUpdates",
      kind: given.length < fewest ? "missing" : "value",
      expected: `${expected}, one for each customer of the request`,
      actual: `${given.length} results`,
    },
  ];
}

/** A result for each update of a customer who was found; two in one program may have one together. */
function countUpdates({ asked, result, pointer }: Row): RuleFinding[] {
  const [wanted, given] = [listObjects(asked.partnerProgramUpdates), listObjects(result["partnerProgramUpdates"])];
  const status = isObject(result["customer"]) ? result["customer"]["status"] : undefined;
  if (wanted === undefined || given === undefined || !isObject(status) || status["status"] !== true) return [];
  if (wanted.length === 0) return [];
  const fewest = new Set(wanted.map(({ partnerProgramName: name }) => foldName(name))).size;
  if (given.length >= fewest && countResults(given) <= wanted.length) return [];
  return [
    {
      pointer: `${pointer}/partnerProgramUpdates`,
      kind: given.length < fewest ? "missing" : "value",
      expected: `${wanted.length} results, one for each update of the customer`,
      actual: `${given.length} results`,
    },
  ];
}

/** What is no object, or an empty one, is the schema's to report. */
function countResults(given: readonly Members[]): number {
  return given.filter((one) => !isNoResult(one)).length;
}

function isNoResult(one: Members | undefined): boolean {
  return Object.keys(one ?? {}).length === 0;
}

/**
 * The first result of a program that has more of them than updates were asked for, so that it stands in another one's
 * place. Results that are too many in all are counted by another rule.
 */
function findExcess(asked: readonly Members[], given: readonly Members[]): number | undefined {
  if (countResults(given) > asked.length) return undefined;
  const left = new Map<string, number>();
  for (const { partnerProgramName } of asked) {
    const name = foldName(partnerProgramName) ?? "";
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  const place = given.findIndex(({ partnerProgramName }) => {
    const name = foldName(partnerProgramName) ?? "";
    const count = left.get(name);
    if (count !== undefined) left.set(name, count - 1);
    return count === 0;
  });
  return place < 0 ? undefined : place;
}

function codesOf({ customer, partnerProgramUpdates: updates }: Members): number[] {
  const own = isObject(customer) ? customer["status"] : undefined;
  const statuses = [own, ...(listObjects(updates) ?? []).map(({ updateStatus }) => updateStatus)];
  return statuses.flatMap((status) => {
    const code = isObject(status) ? status["code"] : undefined;
    return typeof code === "number" ? [code] : [];
  });
}

function hasCode(given: readonly Members[], code: number): boolean {
  return given.some((result) => codesOf(result).includes(code));
}
