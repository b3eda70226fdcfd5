import type { Labelled } from "../need.ts";
import type { KnownCustomer, World } from "../world.ts";
import { readInstant } from "./instant.ts";
import type { HistoriesSubjects, Person } from "./subjects.ts";

/** So many subjects are bound of a need, so that those who come first of more are all of them bound. */
const mostOfEach = 8;

/** The customers that fit, as cases ask for them. */
export function listPeople(world: World, isFit: (customer: KnownCustomer) => boolean): Labelled<Person>[] {
  const [benefits = ""] = world.activityTypes;
  const programIds = listProgramIds(world);
  return world.customers.filter(isFit).map((customer) => ({
    label: customer.label,
    subject: {
      customer,
      identifier: customer.identifiers[0],
      source: customer.source,
      benefits,
      kinds: listKinds(world),
      now: readInstant(world.now),
      dateForm: world.dateForm ?? "date-and-time",
      programIds,
    },
  }));
}

/** Where nothing is answered there is one kind to ask for all the same. */
export function listKinds({ activityTypes, activityKinds = [] }: World): readonly string[] {
  return activityKinds.length > 0 ? activityKinds : activityTypes.slice(0, 1);
}

/** Customers with partner programs, those with the most first. */
export function listMembers(world: World): Labelled<Person>[] {
  return listPeople(world, ({ histories }) => histories.memberships.length > 0).toSorted(
    (a, b) => b.subject.customer.histories.memberships.length - a.subject.customer.histories.memberships.length,
  );
}

/** Those who are answered, with partner programs first. */
export function listMembersFirst(world: World): Labelled<Person>[] {
  const others = listPeople(world, (customer) => isAnswered(customer) && customer.histories.memberships.length === 0);
  return [...listMembers(world), ...others];
}

/** The ids of all partner programs that are known. */
export function listProgramIds({ partnerPrograms, customers }: World): number[] {
  const own = customers.flatMap(({ histories }) => histories.memberships.map(({ programId }) => programId));
  return [...new Set([...partnerPrograms.flatMap(({ id }) => id ?? []), ...own])].toSorted((a, b) => a - b);
}

/**
 * Each second identifier, one kind of it after the other by turns, so that those with the most programs come first of
 * each: a cap leaves out no kind, and not the customers who show most.
 */
export function listSecond(
  people: readonly Labelled<Person>[],
): Labelled<HistoriesSubjects["histories:second-identifier"]>[] {
  const each = people.flatMap(({ label, subject }) =>
    subject.customer.identifiers.slice(1).map((second) => ({
      label: `${label}/${second.name}`,
      subject: { ...subject, second },
    })),
  );
  const ranks = new Map<string, number>();
  const ranked = each.map((labelled) => {
    const { name } = labelled.subject.second;
    const rank = ranks.get(name) ?? 0;
    ranks.set(name, rank + 1);
    return { labelled, rank };
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ labelled }) => labelled)
    .slice(0, mostOfEach);
}

/** A customer for each type of activities, then others, so many that none of the first is left out. */
export function listTypesFirst(people: readonly Labelled<Person>[]): Labelled<Person>[] {
  const shown = new Set<string>();
  const first = people.filter(({ subject: { customer } }) => {
    const { activityTypes = [] } = customer.histories;
    const isNew = activityTypes.some((type) => !shown.has(type));
    for (const type of activityTypes) shown.add(type);
    return isNew;
  });
  return [...new Set([...first, ...people])].slice(0, mostOfEach);
}

/** Whether a customer's histories are answered. */
export function isAnswered({ histories }: KnownCustomer): boolean {
  return histories.state === "answered";
}
