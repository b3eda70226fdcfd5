import { keep } from "../../src/check/judge.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import { findEntry } from "../histories/page.ts";
import type { Steps } from "./flow.ts";
import { breachResult, judgeForeseen } from "./judge.ts";
import { judgeExpiry, judgeKept, judgeRest, judgeTier, shows } from "./judge-effect.ts";
import type { Person } from "./members.ts";
import type { Foreseen } from "./oracle.ts";
import type { ReadAsked } from "./read-asked.ts";
import { cancellation, tierTypes } from "./request.ts";
import type { UpdateResult } from "./results.ts";
import { type Asked, readUntil, type Shown } from "./steps.ts";

type Watched = { readonly person: Person; readonly before: Shown };

const requirementOfType: Readonly<Record<string, string>> = {
  UPGRADE: "update.upgrade.tier",
  DOWNGRADE: "update.downgrade.tier",
  RENEW: "update.renew.expiry",
};

/** Holds every update of a request against what the page foretells of it, and its effect where it is the only one. */
export function* judgeAsked(read: readonly ReadAsked[], asked: Asked, watched: readonly Watched[]): Steps<Judgement> {
  const parts: Judgement[] = [];
  const isSingle = read.length === 1 && read[0]?.updates.length === 1;
  for (const [place, { whom, updates }] of read.entries()) {
    const own = asked.results.customers[place];
    for (const [index, { update, foreseen }] of updates.entries()) {
      const result = own?.updates[index];
      if (result === undefined) continue;
      if (whom.kind === "nameless") parts.push(judgeNameless(asked, result));
      if (foreseen === undefined) continue;
      const allowed = isSingle ? foreseen : widen(foreseen, result, read, place);
      if (whom.kind === "nobody") parts.push(judgeNobody(asked, result));
      else if (whom.kind === "known") {
        const { person } = whom;
        const seen = isSingle ? watched.find((one) => one.person.label === person.label) : undefined;
        parts.push(yield* judgeOne(person, update, allowed, { ...asked, result }, seen));
      }
    }
  }
  return mergeJudgements(parts);
}

/** A refusal for a whole customer or request may be that of any update in it. */
function widen(foreseen: Foreseen, { place }: UpdateResult, read: readonly ReadAsked[], at: number): Foreseen {
  if (place === "update") return foreseen;
  const beside = (place === "customer" ? read.slice(at, at + 1) : read).flatMap(({ updates }) => updates);
  const others = beside.map((one) => one.foreseen);
  const isOpen = others.some((one) => one === undefined || one.otherwise);
  return {
    ...foreseen,
    codes: [...new Set(others.flatMap((one) => one?.codes ?? []))],
    otherwise: foreseen.otherwise || isOpen || read.some(({ whom }) => whom.kind !== "known"),
  };
}

function judgeNobody(asked: Asked, result: UpdateResult): Judgement {
  const requirement = "update.unknown-customer.refused";
  if (result.outcome === "unclear") return nothingJudged;
  return result.outcome === "refused"
    ? keep(requirement)
    : breachResult(requirement, "accepted", asked, result, "a refusal: there is no such customer");
}

function judgeNameless(asked: Asked, result: UpdateResult): Judgement {
  const requirement = "update.identifier.required";
  if (result.outcome !== "made") return nothingJudged;
  return breachResult(requirement, "accepted", asked, result, "a refusal: no customer is named");
}

function* judgeOne(
  person: Person,
  update: Json,
  foreseen: Foreseen,
  asked: Asked & { readonly result: UpdateResult },
  watched: Watched | undefined,
): Steps<Judgement> {
  if (asked.result.outcome === "made" && foreseen.made) {
    // What may be refused may also be done in part: readings for cases of their own.
    const isPlain = foreseen.codes.length === 0 && !foreseen.otherwise;
    return watched === undefined || !isPlain ? nothingJudged : yield* judgeMade(watched, update);
  }
  const requirement = blame(foreseen, update);
  if (requirement === undefined) return nothingJudged;
  // Of several updates the one that was refused may wait for another; only what should not have been made is judged.
  if (watched === undefined && foreseen.made) return nothingJudged;
  return yield* judgeForeseen(requirement, foreseen, person, asked);
}

/** What is broken where an update does not have the outcome that is foreseen; undefined where the page names nothing. */
function blame({ made, codes, otherwise }: Foreseen, update: Json): string | undefined {
  const [code, ...others] = codes;
  if (made) return code === undefined && !otherwise ? blameMade(update) : undefined;
  if (code === undefined || codes.includes(2008)) return undefined;
  return others.length > 0 || otherwise ? "update.code.several-faults" : `update.code.${code}`;
}

/**
 * What an update breaks that is refused though nothing is wrong with it. Where the order of tiers or the form of an expiry
 * may be the reason, properties look closer.
 */
function blameMade(update: Json): string | undefined {
  const { updateType: type, updateDetails: details } = isObject(update) ? update : {};
  if (type === cancellation) return "update.cancel.without-details";
  const isDated = isObject(details) && details["updatedTierExpiryDate"] !== undefined;
  return type === "RENEW" && !isDated ? "update.renew.expiry" : undefined;
}

/** The effect of an update that assigns a tier: tier and expiry as asked for, all else as before. */
function* judgeMade({ person, before }: Watched, update: Json): Steps<Judgement> {
  const { partnerProgramName: program, updateType: type, updateDetails: details } = isObject(update) ? update : {};
  const { updatedTierName: tier, updatedTierExpiryDate: expiry } = isObject(details) ? details : {};
  if (!tierTypes.some((one) => one === type) || typeof program !== "string" || typeof tier !== "string")
    return nothingJudged;
  const entry = findEntry(before.page, program);
  const requirement = requirementOfType[String(type)];
  if (entry === undefined || requirement === undefined || entry.details.linked !== true) return nothingJudged;
  const linked = { ...person, program, membership: membershipOf(entry.details.programId, program), tiers: [] };
  const effect = { tier, ...(typeof expiry === "string" ? { expiry } : {}) };
  const shown = yield* readUntil(linked, shows(effect, entry));
  if (shown === undefined) return nothingJudged;
  const own = yield* judgeTier(requirement, linked, shown, tier);
  if (own.findings.length > 0) return own;
  const dated =
    effect.expiry === undefined
      ? yield* judgeKept(linked, entry, shown)
      : oddTime.test(effect.expiry) && readInstant(effect.expiry) !== readInstant(entry.details.tierExpiry ?? "")
        ? yield* judgeExpiry("update.expiry.set", linked, entry, shown, effect.expiry)
        : nothingJudged;
  return mergeJudgements([own, dated, yield* judgeRest(linked, { ...before, entry }, shown)]);
}

/** At no time of day that hosts round to, so that it can be told how an expiry comes back. */
const oddTime = /T(09|1[0-5])(:(0[1-9]|[1-4]\d|5[0-8])){2}[+-]/;

/** As much of a membership as reading one needs. */
function membershipOf(programId: number | undefined, programName: string) {
  return { programId: programId ?? 0, programName, relinkPending: false, linkingActivities: 0, benefitActivities: 0 };
}
