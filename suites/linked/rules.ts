import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { listCommonRules, listSeriesRules } from "../events/common-rules.ts";
import { noteCommon } from "../events/event-noticers.ts";
import { demandEntityId } from "../events/event-rules.ts";

const event = "linked";

/** What the page demands of a single payload beyond its schemas. */
export const linkedRules: readonly EventRule[] = [...listCommonRules(event), demandEntityId(event)];

/** What several payloads show. */
export const linkedSeries: readonly SeriesRule[] = listSeriesRules(event);

export const linkedNoticers: readonly EventNoticer[] = noteCommon(event);
