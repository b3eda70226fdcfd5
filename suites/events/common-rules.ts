import type { EventRule, SeriesRule } from "../../src/check/standard.ts";
import {
  demandHeaders,
  demandMilliseconds,
  demandName,
  demandRefId,
  demandTimeStamp,
  observeEnvelope,
  observeEventType,
} from "./event-rules.ts";
import { demandEqualRepeats, demandUniqueIds } from "./series-rules.ts";

/** What the events page demands of a single payload of every event, beyond its schemas. */
export function listCommonRules(event: string): EventRule[] {
  return [
    demandName(event),
    observeEnvelope(event),
    observeEventType(event),
    demandMilliseconds(event, `${event}.created-at.milliseconds`, "createdAt"),
    demandTimeStamp(event),
    demandRefId(event),
    demandHeaders(event),
  ];
}

/** What several payloads of an event show. */
export function listSeriesRules(event: string): SeriesRule[] {
  return [demandUniqueIds(event), demandEqualRepeats(event)];
}
