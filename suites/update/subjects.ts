import type { Identifier } from "../world.ts";
import type { Linked, Member, Person } from "./members.ts";
import type { ProgramState } from "./oracle.ts";

/** Members whose tier expires so far ahead that its expiry can be put back. */
export type Renewable = Member & { readonly expiry: string };

/** A member and another tier of the program. */
export interface Target extends Member {
  readonly target: string;
  /** The kind of update that reaches it; undefined where the order of the tiers is not known. */
  readonly fitting: "UPGRADE" | "DOWNGRADE" | undefined;
  /** Numbers of the program's tiers, where anybody's histories tell them. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** A member, one of its identifiers, and another one to compare with. */
export interface Named extends Renewable {
  readonly named: Identifier;
  readonly other: Identifier | undefined;
  /** Another tier of the program, and the kind of update that reaches it. */
  readonly step: { readonly type: string; readonly tier: string } | undefined;
}

/** A kind of identifier for a value that nobody has, with a program and a tier that exist. */
export interface Unknown extends TierOfProgram {
  readonly name: string;
}

export interface TierOfProgram {
  readonly program: string;
  readonly tier: string;
}

/** What is not an identifier of somebody; nobody's where no customer at all can have it. */
export interface WrongIdentifier extends Identifier {
  readonly isNobodys: boolean;
}

/** Two memberships: of two people, or of one person in two programs. */
export interface Pair {
  readonly first: Renewable;
  readonly second: Renewable;
}

/** Two memberships with more of the kind, so that a request can hold three and more. */
export interface Group extends Pair {
  readonly more: readonly Pick<Member, "identifiers" | "program" | "tier">[];
}

/** Somebody with a relinking that is queued, or can be by the host's state endpoint. */
type Queueable = Linked & { readonly canQueue: true };

/** What update cases are run with, by what they need. */
export interface UpdateSubjects {
  /** Somebody who may be updated, and a tier that exists. */
  "update:person": Person & { readonly some: TierOfProgram };
  /** Somebody who is linked to a program. */
  "update:linked": Linked;
  /** The same, to a supplementary one. */
  "update:supplementary": Linked;
  /** Somebody with a tier. */
  "update:member": Member;
  /** One of these is enough. */
  "update:one-member": Member;
  "update:renewable": Renewable;
  "update:one-renewable": Renewable;
  "update:target": Target;
  "update:lower-target": Target;
  "update:higher-target": Target;
  "update:renewable-target": Target & Renewable;
  "update:by-id": Named;
  "update:by-mobile": Named;
  "update:by-email": Named;
  "update:by-external-id": Named;
  /** Somebody with a tier, and each of the identifiers. */
  "update:each-identifier": Member & { readonly named: Identifier };
  "update:several-identifiers": Renewable;
  /** An identifier of somebody, and others made of it by which the same person is not to be found. */
  "update:wrong-identifier": Member & { readonly wrong: readonly WrongIdentifier[] };
  "update:two-members": Group;
  "update:two-programs": Group;
  /** Somebody to be named twice, with a second program where there is one. */
  "update:repeated": Renewable & { readonly beside: Renewable | undefined };
  /** Two people who are linked to the same program, each named by another kind of identifier. */
  "update:conflict": Pair & { readonly names: readonly [Identifier, Identifier] };
  /** Somebody and a program that exists and that they are not linked to. */
  "update:not-linked": Person & { readonly program: ProgramState };
  "update:no-longer-linked": Person & { readonly program: ProgramState };
  /** The beginning of the name of the member's program, which is no program's. */
  "update:cut-name": Member & { readonly beginning: string };
  /** A tier that the member's program does not have and another program has. */
  "update:foreign-tier": Member & { readonly foreign: string };
  "update:unknown-by-id": Unknown;
  "update:unknown-by-mobile": Unknown;
  "update:unknown-by-email": Unknown;
  "update:unknown-by-external-id": Unknown;
  "update:relinking-off": Linked;
  "update:relinking-on": Linked;
  "update:nothing-pending": Linked;
  /** Somebody with a relinking that is queued, or can be by the host's state endpoint. */
  "update:pending": Linked & { readonly canQueue: boolean };
  /** The same, where the state endpoint can queue one, with another program in which the same person has a tier. */
  "update:pending-beside-tier": Linked & { readonly canQueue: true; readonly beside: Member };
  /** Two of whom one can be queued each: in the same program, or one person's in two. */
  "update:two-pending": { readonly first: Queueable; readonly second: Queueable };
  "update:member-relinking-off": Member;
  "update:renewable-relinking-off": Renewable;
  /** The same, in an organisation whose profile has credentials to leave out, or a password to falsify. */
  "update:one-member-with-credentials": Member;
  "update:one-member-with-password": Member;
  "update:renewable-with-credentials": Renewable;
  "update:without-tiers-relinking-off": Linked;
}

export type UpdateNeed = keyof UpdateSubjects;
