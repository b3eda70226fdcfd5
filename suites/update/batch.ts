import { keep, observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { drawNobody } from "./draw-names.ts";
import { drawExpiry, readExpiry } from "./expiry.ts";
import type { Steps } from "./flow.ts";
import { breachAt, breachChange, breachResult } from "./judge.ts";
import { isMoved } from "./judge-effect.ts";
import type { Member, Person } from "./members.ts";
import { unchanged } from "./refuse-updates.ts";
import { type AskedCustomer, makeUpdate, nameCustomer } from "./request.ts";
import type { UpdateResult, UpdateResults } from "./results.ts";
import { type Asked, confirmChange, firstUpdate, readUntil, sendUpdates, type ShownEntry } from "./steps.ts";
import type { Renewable } from "./subjects.ts";

/** A customer of a request, by the first identifier. */
export function askFor({ identifiers }: Pick<Person, "identifiers">, ...updates: readonly Json[]): AskedCustomer {
  return { customer: nameCustomer(identifiers[0]), partnerProgramUpdates: updates };
}

/** An update of a customer that cannot exist, with which nothing else is wrong. */
export function drawFiller({ program, tier }: Pick<Member, "program" | "tier">, draw: Draw, count = 1): AskedCustomer {
  return {
    customer: nameCustomer(drawNobody("externalId", draw)),
    partnerProgramUpdates: Array.from({ length: count }, () => makeUpdate(program, "RENEW", tier)),
  };
}

/** So many customers, this one at its place and the rest such as cannot exist. */
export function fillBatch(
  member: Member,
  one: AskedCustomer,
  place: number,
  count: number,
  draw: Draw,
): AskedCustomer[] {
  return Array.from({ length: count }, (_unused, index) => (index === place ? one : drawFiller(member, draw)));
}

/** A renewal with an expiry that shows. */
export function drawRenewal({ program, tier, expiry }: Renewable, draw: Draw): Readonly<Record<string, Json>> {
  return makeUpdate(program, "RENEW", tier, drawExpiry(expiry, draw));
}

/** An update of the member that shows where it is made, or one that changes nothing where its effect cannot be put back. */
export function makeShowing(member: Member, draw: Draw): Readonly<Record<string, Json>> {
  const { program, tier, expiry } = member;
  return expiry === undefined ? makeUpdate(program, "RENEW", tier) : drawRenewal({ ...member, expiry }, draw);
}

/** Whether an update that was reported as made does not show, where the same in a request like any other does. */
export function* isLost(member: Member, before: ShownEntry, update: Json): Steps<boolean> {
  if (member.expiry === undefined) return false;
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined || isMoved(before.entry, shown.entry)) return false;
  return yield* isStoredAlone(member, before, update);
}

/** Whether an update in a request of its own is made and shows. */
export function* isStoredAlone(member: Member, before: ShownEntry, update: Json): Steps<boolean> {
  const { results } = yield* sendUpdates([askFor(member, update)]);
  if (firstUpdate(results).outcome !== "made") return false;
  const after = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  return after !== undefined && isMoved(before.entry, after.entry);
}

/** Whether any place of an answer holds this code. */
export function hasCode({ codes, customers }: UpdateResults, wanted: number): boolean {
  return (
    codes.some(({ code }) => code === wanted) ||
    customers.some((one) => one.codes.includes(wanted) || one.updates.some((update) => update.codes.includes(wanted)))
  );
}

/** What a batch is compared with. */
export interface Control {
  /** What stands in the batch besides the update and is refused. */
  readonly beside?: readonly AskedCustomer[];
  /** A request like the batch, but with nothing in it that is refused; without it a request of the update alone. */
  readonly without?: (sound: Json) => {
    readonly asked: readonly AskedCustomer[];
    /** The places of the customer and of the update. */
    readonly customer: number;
    readonly update: number;
  };
}

/**
 * Holds one update of a batch against a control: where it is made and shows there, so it has to in the batch.
 * @param sound the update, which the control has as well: another expiry might be refused for its own sake
 */
export function* judgeInBatch(
  requirement: string,
  member: Renewable,
  before: ShownEntry,
  batch: Pick<Asked, "position"> & { readonly result: UpdateResult },
  sound: Json,
  control: Control = {},
): Steps<Judgement> {
  const { result } = batch;
  if (result.outcome === "unclear") return nothingJudged;
  if (result.outcome === "refused") {
    const kept = yield* judgeRefusedInBatch(member, before, result, sound);
    if (kept.findings.length > 0) return kept;
    if (yield* isOfAnother(result, control.beside ?? [])) return nothingJudged;
    const alone = yield* sendControl(member, before, sound, control);
    if (alone.outcome !== "made") return nothingJudged;
    return breachResult(requirement, "refused", batch, result, "made, as where nothing else is refused");
  }
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined) return nothingJudged;
  if (isMoved(before.entry, shown.entry)) return keep(requirement);
  const alone = yield* sendControl(member, before, sound, control);
  if (!alone.isStored) return nothingJudged;
  return breachAt(requirement, "effect", shown.position, {
    pointer: `${shown.entry.pointer}/partnerProgramDetails/partnerTierExpiryDate`,
    expected: "the new expiry, as the same update gives it where nothing else is refused",
    actual: `${String(shown.entry.details.tierExpiry)} as before`,
  });
}

/**
 * Whether an update whose own status in a batch is a refusal has been made all the same: the expiry is the one that it sent.
 * Any other may be left of an update before it. What is said of a whole customer or request tells of something in it, and
 * not of each update.
 */
export function* judgeRefusedInBatch(
  member: Member,
  before: ShownEntry,
  result: UpdateResult,
  update: Json,
): Steps<Judgement> {
  if (result.outcome !== "refused" || result.place !== "update") return nothingJudged;
  const shown = yield* readUntil(member, () => true);
  const details = isObject(update) ? update["updateDetails"] : undefined;
  const sent = isObject(details) ? details["updatedTierExpiryDate"] : undefined;
  const found = shown?.entry.details.tierExpiry;
  if (shown === undefined || typeof sent !== "string") return nothingJudged;
  if (found === undefined || !isMoved(before.entry, shown.entry) || !readExpiry(sent, found).includes("same-instant"))
    return keep(unchanged);
  const change = yield* confirmChange(member, before.entry, shown);
  return change === undefined
    ? nothingJudged
    : breachChange(unchanged, change, "because the update was refused, beside another one");
}

/** The update in the request that a batch is compared with, and whether it showed there. */
function* sendControl(
  member: Renewable,
  before: ShownEntry,
  sound: Json,
  { without }: Control,
): Steps<{ readonly outcome: UpdateResult["outcome"]; readonly isStored: boolean }> {
  const { asked, customer, update } = without?.(sound) ?? { asked: [askFor(member, sound)], customer: 0, update: 0 };
  const { results } = yield* sendUpdates(asked);
  const { outcome = "unclear" } = results.customers[customer]?.updates[update] ?? {};
  if (outcome !== "made") return { outcome, isStored: false };
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  return { outcome, isStored: shown !== undefined && isMoved(before.entry, shown.entry) };
}

/**
 * Whether a refusal is another update's, which this host reports for a whole customer or request also where there is
 * nothing else in it: that is a reading of where an error stands.
 * @param beside the request without the update that was refused
 */
export function* isOfAnother({ place }: UpdateResult, beside: readonly AskedCustomer[]): Steps<boolean> {
  if (place === "update" || beside.length === 0) return false;
  const alone = firstUpdate((yield* sendUpdates(beside)).results);
  return alone.outcome === "refused" && alone.place === place;
}

/** Whether results have the order of the request; any order may happen to be that one. */
export function observeOrder(places: readonly (number | undefined)[], exchange: number, pointer: string): Judgement {
  const known = places.filter((place) => place !== undefined);
  if (known.length < 2 || known.length !== places.length) return nothingJudged;
  const isAsSent = known.every((place, index) => index === 0 || place > (known[index - 1] ?? 0));
  return observe("update.batch.order", isAsSent ? ["as-sent", "any-order"] : ["any-order"], {
    actual: isAsSent ? "the order of the request" : "another order",
    pointer,
    exchange,
  });
}

/** The place of an update's result within its customer's. */
export function placeOfUpdate({ pointer }: UpdateResult): number | undefined {
  const [, place] = /\/partnerProgramUpdates\/(\d+)\//.exec(pointer) ?? [];
  return place === undefined ? undefined : Number(place);
}

/** The first update of the customer at a place. */
export function updateAt(results: UpdateResults, place: number): UpdateResult {
  const found = results.customers[place];
  return found === undefined ? firstUpdate(results) : firstUpdate({ ...results, customers: [found] });
}

/** A batch was sent: where it stands, and one of its updates. */
export function* sendBatch(asked: readonly AskedCustomer[], place: number): Steps<Asked & { result: UpdateResult }> {
  const sent = yield* sendUpdates(asked);
  return { ...sent, result: updateAt(sent.results, place) };
}
