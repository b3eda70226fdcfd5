import { keep, observe } from "../../src/check/judge.ts";
import { type Json, showJson } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { findEntry, type HistoryEntry, readPage } from "../histories/page.ts";
import { requestHistories } from "../histories/request.ts";
import type { Identifier } from "../world.ts";
import { awaitEffect } from "./await-effect.ts";
import { drawExpiry } from "./expiry.ts";
import { type Flow, giveUp, type Steps } from "./flow.ts";
import { breachAt, breachResult, makeHarmless } from "./judge.ts";
import { isMoved, isOtherExpiry, shows } from "./judge-effect.ts";
import { foldIdentifier, readIdentifiers } from "./match.ts";
import { readOwnTier } from "./renew-tier.ts";
import { makeUpdate, nameCustomer } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { type AskedOne, readUntil, sendUpdate, type ShownEntry } from "./steps.ts";
import type { Named, Renewable } from "./subjects.ts";
import type { Member } from "./members.ts";

/** How an update names its customer, and how the same customer is named where it does not work. */
interface Naming {
  readonly customer: Json;
  /** The identifiers in it. */
  readonly names: readonly Identifier[];
  readonly other: Identifier | undefined;
}

/** Updates by one identifier, with and without an expiry; what fails is tried by another identifier before it is blamed. */
export function nameBy(requirement: string): Flow<Named> {
  return function* (member, draw) {
    const { named, other, step } = member;
    const naming = { customer: nameCustomer(named), names: [named], other };
    const before = yield* readOwnTier(member);
    const expiry = drawExpiry(member.expiry, draw);
    const renewed = yield* updateBy(requirement, member, naming, before, { type: "RENEW", tier: member.tier, expiry });
    if (step === undefined || renewed.findings.length > 0) return yield* restoreAfter(member, before.entry, renewed);
    const now = (yield* readUntil(member, () => true)) ?? before;
    const stepped = yield* updateBy(requirement, member, naming, now, step);
    return yield* restoreAfter(member, before.entry, mergeJudgements([renewed, stepped]));
  };
}

/** Updates by several identifiers of the customer at once: all of them, the first two, the last two. */
export const nameBySeveral: Flow<Renewable> = function* (member, draw) {
  const { identifiers } = member;
  const before = yield* readOwnTier(member);
  const parts: Judgement[] = [];
  const groups: readonly (readonly Identifier[])[] =
    identifiers.length > 2 ? [identifiers, identifiers.slice(0, 2), identifiers.slice(-2)] : [identifiers];
  for (const names of groups) {
    const now = (yield* readUntil(member, () => true)) ?? before;
    const naming = { customer: nameCustomer(...names), names, other: identifiers[0] };
    const expiry = drawExpiry(member.expiry, draw);
    const wanted = { type: "RENEW", tier: member.tier, expiry };
    parts.push(yield* updateBy("update.identifier.several", member, naming, now, wanted));
  }
  return yield* restoreAfter(member, before.entry, mergeJudgements(parts));
};

/** Updates by one identifier beside others that are empty, as in the page's first sample. */
export const nameBesideEmpty: Flow<Member & { readonly named: Identifier }> = function* (member, draw) {
  const { named } = member;
  const before = yield* readOwnTier(member);
  const empty: Readonly<Record<string, Json>> = { mobile: "", email: "", externalId: "" };
  const own = nameCustomer(named);
  // The same identifier without the empty ones is what it is compared with.
  const naming = { customer: { ...empty, ...own }, names: [named], other: named };
  const expiry = member.expiry === undefined ? {} : { expiry: drawExpiry(member.expiry, draw) };
  const wanted = { type: "RENEW", tier: member.tier, ...expiry };
  const judged = yield* updateBy("update.identifier.empty-unused", member, naming, before, wanted);
  return yield* restoreAfter(member, before.entry, judged);
};

interface Wanted {
  readonly type: string;
  readonly tier: string;
  readonly expiry?: string;
}

/** Holds an update against the same by another name of the same customer: it has to be made, and stored, where that is. */
function* updateBy(
  requirement: string,
  member: Member,
  naming: Naming,
  before: ShownEntry,
  wanted: Wanted,
): Steps<Judgement> {
  const { type, tier, expiry } = wanted;
  const update = makeUpdate(member.program, type, tier, expiry);
  const asked = yield* sendUpdate(member, update, naming.customer);
  if (asked.result.outcome === "unclear") return nothingJudged;
  if (asked.result.outcome === "refused")
    return yield* judgeRefused(requirement, member, naming, before, asked, update);
  // Where there is an expiry, that alone shows it: what a kind of update does to the tier is seen elsewhere.
  const isStored =
    expiry === undefined ? shows({ tier }, before.entry) : (entry: HistoryEntry) => isMoved(before.entry, entry);
  const shown = yield* readUntil(member, isStored);
  if (shown === undefined) return nothingJudged;
  if (isStored(shown.entry)) return mergeJudgements([keep(requirement), yield* judgeSameId(member, naming, asked)]);
  if (naming.other === undefined) return nothingJudged;
  const control = yield* sendUpdate(member, update, nameCustomer(naming.other));
  if (control.result.outcome !== "made") return nothingJudged;
  const after = yield* readUntil(member, isStored);
  if (after === undefined || !isStored(after.entry)) return nothingJudged;
  const { tierName, tierExpiry } = shown.entry.details;
  return breachAt(requirement, "effect", shown.position, {
    pointer: `${shown.entry.pointer}/partnerProgramDetails`,
    expected: "the update to show, which was reported as made",
    actual: `the tier ${String(tierName)} and the expiry ${String(tierExpiry)} as before`,
  });
}

/** Of several identifiers the id comes back as it was sent, where another one alone shows that it is the customer's. */
function* judgeSameId(member: Member, { names }: Naming, asked: AskedOne): Steps<Judgement> {
  const requirement = "update.customer-id.same";
  const other = names.find(({ name }) => name !== "id");
  const wanted = Number(names.find(({ name }) => name === "id")?.value);
  const [result] = asked.results.customers;
  const found = result?.customer["id"];
  const harmless = makeHarmless(member);
  if (result === undefined || other === undefined || harmless === undefined) return nothingJudged;
  if (!Number.isSafeInteger(wanted) || !Number.isSafeInteger(found)) return nothingJudged;
  if (found === wanted) return keep(requirement);
  const { results } = yield* sendUpdate(member, harmless, nameCustomer(other));
  if (results.customers[0]?.customer["id"] !== wanted) return nothingJudged;
  return breachAt(requirement, "value", asked.position, {
    pointer: `${result.pointer}/customer/id`,
    expected: showJson(wanted),
    actual: showJson(found),
  });
}

/** A refusal counts where the identifiers are known to be the customer's, and the update is made by another one. */
function* judgeRefused(
  requirement: string,
  member: Member,
  { names, other }: Naming,
  before: ShownEntry,
  asked: AskedOne,
  update: Json,
): Steps<Judgement> {
  if (other === undefined) {
    // Without another name only a refusal of the customer itself is about the name.
    const [named] = names;
    const isKnown = named !== undefined && (yield* isRead(member, named));
    if (!isKnown || asked.result.place !== "customer") return nothingJudged;
    return breachResult(requirement, "refused", asked, asked.result, `made for the customer with this ${named.name}`);
  }
  const control = yield* sendUpdate(member, update, nameCustomer(other));
  if (control.result.outcome !== "made") return nothingJudged;
  yield* awaitEffect(member, before.entry, update, control.result);
  const answered = readIdentifiers(control.results.customers[0]?.customer);
  for (const { name, value } of names.filter((one) => one !== other)) {
    if (answered.get(name) === foldIdentifier(value) || (yield* isRead(member, { name, value }))) continue;
    return yield* giveUp(
      `the host does not know ${member.label} by the ${name} of the profile; correct it under organisations[].customers`,
    );
  }
  return breachResult(requirement, "refused", asked, asked.result, `made, as by ${other.name} alone`);
}

/** Whether histories show the program by this identifier. */
function* isRead({ source, activityType, program }: Member, identifier: Identifier): Steps<boolean> {
  const sent = yield requestHistories({ identifier, source, activityType });
  const page = readPage(sent.answer);
  return page !== undefined && findEntry(page, program) !== undefined;
}

/** Which identifiers come back with an update that changes nothing. */
export const answerIdentifiers: Flow<Member & { readonly named: Identifier }> = function* (member) {
  const requirement = "update.identifiers.answered";
  const harmless = makeHarmless(member);
  if (harmless === undefined) return nothingJudged;
  const asked = yield* sendUpdate(member, harmless, nameCustomer(member.named));
  const [result] = asked.results.customers;
  if (result?.outcome !== "found") return nothingJudged;
  // What is neither text nor null is the schema's to report.
  const texts = ["mobile", "email", "externalId"].map((name) => result.customer[name] ?? "");
  if (texts.some((text) => typeof text !== "string")) return nothingJudged;
  const given = readIdentifiers(result.customer);
  const known = member.identifiers.filter(({ name }) => name !== "id");
  const used = known.filter(({ name }) => name === member.named.name);
  const returned = [...given.keys()].filter((name) => name !== "id");
  // null may stand for what a customer has not; the host found it by this one.
  const isNull = result.customer[member.named.name] === null;
  const isWrong =
    isNull || used.some(({ name, value }) => given.has(name) && given.get(name) !== foldIdentifier(value));
  const hasAll = known.every(({ name }) => given.has(name));
  const isAsSent = returned.length === used.length && used.every(({ name }) => given.has(name));
  const readings = isWrong
    ? []
    : [
        ...(hasAll ? ["all-known"] : []),
        ...(isAsSent ? ["as-sent"] : []),
        // One that is known and comes back does not tell that more would not.
        ...(hasAll && known.length > 1 ? [] : ["some"]),
      ];
  return observe(requirement, readings, {
    actual: isWrong
      ? `${isNull ? "null in place of the" : "another"} ${member.named.name} ${isNull ? "that" : "than"} was sent`
      : `besides the id ${returned.join(", ") || "nothing"}`,
    pointer: `${result.pointer}/customer`,
    exchange: asked.position,
  });
};

/**
 * The first identifier in a result that tells somebody's data: an id above zero, or a text, that was not in the request.
 * A placeholder of the host's has neither an at sign nor several digits.
 */
export function findSomebody(customer: Readonly<Record<string, unknown>>, sent: unknown): string | undefined {
  const used = [...readIdentifiers(sent).values()];
  const found = [...readIdentifiers(customer)].find(([name, value]) => {
    if (used.includes(value)) return false;
    return name === "id" ? /[1-9]/.test(value) : value.includes("@") || /\d{3}/.test(value);
  });
  return found?.[0];
}

/** An entry that names nobody came back with somebody's data. */
export function breachSomebody(result: { readonly pointer: string }, name: string, position: number): Judgement {
  return breachAt("update.identifier.nobody", "accepted", position, {
    pointer: `${result.pointer}/customer/${name}`,
    expected: "nobody's data, because nobody was named",
    actual: `a customer's ${name}`,
  });
}

/** Identifiers of two people in one entry: at most one of them is updated. */
export const nameTwo: Flow<{
  readonly first: Renewable;
  readonly second: Renewable;
  readonly names: readonly [Identifier, Identifier];
}> = function* ({ first, second, names }, draw) {
  const requirement = "update.identifier.conflict";
  const left = yield* readOwnTier(first);
  const right = yield* readOwnTier(second);
  const update = makeUpdate(first.program, "RENEW", first.tier, drawExpiry(first.expiry, draw));
  const asked = yield* sendUpdate(first, update, nameCustomer(...names));
  const { outcome } = asked.result;
  const isLeft = yield* isTouched(first, left, outcome === "made");
  const isRight = yield* isTouched(second, right, outcome === "made" && !isLeft);
  const updated = Number(isLeft) + Number(isRight);
  const isLost =
    outcome === "made" &&
    updated === 0 &&
    (yield* isMadeAlone(first, names[0], left, update)) &&
    first.tier === second.tier;
  const readings = isLost ? [] : readConflict(outcome, updated, first.tier === second.tier);
  const judged =
    readings === undefined
      ? nothingJudged
      : observe(requirement, readings, {
          actual: describeTouched(isLeft, isRight, outcome),
          pointer: asked.result.pointer,
          exchange: asked.position,
        });
  const restored = yield* restoreAfter(first, left.entry, judged);
  return yield* restoreAfter(second, right.entry, restored);
};

/** Whether the same update by one of the identifiers is made and shows. */
function* isMadeAlone(member: Renewable, name: Identifier, before: ShownEntry, update: Json): Steps<boolean> {
  const { result } = yield* sendUpdate(member, update, nameCustomer(name));
  return result.outcome === "made" && (yield* isTouched(member, before, true));
}

/** What the update of one entry says of identifiers that do not belong together; undefined where it says nothing. */
function readConflict(outcome: string, updated: number, isSameTier: boolean): readonly string[] | undefined {
  if (updated > 1) return [];
  if (outcome === "made") return updated === 1 ? ["one-of-them"] : undefined;
  if (outcome !== "refused") return undefined;
  if (updated === 1) return [];
  // A RENEW of somebody else's tier may be refused for the tier's sake.
  return isSameTier ? ["refused"] : undefined;
}

/** Whether a member is not as it was; waits for that where it is to be expected. */
function* isTouched(member: Renewable, before: ShownEntry, isExpected: boolean): Steps<boolean> {
  const isChanged = (entry: ShownEntry["entry"]): boolean =>
    isOtherExpiry(before.entry, entry) || entry.details.tierName !== before.entry.details.tierName;
  const shown = yield* readUntil(member, (entry) => !isExpected || isChanged(entry));
  return shown !== undefined && isChanged(shown.entry);
}

function describeTouched(isLeft: boolean, isRight: boolean, outcome: string): string {
  const what =
    isLeft && isRight
      ? "both customers were updated"
      : isLeft || isRight
        ? "one customer was updated"
        : "nobody was updated";
  return `${what}, and the update was ${outcome === "made" ? "reported as made" : "refused"}`;
}
