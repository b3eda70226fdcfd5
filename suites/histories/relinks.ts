import type { StateStep } from "../../src/model/case.ts";
import { isObject } from "../../src/model/json.ts";
import { giveUp, type Sent, type Steps } from "../update/flow.ts";
import { cancellation, makeUpdate, nameCustomer, requestUpdate } from "../update/request.ts";
import { readOnly } from "../update/results.ts";
import { day, isInstant, readInstant } from "./instant.ts";
import { type Activity, type HistoryEntry, readPage } from "./page.ts";
import { linkingUpdates, requestHistories } from "./request.ts";
import type { Member, Relinkable } from "./subjects.ts";

/** One reading of a membership's program, and where in the trace. */
export interface Reading {
  readonly position: number;
  /** The entries of the program: comparisons take them together, one for each membership perhaps. */
  readonly entries: readonly HistoryEntry[];
  /** The entries of all programs. */
  readonly all: readonly HistoryEntry[];
}

/** Reads the membership's program, until it is as it should be where that is said. */
export function* readProgram(member: Member, until?: (reading: Reading) => boolean): Steps<Reading> {
  const { identifier, source, customer, programId } = member;
  // Of those who are in more programs than a page holds, the one program is asked for.
  const isMany = customer.histories.memberships.length > 10;
  const sent: Sent = yield requestHistories({
    identifier,
    source,
    activityType: linkingUpdates,
    ...(isMany ? { partnerProgramId: programId } : {}),
    ...(until === undefined ? {} : { until: ({ answer }) => until(select(member, answer, 0)) }),
  });
  const reading = select(member, sent.answer, sent.position);
  if (reading.entries.length === 0)
    return yield* giveUp(
      "the program is not among the customer's histories for linkingUpdates, so no relink can be seen",
    );
  return reading;
}

function select({ programId }: Member, answer: Sent["answer"], position: number): Reading {
  const all = readPage(answer)?.entries ?? [];
  return { position, all, entries: all.filter(({ details }) => details.programId === programId) };
}

/** Whether activities can be told in all of these readings; where they cannot, the schema reports it. */
export function areTold(...readings: readonly Reading[]): boolean {
  return readings.every(({ entries }) => entries.every(({ unsound }) => !unsound.has("activities")));
}

/** The activities of a type in these entries. */
export function listOf(type: string, entries: readonly HistoryEntry[]): Activity[] {
  return entries.flatMap(({ activities = [] }) => activities.filter((activity) => activity.type === type));
}

/** The activities of a type that were not there before, the newest ones. */
export function listNew(type: string, before: readonly HistoryEntry[], after: readonly HistoryEntry[]): Activity[] {
  const count = listOf(type, after).length - listOf(type, before).length;
  const newest = listOf(type, after).toSorted((a, b) => readInstant(b.date ?? "") - readInstant(a.date ?? ""));
  return newest.slice(0, Math.max(0, count));
}

/** The moments of a relink that the state endpoint queues: all on one day in most time zones, and well ahead. */
export interface Schedule {
  readonly start: number;
  /** Two days and more before the start. */
  readonly early: number;
  /** On the day of the start, after it. */
  readonly batch: number;
}

/** A start some days ahead in the middle of a day. */
export function planRelink(now: number): Schedule {
  const midnight = Math.floor(now / day) * day + 6 * day;
  const hour = day / 24;
  return { start: midnight + 10 * hour, early: midnight - 3 * day, batch: midnight + 12 * hour };
}

/**
 * Has the host's state endpoint queue a relink.
 * @param isExact whether the flow depends on the start, so that it gives up where the host tells another one
 */
export function* queueRelink(member: Relinkable, { start }: Schedule, isExact = false): Steps<void> {
  const { identifier, organisation, programName } = member;
  const step: StateStep = {
    state: "state",
    body: {
      state: "a relink is pending",
      action: "setup",
      params: {
        organisation,
        [identifier.name]: identifier.name === "id" ? Number(identifier.value) : identifier.value,
        partnerProgramName: programName,
        start: new Date(start).toISOString(),
      },
    },
  };
  const { answer } = yield step;
  const told = answer.kind === "answer" && isObject(answer.value) ? answer.value["start"] : undefined;
  if (isExact && isInstant(told) && Math.abs(readInstant(told) - start) > 60_000)
    yield* giveUp("the state endpoint does not queue a relink for the start that it is given");
}

/** Moves the host's clock. */
export function* moveClock(now: number): Steps<void> {
  yield { state: "clock", body: { now: new Date(now).toISOString() } };
}

/** Cancels the relink by the documented update; gives up where that is not reported as made. */
export function* cancelRelink(member: Member): Steps<Sent> {
  const asked = {
    customer: nameCustomer(member.identifier),
    partnerProgramUpdates: [makeUpdate(member.programName, cancellation)],
  };
  const sent = yield requestUpdate([asked]);
  const [update] = readOnly(sent.answer, asked).updates;
  if (update?.outcome !== "made")
    return yield* giveUp(
      "the cancellation was not reported as made, which the suite of updates judges; list another customer whose relink waits",
    );
  return sent;
}
