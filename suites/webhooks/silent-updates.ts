import { nothingJudged } from "../../src/model/verdict.ts";
import { drawProgram, drawTier } from "../update/draw-names.ts";
import type { Flow } from "../update/flow.ts";
import type { Member } from "../update/members.ts";
import { makeUpdate } from "../update/request.ts";
import { sendUpdate } from "../update/steps.ts";
import type { UpdateSubjects } from "../update/subjects.ts";
import { awaitEvent } from "./await-event.ts";
import { isUpdateOf, judgeSilence } from "./judge-arrival.ts";
import { isAbout, type Matter, type ToldEvent } from "./told-event.ts";

/** Updates that are refused for their tier and for their program. */
export const refuse: Flow<Member> = function* (member, draw) {
  const tier = yield* sendUpdate(member, makeUpdate(member.program, "UPGRADE", drawTier(draw)));
  const program = yield* sendUpdate(member, makeUpdate(drawProgram(draw), "UPGRADE", member.tier));
  if (tier.result.outcome !== "refused" || program.result.outcome !== "refused") return nothingJudged;
  return judgeSilence(yield* awaitEvent(isUpdateOf(member), "silence"), member.label);
};

/** An update in a program that the customer is not linked to. */
export const refuseUnlinked: Flow<UpdateSubjects["update:not-linked"]> = function* (subject, draw) {
  const { name, tiers } = subject.program;
  const asked = yield* sendUpdate(subject, makeUpdate(name, "RENEW", tiers[0] ?? drawTier(draw)));
  if (asked.result.outcome !== "refused") return nothingJudged;
  const matter: Matter = { identifiers: subject.identifiers, programName: name };
  const isOfIt = (told: ToldEvent): boolean => told.event === "updated" && isAbout(told, matter);
  return judgeSilence(yield* awaitEvent(isOfIt, "silence"), subject.label);
};
