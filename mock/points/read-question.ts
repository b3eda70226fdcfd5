import { type Lookup, readLookup } from "../lookup.ts";
import type { OperationContext } from "../operation.ts";
import { type Query, readParameter } from "../query.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** The parameters of the operation, read and in form. */
export interface Question extends Lookup {
  /** As text: whether it is a program's id is for the selection to say. */
  readonly programId: string | undefined;
  readonly allPrograms: boolean;
  readonly earliestOnly: boolean;
  /** `YYYY-MM-DD`. */
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
}

/** Reads the parameters, or refuses them. The page has no table of parameters: what is demanded of each is a choice. */
export function readQuestion(query: Query, context: OperationContext): Question | RefusalResult {
  const { choices } = context;
  // choice: source-missing; lower case is taken too
  const lookup = readLookup(query, choices, { missing: choices.sourceMissing, letters: "any" });
  if ("kind" in lookup) return lookup;

  // choice: entity-type-unknown; left out it is CUSTOMER
  const entityType = readParameter(query, "entityType") ?? "CUSTOMER";
  if (entityType !== "CUSTOMER" && choices.entityTypeUnknown === "refused") {
    return refuse(1212, "the entity type is not served");
  }

  const allPrograms = readFlag(query, "fetchDataForAllPrograms", context);
  if (typeof allPrograms === "object") return allPrograms;
  // choice: flag-omitted
  if (allPrograms === undefined && choices.flagOmitted === "refused") {
    return refuse(400, "fetchDataForAllPrograms is needed");
  }
  const earliestOnly = readFlag(query, "fetchEarliestExpiryOnly", context);
  if (typeof earliestOnly === "object") return earliestOnly;
  const startDate = readDay(query, "startDate", context);
  if (typeof startDate === "object") return startDate;
  const endDate = readDay(query, "endDate", context);
  if (typeof endDate === "object") return endDate;
  return {
    ...lookup,
    programId: readParameter(query, "programId"),
    allPrograms: allPrograms ?? choices.flagOmitted === "true",
    earliestOnly: earliestOnly ?? false,
    startDate,
    endDate,
  };
}

function readFlag(query: Query, name: string, { choices }: OperationContext): boolean | undefined | RefusalResult {
  const value = readParameter(query, name)?.trim().toLowerCase();
  if (value === undefined) return undefined;
  if (value === "true" || value === "false") return value === "true";
  // choice: flag-unreadable
  return choices.flagUnreadable === "false" ? false : refuse(400, `${name} is neither true nor false`);
}

function readDay(query: Query, name: string, { choices }: OperationContext): string | undefined | RefusalResult {
  const value = readParameter(query, name);
  // sample: the second request URL has dates in this form
  if (value === undefined || isDay(value)) return value;
  // choice: bad-date
  return choices.badDate === "ignored" ? undefined : refuse(1216, `${name} is not YYYY-MM-DD`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}
