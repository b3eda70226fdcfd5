import type { ReadExchange, RequestPlan } from "../../src/model/case.ts";
import type { CredentialUse } from "../../src/model/exchange.ts";
import type { Header } from "../../src/model/http.ts";
import type { Identifier } from "../world.ts";

/** A request for histories; members that are left out are not sent. */
export interface HistoriesRequest {
  readonly identifier?: Partial<Identifier>;
  readonly source?: string;
  readonly activityType?: string;
  readonly partnerProgramId?: number | string;
  readonly partnerProgramType?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly limit?: number | string;
  readonly offset?: number | string;
  readonly credentials?: CredentialUse;
  /** Besides the credentials. */
  readonly headers?: readonly Header[];
  /** For an effect that may take its time: the request is sent again until this holds. */
  readonly until?: (read: ReadExchange) => boolean;
}

/** The activity type that asks for everything but benefits (partner-program, error-codes). */
export const linkingUpdates = "linkingUpdates";

/** The request in the order of the page's sample URL. */
export function requestHistories(request: HistoriesRequest): RequestPlan {
  const { identifier, source, activityType, partnerProgramId, partnerProgramType, startDate, endDate } = request;
  const { limit, offset, credentials, headers, until } = request;
  const entries: [string, string | undefined][] = [
    ["source", source],
    ["identifierName", identifier?.name],
    ["identifierValue", identifier?.value],
    ["partnerProgramId", partnerProgramId?.toString()],
    ["partnerProgramType", partnerProgramType],
    ["activityType", activityType],
    ["startDate", startDate],
    ["endDate", endDate],
    ["limit", limit?.toString()],
    ["offset", offset?.toString()],
  ];
  const query = entries.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return {
    operation: "histories",
    query,
    ...(credentials === undefined ? {} : { credentials }),
    ...(headers === undefined ? {} : { headers }),
    ...(until === undefined ? {} : { until }),
  };
}
