import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { noteCommon, noteOtherValues } from "../events/event-noticers.ts";
import {
  demandHeaders,
  demandMilliseconds,
  demandName,
  demandRefId,
  demandTimeStamp,
  observeEnvelope,
  observeEventType,
} from "../events/event-rules.ts";
import { findDataMember } from "../events/find-member.ts";
import { demandEqualRepeats, demandUniqueIds } from "../events/series-rules.ts";

const event = "updated";

/** What the page demands of a single payload beyond its schemas. */
export const updatedRules: readonly EventRule[] = [
  demandName(event),
  observeEnvelope(event),
  observeEventType(event),
  demandMilliseconds(event, "updated.created-at.milliseconds", "createdAt"),
  demandTimeStamp(event),
  demandRefId(event),
  demandHeaders(event),
];

/** What several payloads show. */
export const updatedSeries: readonly SeriesRule[] = [demandUniqueIds(event), demandEqualRepeats(event)];

/** The update page's types; the events page shows UPGRADE and neither repeats nor excludes the others. */
const updateTypes = [
  "UPGRADE",
  "DOWNGRADE",
  "RENEW",
  "MEMBERSHIP_RELINKING_CANCELLED",
  "MEMBERSHIP_RENEWAL_INITIATION",
];

export const updatedNoticers: readonly EventNoticer[] = [
  ...noteCommon(event),
  noteOtherValues(event, "updateType", updateTypes, (input) => findDataMember(input, "updateType")),
];
