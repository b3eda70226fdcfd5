import type { Customer, Membership, Organisation, PartnerProgram } from "../fixtures.ts";
import { makeMembership, moveInstant } from "../make-membership.ts";
import { chooseProgram, putProgram } from "./choose-program.ts";
import type { Change, CustomerState, Situation } from "./provider-state.ts";
import { describeProgram, findLinked, putMembership } from "./put-membership.ts";
import { readCount, readInstant, readText } from "./read-params.ts";

const defaultDays = 10;
const mostDays = 3650;

/** States of what ends before long, at an instant or in some days. */
export const endingStates: Readonly<Record<string, CustomerState>> = {
  "customer has a tier that expires": {
    about: "customer",
    fits: (customer, organisation) => listLinked(customer, organisation, hasTiers).length > 0,
    change: expireTier,
  },
  "a supplementary membership is about to expire": {
    about: "customer",
    fits: (customer, organisation) => listLinked(customer, organisation, isSupplementary).length > 0,
    change: endMembership,
  },
};

function expireTier(situation: Situation): Change {
  const { params } = situation;
  const wanted = readText(params, "tier");
  const chosen = chooseProgram(situation, undefined, hasTiers);
  const tiers = chosen.tiers ?? [];
  const tier = wanted ?? findLinked(situation.customer, chosen)?.tier ?? tiers[0] ?? "Silver";
  const program = tiers.includes(tier) ? chosen : { ...chosen, tiers: [...tiers, tier] };
  const tierExpiry = readInstant(params, "tierExpiry") ?? countDays(situation);
  return link(situation, program, { tier, tierExpiry }, { tier, tierExpiry });
}

function endMembership(situation: Situation): Change {
  const program = chooseProgram(situation, "SUPPLEMENTARY");
  const end = readInstant(situation.params, "end") ?? countDays(situation);
  return link(situation, program, { end }, { end });
}

function countDays({ params, now }: Situation): string {
  return moveInstant(now, readCount(params, "days", [0, mostDays]) ?? defaultDays);
}

function link(
  { organisation, customer, now }: Situation,
  program: PartnerProgram,
  change: Partial<Membership>,
  values: Change["values"],
): Change {
  const present = findLinked(customer, program) ?? makeMembership(program, now);
  return {
    customer: putMembership(customer, { ...present, ...change }),
    organisation: putProgram(organisation, program),
    values: { ...describeProgram(program), ...values },
  };
}

function hasTiers({ tiers = [] }: PartnerProgram): boolean {
  return tiers.length > 0;
}

function isSupplementary({ type }: PartnerProgram): boolean {
  return type === "SUPPLEMENTARY";
}

function listLinked(
  customer: Customer,
  { partnerPrograms = [] }: Organisation,
  suits: (program: PartnerProgram) => boolean,
): readonly PartnerProgram[] {
  return partnerPrograms.filter((program) => suits(program) && findLinked(customer, program) !== undefined);
}
