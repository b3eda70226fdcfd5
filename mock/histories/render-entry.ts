import type { Activity, Benefit } from "../fixtures.ts";
import type { JsonMembers } from "../json-text.ts";
import type { OperationContext } from "../operation.ts";
import { type Entry, sortNewestFirst } from "./list-entries.ts";
import { type Period, isWithin, yearLength } from "./period.ts";
import { readTierNumber } from "./read-tier-number.ts";
import { renderInstant, renderNotedDate } from "./render-date.ts";

/** One entry as the samples have it: the first for benefits used in a period, the second and third without one. */
export function renderEntry(entry: Entry, period: Period | undefined, context: OperationContext): JsonMembers {
  const { choices } = context;
  const partnerProgramDetails = renderDetails(entry, period, context);
  const shown = period === undefined ? entry.activities : listAvailed(entry, period, context);
  // choice: activity-order
  const ordered = choices.activityOrder === "newest-first" ? shown : [...shown].reverse();
  // response parameters: activityType, activityDate
  const customerActivityHistory = ordered.map(({ type, date }) => ({
    activityType: type,
    activityDate: renderInstant(date, choices),
  }));
  // samples: the first alone has notes. response parameter: notes, the time that is looked at
  if (period === undefined) return { partnerProgramDetails, customerActivityHistory };
  const notes = `showing customer activities from ${renderNotedDate(period.from)} till ${renderNotedDate(period.till)}`;
  return { partnerProgramDetails, customerActivityHistory, notes };
}

/** Benefits used in the period, the newest first. */
function listAvailed({ benefitsAvailed }: Entry, period: Period, { choices }: OperationContext): readonly Activity[] {
  // parameters: startDate, endDate
  return sortNewestFirst(benefitsAvailed.filter(({ date }) => isWithin(Date.parse(date), period, choices)));
}

function renderDetails(entry: Entry, period: Period | undefined, context: OperationContext): JsonMembers {
  const { program, membership } = entry;
  const { organisation, choices } = context;
  // response parameter: programName, that of the loyalty program
  const programId = program.program ?? organisation.defaultProgram;
  // response parameter: tierBased
  const tierBased = (program.tiers ?? []).length > 0;
  const isTieredExternal = program.type === "EXTERNAL" && tierBased;
  // choice: benefits-of
  const hasBenefits = choices.benefitsOf === "tiered" ? isTieredExternal : program.type === "EXTERNAL";
  // samples: all three, what every program has
  return {
    programName: organisation.programs.find(({ id }) => id === programId)?.name ?? "",
    partnerProgramId: program.id,
    partnerProgramName: program.name,
    partnerProgramDescription: program.description ?? "",
    // samples: programs without tiers have none of it
    ...(tierBased ? renderTier(entry, context) : {}),
    ...(hasBenefits && membership.membershipId !== undefined ? { partnerMembershipId: membership.membershipId } : {}),
    partnerProgramType: program.type,
    partnerProgramMembershipStartDate: renderInstant(membership.start, choices),
    partnerProgramMembershipEndDate: renderInstant(membership.end, choices),
    ...renderLastUpdate(entry, period, context),
    ...(hasBenefits ? { benefitsSummary: renderBenefits(entry, context) } : {}),
    linked: membership.linked,
    tierBased,
  };
}

function renderTier({ program, membership }: Entry, { choices }: OperationContext): JsonMembers {
  const { tier, tierExpiry } = membership;
  const number = readTierNumber(program, membership);
  return {
    // response parameters: partnerTierNumber, partnerTierName, partnerTierExpiryDate
    ...(tier === undefined || number === undefined ? {} : { partnerTierNumber: number, partnerTierName: tier }),
    ...(tierExpiry === undefined ? {} : { partnerTierExpiryDate: renderInstant(tierExpiry, choices) }),
  };
}

function renderLastUpdate(
  { program, lastUpdate }: Entry,
  period: Period | undefined,
  { choices }: OperationContext,
): JsonMembers {
  // samples: the second and third have it, with supplementary programs. choice: last-updated-with, last-updated-of
  const isAsked = period === undefined || choices.lastUpdatedWith === "both";
  const isOfType = program.type === "SUPPLEMENTARY" || choices.lastUpdatedOf === "all";
  if (lastUpdate === undefined || !isAsked || !isOfType) return {};
  return {
    partnerProgramMembershipLastUpdatedDate: renderInstant(lastUpdate.date, choices),
    partnerProgramMembershipLastUpdatedActivity: lastUpdate.type,
  };
}

function renderBenefits({ program, benefitsAvailed }: Entry, { now }: OperationContext): readonly JsonMembers[] {
  const till = now.getTime();
  // response parameter: countAvailedInLast365Days
  const recent = benefitsAvailed.filter(({ date }) => Date.parse(date) > till - yearLength && Date.parse(date) <= till);
  return (program.benefits ?? []).map(({ name, type, promotion }: Benefit) => ({
    name,
    type,
    // sample: the first two, the members of mappedPromotionDetails
    mappedPromotionDetails: {
      promotionId: promotion.id,
      promotionName: promotion.name,
      promotionReferenceNumber: promotion.reference,
    },
    countAvailedInLast365Days: recent.filter(({ benefit }) => benefit === name).length,
  }));
}
