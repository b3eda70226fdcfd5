import { linkingUpdates } from "../histories/request.ts";
import { type Linked, listLinked, listPeople, type Person, readTierNumbers } from "../update/members.ts";
import type { KnownCustomer, World } from "../world.ts";

/** Somebody whom a sequence updates and reads. */
export interface ScenePerson extends Person {
  /** The programs that the person is linked to, by the names that updates use. */
  readonly links: readonly SceneLink[];
  /** Programs that exist and that the person is not linked to. */
  readonly foreign: readonly string[];
}

/** A program that a person is linked to. */
export interface SceneLink extends Linked {
  /** The numbers of its tiers, where they are known. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What sequences of requests play with. */
export interface Scene {
  readonly people: readonly ScenePerson[];
  /** The kinds of histories that the host answers; only the kind of linking tells whether a relink waits. */
  readonly types: readonly string[];
  readonly showsLinking: boolean;
  readonly relinking: "on" | "off" | "unknown";
  /** The host's present, in milliseconds since 1970. */
  readonly now: number;
  readonly programs: readonly number[];
}

/** So many people are enough to see that an update of one leaves the others alone. */
const mostPeople = 5;
/** More programs do not fit on a page for sure, and a sequence compares whole pages. */
const mostPrograms = 9;

/** Those who may be updated and whose programs fit on a page, those with the most different programs first. */
export function findScene(world: World): Scene | undefined {
  const links = listLinked(world);
  const people = listPeople(world)
    .filter(({ customer }) => fitsOnPage(customer))
    .map(({ person, customer }): ScenePerson => {
      const own = links
        .filter(({ label }) => label.startsWith(`${person.label}/`))
        .filter(({ program }) => isPlain(customer, program))
        .map((link): SceneLink => ({ ...link, numbers: Object.fromEntries(readTierNumbers(link.program, world)) }));
      const foreign = person.state.programs.flatMap(({ name, linked }) => (linked === false ? [name] : []));
      return { ...person, links: own, foreign };
    })
    .filter((person) => person.links.length > 0);
  if (people.length === 0) return undefined;
  const types = world.activityKinds ?? world.activityTypes.slice(0, 1);
  return {
    people: chooseVarious(people),
    types,
    showsLinking: types.includes(linkingUpdates),
    relinking: world.relinking,
    now: Date.parse(world.now),
    programs: world.programs,
  };
}

function fitsOnPage({ histories: { memberships, total = 0 } }: KnownCustomer): boolean {
  return memberships.length <= mostPrograms && total <= mostPrograms;
}

/** Several memberships in one program cannot be told apart for sure. */
function isPlain({ histories }: KnownCustomer, program: string): boolean {
  return histories.memberships.filter(({ programName }) => programName === program).length === 1;
}

/** Each next one is who adds the most kinds of links to those before: waiting relinks, tiers, supplementary programs. */
function chooseVarious(people: readonly ScenePerson[]): ScenePerson[] {
  const chosen: ScenePerson[] = [];
  const seen = new Set<string>();
  const countNew = (person: ScenePerson): number => aspectsOf(person).filter((aspect) => !seen.has(aspect)).length;
  while (chosen.length < Math.min(mostPeople, people.length)) {
    const left = people.filter((person) => !chosen.includes(person));
    const [next] = left.toSorted((a, b) => countNew(b) - countNew(a));
    if (next === undefined) break;
    chosen.push(next);
    for (const aspect of aspectsOf(next)) seen.add(aspect);
  }
  return chosen;
}

function aspectsOf({ links, identifiers }: ScenePerson): string[] {
  return [
    ...links.flatMap(({ membership: { type = "", relinkPending, tierName }, program }) => [
      program,
      `${type} ${tierName === undefined ? "without" : "with"} a tier`,
      ...(relinkPending ? ["a relink waits"] : []),
    ]),
    ...identifiers.map(({ name }) => name),
    links.length > 1 ? "several programs" : "one program",
  ];
}
