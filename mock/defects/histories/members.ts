import type { Owner } from "./owners.ts";

/** A member of an answer, and the requirements that demand it and its type. */
export interface Member {
  readonly owner: Owner;
  /** Word for it in the ids of defects. */
  readonly word: string;
  readonly name: string;
  /** Undefined where the member may be left out. */
  readonly presence: string | undefined;
  readonly type: string;
}

/** The members that every answer, entry, benefit or activity has. */
const required: readonly (readonly [owner: Owner, word: string, name: string, type?: string])[] = [
  ["answer", "pagination", "pagination"],
  ["answer", "data", "data", "list"],
  ["answer", "warnings", "warnings", "list"],
  ["answer", "errors", "errors", "list"],
  ["pagination", "limit", "limit"],
  ["pagination", "offset", "offset"],
  ["pagination", "total", "total"],
  ["entry", "details", "partnerProgramDetails"],
  ["entry", "history", "customerActivityHistory", "list"],
  ["details", "program-name", "programName"],
  ["details", "program-id", "partnerProgramId"],
  ["details", "partner-program-name", "partnerProgramName"],
  ["details", "description", "partnerProgramDescription"],
  ["details", "program-type", "partnerProgramType"],
  ["details", "membership-start", "partnerProgramMembershipStartDate", "format"],
  ["details", "membership-end", "partnerProgramMembershipEndDate", "format"],
  ["details", "linked", "linked"],
  ["details", "tier-based", "tierBased"],
  ["benefit", "benefit-name", "name"],
  ["benefit", "benefit-type", "type"],
  ["benefit", "promotion", "mappedPromotionDetails"],
  ["benefit", "benefit-count", "countAvailedInLast365Days"],
  ["activity", "activity-type", "activityType"],
  ["activity", "activity-date", "activityDate"],
];

/** The members of a mapped promotion: one requirement for presence and type. */
const promotion: readonly (readonly [word: string, name: string, requirement: string])[] = [
  ["promotion-id", "promotionId", "histories.promotion-id.integer"],
  ["promotion-name", "promotionName", "histories.promotion-name.string"],
  ["promotion-reference", "promotionReferenceNumber", "histories.promotion-reference.string"],
];

/** The members that some entries alone have. */
const optional: readonly (readonly [owner: Owner, word: string, name: string, type?: string])[] = [
  ["details", "tier-number", "partnerTierNumber"],
  ["details", "tier-name", "partnerTierName"],
  ["details", "tier-expiry", "partnerTierExpiryDate", "format"],
  ["details", "membership-id", "partnerMembershipId"],
  ["details", "benefits", "benefitsSummary", "list"],
  ["details", "last-updated-date", "partnerProgramMembershipLastUpdatedDate", "format"],
  ["details", "last-updated-activity", "partnerProgramMembershipLastUpdatedActivity"],
  ["entry", "notes", "notes"],
];

/** Every documented member of an answer. */
export const members: readonly Member[] = [
  ...required.map(([owner, word, name, type = "type"]) => ({
    owner,
    word,
    name,
    presence: `histories.${word}.present`,
    type: `histories.${word}.${type}`,
  })),
  ...promotion.map(([word, name, requirement]) => ({
    owner: "promotion" as const,
    word,
    name,
    presence: requirement,
    type: requirement,
  })),
  ...optional.map(([owner, word, name, type = "type"]) => ({
    owner,
    word,
    name,
    presence: undefined,
    type: `histories.${word}.${type}`,
  })),
];
