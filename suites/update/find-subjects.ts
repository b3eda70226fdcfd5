import { linkingUpdates } from "../histories/request.ts";
import type { Labelled } from "../need.ts";
import type { World } from "../world.ts";
import {
  listPairs,
  listTwoPrograms,
  listRepeated,
  listSharedPrograms,
  listConflicts,
  personOf,
} from "./list-groups.ts";
import { listNamed, listEachIdentifier, listWrong } from "./list-named.ts";
import { listRenewable, isRenewable, listTargets } from "./list-targets.ts";
import {
  type Linked,
  listedTiers,
  listLinked,
  listMembers,
  listPeople,
  type Member,
  plays,
  takeTurns,
} from "./members.ts";
import { foldName } from "./match.ts";
import type { TierOfProgram, Unknown, UpdateNeed, UpdateSubjects } from "./subjects.ts";

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
  "update:no-longer-linked": (world) => {
    const former = new Map(
      listPeople(world).map(({ person: { label }, customer: { histories } }) => [
        label,
        histories.memberships.map(({ programName }) => programName),
      ]),
    );
    return listNotLinked(world).filter(({ subject: { label, program } }) =>
      former.get(label.slice(0, -program.name.length - 1))?.includes(program.name),
    );
  },
  "update:cut-name": (world) =>
    label(
      listMembers(world).flatMap((member) => {
        const beginning = cutName(member);
        return beginning === undefined ? [] : [{ ...member, beginning }];
      }),
    ),
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

function listSupplementary(world: World): Linked[] {
  return listLinked(world).filter(({ membership }) => membership.type !== "EXTERNAL");
}

function isPending(linked: Linked): boolean {
  return plays(linked, "pending-relink", linked.membership.relinkPending);
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

/**
 * The name of a member's program without its end; none where that would not break off in the middle of a word, since what ends
 * as names do may be a program that the profile does not list.
 */
function cutName({ program, state }: Member): string | undefined {
  const name = /^(.*\p{L}{2})\p{L}{3}$/u.exec(program)?.[1] ?? "";
  const isOther = state.programs.some((one) => foldName(one.name) === foldName(name));
  return name.length < 4 || isOther ? undefined : name;
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
