import { keep } from "../../src/check/judge.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import { headerValue } from "../../src/model/http.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import type { Sent, Steps } from "../update/flow.ts";
import { readInstant } from "./instant.ts";
import { breachReading } from "./judge-relinks.ts";
import { readNotes } from "./notes.ts";
import { type Activity, readPage } from "./page.ts";
import type { Reading } from "./relinks.ts";
import { requestHistories } from "./request.ts";
import type { Member } from "./subjects.ts";
import { slack } from "./window.ts";

/** What clocks of one host may differ by; a zone is an hour and more. */
const skew = 45 * 60_000;

const requirement = "histories.relinking.hour";

/**
 * Whether activities are dated by the hour of the call behind them, which in UTC is the same wherever the host stands. It
 * is told by the Date header of the call's own answer. Where a date is another one, the clock of the histories themselves
 * is looked at, as notes tell it: it may be another clock. Without notes only a date to come is held against a host.
 */
export function* judgeHour(
  member: Member,
  activities: readonly Activity[],
  call: Sent,
  after: Reading,
): Steps<Judgement> {
  const called = readClock(call);
  const [first] = activities;
  if (called === undefined || first === undefined) return nothingJudged;
  const off = activities.find(({ date = "" }) => Math.abs(readInstant(date) - called) > skew);
  if (off?.date === undefined) return keep(requirement);
  // What is days off is no matter of zones.
  if (Math.abs(readInstant(off.date) - called) > slack) return nothingJudged;
  const { identifier, source, benefits: activityType, programId: partnerProgramId } = member;
  const sent = yield requestHistories({ identifier, source, activityType, partnerProgramId });
  const told = readPage(sent.answer)?.entries.map(({ notes }) => readNotes(notes)?.until) ?? [];
  const present = told.find((until) => until !== undefined);
  const read = readClock(sent);
  const dated = readInstant(off.date);
  const isSameClock = present !== undefined && read !== undefined && Math.abs(present - read) <= skew;
  const isAhead = dated > Math.max(called, present ?? called, read ?? called) + skew;
  if (!isSameClock && !isAhead) return nothingJudged;
  return breachReading(
    requirement,
    "value",
    after,
    { ...after, position: call.position },
    {
      pointer: `${off.pointer}/activityDate`,
      expected: `${String(off.type)} dated by the time of the call in UTC, about ${new Date(called).toISOString()}`,
      actual: off.date,
    },
  );
}

/** What the Date header of an answer tells, in milliseconds since 1970. */
function readClock({ exchange: { outcome } }: Pick<ReadExchange, "exchange">): number | undefined {
  const date = outcome.kind === "response" ? headerValue(outcome.response.headers, "date") : undefined;
  const instant = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(instant) ? undefined : instant;
}
