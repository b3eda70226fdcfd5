import { playFlow } from "../flow.ts";
import { foldName } from "../match.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { refuseNotLinked } from "../refuse-not-linked.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { makeUpdate } from "../request.ts";

/**
 * Updates to the member's own tier, in a program whose name is the member's without its end; none where that would not break off
 * in the middle of a word, since what ends as names do may be a program that the profile does not list.
 */
function listCutShort({ program, tier, state }: Member): AnyUpdate[] {
  const name = /^(.*\p{L}{2})\p{L}{3}$/u.exec(program)?.[1] ?? "";
  if (name.length < 4 || state.programs.some((one) => foldName(one.name) === foldName(name))) return [];
  return [makeUpdate(name, "RENEW", tier)];
}

/** Programs that are nearly the right ones. */
export const programCases = [
  defineUpdateCase({
    id: "update.program.cut-short",
    title: "The beginning of a program's name is refused with 2006",
    operation: "update",
    requirements: ["update.code.2006", unchanged],
    needs: "update:member",
    writes: "restored",
    ...playFlow(refuseUpdates("update.code.2006", listCutShort)),
  }),
  defineUpdateCase({
    id: "update.program.no-longer-linked",
    title: "An update in a program that the customer is no longer linked to is refused with 2004",
    operation: "update",
    requirements: ["update.code.2004", unchanged],
    needs: "update:no-longer-linked",
    writes: "restored",
    ...playFlow(refuseNotLinked),
  }),
];
