import { observe } from "../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { type Flow, type Steps } from "../update/flow.ts";
import type { Member } from "../update/members.ts";
import { cancellation, makeUpdate, renewalInitiation } from "../update/request.ts";
import { queueRelinking, readLinking, sendUpdate, tellPending } from "../update/steps.ts";
import type { UpdateSubjects } from "../update/subjects.ts";
import { awaitEvent } from "./await-event.ts";
import { matterOf } from "./judge-arrival.ts";
import { isAbout, type Matter, type ToldEvent } from "./told-event.ts";

/** The events that may be told of a change that no page names an event for. */
const names: Readonly<Record<string, string>> = { updated: "updated", linked: "linked", delinked: "delinked" };

/** Which of the readings what was told agrees with. */
export function* observeTold(requirement: string, readings: readonly string[], matter: Matter): Steps<Judgement> {
  const isOfIt = (told: ToldEvent): boolean => told.event !== undefined && told.event in names && isAbout(told, matter);
  const { told, position } = yield* awaitEvent(isOfIt, "silence");
  const seen = told?.event ?? "silent";
  return observe(
    requirement,
    readings.filter((reading) => reading === seen),
    {
      actual: told === undefined ? "nothing was delivered" : `an event ${seen} was delivered`,
      exchange: position,
      rests: Array.from({ length: position + 1 }, (_unused, index) => index),
    },
  );
}

export const cancel: Flow<UpdateSubjects["update:pending"]> = function* (linked) {
  const pending = tellPending(linked, (yield* readLinking(linked))?.page) ?? linked.is.includes("pending-relink");
  if (!pending && !linked.canQueue) return nothingJudged;
  if (!pending) yield queueRelinking(linked);
  const { result } = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (result.outcome !== "made") return nothingJudged;
  return yield* observeTold("updated.relinking-cancelled.announced", ["updated", "silent"], matterOf(linked));
};

export const initiateRenewal: Flow<Member> = function* (member) {
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, renewalInitiation, member.tier));
  if (result.outcome !== "made") return nothingJudged;
  const readings = ["updated", "linked", "silent"];
  return yield* observeTold("updated.renewal-initiation.announced", readings, matterOf(member));
};
