import { type Lookup, readLookup } from "../lookup.ts";
import type { OperationContext } from "../operation.ts";
import { type Query, readParameter } from "../query.ts";
import { type RefusalResult, refuse } from "../result.ts";
import { readActivityType } from "./activity-types.ts";
import { type Page, readPage } from "./page.ts";
import { type Period, readPeriod } from "./period.ts";
import { type ProgramType, readProgramType } from "./program-type.ts";

/** The parameters of the operation, read and in form. */
export interface Question {
  readonly lookup: Lookup;
  /** Undefined where linkingUpdates are asked for; else when the benefits were used. */
  readonly period: Period | undefined;
  readonly programId: number | undefined;
  readonly programType: ProgramType | "all" | "none";
  readonly page: Page;
}

/** Reads the parameters of the page's table, or refuses them. */
export function readQuestion(query: Query, context: OperationContext): Question | RefusalResult {
  const { choices } = context;
  // parameters: source, identifierName, identifierValue, all mandatory. choice: source-letters
  const lookup = readLookup(query, choices, { missing: "refused", letters: choices.sourceLetters });
  if ("kind" in lookup) return lookup;
  const asked = readActivityType(readParameter(query, "activityType"), choices);
  if (typeof asked === "object") return asked;
  const period = asked === "benefitsAvailed" ? readPeriod(query, context) : refusePeriod(query, context);
  if (period !== undefined && "kind" in period) return period;

  const programId = readParameter(query, "partnerProgramId")?.trim();
  // parameter: partnerProgramId, type Int
  if (programId !== undefined && !/^\d+$/.test(programId)) return refuse(400, "partnerProgramId is a number");
  const programType = readProgramType(readParameter(query, "partnerProgramType"), choices);
  if (typeof programType === "object") return programType;
  const page = readPage(query, choices);
  if ("kind" in page) return page;
  return {
    lookup,
    period,
    programId: programId === undefined ? undefined : Number(programId),
    programType,
    page,
  };
}

function refusePeriod(query: Query, { choices }: OperationContext): RefusalResult | undefined {
  const isDated = ["startDate", "endDate"].some((name) => readParameter(query, name) !== undefined);
  // parameters: startDate, endDate count for benefits; error code 2015 of the wider API. choice: dates-with-linking
  return isDated && choices.datesWithLinking === "refused"
    ? refuse(2015, "startDate and endDate go with benefitsAvailed")
    : undefined;
}
