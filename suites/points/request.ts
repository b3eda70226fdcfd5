import type { RequestPlan } from "../../src/model/case.ts";
import type { CredentialUse } from "../../src/model/exchange.ts";
import type { Identifier } from "../world.ts";

/** A promised-points request; members that are left out are not sent. */
export interface PointsRequest {
  readonly identifier?: Partial<Identifier>;
  readonly source?: string;
  readonly all?: boolean;
  readonly programId?: number;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly earliestOnly?: boolean;
  readonly credentials?: CredentialUse;
}

/** A day before any points. */
export const longAgo = "2000-01-01";

/** A day well after the given ones; a sample request's own endDate lies a hundred years ahead. */
export function farAhead(dates: readonly string[]): string {
  const year = Math.max(2120, ...dates.map((date) => Number(date.slice(0, 4)) + 1));
  return `${Math.min(year, 9999)}-12-31`;
}

/** Both dates, around all of the customer's points. */
export function spanPoints({
  customer: { points },
}: {
  readonly customer: { readonly points: { readonly dates: readonly string[] } };
}): PointsRequest {
  return { startDate: points.dates[0] ?? longAgo, endDate: farAhead(points.dates) };
}

/** Requests about one person, one after another: the one whose turn it is by the trace so far, or undefined after the last. */
export function requestInTurn(
  { identifier, source }: { readonly identifier: Identifier; readonly source: string },
  trace: readonly unknown[],
  requests: readonly PointsRequest[],
): RequestPlan | undefined {
  const request = requests[trace.length];
  return request === undefined ? undefined : requestPoints({ identifier, source, ...request });
}

/** The request in the order and spelling of the page's sample URLs. */
export function requestPoints(request: PointsRequest): RequestPlan {
  const { identifier, source, all, programId, startDate, endDate, earliestOnly, credentials } = request;
  const entries: [string, string | undefined][] = [
    ["programId", programId?.toString()],
    ["startDate", startDate],
    ["endDate", endDate],
    ["entityType", "CUSTOMER"],
    ["fetchDataForAllPrograms", all?.toString()],
    ["fetchEarliestExpiryOnly", earliestOnly?.toString()],
    ["identifierName", identifier?.name],
    ["identifierValue", identifier?.value],
    ["source", source],
  ];
  const query = entries.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return { operation: "points", query, ...(credentials === undefined ? {} : { credentials }) };
}
