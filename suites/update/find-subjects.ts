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
import { identifierNames } from "./request.ts";
import type {
  Group,
  Named,
  Pair,
  Renewable,
  Target,
  TierOfProgram,
  Unknown,
  UpdateNeed,
  UpdateSubjects,
  WrongIdentifier,
} from "./subjects.ts";

/** The subjects of each need, person after person, so that a cap leaves out nobody's first. */
export const finders: { readonly [N in UpdateNeed]: (world: World) => Labelled<UpdateSubjects[N]>[] } = {
  "update:person": (world) => {
    const [some] = listTiers(world);
    return some === undefined ? [] : label(listPeople(world).map(({ person }) => ({ ...person, some })));
  },
  "update:linked": (world) => label(listLinked(world)),
  "update:supplementary": (world) =>
    label(listLinked(world).filter(({ membership }) => membership.type === "SUPPLEMENTARY")),
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
  "update:each-identifier": (world) => label(listEachIdentifier(world)),
  "update:several-identifiers": (world) =>
    label(listRenewable(world).filter(({ identifiers }) => identifiers.length > 1)),
  "update:wrong-identifier": (world) => label(listWrong(world)),
  "update:two-members": (world) => listPairs(listRenewable(world)),
  "update:two-programs": (world) => listTwoPrograms(world),
  "update:repeated": (world) => label(listRepeated(listRenewable(world))),
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
  "update:pending-beside-tier": (world) => {
    const members = listMembers(world);
    return label(
      (world.state ? listSupplementary(world) : []).flatMap((linked) => {
        const beside = members.find(
          (other) => personOf(other) === personOf(linked) && other.program !== linked.program,
        );
        return beside === undefined ? [] : [{ ...linked, canQueue: true as const, beside }];
      }),
    );
  },
  "update:two-pending": (world) => {
    const all = (world.state ? listSupplementary(world) : []).map((one) => ({ ...one, canQueue: true as const }));
    return all.flatMap((first) => {
      const others = all.filter((other) => (personOf(other) === personOf(first)) !== (other.program === first.program));
      const found = [true, false].flatMap(
        (isSame) => others.find((other) => (personOf(other) === personOf(first)) === isSame) ?? [],
      );
      return found.map((second) => ({ label: `${first.label} and ${second.label}`, subject: { first, second } }));
    });
  },
  "update:pending": (world) => {
    const supplementary = listSupplementary(world);
    const pending = supplementary.filter(isPending);
    const others = world.state ? supplementary.filter((linked) => !isPending(linked)) : [];
    return label([...pending, ...others].map((linked) => ({ ...linked, canQueue: world.state })));
  },
  "update:member-relinking-off": (world) => label(listMembers(world)),
  "update:renewable-relinking-off": (world) => label(listRenewable(world)),
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

function listSupplementary(world: World): Linked[] {
  return listLinked(world).filter(({ membership }) => membership.type !== "EXTERNAL");
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

/** Each kind of identifier with each member that has one, kind after kind, so that a cap leaves out none of the kinds. */
function listEachIdentifier(world: World): (Member & { named: Identifier })[] {
  const members = listMembers(world);
  return takeTurns(
    identifierNames.map((kind, turn) =>
      // Every kind begins with somebody else.
      rotate(members, turn).flatMap((member) =>
        member.identifiers
          .filter(({ name }) => name === kind)
          .map((named) => ({ ...member, label: `${member.label}/${named.name}`, named })),
      ),
    ),
  );
}

/**
 * Values that are not those of the person: a number in the place of an address and the reverse, and parts of the
 * identifier. The end of a mobile is shorter by a digit than the number without its country.
 */
function listWrong(world: World): (Member & { wrong: WrongIdentifier[] })[] {
  const places: Readonly<Record<string, string>> = { email: "mobile", mobile: "email", externalId: "email" };
  return listEachIdentifier(world).flatMap(({ named: { name, value }, ...member }) => {
    const place = places[name];
    const isMisplaced = place !== undefined && (name === "email" || !value.includes("@"));
    // Of an id, who comes back for a part of it is also not who was named, which a rule reports.
    const parts = value.length < 6 || name === "id" ? [] : [value.slice(0, -2), value.replace(lead, "")];
    const wrong = [
      ...(isMisplaced ? [{ name: place, value, isNobodys: true }] : []),
      ...parts.map((part) => ({ name, value: part, isNobodys: false })),
    ];
    return wrong.length === 0 ? [] : [{ ...member, wrong }];
  });
}

/** The code of a country with the first digit after it; those of some mobiles may be left out, and so may zeros. */
const lead = /^\+?(1|7|2[07]|3[0-469]|4[013-9]|5[24]\d|5[13578]|56|6[0-6]|8[1246]|9[0-58]|\d{3}|.)0*./;

function rotate<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** Everybody with the next one, in the same program where there is one: what is kept for programs must not mix them up. */
function listPairs(members: readonly Renewable[]): Labelled<Group>[] {
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

function listTwoPrograms(world: World): Labelled<Group>[] {
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
function listRepeated(members: readonly Renewable[]): (Renewable & { beside: Renewable | undefined })[] {
  const people = firstOfEach(members).map((first) => ({ ...first, beside: findBeside(first, members) }));
  return [
    ...people.filter(({ beside }) => beside !== undefined).slice(0, 1),
    ...people.filter(({ beside }) => beside === undefined).slice(0, 1),
  ];
}

function findBeside(first: Renewable, members: readonly Renewable[]): Renewable | undefined {
  return members.find((other) => personOf(other) === personOf(first) && other.program !== first.program);
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

function personOf({ label: text }: Linked): string {
  return text.split("/")[0] ?? text;
}
