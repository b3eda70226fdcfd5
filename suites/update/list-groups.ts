import type { Labelled } from "../need.ts";
import type { World } from "../world.ts";
import { listRenewable } from "./list-targets.ts";
import { type Linked, listMembers } from "./members.ts";
import type { Group, Pair, Renewable, UpdateSubjects } from "./subjects.ts";

/** Everybody with the next one, in the same program where there is one: what is kept for programs must not mix them up. */
export function listPairs(members: readonly Renewable[]): Labelled<Group>[] {
  const people = firstOfEach(members);
  return people.flatMap((first, index) => {
    const others = [...people.slice(index + 1), ...people.slice(0, index)];
    const second = others.find(({ program }) => program === first.program) ?? others[0];
    // The first request of all is the longest; others hold three customers.
    const more = others.filter((other) => other !== second).slice(0, index === 0 ? mostBeside : 1);
    return second === undefined ? [] : [joinGroup(first, second, more)];
  });
}

/** So many more in one request are enough. */
const mostBeside = 4;

function joinGroup(left: Renewable, right: Renewable, more: readonly Renewable[]): Labelled<Group> {
  const name = left.identifiers.find((one) => right.identifiers.some((other) => other.name === one.name))?.name;
  return {
    label: `${left.label} and ${right.label}`,
    subject: { first: nameBy(left, name), second: nameBy(right, name), more: more.map((one) => nameBy(one, name)) },
  };
}

/** The member with its identifier of this kind first. */
function nameBy(member: Renewable, name: string | undefined): Renewable {
  const [first, ...others] = member.identifiers.toSorted((a, b) => Number(b.name === name) - Number(a.name === name));
  return first === undefined ? member : { ...member, identifiers: [first, ...others] };
}

export function listTwoPrograms(world: World): Labelled<Group>[] {
  const members = listRenewable(world);
  return firstOfEach(members).flatMap((first) => {
    const second = findBeside(first, members);
    if (second === undefined) return [];
    const more = listMembers(world).filter(
      (other) =>
        personOf(other) === personOf(first) && other.program !== first.program && other.program !== second.program,
    );
    return [{ label: `${first.label} and ${second.program}`, subject: { first, second, more } }];
  });
}

/** Somebody who has two programs first, then one who has not. */
export function listRepeated(members: readonly Renewable[]): (Renewable & { beside: Renewable | undefined })[] {
  const people = firstOfEach(members).map((first) => ({ ...first, beside: findBeside(first, members) }));
  return [
    ...people.filter(({ beside }) => beside !== undefined).slice(0, 1),
    ...people.filter(({ beside }) => beside === undefined).slice(0, 1),
  ];
}

function findBeside(first: Renewable, members: readonly Renewable[]): Renewable | undefined {
  return members.find((other) => personOf(other) === personOf(first) && other.program !== first.program);
}

export function listSharedPrograms(members: readonly Renewable[]): Pair[] {
  return members.flatMap((first, index) => {
    const second = members
      .slice(index + 1)
      .find((other) => other.program === first.program && personOf(other) !== personOf(first));
    return second === undefined ? [] : [{ first, second }];
  });
}

export function listConflicts({ first, second }: Pair): Labelled<UpdateSubjects["update:conflict"]>[] {
  return first.identifiers.flatMap((one) =>
    second.identifiers
      .filter(({ name }) => name !== one.name)
      .map((other) => ({
        label: `${first.label} by ${one.name} and ${second.label} by ${other.name}`,
        subject: { first, second, names: [one, other] as const },
      })),
  );
}

function firstOfEach(members: readonly Renewable[]): Renewable[] {
  const first = new Map<string, Renewable>();
  for (const member of members) if (!first.has(personOf(member))) first.set(personOf(member), member);
  return [...first.values()];
}

export function personOf({ label: text }: Linked): string {
  return text.split("/")[0] ?? text;
}
