import { isObject, showJson } from "../../src/model/json.ts";
import type { HttpInteraction } from "./pact-model.ts";

type Members = Readonly<Record<string, unknown>>;

const tierTypes = ["UPGRADE", "DOWNGRADE", "RENEW", "MEMBERSHIP_RENEWAL_INITIATION"];
const cancellation = "MEMBERSHIP_RELINKING_CANCELLED";
const renewal = "MEMBERSHIP_RENEWAL_INITIATION";

/** What a request must have for a code to be its refusal, as the code's row says. */
interface Condition {
  readonly expected: string;
  readonly holds: (updates: readonly Members[], customers: readonly Members[]) => boolean;
}

const conditions: Readonly<Record<number, Condition>> = {
  2002: {
    expected: "an update whose updateDetails, updatedTierName or partnerProgramName is empty",
    holds: (updates) =>
      updates.some((update) => {
        const { partnerProgramName: name, updateDetails: details, updateType: type } = update;
        if (isBlank(name)) return true;
        // Without a kind of update, which of the others is needed cannot be told.
        if (typeof type !== "string" || !tierTypes.includes(type)) return true;
        return !isObject(details) || isBlank(details["updatedTierName"]);
      }),
  },
  2003: {
    expected: "an update with an updatedTierExpiryDate",
    holds: (updates) => updates.some((update) => detailsOf(update)["updatedTierExpiryDate"] !== undefined),
  },
  2007: {
    expected: "an update with an updatedTierName",
    holds: (updates) => updates.some((update) => detailsOf(update)["updatedTierName"] !== undefined),
  },
  2008: {
    expected: "more than fifty customers, programs or updates",
    holds: (updates, customers) => updates.length > 50 || customers.length > 50,
  },
  2009: {
    expected: "an updateType that is none of the five",
    holds: (updates) =>
      updates.some(({ updateType: type }) => typeof type !== "string" || ![...tierTypes, cancellation].includes(type)),
  },
  2026: { expected: `an update of the kind ${cancellation}`, holds: (updates) => hasType(updates, cancellation) },
  2027: { expected: `an update of the kind ${cancellation}`, holds: (updates) => hasType(updates, cancellation) },
  2028: { expected: `an update of the kind ${renewal}`, holds: (updates) => hasType(updates, renewal) },
};

/** Why a request cannot be what a documented code refuses; undefined where it can, or nobody can tell. */
export function findContradiction(
  operation: string,
  code: number,
  { request }: HttpInteraction,
): { readonly expected: string; readonly actual: string } | undefined {
  if (operation === "points" && code === 885) {
    const isNamed = request.query.some(([name]) => name === "programId");
    return isNamed
      ? undefined
      : { expected: "885 for a programId that is invalid", actual: "a request without programId" };
  }
  const condition = operation === "update" ? conditions[code] : undefined;
  // What is injected when the pact is verified is not known here.
  if (condition === undefined || request.body.kind !== "json" || request.generators.body.length > 0) return undefined;
  const customers = listObjects(
    isObject(request.body.value) ? request.body.value["customersPartnerUpdates"] : undefined,
  );
  const updates = customers.flatMap(({ partnerProgramUpdates }) => listObjects(partnerProgramUpdates));
  if (updates.length === 0 || condition.holds(updates, customers)) return undefined;
  const types = [...new Set(updates.map(({ updateType }) => updateType))].map((type) => showJson(type)).join(", ");
  return { expected: `${code} for ${condition.expected}`, actual: `${updates.length} updates (${types}) without any` };
}

function listObjects(list: unknown): Members[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function detailsOf({ updateDetails }: Members): Members {
  return isObject(updateDetails) ? updateDetails : {};
}

function hasType(updates: readonly Members[], type: string): boolean {
  return updates.some(({ updateType }) => updateType === type);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
