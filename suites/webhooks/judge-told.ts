import { keep, observe } from "../../src/check/judge.ts";
import { showJson } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readRequestId, simplifyId } from "../events/arrival.ts";
import type { ShownEntry, AskedOne } from "../update/steps.ts";
import { breachAt } from "../update/judge.ts";
import { judgeSubject } from "./judge-subject.ts";
import type { Told } from "./await-event.ts";

/** An update that was reported as made, and what is to be seen of it elsewhere. */
export interface MadeUpdate {
  readonly asked: Pick<AskedOne, "position" | "sent" | "results">;
  readonly type: string;
  /** The expiry that was sent, where one was. */
  readonly expiry?: string | undefined;
  /** What histories show after it. */
  readonly shown?: ShownEntry | undefined;
}

/** What an event tells of an update beside the request, its answer and a later read. */
export function judgeTold(told: Told, made: MadeUpdate): Judgement {
  return mergeJudgements([
    judgeType(told, made),
    judgeExpiry(told, made),
    judgeCause(told, made),
    judgeSubject(told, made.asked, made.shown),
    judgeRead(told, made, "updated.partner-tier-number.read", "partnerTierNumber", "tierNumber"),
    judgeRead(told, made, "updated.partner-program-type.read", "partnerProgramType", "type"),
  ]);
}

function judgeType(told: Told, { type }: MadeUpdate): Judgement {
  const requirement = "updated.update-type.sent";
  const { updateType } = told.data;
  if (typeof updateType !== "string") return nothingJudged;
  if (updateType.trim() === type) return keep(requirement);
  return breachAt(requirement, "value", told.position, {
    pointer: `${told.pointer}/updateType`,
    expected: `${type}, the updateType that was sent`,
    actual: showJson(updateType),
  });
}

const dayMs = 86_400_000;

/** The day of the expiry that was sent: no page says in whose zone. */
function judgeExpiry({ details, pointer, position }: Told, { expiry }: MadeUpdate): Judgement {
  const day = details["partnerTierExpiryDate"];
  if (expiry === undefined || typeof day !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return nothingJudged;
  const asSent = expiry.slice(0, 10);
  const utc = new Date(expiry).toISOString().slice(0, 10);
  const isBeside = [asSent, utc].some((near) => Math.abs(Date.parse(day) - Date.parse(near)) <= dayMs);
  const readings = [
    ...(day === asSent ? ["as-sent"] : []),
    ...(day === utc ? ["utc"] : []),
    ...(isBeside ? ["other-zone"] : []),
  ];
  return observe("updated.partner-tier-expiry-date.sent", readings, {
    actual: `${day}, where ${expiry} was sent`,
    pointer: `${pointer}/customerPartnerProgramDetails/partnerTierExpiryDate`,
    exchange: position,
    rests: upTo(position),
  });
}

function judgeCause(told: Told, { asked }: MadeUpdate): Judgement {
  const requirement = "updated.api-request-id.header";
  const header = readRequestId(asked.sent.exchange);
  const { apiRequestId } = told;
  if (header === undefined || typeof apiRequestId !== "string") return nothingJudged;
  if (simplifyId(apiRequestId) === header) return keep(requirement);
  return breachAt(requirement, "disagreement", told.position, {
    pointer: `${told.pointer.replace(/\/data$/, "")}/apiRequestId`,
    expected: "the request id in the header of the update's answer",
    actual: showJson(apiRequestId),
  });
}

/** A member of the event beside the same one in histories after the update, if both are sound. */
function judgeRead(
  told: Told,
  { shown }: MadeUpdate,
  requirement: string,
  member: "partnerTierNumber" | "partnerProgramType",
  place: "tierNumber" | "type",
): Judgement {
  const isDetail = member === "partnerTierNumber";
  const value = isDetail ? told.details[member] : told.data[member];
  const read = shown?.entry.details[place];
  if (shown === undefined || read === undefined || typeof value !== typeof read) return nothingJudged;
  if (value === read || (typeof value === "string" && value.trim() === read)) return keep(requirement);
  return breachAt(requirement, "disagreement", shown.position, {
    pointer: shown.entry.pointer,
    expected: `${showJson(value)}, which the event tells`,
    actual: `${showJson(read)} in histories after the update`,
  });
}

function upTo(position: number): number[] {
  return Array.from({ length: position + 1 }, (_unused, index) => index);
}
