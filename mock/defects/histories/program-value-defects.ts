import { type JsonMembers, omitMember } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { findAsked, isOnLongList } from "./conditions.ts";
import { editDetails } from "./edit-history.ts";
import { editOwners } from "./owners.ts";
import { isPast } from "./edit-history.ts";

const countName = "countAvailedInLast365Days";

const requirement = "histories.program.agreement";

/** Programs that are other ones for some customers. */
export const programValueDefects: readonly Defect[] = [
  makeDefect(
    requirement,
    "histories.program-name-other-for-past",
    "A program that a customer is no longer part of has another name.",
    editDetails((details) =>
      isPast(details)
        ? { ...details, partnerProgramName: `${String(details["partnerProgramName"])} (former)` }
        : details,
    ),
  ),
  makeDefect(
    requirement,
    "histories.description-per-customer",
    "A program's description names the customer.",
    editDetails((details, moment) => ({
      ...details,
      partnerProgramDescription: `${String(details["partnerProgramDescription"])} for ${findAsked(moment)?.id ?? ""}`,
    })),
  ),
  makeDefect(
    requirement,
    "histories.not-tier-based-for-past",
    "A program that a customer is no longer part of is not tierBased, and names no tier.",
    editDetails((details) =>
      isPast(details) ? { ...omitMember(details, "partnerTierName"), tierBased: false } : details,
    ),
  ),
  makeDefect(
    requirement,
    "histories.description-empty-on-long-lists",
    "Programs have no description where a customer has more than ten.",
    editDetails((details, moment) => (isOnLongList(moment) ? { ...details, partnerProgramDescription: "" } : details)),
  ),
  makeDefect(
    "histories.tier-based.named",
    "histories.not-tier-based-with-tier",
    "No external program is tierBased, whatever tier a customer has in it.",
    editDetails((details) =>
      details["partnerProgramType"] === "EXTERNAL" ? { ...details, tierBased: false } : details,
    ),
  ),
  makeDefect(
    "histories.tier-number.follows",
    "histories.tier-number-from-zero-for-past",
    "Tiers count from zero in programs that a customer is no longer part of.",
    editDetails((details) => (isPast(details) ? countTier(details, -1) : details)),
  ),
  makeDefect(
    "histories.tier-number.follows",
    "histories.tier-number-one-more-on-long-lists",
    "Tiers count from two where a customer has more than ten programs.",
    editDetails((details, moment) => (isOnLongList(moment) ? countTier(details, 1) : details)),
  ),
];

export const benefitCountDefects: readonly Defect[] = [
  makeDefect(
    "histories.benefit-count.not-negative",
    "histories.benefit-count-negative",
    "countAvailedInLast365Days is negative.",
    editOwners("benefit", (benefit) => ({ ...benefit, [countName]: -1 - Number(benefit[countName]) })),
  ),
  makeDefect(
    "histories.benefit-count.not-negative",
    "histories.benefit-count-negative-for-none",
    "countAvailedInLast365Days is −1 where the benefit was not availed.",
    editOwners("benefit", (benefit) => (benefit[countName] === 0 ? { ...benefit, [countName]: -1 } : benefit)),
  ),
];

function countTier(details: JsonMembers, more: number): JsonMembers {
  const { partnerTierNumber } = details;
  return typeof partnerTierNumber === "number" ? { ...details, partnerTierNumber: partnerTierNumber + more } : details;
}
