import type { Identifier, KnownCustomer } from "../world.ts";
import type { DateForm } from "./instant.ts";

/** A customer, asked for by its first identifier unless a case says otherwise. */
export interface Person {
  readonly customer: KnownCustomer;
  readonly identifier: Identifier;
  readonly source: string;
  /** The spelling that asks for benefits availed. */
  readonly benefits: string;
  /** The activity types that are answered, one for each kind of activities. */
  readonly kinds: readonly string[];
  /** The host's present instant, in milliseconds since 1970. */
  readonly now: number;
  readonly dateForm: DateForm;
  /** The ids of all partner programs that are known, the customer's and others. */
  readonly programIds: readonly number[];
}

/** A customer's membership that a case is about. */
export interface Member extends Person {
  readonly programId: number;
  readonly programName: string;
}

/** A membership in the organisation that the state endpoint is told. */
export interface Relinkable extends Member {
  readonly organisation: string;
}

/** What histories cases are run with, by what they need. */
export interface HistoriesSubjects {
  /** Any customer of the profile; those that the host calls unknown or refuses are named as unusable. */
  "histories:listed-customer": Person;
  /** A customer whose histories are answered. */
  "histories:customer": Person;
  /** One such customer is enough. */
  "histories:one-customer": Person;
  /** The first few of them. */
  "histories:few-customers": Person;
  /** The same, in an organisation whose profile has credentials to leave out or to falsify. */
  "histories:customer-with-credentials": Person;
  /** The same, where the profile has credentials without the access group. */
  "histories:customer-without-access": Person;
  /** A customer with partner programs, those with the most first. */
  "histories:member": Person;
  /** The same, those who show a type of activities that none before them shows first. */
  "histories:activities": Person;
  /** The first few of them. */
  "histories:few-members": Person;
  /** A customer with ten programs or more; where nobody has so many, with nearly ten. */
  "histories:ten-programs": Person;
  /** A customer without partner programs. */
  "histories:without-programs": Person;
  /** A customer with external and supplementary programs, fewer than ten together. */
  "histories:both-types": Person;
  /** A customer and programs of others. */
  "histories:not-joined": Person & { readonly foreign: readonly number[] };
  /** A customer with benefits availed. */
  "histories:benefits": Person;
  /** A customer with benefits availed, and the instant of one of them. */
  "histories:benefit": Person & { readonly instant: number };
  /** A customer and a second identifier of the same customer. */
  "histories:second-identifier": Person & { readonly second: Identifier };
  /** A customer who has an externalId, asked for by it. */
  "histories:external-id": Person;
  /** A customer with partner programs who has a mobile with a country code before nine digits. */
  "histories:long-mobile": Person;
  /** A customer with partner programs whose source is the one that the documents write in two ways. */
  "histories:instore": Person;
  /** Customers named by the same kind of identifier, hence different people. */
  "histories:several-customers": { readonly people: readonly Person[] };
  /** A program and customers who are in it. */
  "histories:shared-program": { readonly programId: number; readonly people: readonly Person[] };
  /** A kind of identifier that the host understands, for a value that nobody has. */
  "histories:identifier-name": Pick<Person, "source" | "benefits" | "kinds"> & { readonly name: string };
  /** A linked supplementary membership of a customer who may be updated, on a host with a state endpoint. */
  "histories:relinkable": Relinkable;
  /** The membership of a customer who may be updated that has a relink waiting, or one that the state endpoint can queue. */
  "histories:pending-relink": Relinkable & { readonly isPending: boolean };
  /** A membership with a tier of a customer who may be updated, and another tier of the program. */
  "histories:tier": Member & { readonly tier: string; readonly other: string; readonly upwards: boolean };
}

export type HistoriesNeed = keyof HistoriesSubjects;
