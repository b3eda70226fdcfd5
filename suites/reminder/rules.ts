import type { EventNoticer, EventRule, SeriesRule } from "../../src/check/standard.ts";
import { showJson } from "../../src/model/json.ts";
import { listCommonRules, listSeriesRules } from "../events/common-rules.ts";
import { noteCommon } from "../events/event-noticers.ts";
import { isMilliseconds } from "../events/event-rules.ts";
import { findDataMember, findMember, isFiller, readText } from "../events/find-member.ts";

const event = "reminder";

const millisecondsOfDay = 86_400_000;

/** What the page demands of a single payload beyond its schemas. */
export const reminderRules: readonly EventRule[] = [
  ...listCommonRules(event),
  {
    // reminder, trigger: about to expire. On the day itself is in time, and whose day it is nobody says.
    event,
    requirement: "reminder.scheduled-expiry-date.ahead",
    check: (input) => {
      const member = findDataMember(input, "scheduledExpiryDate");
      const createdAt = findMember(input, "createdAt")?.value;
      const day = /^\d{4}-\d{2}-\d{2}$/.test(readText(member) ?? "") ? Date.parse(readText(member) ?? "") : Number.NaN;
      if (isFiller(input) || member === undefined || Number.isNaN(day) || !isMilliseconds(createdAt)) return undefined;
      if (createdAt < day + 2 * millisecondsOfDay) return [];
      const expected = `a day that is not two days before the reminder, created ${new Date(createdAt).toISOString()}`;
      return [{ pointer: member.pointer, kind: "value", expected, actual: showJson(member.value) }];
    },
  },
];

/** What several payloads show. */
export const reminderSeries: readonly SeriesRule[] = listSeriesRules(event);

export const reminderNoticers: readonly EventNoticer[] = noteCommon(event);
