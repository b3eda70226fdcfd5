import { keep, observe } from "../../src/check/judge.ts";
import { showJson } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import { type HistoryEntry, placeOf, type Member as DetailMember } from "../histories/page.ts";
import { day, isCut, readExpiry, shiftExpiry } from "./expiry.ts";
import type { Steps } from "./flow.ts";
import { breachAt, breachChange } from "./judge.ts";
import type { Linked, Person } from "./members.ts";
import { makeUpdate } from "./request.ts";
import { confirmChange, findChange, readAlone, readUntil, sendUpdate, type Shown, type ShownEntry } from "./steps.ts";

/** Members of an entry in which an update shows. */
type TierMember = "tierName" | "tierNumber" | "tierExpiry";

/** What an update is expected to have done. */
interface Effect {
  readonly tier: string;
  /** Sent; without one the expiry has to stay. */
  readonly expiry?: string;
}

/** Whether an entry shows that an expiry that was sent has been stored, in whatever form. */
export function isMoved(before: HistoryEntry, entry: HistoryEntry): boolean {
  return entry.details.tierExpiry !== undefined && isOtherExpiry(before, entry);
}

/** Whether an entry has another expiry than before, or none any more. */
export function isOtherExpiry(before: HistoryEntry, { details: { tierExpiry } }: HistoryEntry): boolean {
  return instantOf(tierExpiry) !== instantOf(before.details.tierExpiry);
}

/** Whether an entry shows an effect; of an expiry, that it is not the one before. */
export function shows({ tier, expiry }: Effect, before: HistoryEntry): (entry: HistoryEntry) => boolean {
  return (entry) => entry.details.tierName === tier && (expiry === undefined || isMoved(before, entry));
}

/**
 * Holds what histories show against a member's value that they should show, unless they contradict themselves when the
 * program is read alone.
 */
function* judgeShown(
  requirement: string,
  person: Person,
  shown: ShownEntry,
  member: TierMember,
  expected: { readonly text: string; readonly holds: (entry: HistoryEntry) => boolean },
): Steps<Judgement> {
  if (shown.entry.unsound.has(member)) return nothingJudged;
  if (expected.holds(shown.entry)) return keep(requirement);
  const again = yield* readAlone(person, shown.entry);
  if (again === undefined || expected.holds(again)) return nothingJudged;
  return breachAt(requirement, "effect", shown.position, {
    pointer: shown.entry.pointer + placeOf(member),
    expected: expected.text,
    actual: showJson(shown.entry.details[member]),
  });
}

/** Whether the customer has the tier that was asked for, its number included where that is known. */
export function* judgeTier(
  requirement: string,
  linked: Linked & { readonly numbers?: Readonly<Record<string, number>> },
  shown: ShownEntry,
  tier: string,
): Steps<Judgement> {
  const named = yield* judgeShown(requirement, linked, shown, "tierName", {
    text: `the tier "${tier}", because an update that assigns it was reported as made`,
    holds: ({ details }) => details.tierName === tier,
  });
  const number = linked.numbers?.[tier];
  if (number === undefined || named.findings.length > 0 || shown.entry.details.tierNumber === undefined) return named;
  const numbered = yield* judgeShown(requirement, linked, shown, "tierNumber", {
    text: `${number}, the number of the tier "${tier}"`,
    holds: ({ details }) => details.tierNumber === undefined || details.tierNumber === number,
  });
  return mergeJudgements([named, numbered]);
}

/** Whether the expiry stayed where none was sent. */
export function* judgeKept(person: Person, before: HistoryEntry, shown: ShownEntry): Steps<Judgement> {
  if (before.details.tierExpiry === undefined) return nothingJudged;
  return yield* judgeShown("update.expiry.kept", person, shown, "tierExpiry", {
    text: `${before.details.tierExpiry} as before, because no expiry was sent`,
    holds: (entry) => !isOtherExpiry(before, entry),
  });
}

/** Whether an expiry that was sent has been stored at all. */
export function* judgeStored(
  requirement: string,
  person: Person,
  before: HistoryEntry,
  shown: ShownEntry,
  sent: string,
): Steps<Judgement> {
  return yield* judgeShown(requirement, person, shown, "tierExpiry", {
    text: `the expiry ${sent} that was sent, because the update was reported as made`,
    holds: (entry) => isMoved(before, entry),
  });
}

/**
 * How an expiry that was sent is shown; one that was not stored at all is `requirement`'s.
 * @param type the kind of update that it was sent with
 */
export function* judgeExpiry(
  requirement: string,
  person: Linked,
  before: HistoryEntry,
  shown: ShownEntry,
  sent: string,
  type = "RENEW",
): Steps<Judgement> {
  const stored = yield* judgeStored(requirement, person, before, shown, sent);
  const { tierExpiry } = shown.entry.details;
  if (stored.exercised.length === 0 || stored.findings.length > 0 || tierExpiry === undefined) return stored;
  const found = readExpiry(sent, tierExpiry);
  const isWrong = found.includes("same-day") && (yield* isAlwaysCut(person, shown, sent, type));
  const readings = isWrong ? [] : found;
  // What is another time when the program is read alone is the histories' own trouble.
  const again = found.length > 0 ? undefined : yield* readAlone(person, shown.entry);
  if (found.length === 0 && instantOf(again?.details.tierExpiry) !== instantOf(tierExpiry)) return nothingJudged;
  const observed = observe("update.expiry.set", readings, {
    actual: `${tierExpiry}, where ${sent} was sent`,
    pointer: shown.entry.pointer + placeOf("tierExpiry"),
    exchange: shown.position,
    rests: Array.from({ length: shown.position + 1 }, (_unused, index) => index),
  });
  return mergeJudgements([stored, observed]);
}

/**
 * Whether a part of the time that was sent is lost, and not all of it: a host that keeps no more than the day shows the
 * same time whatever was sent, and may come upon the hour that was sent by chance, but not twice.
 */
function* isAlwaysCut(person: Linked, shown: ShownEntry, sent: string, type: string): Steps<boolean> {
  const { tierName, tierExpiry } = shown.entry.details;
  if (tierName === undefined || tierExpiry === undefined || !isCut(sent, tierExpiry)) return false;
  const other = shiftExpiry(sent);
  const { result } = yield* sendUpdate(person, makeUpdate(person.program, type, tierName, other));
  if (result.outcome !== "made") return false;
  const again = yield* readUntil(person, (entry) => isMoved(shown.entry, entry));
  const found = again?.entry.details.tierExpiry;
  return found !== undefined && isCut(other, found);
}

/** What an update leaves alone, whatever it does to the tier. */
export const lastingMembers: readonly DetailMember[] = ["linked", "type", "membershipId", "start"];

/** Whether everything but the tier is as it was: the membership itself, and the customer's other programs. */
export function* judgeRest(
  linked: Linked,
  before: ShownEntry,
  shown: ShownEntry,
  members: readonly DetailMember[] = lastingMembers,
): Steps<Judgement> {
  const own = yield* confirmChange(linked, before.entry, shown, members);
  const others = yield* findChange(linked, before, shown, linked.program);
  const hasOthers = before.page.entries.length > 1;
  return mergeJudgements([
    own === undefined
      ? keep("update.effect.membership")
      : breachChange("update.effect.membership", own, "as before the update"),
    others === undefined
      ? hasOthers
        ? keep("update.effect.others")
        : nothingJudged
      : breachChange("update.effect.others", others, "as before the update of another program"),
  ]);
}

/** Whether the membership ends when it did before an update with an expiry, or with the tier. */
export function* judgeEnd(linked: Linked, { entry: before }: ShownEntry, shown: ShownEntry): Steps<Judgement> {
  const { end, tierExpiry } = shown.entry.details;
  if (before.details.end === undefined || end === undefined || tierExpiry === undefined) return nothingJudged;
  const found = readInstant(end);
  const readings = [
    ...(found === instantOf(before.details.end) ? ["kept"] : []),
    ...(Math.abs(found - readInstant(tierExpiry)) <= day ? ["with-tier"] : []),
  ];
  const again = readings.length > 0 ? undefined : yield* readAlone(linked, shown.entry);
  if (readings.length === 0 && instantOf(again?.details.end) !== found) return nothingJudged;
  return observe("update.effect.end", readings, {
    actual: `${end}, where it was ${before.details.end} and the tier expires at ${tierExpiry}`,
    pointer: shown.entry.pointer + placeOf("end"),
    exchange: shown.position,
    rests: Array.from({ length: shown.position + 1 }, (_unused, index) => index),
  });
}

/** Whether nothing at all has changed. */
export function* judgeUnchanged(
  requirement: string,
  person: Person,
  before: Shown,
  after: Shown | undefined,
  why: string,
): Steps<Judgement> {
  if (after === undefined) return nothingJudged;
  const change = yield* findChange(person, before, after);
  return change === undefined ? keep(requirement) : breachChange(requirement, change, why);
}

function instantOf(expiry: string | undefined): number | undefined {
  return expiry === undefined ? undefined : readInstant(expiry);
}
