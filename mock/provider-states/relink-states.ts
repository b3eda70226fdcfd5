import type { Customer, Membership, Organisation, PartnerProgram } from "../fixtures.ts";
import { activateDue, initiateRelink } from "../histories/relinking-batch.ts";
import { makeMembership, moveInstant } from "../make-membership.ts";
import { chooseProgram, putProgram } from "./choose-program.ts";
import type { Change, CustomerState, OrganisationState, Situation } from "./provider-state.ts";
import { describeProgram, findLinked, putMembership } from "./put-membership.ts";
import { readInstant } from "./read-params.ts";

/** States of relinks, which supplementary memberships alone have. */
export const relinkStates: Readonly<Record<string, CustomerState>> = {
  "a relink is pending": {
    about: "customer",
    fits: (customer, organisation) => listOwn(customer, organisation, isWaiting).length > 0,
    change: queueRelink,
    // A relink cannot have been queued where relinking is off.
    turnsRelinkingOn: true,
  },
  "no relink is pending": {
    about: "customer",
    fits: (customer, organisation) => listOwn(customer, organisation, isSettled).length > 0,
    change: (situation) => {
      const program = chooseSupplementary(situation, isSettled);
      return settle(situation, program, dropRelink(findPresent(situation, program)));
    },
  },
};

/** States of the organisation's flag ALLOW_MEMBERSHIP_RELINKING. */
export const organisationStates: Readonly<Record<string, OrganisationState>> = {
  "relinking is enabled for the organisation": setRelinking(true),
  "relinking is disabled for the organisation": setRelinking(false),
};

/** The organisation with its flag as in the fixtures. */
export function putBackRelinking(organisation: Organisation, original: Organisation | undefined): Organisation {
  const { relinking: _relinking, ...rest } = organisation;
  return original?.relinking === undefined ? rest : { ...rest, relinking: original.relinking };
}

function setRelinking(relinking: boolean): OrganisationState {
  return {
    about: "organisation",
    change: (organisation) => ({ ...organisation, relinking }),
    restore: putBackRelinking,
    values: { relinking },
  };
}

function queueRelink(situation: Situation): Change {
  const { params, now, organisation } = situation;
  const program = chooseSupplementary(situation, isWaiting);
  const present = findPresent(situation, program);
  const [start, end] = [readInstant(params, "start"), readInstant(params, "end")];
  const isAsked = start !== undefined || end !== undefined || present.relink === undefined;
  const relinkStart = start ?? moveInstant(now, 30);
  const relink = { start: relinkStart, end: end ?? moveInstant(new Date(relinkStart), 365) };
  const membership = isAsked ? initiateRelink(dropRelink(present), relink, now) : present;
  const change = settle({ ...situation, organisation: { ...organisation, relinking: true } }, program, membership);
  return {
    ...change,
    values: { ...change.values, start: membership.relink?.start ?? "", end: membership.relink?.end ?? "" },
  };
}

/** The membership that the customer has or is given. A relink whose day has come is shown by now, and is not taken back. */
function findPresent({ customer, organisation, now, choices }: Situation, program: PartnerProgram): Membership {
  const present = findLinked(customer, program) ?? makeMembership(program, now);
  return activateDue(present, { organisation, now, choices });
}

/** The membership as if no relink had been queued. */
function dropRelink({ relink, ...membership }: Membership): Membership {
  const { activities } = membership;
  if (relink === undefined || activities === undefined) return membership;
  const initiated = activities.filter(({ type }) => type === "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED");
  const newest = initiated.sort((a, b) => Date.parse(b.date) - Date.parse(a.date))[0];
  return { ...membership, activities: activities.filter((activity) => activity !== newest) };
}

function settle({ organisation, customer }: Situation, program: PartnerProgram, membership: Membership): Change {
  return {
    customer: putMembership(customer, membership),
    organisation: putProgram(organisation, program),
    values: describeProgram(program),
  };
}

type Suits = (membership: Membership) => boolean;

const isWaiting: Suits = ({ relink }) => relink !== undefined;
const isSettled: Suits = ({ relink }) => relink === undefined;

/** The program of a membership that suits already, if the customer has one. */
function chooseSupplementary(situation: Situation, suits: Suits): PartnerProgram {
  const own = listOwn(situation.customer, situation.organisation, suits);
  return chooseProgram(situation, "SUPPLEMENTARY", (program) => own.length === 0 || own.includes(program));
}

/** The supplementary programs that a customer is linked to by a membership that suits. */
function listOwn(customer: Customer, { partnerPrograms = [] }: Organisation, suits: Suits): readonly PartnerProgram[] {
  return partnerPrograms.filter((program) => {
    const membership = program.type === "SUPPLEMENTARY" ? findLinked(customer, program) : undefined;
    return membership !== undefined && suits(membership);
  });
}
