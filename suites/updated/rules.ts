import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { listCommonRules, listSeriesRules } from "../events/common-rules.ts";
import { noteCommon, noteOtherValues } from "../events/event-noticers.ts";
import { findDataMember } from "../events/find-member.ts";

const event = "updated";

/** What the page demands of a single payload beyond its schemas. */
export const updatedRules: readonly EventRule[] = listCommonRules(event);

/** What several payloads show. */
export const updatedSeries: readonly SeriesRule[] = listSeriesRules(event);

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
