import { linkingUpdates } from "../histories/request.ts";
import type { Labelled } from "../need.ts";
import type { Identifier, World } from "../world.ts";
import {
  type Linked,
  listedTiers,
  listLinked,
  listMembers,
  listPeople,
  type Member,
  plays,
  readTierNumbers,
  takeTurns,
} from "./members.ts";
import { fitsType } from "./oracle.ts";
import type { Named, Pair, Renewable, Target, TierOfProgram, Unknown, UpdateNeed, UpdateSubjects } from "./subjects.ts";

/** The subjects of each need, person after person, so that a cap leaves out nobody's first. */
export const finders: { readonly [N in UpdateNeed]: (world: World) => Labelled<UpdateSubjects[N]>[] } = {
  "update:person": (world) => {
    const [some] = listTiers(world);
    return some === undefined ? [] : label(listPeople(world).map(({ person }) => ({ ...person, some })));
  },
  "update:linked": (world) => label(listLinked(world)),
  "update:member": (world) => label(listMembers(world)),
  "update:one-member": (world) => label(listMembers(world).slice(0, 1)),
  "update:renewable": (world) => label(listRenewable(world)),
  "update:one-renewable": (world) => label(listRenewable(world).slice(0, 1)),
  "update:target": (world) => label(listTargets(world)),
  "update:lower-target": (world) => label(listTargets(world).filter(({ fitting }) => fitting === "DOWNGRADE")),
  "update:higher-target": (world) => label(listTargets(world).filter(({ fitting }) => fitting === "UPGRADE")),
  "update:renewable-target": (world) => label(listTargets(world).filter(isRenewable)),
  "update:by-id": (world) => label(listNamed("id", world)),
  "update:by-mobile": (world) => label(listNamed("mobile", world)),
  "update:by-email": (world) => label(listNamed("email", world)),
  "update:by-external-id": (world) => label(listNamed("externalId", world)),
  "update:each-identifier": (world) =>
    label(
      takeTurns(
        listMembers(world).map((member) =>
          member.identifiers.map((named) => ({ ...member, label: `${member.label}/${named.name}`, named })),
        ),
      ),
    ),
  "update:several-identifiers": (world) =>
    label(listRenewable(world).filter(({ identifiers }) => identifiers.length > 1)),
  "update:misplaced-identifier": (world) => label(takeTurns(listMembers(world).map(listMisplaced))),
  "update:two-members": (world) => listPairs(listRenewable(world)),
  "update:two-programs": (world) => listTwoPrograms(listRenewable(world)),
  "update:conflict": (world) => takeTurns(listSharedPrograms(listRenewable(world)).map(listConflicts)),
  "update:not-linked": listNotLinked,
  "update:foreign-tier": (world) =>
    label(
      listMembers(world).flatMap((member) => {
        const foreign = findForeignTier(member, world);
        return foreign === undefined ? [] : [{ ...member, foreign }];
      }),
    ),
  "update:unknown-by-id": (world) => listUnknown("id", world),
  "update:unknown-by-mobile": (world) => listUnknown("mobile", world),
  "update:unknown-by-email": (world) => listUnknown("email", world),
  "update:unknown-by-external-id": (world) => listUnknown("externalId", world),
  "update:relinking-off": (world) => label(listLinked(world)),
  "update:relinking-on": (world) => label(listLinked(world)),
  // Only activities of linking tell whether a relinking waits.
  "update:nothing-pending": (world) =>
    label(
      world.activityKinds?.includes(linkingUpdates) === true
        ? listLinked(world).filter((linked) => !isPending(linked))
        : [],
    ),
  "update:pending": (world) => {
    const supplementary = listLinked(world).filter(({ membership }) => membership.type !== "EXTERNAL");
    const pending = supplementary.filter(isPending);
    const others = world.state ? supplementary.filter((linked) => !isPending(linked)) : [];
    return label([...pending, ...others].map((linked) => ({ ...linked, canQueue: world.state })));
  },
  "update:member-relinking-off": (world) => label(listMembers(world)),
  "update:one-member-with-credentials": (world) => (world.hasCredentials ? label(listMembers(world).slice(0, 1)) : []),
  // A stranger's wrong token is another requirement's matter.
  "update:one-member-with-password": (world) =>
    world.hasCredentials && world.authentication !== "oauth" ? label(listMembers(world).slice(0, 1)) : [],
  "update:renewable-with-credentials": (world) => (world.hasCredentials ? label(listRenewable(world)) : []),
  "update:without-tiers-relinking-off": (world) =>
    label(listLinked(world).filter(({ membership, tiers }) => membership.tierBased === false && tiers.length === 0)),
};

function label<T extends { readonly label: string }>(subjects: readonly T[]): Labelled<T>[] {
  return subjects.map((subject) => ({ label: subject.label, subject }));
}

function listRenewable(world: World): Renewable[] {
  return listMembers(world).filter(isRenewable);
}

function isRenewable<M extends Member>(member: M): member is M & Renewable {
  return member.expiry !== undefined;
}

function isPending(linked: Linked): boolean {
  return plays(linked, "pending-relink", linked.membership.relinkPending);
}

/** Each member with each other tier of the program. */
function listTargets(world: World): Target[] {
  return takeTurns(
    listMembers(world).map((member) => {
      const program = member.state.programs.find(({ name }) => name === member.program);
      const numbers = Object.fromEntries(readTierNumbers(member.program, world));
      return member.tiers
        .filter((tier) => tier !== member.tier)
        .map((target): Target => ({
          ...member,
          label: `${member.label}/${target}`,
          target,
          fitting: (["UPGRADE", "DOWNGRADE"] as const).find((type) => program && fitsType(type, target, program)),
          numbers,
        }));
    }),
  );
}

function listNamed(name: string, world: World): Named[] {
  const targets = listTargets(world).filter(({ fitting }) => fitting !== undefined);
  return listRenewable(world).flatMap((member) => {
    const named = member.identifiers.find((identifier) => identifier.name === name);
    if (named === undefined) return [];
    const reached = targets.find(({ label: text }) => text.startsWith(`${member.label}/`));
    const step = reached?.fitting === undefined ? undefined : { type: reached.fitting, tier: reached.target };
    return [{ ...member, named, other: member.identifiers.find((identifier) => identifier !== named), step }];
  });
}

/** Values that cannot be those of the member in which they are sent: an address is no number, a number no address. */
function listMisplaced(member: Member): (Member & { misplaced: Identifier; label: string })[] {
  const places: Readonly<Record<string, string>> = { email: "mobile", mobile: "email", externalId: "email" };
  return member.identifiers.flatMap(({ name, value }) => {
    const wrong = places[name];
    if (wrong === undefined || (name !== "email" && value.includes("@"))) return [];
    return [{ ...member, label: `${member.label}/${name} as ${wrong}`, misplaced: { name: wrong, value } }];
  });
}

/** Everybody with the next one, in the same program where there is one: what is kept for programs must not mix them up. */
function listPairs(members: readonly Renewable[]): Labelled<Pair>[] {
  const people = firstOfEach(members);
  return people.flatMap((first, index) => {
    const others = [...people.slice(index + 1), ...people.slice(0, index)];
    const second = others.find(({ program }) => program === first.program) ?? others[0];
    return second === undefined ? [] : [joinPair(first, second)];
  });
}

function joinPair(left: Renewable, right: Renewable): Labelled<Pair> {
  const name = left.identifiers.find((one) => right.identifiers.some((other) => other.name === one.name))?.name;
  return {
    label: `${left.label} and ${right.label}`,
    subject: { first: nameBy(left, name), second: nameBy(right, name) },
  };
}

/** The member with its identifier of this kind first. */
function nameBy(member: Renewable, name: string | undefined): Renewable {
  const [first, ...others] = member.identifiers.toSorted((a, b) => Number(b.name === name) - Number(a.name === name));
  return first === undefined ? member : { ...member, identifiers: [first, ...others] };
}

function listTwoPrograms(members: readonly Renewable[]): Labelled<Pair>[] {
  return firstOfEach(members).flatMap((first) => {
    const second = members.find((other) => personOf(other) === personOf(first) && other.program !== first.program);
    return second === undefined ? [] : [{ label: `${first.label} and ${second.program}`, subject: { first, second } }];
  });
}

function listSharedPrograms(members: readonly Renewable[]): Pair[] {
  return members.flatMap((first, index) => {
    const second = members
      .slice(index + 1)
      .find((other) => other.program === first.program && personOf(other) !== personOf(first));
    return second === undefined ? [] : [{ first, second }];
  });
}

function listConflicts({ first, second }: Pair): Labelled<UpdateSubjects["update:conflict"]>[] {
  return first.identifiers.flatMap((one) =>
    second.identifiers
      .filter(({ name }) => name !== one.name)
      .map((other) => ({
        label: `${first.label} by ${one.name} and ${second.label} by ${other.name}`,
        subject: { first, second, names: [one, other] as const },
      })),
  );
}

/** Programs that somebody was seen in, and hence exist; those with tiers first, because then nothing else is wrong. */
function listNotLinked(world: World): Labelled<UpdateSubjects["update:not-linked"]>[] {
  const existing = world.partnerPrograms.filter(({ id }) => id !== undefined).map(({ name }) => name);
  return label(
    takeTurns(
      listPeople(world)
        .filter(({ person }) => plays(person, "unlinked", true))
        .map(({ person }) =>
          person.state.programs
            .filter(({ name, linked }) => linked === false && existing.includes(name))
            .toSorted((a, b) => Number(b.tiers.length > 0) - Number(a.tiers.length > 0))
            .map((program) => ({ ...person, label: `${person.label}/${program.name}`, program })),
        ),
    ),
  );
}

/** A tier of another program; only where more tiers of the member's program are known than happen to be in use. */
function findForeignTier({ program, tiers }: Member, world: World): string | undefined {
  if (listedTiers(program, world).length === 0) return undefined;
  return listTiers(world).find((other) => other.program !== program && !tiers.includes(other.tier))?.tier;
}

function listUnknown(name: string, world: World): Labelled<Unknown>[] {
  return listTiers(world)
    .slice(0, 2)
    .map(({ program, tier }) => ({ label: program, subject: { name, program, tier } }));
}

/** The first tier of each program that has any. */
function listTiers({ partnerPrograms }: World): TierOfProgram[] {
  return partnerPrograms.flatMap(({ name: program, tiers: [tier] }) => (tier === undefined ? [] : [{ program, tier }]));
}

function firstOfEach(members: readonly Renewable[]): Renewable[] {
  const first = new Map<string, Renewable>();
  for (const member of members) if (!first.has(personOf(member))) first.set(personOf(member), member);
  return [...first.values()];
}

function personOf({ label: text }: Member): string {
  return text.split("/")[0] ?? text;
}
