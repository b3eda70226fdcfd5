import type { OperationContext } from "../operation.ts";
import { type Query, readParameter } from "../query.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** The parameters of the operation, read and in form. */
export interface Question {
  readonly identifierName: string;
  readonly identifierValue: string;
  /** Undefined where it is left out and that is accepted. */
  readonly source: string | undefined;
  /** As text: whether it is a program's id is for the selection to say. */
  readonly programId: string | undefined;
  readonly allPrograms: boolean;
  readonly earliestOnly: boolean;
  /** `YYYY-MM-DD`. */
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
}

/** Names by which customers can be asked for; the mock's own customers have the first few. */
const lookupNames = [
  "mobile",
  "email",
  "externalId",
  "id",
  "cardnumber",
  "cardExternalId",
  "wechat",
  "martjackId",
  "fbId",
];

const sources = [
  "INSTORE",
  "ALL",
  "FACEBOOK",
  "WEB_ENGAGE",
  "WECHAT",
  "MARTJACK",
  "TMALL",
  "TAOBAO",
  "JD",
  "ECOMMERCE",
  "WEBSITE",
  "LINE",
];

/** Reads the parameters, or refuses them. The page has no table of parameters: what is demanded of each is a choice. */
export function readQuestion(query: Query, context: OperationContext): Question | RefusalResult {
  const { choices } = context;
  const identifierName = readParameter(query, "identifierName")?.trim() ?? "";
  const identifierValue = readParameter(query, "identifierValue")?.trim() ?? "";
  // choice: identifier-missing
  if (identifierName === "" || identifierValue === "") {
    return refuse(choices.identifierMissing, "identifierName and identifierValue are needed");
  }
  // choice: identifier-unknown
  if (!lookupNames.includes(identifierName)) return refuse(choices.identifierUnknown, "unknown identifierName");

  // choice: source-missing, source-unknown; lower case is taken too
  const source = readParameter(query, "source")?.trim().toUpperCase() ?? "";
  if (source === "" && choices.sourceMissing === "refused") return refuse(11013, "source is needed");
  if (source !== "" && choices.sourceUnknown === "refused" && !sources.includes(source)) {
    return refuse(8003, "unknown source");
  }

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
    identifierName,
    identifierValue,
    source: source === "" || !sources.includes(source) ? undefined : source,
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
