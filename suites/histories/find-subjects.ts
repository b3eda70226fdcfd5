import type { Labelled } from "../need.ts";
import { type KnownCustomer, mostPeople, usualSource, type World } from "../world.ts";
import { day, readInstant } from "./instant.ts";
import {
  isAnswered,
  listKinds,
  listMembers,
  listMembersFirst,
  listPeople,
  listProgramIds,
  listSecond,
  listTypesFirst,
} from "./list-people.ts";
import type { HistoriesNeed, HistoriesSubjects, Member, Person } from "./subjects.ts";

/** So many customers are enough for what does not depend on who is asked for. */
const few = 3;

/** So many programs may be all that a host shows of ten. */
const almostTen = 8;

/** The subjects of each need that an organisation offers. */
export const finders: { readonly [N in HistoriesNeed]: (world: World) => Labelled<HistoriesSubjects[N]>[] } = {
  "histories:listed-customer": (world) => listPeople(world, isUsable(world)),
  "histories:customer": (world) => listPeople(world, isAnswered),
  "histories:one-customer": (world) => listMembersFirst(world).slice(0, 1),
  "histories:few-customers": (world) => listMembersFirst(world).slice(0, few),
  "histories:customer-with-credentials": (world) => (world.hasCredentials ? listPeople(world, isAnswered) : []),
  "histories:customer-without-access": (world) => (world.hasWithoutAccess ? listPeople(world, isAnswered) : []),
  "histories:member": (world) => listMembers(world),
  "histories:activities": (world) => listTypesFirst(listMembers(world)),
  "histories:few-members": (world) => listMembers(world).slice(0, few),
  "histories:ten-programs": (world) => {
    const counted = listMembers(world).map((labelled) => ({
      labelled,
      count: labelled.subject.customer.histories.memberships.length,
    }));
    // Where nobody has ten, a host may keep those who do from showing them: it is tried with those who nearly have.
    const least = counted.some(({ count }) => count >= 10) ? 10 : almostTen;
    return counted.filter(({ count }) => count >= least).map(({ labelled }) => labelled);
  },
  "histories:without-programs": (world) => listPeople(world, isWithoutPrograms(world)),
  "histories:both-types": (world) =>
    listMembers(world).filter(({ subject: { customer } }) => {
      const { memberships, total = memberships.length } = customer.histories;
      const types = new Set(memberships.map(({ type }) => type));
      return types.has("EXTERNAL") && types.has("SUPPLEMENTARY") && Math.max(memberships.length, total) < 10;
    }),
  "histories:not-joined": (world) =>
    listPeople(world, isAnswered).flatMap(({ label, subject }) => {
      const own = subject.customer.histories.memberships.map(({ programId }) => programId);
      const foreign = subject.programIds.filter((id) => !own.includes(id));
      return foreign.length === 0 ? [] : [{ label, subject: { ...subject, foreign } }];
    }),
  "histories:benefits": (world) =>
    listMembers(world).filter(({ subject: { customer } }) => customer.histories.benefitDates.length > 0),
  "histories:benefit": (world) =>
    spread(
      listMembers(world),
      ({ customer, now }) => chooseInstants(customer.histories.benefitDates, now),
      (person, date) => ({ ...person, instant: readInstant(date) }),
    ),
  "histories:second-identifier": (world) => listSecond(listMembersFirst(world)),
  "histories:external-id": (world) =>
    listPeople(world, isAnswered).flatMap(({ label, subject }) => {
      const identifier = subject.customer.identifiers.find(({ name }) => name === "externalId");
      return identifier === undefined ? [] : [{ label, subject: { ...subject, identifier } }];
    }),
  "histories:long-mobile": (world) =>
    listMembers(world).filter(({ subject: { customer } }) =>
      customer.identifiers.some(({ name, value }) => name === "mobile" && /^\d{11,}$/.test(value)),
    ),
  "histories:instore": (world) =>
    listMembers(world)
      .filter(({ subject: { source } }) => source.toUpperCase() === "INSTORE")
      .slice(0, few),
  "histories:several-customers": (world) => listGroups(world),
  "histories:shared-program": (world) =>
    listProgramIds(world).flatMap((programId) => {
      const people = listMembers(world)
        .map(({ subject }) => subject)
        .filter(({ customer }) =>
          customer.histories.memberships.some((membership) => membership.programId === programId),
        );
      return people.length < 2
        ? []
        : [{ label: `program-${programId}`, subject: { programId, people: people.slice(0, mostPeople) } }];
    }),
  "histories:identifier-name": (world) => {
    const [benefits = ""] = world.activityTypes;
    return listIdentifierNames(world).map(({ name, source }) => ({
      label: name,
      subject: { name, source, benefits, kinds: listKinds(world) },
    }));
  },
  "histories:relinkable": (world) => listRelinkable(world),
  "histories:pending-relink": (world) => {
    const { organisation } = world;
    const pending = !world.writes
      ? []
      : listWritable(world).filter(({ subject: { customer, programId } }) =>
          customer.histories.memberships.some((one) => one.programId === programId && one.relinkPending),
        );
    const found = pending.map(({ label, subject }) => ({
      label,
      subject: { ...subject, organisation, isPending: true },
    }));
    const queued = listRelinkable(world).map(({ label, subject }) => ({
      label,
      subject: { ...subject, isPending: false },
    }));
    return [...found.slice(0, mostRelinks), ...queued.slice(0, mostRelinks)];
  },
  "histories:tier": (world) =>
    !world.writes
      ? []
      : listWritable(world).flatMap(({ label, subject }) => {
          const { customer, programId, programName } = subject;
          const membership = customer.histories.memberships.find((one) => one.programId === programId);
          const tiers = world.partnerPrograms.find(({ name }) => name === programName)?.tiers ?? [];
          const place = tiers.indexOf(membership?.tierName ?? "");
          const other = tiers[place + 1] ?? tiers[place - 1];
          if (membership?.tierName === undefined || place < 0 || other === undefined) return [];
          if (membership.linked !== true || hasSeveral(customer, programId)) return [];
          const upwards = tiers[place + 1] !== undefined;
          return [{ label, subject: { ...subject, tier: membership.tierName, other, upwards } }];
        }),
};

/** So many relinks of each kind are enough. */
const mostRelinks = 6;

function listRelinkable(world: World): Labelled<HistoriesSubjects["histories:relinkable"]>[] {
  if (!world.state || !world.writes) return [];
  const { organisation } = world;
  return listWritable(world)
    .filter(({ subject: { customer, programId, now } }) => {
      const membership = customer.histories.memberships.find((one) => one.programId === programId);
      const end = readInstant(membership?.end ?? "");
      const isLinked = membership?.type === "SUPPLEMENTARY" && membership.linked === true;
      const isFree = membership?.relinkPending === false && !hasSeveral(customer, programId);
      return isLinked && isFree && (Number.isNaN(end) || end > now + longestRelink);
    })
    .map(({ label, subject }) => ({ label, subject: { ...subject, organisation } }))
    .slice(0, mostRelinks);
}

/** The present enrolment must outlast the relink of a case, so that nothing but the relink changes it. */
const longestRelink = 10 * day;

function hasSeveral(customer: KnownCustomer, programId: number): boolean {
  return customer.histories.memberships.filter((one) => one.programId === programId).length > 1;
}

/**
 * Whether a customer has no programs, or is refused, which may be for want of them: 2011 says so (partner-program,
 * error-codes), and so may any code where others are answered and this customer's points are.
 */
function isWithoutPrograms(world: World): (customer: KnownCustomer) => boolean {
  const isAnybodyAnswered = world.customers.some(isAnswered);
  return ({ histories, points }) => {
    const { state, refusedWith, memberships, total = 0 } = histories;
    if (state === "answered") return memberships.length === 0 && total === 0;
    if (state !== "troubled" || refusedWith === undefined) return false;
    return refusedWith.includes(2011) || (isAnybodyAnswered && refusedWith.length > 0 && points.state === "answered");
  };
}

/**
 * A customer without programs may be refused, so a refusal in every form says nothing, unless nobody is answered; other
 * trouble does.
 */
function isUsable(world: World): (customer: KnownCustomer) => boolean {
  const isAnybodyAnswered = world.customers.some(isAnswered);
  return ({ histories: { state, refusedWith } }) => {
    if (state !== "troubled") return state === "answered";
    if (refusedWith === undefined) return true;
    return !isAnybodyAnswered && !refusedWith.includes(2011);
  };
}

/** Customers of the profile that no case can be run with, each with the reason. */
export function listUnusable(world: World): { label: string; reason: string }[] {
  const [isFit, isWithout] = [isUsable(world), isWithoutPrograms(world)];
  return world.customers
    .filter((customer) => !isFit(customer) && !isWithout(customer))
    .map(({ label, histories: { state, trouble = "refused" } }) => ({
      label,
      reason:
        state === "unknown"
          ? `${label} of the profile: ${trouble}; if there is such a customer, correct its identifiers under organisations[].customers`
          : `${label} of the profile: ${trouble}, which may be for want of partner programs; list one that has some`,
    }));
}

/** Each membership of the customers who may be updated, person after person. */
function listWritable(world: World): Labelled<Member>[] {
  return spread(
    listMembers(world).filter(({ subject: { customer } }) => customer.writable),
    ({ customer }) => customer.histories.memberships.map(({ programId }) => programId),
    (person, programId) => ({
      ...person,
      programId,
      programName: person.customer.histories.memberships.find((one) => one.programId === programId)?.programName ?? "",
    }),
  );
}

/** Each person with each of some values, person after person, so that a cap leaves out no person's first value. */
function spread<V extends string | number, T>(
  people: readonly Labelled<Person>[],
  list: (person: Person) => readonly V[],
  join: (person: Person, value: V) => T,
): Labelled<T>[] {
  const rounds = people.map(({ label, subject }) =>
    list(subject).map((value) => ({ label: `${label}/${value}`, subject: join(subject, value) })),
  );
  const longest = Math.max(0, ...rounds.map(({ length }) => length));
  return Array.from({ length: longest }, (_unused, round) => rounds.flatMap((items) => items[round] ?? [])).flat();
}

/**
 * The newest and the oldest, and those earliest and latest in their day, which tell time zones apart. Of those that are
 * four days old: nothing newer than now can be asked for.
 */
function chooseInstants(dates: readonly string[], now: number): string[] {
  const settled = dates.filter((date) => readInstant(date) < now - 4 * day);
  const byHour = settled.toSorted((a, b) => (readInstant(a) % day) - (readInstant(b) % day));
  const chosen = [settled.at(-1), byHour[0], byHour.at(-1), settled[0]];
  return [...new Set(chosen.filter((date) => date !== undefined))];
}

function listGroups(world: World): Labelled<HistoriesSubjects["histories:several-customers"]>[] {
  const people = listMembers(world).map(({ subject }) => subject);
  const names = new Set(people.map(({ identifier }) => identifier.name));
  return [...names].flatMap((name) => {
    const named = people.filter(({ identifier }) => identifier.name === name);
    // The same value twice is the same person, listed with another source perhaps.
    const distinct = [...new Map(named.map((person) => [person.identifier.value, person])).values()];
    return distinct.length < 2 ? [] : [{ label: name, subject: { people: distinct.slice(0, mostPeople) } }];
  });
}

/** The identifiers that the profile's customers have; the sample request's externalId where it has none. */
function listIdentifierNames(world: World): { name: string; source: string }[] {
  const names = new Map<string, string>();
  for (const { identifiers, source } of world.customers) {
    for (const { name } of identifiers) if (!names.has(name)) names.set(name, source);
  }
  if (names.size === 0) names.set("externalId", usualSource);
  return [...names].map(([name, source]) => ({ name, source }));
}
