import { remember } from "../src/model/remember.ts";
import type { Labelled } from "./need.ts";
import type { KnownCustomer, MembershipFacts, World } from "./world.ts";

/**
 * So many subjects, each time the one that shows most of what none before it has shown: another customer, program, day,
 * tier or kind of identifier and another way to stand to the program first, then another kind of customer.
 * They are given in the order in which they were listed.
 */
export function chooseVarious<T>(subjects: readonly Labelled<T>[], { customers }: World, most: number): Labelled<T>[] {
  if (subjects.length <= most) return [...subjects];
  const left = subjects.map((labelled) => {
    const [whose = "", ...what] = labelled.label.split("/");
    const customer = customers.find(({ label }) => label === whose);
    const standing = customer === undefined ? [] : what.flatMap((part) => describeStanding(customer, part));
    return {
      labelled,
      what: [whose, ...what, ...standing],
      who: customer === undefined ? [] : describeCustomer(customer),
    };
  });
  const shown = new Set<string>();
  const chosen = new Set<Labelled<T>>();
  const countNew = (aspects: readonly string[]) => aspects.filter((aspect) => !shown.has(aspect)).length;
  while (chosen.size < most) {
    const values = left.map(({ what, who }) => countNew(what) * weight + countNew(who));
    const best = chosen.size === 0 ? 0 : values.indexOf(Math.max(...values));
    for (const { labelled, what, who } of left.splice(best, 1)) {
      chosen.add(labelled);
      for (const aspect of [...what, ...who]) shown.add(aspect);
    }
  }
  return subjects.filter((labelled) => chosen.has(labelled));
}

/** More than there are kinds of customer to tell apart. */
const weight = 1000;

/** How a customer stands to a program, where this part of a label names one of theirs. */
function describeStanding({ histories: { memberships } }: KnownCustomer, part: string): string[] {
  return memberships
    .filter(({ programId, programName }) => part === programName || part === String(programId))
    .map((membership) => `stands ${describeMembership(membership).join()}`);
}

/** What may make a host treat a customer otherwise than another. */
const describeCustomer: (customer: KnownCustomer) => readonly string[] = remember((customer: KnownCustomer) => {
  const { identifiers, source, writable, is, points, histories } = customer;
  const { memberships, benefitDates } = histories;
  return [
    `source ${source}`,
    `writable ${writable}`,
    ...identifiers.map(({ name }, index) => `${index === 0 ? "first" : "other"} identifier ${name}`),
    ...is.map((role) => `role ${role}`),
    `points ${points.state} in ${scale(points.programs.length)} programs on ${scale(points.dates.length)} days`,
    `triggers in ${scale(points.triggerPrograms.length)} programs`,
    `histories ${histories.state} of ${scale(memberships.length)} programs`,
    `benefits ${scale(benefitDates.length)}`,
    ...memberships.flatMap(describeMembership),
  ];
});

function describeMembership({ type, linked, tierBased, tierName, end, ...more }: MembershipFacts): string[] {
  return [
    `type ${type} linked ${linked}`,
    `tiers ${tierBased} in ${tierName === undefined ? "none" : "one"}`,
    `end ${end === undefined ? "open" : "set"} relink ${more.relinkPending}`,
    `linking ${scale(more.linkingActivities)} benefits ${scale(more.benefitActivities)}`,
  ];
}

/** Counts that a host may treat differently: none, one, several, as many as a page has, more. */
function scale(count: number): string {
  if (count <= 1) return String(count);
  if (count < 10) return "several";
  return count === 10 ? "ten" : "more";
}
