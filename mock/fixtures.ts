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
  readonly till: Till;
  /** Id of the program that is meant where a request names none. */
  readonly defaultProgram: number;
  readonly programs: readonly Program[];
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
  readonly promisedPoints?: readonly PromisedPoints[];
  readonly triggerBasedPoints?: readonly TriggerBasedPoints[];
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
