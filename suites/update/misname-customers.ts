import { keep } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import { nothingJudged } from "../../src/model/verdict.ts";
import type { Identifier } from "../world.ts";
import { drawExpiry } from "./expiry.ts";
import type { Flow, Steps } from "./flow.ts";
import { breachResult, makeHarmless } from "./judge.ts";
import { isMoved } from "./judge-effect.ts";
import { foldIdentifier, readIdentifiers } from "./match.ts";
import type { Member } from "./members.ts";
import { makeUpdate, nameCustomer } from "./request.ts";
import { putBack } from "./restore.ts";
import { type AskedOne, readBefore, readUntil, sendUpdate } from "./steps.ts";
import type { WrongIdentifier } from "./subjects.ts";

/** An identifier in the place of another kind, and parts of it: these may be somebody else's, but not the member's. */
export const misname: Flow<Member & { readonly wrong: readonly WrongIdentifier[] }> = function* (member, draw) {
  const requirement = "update.unknown-customer.refused";
  const harmless = makeHarmless(member);
  if (harmless === undefined) return nothingJudged;
  for (const wrong of member.wrong) {
    const asked = yield* sendUpdate(member, harmless, nameCustomer(wrong));
    if (asked.result.outcome !== "made") continue;
    const isWrong = wrong.isNobodys || (yield* isFoundAs(member, wrong, asked, draw));
    if (!isWrong) continue;
    return breachResult(requirement, "accepted", asked, asked.result, `nobody found by this ${wrong.name}`);
  }
  return keep(requirement);
};

/** Whether who was found by an identifier is the member: its other identifiers tell, or that its expiry changes. */
function* isFoundAs(member: Member, wrong: Identifier, { results }: AskedOne, draw: Draw): Steps<boolean> {
  const answered = readIdentifiers(results.customers[0]?.customer);
  if (member.identifiers.some(({ name, value }) => answered.get(name) === foldIdentifier(value))) return true;
  if (member.expiry === undefined) return false;
  const before = yield* readBefore(member);
  const update = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, draw));
  const { result } = yield* sendUpdate(member, update, nameCustomer(wrong));
  if (result.outcome !== "made") return false;
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  const isMade = shown !== undefined && isMoved(before.entry, shown.entry);
  if (isMade) yield* putBack(member, before.entry);
  return isMade;
}
