import { playFlow } from "../flow.ts";
import { defineUpdateCase } from "../needs.ts";
import { refuseNotLinked } from "../refuse-not-linked.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { makeUpdate } from "../request.ts";
import type { UpdateSubjects } from "../subjects.ts";

/** An update to the member's own tier in a program whose name is the member's without its end. */
function listCutShort({ beginning, tier }: UpdateSubjects["update:cut-name"]): AnyUpdate[] {
  return [makeUpdate(beginning, "RENEW", tier)];
}

/** Programs that are nearly the right ones. */
export const programCases = [
  defineUpdateCase({
    id: "update.program.cut-short",
    title: "The beginning of a program's name is refused with 2006",
    operation: "update",
    requirements: ["update.code.2006", unchanged],
    needs: "update:cut-name",
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
