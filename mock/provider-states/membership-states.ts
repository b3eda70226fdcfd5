import { findMembership } from "../find-named.ts";
import type { Customer, Membership, PartnerProgram } from "../fixtures.ts";
import { makeMembership, moveInstant } from "../make-membership.ts";
import { chooseProgram, findNamedProgram, makeProgram, putProgram, readType } from "./choose-program.ts";
import { describeProgram, findLinked, putMembership } from "./put-membership.ts";
import type { Change, CustomerState, Situation } from "./provider-state.ts";
import { readCount, readInstant, readText } from "./read-params.ts";

const defaultCount = 12;
const highestCount = 100;

/** States of a customer's memberships in partner programs. */
export const membershipStates: Readonly<Record<string, CustomerState>> = {
  "customer is linked to a partner program": {
    about: "customer",
    fits: (customer, organisation, params) =>
      (organisation.partnerPrograms ?? []).some(
        (program) =>
          isLinkedTo(customer, program, params) &&
          (readText(params, "tier") === undefined || program.tiers !== undefined) &&
          (params["partnerProgramName"] ?? program.name) === program.name,
      ),
    change: linkCustomer,
  },
  // Whoever is linked here has no other membership in the same program.
  "customer has one membership in a partner program": {
    about: "customer",
    fits: (customer, organisation, params) =>
      (organisation.partnerPrograms ?? []).some(
        (program) =>
          isLinkedTo(customer, program, params) &&
          (customer.memberships ?? []).filter((each) => each.program === program.id).length === 1,
      ),
    change: linkCustomer,
  },
  "customer has partner programs of both kinds": {
    about: "customer",
    fits: (customer, organisation) =>
      kinds.every((type) =>
        (organisation.partnerPrograms ?? []).some(
          (program) => program.type === type && findMembership(customer, program)?.linked === true,
        ),
      ),
    change: linkToBothKinds,
  },
  "customer is not linked to the partner program": {
    about: "customer",
    fits: (customer, organisation, params) => {
      const program = findNamedProgram({ organisation, params });
      return program === undefined || findMembership(customer, program)?.linked !== true;
    },
    change: (situation) => {
      const { organisation, customer } = situation;
      const isStranger = (program: PartnerProgram): boolean => findMembership(customer, program) === undefined;
      const program = chooseProgram(situation, readType(situation), isStranger);
      return {
        customer: {
          ...customer,
          memberships: (customer.memberships ?? []).filter((membership) => membership.program !== program.id),
        },
        organisation: putProgram(organisation, program),
        values: describeProgram(program),
      };
    },
  },
  "customer was delinked from a partner program": {
    about: "customer",
    fits: ({ memberships = [] }, _organisation, params) =>
      findNamedProgram({ organisation: _organisation, params }) === undefined &&
      memberships.some((membership) => !membership.linked),
    change: delinkCustomer,
  },
  "customer has many partner programs": {
    about: "customer",
    fits: ({ memberships = [] }, _, params) => memberships.length >= readMany(params),
    change: linkToMany,
  },
  "customer has no partner programs": {
    about: "customer",
    fits: ({ memberships = [] }) => memberships.length === 0,
    change: ({ customer }) => ({ customer: { ...customer, memberships: [] } }),
  },
};

/** Whether a customer is in the program now, and it is of the type that is asked for, if one is. */
function isLinkedTo(customer: Customer, program: PartnerProgram, params: Situation["params"]): boolean {
  return findMembership(customer, program)?.linked === true && (readType({ params }) ?? program.type) === program.type;
}

function linkCustomer(situation: Situation): Change {
  const { organisation, customer, params, now } = situation;
  const tier = readText(params, "tier");
  const type = readType(situation);
  const chosen = chooseProgram(situation, type, (program) => tier === undefined || program.tiers !== undefined);
  const tiers = chosen.tiers ?? [];
  const program = tier === undefined || tiers.includes(tier) ? chosen : { ...chosen, tiers: [...tiers, tier] };
  const present = findLinked(customer, program) ?? makeMembership(program, now);
  const tierExpiry = readInstant(params, "tierExpiry") ?? present.tierExpiry ?? (tier && present.end);
  const membership: Membership = {
    ...present,
    ...(tier === undefined ? {} : { tier }),
    ...(tierExpiry === undefined ? {} : { tierExpiry }),
  };
  return {
    customer: putMembership(customer, membership),
    organisation: putProgram(organisation, program),
    values: {
      ...describeProgram(program),
      ...(membership.membershipId === undefined ? {} : { membershipId: membership.membershipId }),
      ...(membership.tier === undefined ? {} : { tier: membership.tier }),
      ...(membership.tierExpiry === undefined ? {} : { tierExpiry: membership.tierExpiry }),
    },
  };
}

const kinds = ["EXTERNAL", "SUPPLEMENTARY"] as const;

function linkToBothKinds(situation: Situation): Change {
  let { organisation, customer } = situation;
  for (const type of kinds) {
    const program = chooseProgram({ ...situation, organisation, customer, params: {} }, type);
    organisation = putProgram(organisation, program);
    customer = putMembership(customer, findLinked(customer, program) ?? makeMembership(program, situation.now));
  }
  return { customer, organisation };
}

/** A membership that has come to its end: histories show it, and updates find it linked to nothing. */
function delinkCustomer(situation: Situation): Change {
  const { organisation, customer, params, now } = situation;
  const isPast = (program: PartnerProgram): boolean => findMembership(customer, program)?.linked === false;
  const hasPast = (customer.memberships ?? []).some(({ linked }) => !linked);
  const program = chooseProgram(situation, readType(situation), (each) => !hasPast || isPast(each));
  const present = findMembership(customer, program) ?? makeMembership(program, now);
  const { relink: _relink, ...rest } = present;
  const end = readInstant(params, "end") ?? (present.linked ? moveInstant(now, -1) : present.end);
  return {
    customer: putMembership(customer, { ...rest, linked: false, end }),
    organisation: putProgram(organisation, program),
    values: { ...describeProgram(program), end },
  };
}

function linkToMany({ organisation, customer, params, now }: Situation): Change {
  const count = readMany(params);
  const known = new Map((organisation.partnerPrograms ?? []).map((program) => [program.id, program]));
  let [linked, changed] = [customer, organisation];
  for (const program of known.values()) {
    if ((linked.memberships ?? []).length < count && findMembership(linked, program) === undefined) {
      linked = addMembership(linked, program, now);
    }
  }
  while ((linked.memberships ?? []).length < count) {
    const program = makeProgram(changed, "EXTERNAL");
    changed = putProgram(changed, program);
    linked = addMembership(linked, program, now);
  }
  const programs = (linked.memberships ?? []).flatMap(({ program }) =>
    (changed.partnerPrograms ?? []).filter(({ id }) => id === program),
  );
  return {
    customer: linked,
    organisation: changed,
    values: { count: programs.length, partnerProgramNames: programs.map(({ name }) => name) },
  };
}

/** A membership that began a day before the ones there are, so that their order by start is one alone. */
function addMembership(customer: Customer, program: PartnerProgram, now: Date): Customer {
  const position = customer.memberships?.length ?? 0;
  return putMembership(customer, makeMembership(program, new Date(now.getTime() - position * 86_400_000)));
}

function readMany(params: Situation["params"]): number {
  return readCount(params, "count", [1, highestCount]) ?? defaultCount;
}
