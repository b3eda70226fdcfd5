import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { listCommonRules, listSeriesRules } from "../events/common-rules.ts";
import { noteCommon } from "../events/event-noticers.ts";
import { demandEntityId } from "../events/event-rules.ts";

const event = "delinked";

/** What the page demands of a single payload beyond its schemas. */
export const delinkedRules: readonly EventRule[] = [...listCommonRules(event), demandEntityId(event)];

/** What several payloads show. */
export const delinkedSeries: readonly SeriesRule[] = listSeriesRules(event);

export const delinkedNoticers: readonly EventNoticer[] = noteCommon(event);
