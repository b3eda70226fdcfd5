import { keep, observe } from "../../src/check/judge.ts";
import { type Finding, type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { cancelled, newestRelinking, relinked } from "../histories/activities.ts";
import { judgeWritten } from "../histories/judge-relinks.ts";
import { type HistoriesPage, type HistoryEntry, type Member, placeOf } from "../histories/page.ts";
import { linkingUpdates } from "../histories/request.ts";
import { listNew, type Reading } from "../histories/relinks.ts";
import type { Steps } from "../update/flow.ts";
import { breachChange, breachResult } from "../update/judge.ts";
import { isMoved, judgeExpiry, judgeKept, judgeTier } from "../update/judge-effect.ts";
import { nameCustomer } from "../update/request.ts";
import { tierOf } from "./items.ts";
import { fitsType, type KnownState } from "../update/oracle.ts";
import { type Change, confirmChange, findChange, sendUpdate, type Shown, type ShownEntry } from "../update/steps.ts";
import {
  type Batch,
  assignsTier,
  blameBatch,
  blameIdentifier,
  isCancellation,
  type Sent,
  tierRequirement,
  withSomeExpiry,
} from "./judge-items.ts";
import { entryIn, keepEntries, look, readingBy } from "./looks.ts";
import type { SceneLink, ScenePerson } from "./scene.ts";

/** A person's pages around a request, by one activity type. */
export interface Around {
  readonly person: ScenePerson;
  readonly activityType: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** Whether a page shows what these updates are to do, as far as that can be waited for. */
export function showsAll(
  before: Shown,
  sents: readonly Sent[],
  activityType: string,
): (page: HistoriesPage) => boolean {
  return (page) =>
    sents.every((sent) => {
      if (sent.result.outcome !== "made") return true;
      const [then, now] = [entryIn(before, sent.item.program), entryIn({ ...before, page }, sent.item.program)];
      if (then === undefined || now === undefined) return true;
      if (isCancellation(sent.item) && activityType === linkingUpdates)
        return listNew(cancelled, [then.entry], [now.entry]).length > 0;
      return assignsTier(sent.item) && showsItem(sent, then.entry, now.entry);
    });
}

/** Holds what a person's programs show after updates of the person against what these are to do, and to leave alone. */
export function* judgeEffects(around: Around, sents: readonly Sent[], batch: Batch): Steps<Judgement> {
  const { before } = around;
  const made = sents.filter(({ result }) => result.outcome === "made");
  const refused = sents.filter(({ result }) => result.outcome === "refused");
  const parts: Judgement[] = [];
  for (const sent of made) {
    const [then, now] = [entryIn(before, sent.item.program), entryIn(around.after, sent.item.program)];
    // One that is gone is no more a matter of what it shows.
    if (then === undefined || now === undefined) continue;
    const judged = yield* judgeSent(around, sent, then, now);
    const blamed = judged.findings.length === 0 ? judged : yield* blame(around, sent, [then, now], judged, batch);
    parts.push(observeDirection(sent, blamed));
  }
  const isOf = (group: readonly Sent[]) => (entry: HistoryEntry) =>
    group.some(({ item }) => item.program === entry.details.programName);
  const isUnclear = sents.some(({ result }) => result.outcome === "unclear");
  if (isUnclear || parts.some(({ findings }) => findings.length > 0)) return mergeJudgements(parts);
  const reader = readingBy(around.person, around.activityType);
  // Who is linked by an update that was refused is not blamed for the rest of it.
  const linked = judgeUnlinked(around, refused);
  parts.push(linked);
  if (linked.findings.length > 0) return mergeJudgements(parts);
  // Whatever is made, what was refused changes nothing.
  const change = yield* findChange(reader, keepEntries(before, isOf(refused)), around.after);
  if (refused.length > 0) {
    parts.push(
      change === undefined
        ? keep("update.refused.unchanged")
        : breachChange("update.refused.unchanged", change, "because the update was refused"),
    );
  }
  const others = keepEntries(before, (entry) => !isOf([...made, ...refused])(entry));
  const other = yield* findChange(reader, others, around.after);
  const requirement = made.length > 0 ? "update.effect.others" : "update.refused.unchanged";
  if (other !== undefined) parts.push(breachChange(requirement, other, "as before an update of another program"));
  else if (others.page.entries.length > 0) parts.push(keep(requirement));
  return mergeJudgements(parts);
}

/** A person who was not updated has to be as before. */
export function* judgeOthers(around: Around, since: "updates" | "refused updates"): Steps<Judgement> {
  const reader = readingBy(around.person, around.activityType);
  const change = yield* findChange(reader, around.before, around.after);
  const requirement = since === "updates" ? "update.effect.others" : "update.refused.unchanged";
  if (change === undefined) return keep(requirement);
  return breachChange(requirement, change, "as before updates of other customers");
}

function* judgeSent(around: Around, sent: Sent, then: ShownEntry, now: ShownEntry): Steps<Judgement> {
  const { item, person } = sent;
  const linked = { ...item.link, ...readingBy(person, around.activityType) };
  if (isCancellation(item)) return yield* judgeCancelled(around, linked, sent, then, now);
  if (!assignsTier(item)) return nothingJudged;
  const type = String(item.update["updateType"]);
  const tier = tierOf(item.update);
  if (tier === undefined) return nothingJudged;
  const isOwn = tier === then.entry.details.tierName;
  // A renewal that names another tier may keep the tier; what it did then is what counts.
  const isOpen = type === "RENEW" && !isOwn;
  const tierJudged = isOpen ? nothingJudged : yield* judgeTier(tierRequirement(type), linked, now, tier);
  if (tierJudged.findings.length > 0) return tierJudged;
  const expiry =
    item.sent === undefined
      ? yield* judgeUnsent(linked, item, then, now)
      : yield* judgeExpiry(
          type === "RENEW" ? "update.renew.expiry" : "update.expiry.set",
          linked,
          then.entry,
          now,
          item.sent,
        );
  const members: readonly Member[] =
    type === "RENEW" ? ["linked", "type", "membershipId"] : ["linked", "type", "membershipId", "start"];
  const rest = yield* confirmChange(linked, then.entry, now, members);
  const steady =
    around.activityType === linkingUpdates &&
    rest?.pointer.endsWith("/partnerMembershipId") === true &&
    type !== "RENEW"
      ? "histories.membership-id.steady"
      : "update.effect.membership";
  return mergeJudgements([
    tierJudged,
    expiry,
    rest === undefined ? keep(steady) : breachChange(steady, rest, "as before the update"),
  ]);
}

/** Whether a tier lies the other way than the kind of update is named for. */
function isAgainst({ update, program }: Sent["item"], state: KnownState): boolean {
  const known = state.programs.find(({ name }) => name === program);
  const tier = tierOf(update);
  const opposite = update["updateType"] === "UPGRADE" ? "DOWNGRADE" : "UPGRADE";
  return known !== undefined && tier !== undefined && fitsType(opposite, tier, known);
}

/** An update against its direction is made as asked or refused; one that came to something else agrees with neither. */
function observeDirection({ item, state }: Sent, judged: Judgement): Judgement {
  const [wrong] = judged.findings;
  const isTier = wrong?.requirement === tierRequirement(String(item.update["updateType"]));
  if (wrong === undefined || !isTier || !isAgainst(item, state)) return judged;
  const { actual, pointer, exchange, rests } = wrong;
  const seen = { actual, pointer, exchange, ...(rests === undefined ? {} : { rests }) };
  return observe("update.upgrade.direction", [], seen);
}

/** The expiry stays where none was sent. One that every renewal takes away is a renewal's matter. */
function* judgeUnsent(
  linked: ScenePerson & SceneLink,
  item: Sent["item"],
  then: ShownEntry,
  now: ShownEntry,
): Steps<Judgement> {
  const kept = yield* judgeKept(linked, then.entry, now);
  const isCleared = kept.findings.length > 0 && now.entry.details.tierExpiry === undefined;
  if (!isCleared || item.update["updateType"] !== "RENEW") return kept;
  const control = yield* sendUpdate(linked, withSomeExpiry(item, linked.state.now));
  const after = yield* look(linked, linked.activityType);
  const shown = after === undefined ? undefined : entryIn(after, item.program);
  if (control.result.outcome !== "made" || shown === undefined || shown.entry.details.tierExpiry !== undefined)
    return kept;
  const rename = (finding: Finding): Finding => ({ ...finding, requirement: "update.renew.expiry" });
  return { ...kept, findings: kept.findings.map(rename), exercised: ["update.renew.expiry"] };
}

/** The enrolment stays as it is, and the cancellation is recorded where activities of that kind are shown. */
function* judgeCancelled(
  { activityType }: Around,
  linked: ScenePerson,
  { item: { update }, relink }: Sent,
  then: ShownEntry,
  now: ShownEntry,
): Steps<Judgement> {
  const dropped = findDropped(then.entry, now);
  if (dropped !== undefined) return breachChange("update.cancel.enrolment", dropped, "as before the cancellation");
  const change = yield* confirmChange(linked, then.entry, now);
  // Both pages say it: the one of updates of the enrolment, the one of histories of what is read beside the activity.
  const requirement = activityType === linkingUpdates ? "histories.cancelled.enrolment" : "update.cancel.enrolment";
  if (change !== undefined) return breachChange(requirement, change, "as before the cancellation");
  // Of what was not known to wait nobody knows whether there was anything to record.
  if (activityType !== linkingUpdates || relink?.waits !== true) return keep(requirement);
  const written = judgeWritten("histories.cancelled.written", cancelled, readingOf(then), readingOf(now));
  if (written.findings.length === 0) return mergeJudgements([keep(requirement), written]);
  // One that is not recorded was perhaps not carried out either: then it can be cancelled once more.
  const again = yield* sendUpdate(linked, update);
  if (again.result.outcome === "unclear") return nothingJudged;
  if (again.result.outcome === "refused") return written;
  // Activities showed already that it was relinked: nothing waited, and neither of the two was to be accepted.
  if (newestRelinking(then.entry) === relinked)
    return breachResult(
      "update.code.2027",
      "accepted",
      again,
      again.result,
      "refused with 2027: it was relinked before",
    );
  const expected = "refused, because nothing is pending any more";
  return breachResult("update.cancel.relinking", "effect", again, again.result, expected);
}

/** A type of activities of which an entry has fewer than before; others may join. */
function findDropped(before: HistoryEntry, now: ShownEntry): Change | undefined {
  if (before.unsound.has("activities") || now.entry.unsound.has("activities")) return undefined;
  const count = ({ activities = [] }: HistoryEntry, type: string | undefined): number =>
    activities.filter((activity) => activity.type === type).length;
  // One that is shown on the day of its start, before the batch, may not be shown any more.
  const gone = before.activities?.find(
    ({ type }) => type !== relinked && count(now.entry, type) < count(before, type),
  )?.type;
  if (gone === undefined) return undefined;
  const actual = `${count(now.entry, gone)} of them`;
  const pointer = now.entry.pointer + placeOf("activities");
  return { pointer, expected: `${count(before, gone)} activities ${gone}`, actual, position: now.position };
}

/** One entry as a reading of its program alone. */
export function readingOf({ entry, position, page }: ShownEntry): Reading {
  return { position, entries: [entry], all: page.entries };
}

/** Who was not linked to a program is not linked to it by an update that was refused. */
function judgeUnlinked({ before, after }: Around, refused: readonly Sent[]): Judgement {
  const parts = refused.map(({ item }): Judgement => {
    const then = entryIn(before, item.program)?.entry.details.linked === true;
    const now = entryIn(after, item.program);
    if (then || item.wish !== "foreign-program") return nothingJudged;
    if (now?.entry.details.linked !== true) return keep("update.linked.first");
    return breachChange(
      "update.linked.first",
      {
        pointer: `${now.entry.pointer}/partnerProgramDetails/linked`,
        expected: "not linked",
        actual: "linked",
        position: after.position,
      },
      "as before the update",
    );
  });
  return mergeJudgements(parts);
}

/**
 * What an update does not show that was sent in company, or by another identifier than usual, is blamed on that where the
 * same update does show if it is sent alone, or by the usual identifier.
 */
function* blame(
  around: Around,
  sent: Sent,
  [then, first]: readonly [ShownEntry, ShownEntry],
  judged: Judgement,
  batch: Batch,
): Steps<Judgement> {
  const { person, identifier, item } = sent;
  const [usual] = person.identifiers;
  const isCompared = assignsTier(item) && !showsItem(sent, then.entry, first.entry);
  if (!isCompared || (batch.updates === 1 && identifier === usual)) return judged;
  const control = yield* sendUpdate(person, item.update, nameCustomer(usual));
  if (control.result.outcome !== "made") return judged;
  const after = yield* look(person, around.activityType, showsAll(around.before, [sent], around.activityType));
  const now = after === undefined ? undefined : entryIn(after, item.program);
  if (now === undefined || !showsItem(sent, then.entry, now.entry)) return judged;
  const requirement = batch.updates > 1 ? blameBatch(batch) : blameIdentifier(identifier);
  const rename = (finding: Finding): Finding => ({ ...finding, requirement });
  return { ...judged, findings: judged.findings.slice(0, 1).map(rename), exercised: [requirement] };
}

function showsItem({ item }: Sent, then: HistoryEntry, now: HistoryEntry): boolean {
  const tier = tierOf(item.update);
  return now.details.tierName === tier && (item.sent === undefined || isMoved(then, now));
}
