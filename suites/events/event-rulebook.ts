import type { EventRulebook } from "../../src/check/standard.ts";
import { delinkedNoticers, delinkedRules, delinkedSeries } from "../delinked/rules.ts";
import { linkedNoticers, linkedRules, linkedSeries } from "../linked/rules.ts";
import { reminderNoticers, reminderRules, reminderSeries } from "../reminder/rules.ts";
import { updatedNoticers, updatedRules, updatedSeries } from "../updated/rules.ts";
import { findCause, identifyEvent, noteArrival, readRequestId } from "./arrival.ts";
import { recognizeEvent } from "./recognize-event.ts";

/** What judges payloads of the four partner-program events. */
export const eventRulebook: EventRulebook = {
  recognize: recognizeEvent,
  rules: [...linkedRules, ...updatedRules, ...delinkedRules, ...reminderRules],
  series: [...linkedSeries, ...updatedSeries, ...delinkedSeries, ...reminderSeries],
  noticers: [...linkedNoticers, ...updatedNoticers, ...delinkedNoticers, ...reminderNoticers],
  identify: identifyEvent,
  findCause,
  readRequestId,
  noticeArrival: noteArrival,
  readable: "transport.delivery.json",
};
