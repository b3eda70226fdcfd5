import { keep } from "../../src/check/judge.ts";
import { isObject, showJson } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { breachAt } from "../update/judge.ts";
import type { AskedOne, ShownEntry } from "../update/steps.ts";
import type { Told } from "./await-event.ts";
import { simplify } from "./told-event.ts";

/**
 * Whom and what an event is about, member by member. That it is about an update at all is told by any one of these, so that
 * the others may be somebody else's.
 */
export function judgeSubject(
  told: Told,
  { results }: Pick<AskedOne, "results">,
  shown: ShownEntry | undefined,
): Judgement {
  return mergeJudgements([judgeCustomer(told, results.customers[0]?.customer), judgeProgram(told, shown)]);
}

/** The customer's identifiers beside those in the answer to the update. A text that hides some of its characters says nothing. */
function judgeCustomer(told: Told, answered: Readonly<Record<string, unknown>> | undefined): Judgement {
  const requirement = "updated.customer-identifiers.answered";
  const holder = told.data["customerIdentifiers"];
  if (!isObject(holder) || answered === undefined) return nothingJudged;
  const instore = isObject(holder["instore"]) ? holder["instore"] : {};
  const pairs = [
    { place: "customerId", value: holder["customerId"], known: answered["id"], isSound: Number.isSafeInteger },
    ...["mobile", "email", "externalId"].map((name) => ({
      place: `instore/${name}`,
      value: instore[name],
      known: answered[name],
      isSound: (value: unknown) => typeof value === "string" && value.trim() !== "" && !value.includes("*"),
    })),
  ].filter(({ value, known, isSound }) => isSound(value) && isSound(known));
  // A mobile number may be written with a plus in one of the two places.
  const same = (text: unknown): string => simplify(String(text)).replace(/^\+/, "");
  const other = pairs.find(({ value, known }) => same(value) !== same(known));
  if (other === undefined) return pairs.length === 0 ? nothingJudged : keep(requirement);
  return breachAt(requirement, "disagreement", told.position, {
    pointer: `${told.pointer}/customerIdentifiers/${other.place}`,
    expected: `${showJson(other.known)}, as the answer to the update has it`,
    actual: showJson(other.value),
  });
}

/** The program's id and name beside those in histories. */
function judgeProgram(told: Told, shown: ShownEntry | undefined): Judgement {
  const requirement = "updated.partner-program.read";
  if (shown === undefined) return nothingJudged;
  const { programId, programName } = shown.entry.details;
  const { partnerProgramId: id, partnerProgramName: name } = told.data;
  const isOtherId = Number.isSafeInteger(id) && programId !== undefined && id !== programId;
  const isOtherName = typeof name === "string" && programName !== undefined && simplify(name) !== simplify(programName);
  if (!isOtherId && !isOtherName) return keep(requirement);
  return breachAt(requirement, "disagreement", shown.position, {
    pointer: shown.entry.pointer,
    expected: `${showJson(isOtherId ? id : name)}, which the event tells of the program`,
    actual: `${showJson(isOtherId ? programId : programName)} in histories after the update`,
  });
}
