/** What a mock host starts with: organisations, their programs and customers, and the instant its clock stands at. */
export interface Fixtures {
  /** The version of this format. */
  readonly fixtures: 1;
  /** ISO 8601 instant at which the mock's clock stands still. */
  readonly clock: string;
  readonly organisations: readonly Organisation[];
}

/** One organisation with one till whose credentials open it. */
export interface Organisation {
  readonly name: string;
  /** Its number, which events carry; where it is left out the mock makes one up. */
  readonly orgId?: number;
  readonly till: Till;
  /** A till whose credentials are right and which is in no access group. */
  readonly tillWithoutAccess?: Till;
  /** What an access token is given out for. */
  readonly oauth?: { readonly key: string; readonly secret: string };
  /** Whether ALLOW_MEMBERSHIP_RELINKING is on; off where it is left out. */
  readonly relinking?: boolean;
  /** Id of the program that is meant where a request names none. */
  readonly defaultProgram: number;
  readonly programs: readonly Program[];
  readonly partnerPrograms?: readonly PartnerProgram[];
  readonly customers: readonly Customer[];
}

/** Public sample credentials; the password is the text itself, not its MD5. */
export interface Till {
  readonly user: string;
  readonly password: string;
}

/** A loyalty program. */
export interface Program {
  readonly id: number;
  readonly name: string;
}

/** A partner program, which customers are linked to. */
export interface PartnerProgram {
  readonly id: number;
  readonly name: string;
  readonly description?: string;
  readonly type: "EXTERNAL" | "SUPPLEMENTARY";
  /** Id of the loyalty program it belongs to; the default one where it is left out. */
  readonly program?: number;
  /** Names of its tiers, the lowest first; a program without the list has none. */
  readonly tiers?: readonly string[];
  readonly benefits?: readonly Benefit[];
}

export interface Benefit {
  readonly name: string;
  readonly type: string;
  readonly promotion: { readonly id: number; readonly name: string; readonly reference: string };
}

/** A customer's membership in a partner program, present or past. */
export interface Membership {
  /** Id of the partner program. */
  readonly program: number;
  readonly linked: boolean;
  /** ISO 8601 instants. */
  readonly start: string;
  readonly end: string;
  readonly membershipId?: string;
  /** Name of one of the program's tiers. */
  readonly tier?: string;
  /** ISO 8601 instant. */
  readonly tierExpiry?: string;
  /** What happened to the membership, in any order. */
  readonly activities?: readonly Activity[];
  /** Benefits that the customer has used, in any order. */
  readonly benefitsAvailed?: readonly BenefitAvailed[];
  /** A relink that waits for its day. */
  readonly relink?: PendingRelink;
}

export interface Activity {
  readonly type: string;
  /** ISO 8601 instant. */
  readonly date: string;
}

export interface BenefitAvailed {
  /** Name of one of the program's benefits. */
  readonly benefit: string;
  /** The activity type it is answered as. */
  readonly type: string;
  /** ISO 8601 instant. */
  readonly date: string;
}

export interface PendingRelink {
  /** ISO 8601 instants between which the new membership will last. */
  readonly start: string;
  readonly end: string;
}

/** A customer with any of the identifiers a lookup takes. */
export interface Customer {
  /** The customer id, answered as `entityId`. */
  readonly id: number;
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
  /** Only for whoever reads the file. */
  readonly note?: string;
  /** Sources in which the customer is known; without the list, in all of them. */
  readonly sources?: readonly string[];
  /** Whether the printed profile tells the id; true where it is left out. */
  readonly idInProfile?: boolean;
  /** Whether the printed profile lists the customer; true where it is left out. */
  readonly inProfile?: boolean;
  /** Whether the printed profile allows updates of the customer; true where it is left out. */
  readonly writable?: boolean;
  readonly promisedPoints?: readonly PromisedPoints[];
  readonly triggerBasedPoints?: readonly TriggerBasedPoints[];
  readonly memberships?: readonly Membership[];
}

/** Points that become redeemable on a day. */
export interface PromisedPoints {
  /** A decimal number as text, so that its scale is kept. */
  readonly points: string;
  /** `YYYY-MM-DD`. */
  readonly redeemableFrom: string;
  readonly programId: number;
  readonly pointsType: string;
}

/** Points that wait for a condition instead of a day. */
export interface TriggerBasedPoints {
  readonly points: string;
  readonly programId: number;
  readonly pointsType: string;
}

/** The identifiers by which a customer can be asked for, most personal first. */
export const identifierNames = ["mobile", "email", "externalId", "id"] as const;
export type IdentifierName = (typeof identifierNames)[number];

/** A customer's identifier as text, or undefined where the customer has none of that name. */
export function readIdentifier(customer: Customer, name: IdentifierName): string | undefined {
  const value = customer[name];
  return value === undefined ? undefined : String(value);
}
