import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { noteCommon } from "../events/event-noticers.ts";
import {
  demandEntityId,
  demandHeaders,
  demandMilliseconds,
  demandName,
  demandRefId,
  demandTimeStamp,
  observeEnvelope,
  observeEventType,
} from "../events/event-rules.ts";
import { demandEqualRepeats, demandUniqueIds } from "../events/series-rules.ts";

const event = "linked";

/** What the page demands of a single payload beyond its schemas. */
export const linkedRules: readonly EventRule[] = [
  demandName(event),
  observeEnvelope(event),
  observeEventType(event),
  demandMilliseconds(event, "linked.created-at.milliseconds", "createdAt"),
  demandTimeStamp(event),
  demandEntityId(event),
  demandRefId(event),
  demandHeaders(event),
];

/** What several payloads show. */
export const linkedSeries: readonly SeriesRule[] = [demandUniqueIds(event), demandEqualRepeats(event)];

export const linkedNoticers: readonly EventNoticer[] = noteCommon(event);
