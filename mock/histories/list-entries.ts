import type { Activity, BenefitAvailed, Customer, Membership, PartnerProgram, PendingRelink } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import { findMidnight, isRelinkDue, relinkedType } from "./relinking-batch.ts";

/** What one entry of an answer is made of. */
export interface Entry {
  readonly program: PartnerProgram;
  /** The one whose details are answered. */
  readonly membership: Membership;
  /** Newest first. */
  readonly activities: readonly Activity[];
  readonly lastUpdate: Activity | undefined;
  readonly benefitsAvailed: readonly BenefitAvailed[];
}

/** The programs that a customer is or was part of, the most recent first. */
export function listEntries(customer: Customer, context: OperationContext): readonly Entry[] {
  const { organisation, choices } = context;
  const memberships = customer.memberships ?? [];
  // choice: entries-per
  const groups =
    choices.entriesPer === "membership" ? memberships.map((membership) => [membership]) : groupByProgram(memberships);
  const entries = groups.flatMap((group) => {
    const [membership] = [...group].sort(comparePresence);
    const program = organisation.partnerPrograms?.find(({ id }) => id === membership?.program);
    // Every membership names a program of the fixtures or of a provider state.
    return membership === undefined || program === undefined ? [] : [makeEntry(program, membership, group, context)];
  });
  // parameter: partnerProgramId, the recent programs. sample: the first two, the newest activity is in the first entry
  const readRecency = ({ activities, membership }: Entry): number =>
    // choice: recent-by
    Date.parse((choices.recentBy === "activity" ? activities[0]?.date : undefined) ?? membership.start);
  return entries.sort((a, b) => readRecency(b) - readRecency(a));
}

/** The list from the newest to the oldest; of equal dates the one that stands first, as newly recorded ones do. */
export function sortNewestFirst<T extends { readonly date: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
}

function groupByProgram(memberships: readonly Membership[]): readonly (readonly Membership[])[] {
  const programs = [...new Set(memberships.map(({ program }) => program))];
  return programs.map((id) => memberships.filter(({ program }) => program === id));
}

/** Of several memberships in one program the present one counts, else the last. response parameter: linked */
function comparePresence(a: Membership, b: Membership): number {
  return Number(b.linked) - Number(a.linked) || Date.parse(b.start) - Date.parse(a.start);
}

function makeEntry(
  program: PartnerProgram,
  membership: Membership,
  group: readonly Membership[],
  context: OperationContext,
): Entry {
  const recorded = group.flatMap(({ activities = [] }) => activities);
  const early = group.flatMap((each) => listEarlyRelinked(each, context));
  const activities = sortNewestFirst([...early, ...recorded]);
  return {
    program,
    membership: showMembership(membership, context),
    activities,
    // samples: the last update is the newest activity. choice: early-relinked-details
    lastUpdate: context.choices.earlyRelinkedDetails === "none" ? sortNewestFirst(recorded)[0] : activities[0],
    benefitsAvailed: group.flatMap(({ benefitsAvailed = [] }) => benefitsAvailed),
  };
}

/** Whether a relinking is shown that the batch has not run for yet. */
function isShownEarly(
  membership: Membership,
  context: OperationContext,
): membership is Membership & { readonly relink: PendingRelink } {
  // table of relinking activity types: RELINKED, which may be shown before the batch. choice: early-relinked
  return context.choices.earlyRelinked === "shown" && isRelinkDue(membership, context);
}

/** The membership as it is shown: until the batch has run, the enrolment is the one before. */
function showMembership(membership: Membership, context: OperationContext): Membership {
  // choice: early-relinked-details
  const isAhead = context.choices.earlyRelinkedDetails === "dates-too" && isShownEarly(membership, context);
  if (!isAhead || membership.relink === undefined) return membership;
  const { start, end } = membership.relink;
  return { ...membership, start, end };
}

/** The relinking that the batch has not run for yet. */
function listEarlyRelinked(membership: Membership, context: OperationContext): readonly Activity[] {
  if (!isShownEarly(membership, context)) return [];
  const { choices, now } = context;
  const { start } = membership.relink;
  // choice: early-relinked-date
  const dates = { day: findMidnight(start, choices).toISOString(), start, now: now.toISOString() };
  return [{ type: relinkedType, date: dates[choices.earlyRelinkedDate] }];
}
