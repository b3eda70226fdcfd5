import { keep } from "../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { askFor, isOfAnother } from "../update/batch.ts";
import type { Steps } from "../update/flow.ts";
import { breachResult, isRefusedAnyway, isUnserved } from "../update/judge.ts";
import { type Foreseen, type KnownState, fitsType, foreseeUpdate } from "../update/oracle.ts";
import { shiftDays, writeExpiry } from "../update/expiry.ts";
import { isRelinkedLater } from "../update/relinked-later.ts";
import { type AskedCustomer, cancellation, makeUpdate, nameCustomer, tierTypes } from "../update/request.ts";
import type { UpdateResult } from "../update/results.ts";
import { type Asked, sendUpdate } from "../update/steps.ts";
import type { Identifier } from "../world.ts";
import { type Item, tierOf } from "./items.ts";
import type { Relink } from "./model.ts";
import type { ScenePerson } from "./scene.ts";

/** An update that was sent, what may become of it, and what did. */
export interface Sent {
  readonly item: Item;
  readonly person: ScenePerson;
  readonly identifier: Identifier;
  readonly state: KnownState;
  readonly relink: Relink | undefined;
  readonly foreseen: Foreseen;
  readonly result: UpdateResult;
}

/** The request that an update was sent in. */
export interface Batch extends Pick<Asked, "position"> {
  readonly customers: number;
  readonly updates: number;
  /** What stands beside each update: the request without it. */
  readonly beside: (sent: Sent) => readonly AskedCustomer[];
  /** Whether anything in the request was to be refused. */
  readonly hasUnsound: boolean;
}

/** So much is wrong with a request that was sent too soon after another one about the same customer (partner-program). */
const stillQueued = 2010;

/** With these a host says that details are missing, or that it does not know the kind of update. */
const aboutDetails: readonly number[] = [2002, 2009];

/** Holds what became of an update against what may become of it. */
export function* judgeItem(sent: Sent, batch: Batch): Steps<Judgement> {
  const { foreseen, result } = sent;
  if (result.outcome === "unclear" || isUnserved(result) || result.codes.includes(stillQueued)) return nothingJudged;
  if (result.outcome === "made") return yield* judgeMade(sent, batch);
  if (foreseen.otherwise || result.codes.some((code) => foreseen.codes.includes(code))) return keepCodes(foreseen);
  // A number that is missing where the answer's table has one is the schema's to report.
  if (result.codes.length === 0 && result.place !== "request") return nothingJudged;
  if (yield* isOfAnother(result, batch.beside(sent))) return nothingJudged;
  if (batch.updates > 1) {
    const alone = yield* sendUpdate(sent.person, sent.item.update, nameCustomer(sent.identifier));
    if (alone.result.outcome === "unclear") return nothingJudged;
    const isForeseen =
      alone.result.outcome === "made"
        ? foreseen.made
        : foreseen.otherwise || alone.result.codes.some((code) => foreseen.codes.includes(code));
    if (isForeseen) return breachInBatch(sent, batch, alone.result.outcome === "made");
    return nothingJudged;
  }
  return yield* judgeAlone(sent, batch);
}

/** What an update lacks that was refused, or refused otherwise, in a request with others and not alone. */
function breachInBatch({ foreseen, result }: Sent, batch: Batch, isMadeAlone: boolean): Judgement {
  if (!isMadeAlone) {
    // Refusals of a whole customer or request have the codes of all that is in it.
    if (result.place !== "update") return nothingJudged;
    const expected = `${expectOf(foreseen)}, as in a request of its own`;
    return breachResult("update.batch.equals-items", "disagreement", batch, result, expected);
  }
  return breachResult(blameBatch(batch), "refused", batch, result, "made, as in a request of its own");
}

/** What is wrong with a request of several updates where each alone is right. */
export function blameBatch({ hasUnsound, customers }: Batch): string {
  if (hasUnsound) return "update.batch.isolation";
  return customers > 1 ? "update.batch.customers" : "update.batch.programs";
}

/** An update that is not refused though it has to be. */
function* judgeMade(sent: Sent, batch: Batch): Steps<Judgement> {
  const { foreseen, result, relink, item } = sent;
  if (foreseen.made) return keepCodes(foreseen);
  if (item.wish !== "cancel" || relink?.isCancelled !== true || !foreseen.codes.includes(2027)) {
    return breachResult(blameCode(foreseen), "accepted", batch, result, expectOf(foreseen));
  }
  // The first one was perhaps not carried out, which the daily batch tells.
  const expected = "refused with 2027: it was cancelled before";
  const linked = { ...item.link, state: { ...item.link.state, now: sent.state.now } };
  return (yield* isRelinkedLater(linked))
    ? breachResult("update.cancel.relinking", "effect", batch, result, expected)
    : breachResult("update.cancel.once", "accepted", batch, result, expected);
}

/** A refusal of a request's only update that no page explains. */
function* judgeAlone(sent: Sent, batch: Batch): Steps<Judgement> {
  const { person, item, identifier, foreseen, result } = sent;
  const [usual] = person.identifiers;
  if (identifier !== usual) {
    const control = yield* sendUpdate(person, item.update, nameCustomer(usual));
    const isSame = control.result.outcome === "refused" && control.result.codes.join() === result.codes.join();
    if (!isSame && control.result.outcome !== "unclear") {
      return breachResult(blameIdentifier(identifier), "refused", batch, result, "found, as by another identifier");
    }
  }
  const type = String(item.update["updateType"]);
  if (type === "RENEW" && foreseen.codes.length === 0) return yield* judgeRenewal(sent, batch);
  if (yield* isRefusedAnyway(person, result)) return nothingJudged;
  const isAgain = item.wish === "cancel" && sent.relink?.isCancelled === true && foreseen.codes.includes(2027);
  if (item.wish === "cancel" && !isAgain && result.codes.some((code) => aboutDetails.includes(code))) {
    return breachResult(
      "update.cancel.without-details",
      "refused",
      batch,
      result,
      "a cancellation without details taken",
    );
  }
  if (foreseen.codes.length > 0) {
    const requirement = isAgain ? "update.cancel.once" : blameCode(foreseen);
    return breachResult(requirement, "other-code", batch, result, expectOf(foreseen));
  }
  if (item.wish === "cancel") return breachResult("update.cancel.without-details", "refused", batch, result, sound);
  if (item.sent !== undefined) {
    const bare = yield* sendUpdate(person, withoutExpiry(item), nameCustomer(identifier));
    if (bare.result.outcome !== "made") return nothingJudged;
    return breachResult("update.expiry.form-accepted", "refused", batch, result, sound);
  }
  if (type !== "UPGRADE" && type !== "DOWNGRADE") return nothingJudged;
  // The order of the tiers may be another one than is thought.
  const other = type === "UPGRADE" ? "DOWNGRADE" : "UPGRADE";
  const mirrored = yield* sendUpdate(person, { ...item.update, updateType: other }, nameCustomer(identifier));
  if (mirrored.result.outcome === "made") return nothingJudged;
  return breachResult(tierRequirement(type), "refused", batch, result, sound);
}

const sound = "made: nothing is wrong with it";

/** A renewal of the person's own tier that is refused, where a step to another tier of the program is not. */
function* judgeRenewal({ person, item, identifier, state, result }: Sent, batch: Batch): Steps<Judgement> {
  const customer = nameCustomer(identifier);
  const known = state.programs.find(({ name }) => name === item.program);
  const step = (known?.tiers ?? []).flatMap((tier) =>
    (["UPGRADE", "DOWNGRADE"] as const).flatMap((type) =>
      known !== undefined && fitsType(type, tier, known) ? [makeUpdate(item.program, type, tier)] : [],
    ),
  )[0];
  if (step === undefined) return nothingJudged;
  const variation = item.sent === undefined ? withSomeExpiry(item, state.now) : withoutExpiry(item);
  const varied = yield* sendUpdate(person, variation, customer);
  if (varied.result.outcome === "made") {
    const requirement = item.sent === undefined ? "update.expiry.kept" : "update.expiry.form-accepted";
    return breachResult(requirement, "refused", batch, result, sound);
  }
  const stepped = yield* sendUpdate(person, step, customer);
  if (stepped.result.outcome !== "made") return nothingJudged;
  return breachResult("update.renew.expiry", "refused", batch, result, sound);
}

/** The requirement that a kind of update gives a tier, or that a renewal does what it is for. */
export function tierRequirement(type: string): string {
  if (type === "UPGRADE") return "update.upgrade.tier";
  return type === "DOWNGRADE" ? "update.downgrade.tier" : "update.renew.expiry";
}

/** Whether an update assigns a tier. */
export function assignsTier({ update }: Item): boolean {
  return tierTypes.some((type) => type === update["updateType"]);
}

export function isCancellation({ update }: Item): boolean {
  return update["updateType"] === cancellation;
}

/** The requirement that an update is made for whom an identifier names. */
export function blameIdentifier({ name }: Identifier): string {
  return `update.identifier.${name === "externalId" ? "external-id" : name}`;
}

/** What may become of an update of a person who is in this state. */
export function foreseeItem(item: Item, state: KnownState): Foreseen {
  return foreseeUpdate(item.update, state);
}

export function askOf(person: ScenePerson, items: readonly Item[], customer: AskedCustomer["customer"]): AskedCustomer {
  const asked = askFor(person, ...items.map(({ update }) => update));
  return customer === undefined ? asked : { ...asked, customer };
}

/** The requirement of the one code with which an update has to be refused. */
function blameCode({ codes }: Foreseen): string {
  const [code, another] = codes;
  if (code === undefined) return "update.unknown-customer.refused";
  return another === undefined ? `update.code.${code}` : "update.code.several-faults";
}

function keepCodes(foreseen: Foreseen): Judgement {
  const [code, another] = foreseen.codes;
  if (code === undefined || another !== undefined || foreseen.made || foreseen.otherwise) return nothingJudged;
  return keep(`update.code.${code}`);
}

function expectOf({ codes, made }: Foreseen): string {
  if (codes.length === 0) return made ? "made" : "refused";
  return `${made ? "made, or " : ""}refused with ${codes.join(" or ")}`;
}

function withoutExpiry({ update }: Item): Item["update"] {
  return makeUpdate(String(update["partnerProgramName"]), String(update["updateType"]), tierOf(update));
}

/** The same update with an expiry about a year ahead. */
export function withSomeExpiry({ update }: Item, now: string): Item["update"] {
  const { partnerProgramName, updateType } = update;
  return makeUpdate(String(partnerProgramName), String(updateType), tierOf(update), writeExpiry(shiftDays(now, 400)));
}
