import { breach, keep } from "../../src/check/judge.ts";
import type { Json } from "../../src/model/json.ts";
import { type DivergenceKind, type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import type { Steps } from "./flow.ts";
import type { Linked, Member, Person } from "./members.ts";
import { type Foreseen, foreseeUpdate } from "./oracle.ts";
import { makeUpdate } from "./request.ts";
import { describeUpdate, type UpdateResult } from "./results.ts";
import { type Asked, type AskedOne, type Change, sendUpdate } from "./steps.ts";

/** A finding in one exchange of a flow, which rests on all before it. */
export function breachAt(
  requirement: string,
  kind: DivergenceKind,
  position: number,
  seen: { readonly pointer: string; readonly expected: string; readonly actual: string },
): Judgement {
  const { pointer, expected, actual } = seen;
  const rests = Array.from({ length: position + 1 }, (_unused, index) => index);
  return breach({ requirement, kind, pointer, expected, actual, exchange: position, rests });
}

/** An update became something else than it should have. */
export function breachResult(
  requirement: string,
  kind: DivergenceKind,
  { position }: Pick<Asked, "position">,
  result: UpdateResult,
  expected: string,
): Judgement {
  return breachAt(requirement, kind, position, { pointer: result.pointer, expected, actual: describeUpdate(result) });
}

/** Something is not as it was, though nothing was to change it. */
export function breachChange(
  requirement: string,
  { position, pointer, expected, actual }: Change,
  why: string,
): Judgement {
  return breachAt(requirement, "effect", position, { pointer, expected: `${expected}, ${why}`, actual });
}

/**
 * Holds an update against the outcomes that are documented for it. A refusal for another reason than the one that the
 * update gives is blamed on the requirement only where a sound update of the same customer is not refused likewise.
 */
export function* judgeForeseen(
  requirement: string,
  foreseen: Foreseen,
  person: Person,
  asked: AskedOne,
): Steps<Judgement> {
  const { result } = asked;
  if (result.outcome === "unclear") return nothingJudged;
  if (result.outcome === "made") {
    if (foreseen.made) return keep(requirement);
    return breachResult(requirement, "accepted", asked, result, expectOf(foreseen));
  }
  if (foreseen.otherwise || result.codes.some((code) => foreseen.codes.includes(code))) return keep(requirement);
  // A number that is missing where the answer's table has one is the schema's to report.
  if (result.codes.length === 0 && result.place !== "request") return nothingJudged;
  if (yield* isRefusedAnyway(person, result)) return nothingJudged;
  return breachResult(
    requirement,
    foreseen.codes.length === 0 ? "refused" : "other-code",
    asked,
    result,
    expectOf(foreseen),
  );
}

/** Whether an update that changes nothing is refused for the same reason, so that the reason is no answer to another one. */
export function* isRefusedAnyway(person: Person & Partial<Member>, refused: UpdateResult): Steps<boolean> {
  const harmless = makeHarmless(person) ?? makeHarmless(person.own ?? {});
  // Of somebody without a tier it is seen by an update of somebody who cannot exist.
  const { result } = yield* harmless === undefined
    ? sendUpdate(person, makeUpdate("No Such Program", "RENEW", "No Such Tier"), { externalId: "NOBODY-AT-ALL" })
    : sendUpdate(person, harmless);
  if (result.outcome !== "refused") return false;
  return result.codes.length === refused.codes.length && result.codes.every((code) => refused.codes.includes(code));
}

/** Whether the resource itself is refused: not found, not for this method or media type, or without any number. */
export function isUnserved({ outcome, place, codes }: UpdateResult): boolean {
  return outcome === "refused" && place === "request" && codes.every((code) => [404, 405, 415].includes(code));
}

/** An update that leaves everything as it is: the customer's own tier, and no expiry. */
export function makeHarmless({ program, tier }: Partial<Pick<Member, "program" | "tier">>) {
  return program === undefined || tier === undefined ? undefined : makeUpdate(program, "RENEW", tier);
}

/** What may become of an update of this person. */
export function foresee(person: Person | Linked, update: Json): Foreseen {
  return foreseeUpdate(update, person.state);
}

function expectOf({ codes, made }: Foreseen): string {
  return codes.length === 0 ? "made" : `${made ? "made, or " : ""}refused with ${codes.join(" or ")}`;
}
