import { findMembership } from "../find-named.ts";
import type { Benefit, PartnerProgram } from "../fixtures.ts";
import { makeMembership, moveInstant } from "../make-membership.ts";
import { chooseProgram, putProgram } from "./choose-program.ts";
import { describeProgram, findLinked, putMembership } from "./put-membership.ts";
import type { Change, CustomerState, Situation } from "./provider-state.ts";
import { readInstants, readText } from "./read-params.ts";

/** States of benefits that a customer has used. */
export const benefitStates: Readonly<Record<string, CustomerState>> = {
  "benefits were availed": {
    about: "customer",
    fits: (customer, organisation) =>
      (organisation.partnerPrograms ?? []).some(
        (program) => (findMembership(customer, program)?.benefitsAvailed ?? []).length > 0,
      ),
    change: availBenefits,
  },
};

function availBenefits(situation: Situation): Change {
  const { organisation, customer, params, now } = situation;
  const chosen = chooseProgram(situation, undefined, ({ benefits }) => benefits !== undefined);
  const name = readText(params, "benefit") ?? chosen.benefits?.[0]?.name ?? "Welcome Gift";
  const program = addBenefit(chosen, name);
  const membership = findLinked(customer, program) ?? makeMembership(program, now);
  const dates = readInstants(params, "dates") ?? [moveInstant(now, -1)];
  return {
    customer: putMembership(customer, {
      ...membership,
      benefitsAvailed: dates.map((date) => ({ benefit: name, type: "BENEFIT_AVAILED", date })),
    }),
    organisation: putProgram(organisation, program),
    values: { ...describeProgram(program), benefit: name, dates },
  };
}

function addBenefit(program: PartnerProgram, name: string): PartnerProgram {
  const { benefits = [] } = program;
  if (benefits.some((benefit) => benefit.name === name)) return program;
  const id = program.id * 100 + benefits.length;
  const reference = `00000000-0000-4000-8000-${String(id).padStart(12, "0").slice(-12)}`;
  const benefit: Benefit = { name, type: "promotionalPoints", promotion: { id, name, reference } };
  return { ...program, benefits: [...benefits, benefit] };
}
