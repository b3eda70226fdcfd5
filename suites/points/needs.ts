import type { Binding, Draw } from "../../src/model/case.ts";
import { bindSubjects, createCaseDefiner, type Labelled, type Subject } from "../need.ts";
import { isDate } from "./schedule.ts";
import { type Identifier, type KnownCustomer, mostPeople, usualSource, type World } from "../world.ts";

/** A customer, asked for by its first identifier unless a case says otherwise. */
export interface Person {
  readonly customer: KnownCustomer;
  readonly identifier: Identifier;
  readonly source: string;
}

/** What promised-points cases are run with, by what they need. */
export interface PointsSubjects {
  /** Any customer of the profile that the host does not call unknown. */
  "points:customer": Person;
  /** The same; those that the host calls unknown are named as unusable. */
  "points:listed-customer": Person;
  /** One such customer is enough. */
  "points:one-customer": Person;
  /** The same, in an organisation whose profile has credentials to leave out or to falsify. */
  "points:customer-with-credentials": Person;
  /** A customer and a program to ask for, with or without points of that customer. */
  "points:customer-and-program": Person & { readonly programId: number };
  /** A customer with points in a program other than the one passed. */
  "points:points-elsewhere": Person & { readonly passed: number; readonly programs: readonly number[] };
  /** A customer with points outside the default program. */
  "points:points-beyond-default": Person;
  /** A customer with and without points in the default program. */
  "points:default-program": Person & { readonly defaultProgram: number | undefined };
  /** A customer with trigger-based points and a program to ask for. */
  "points:trigger-points": Person & { readonly programId: number };
  /** A customer with promised points and a day at or beside one of theirs. */
  "points:day": Person & { readonly day: string };
  /** A customer and a second identifier of the same customer. */
  "points:second-identifier": Person & {
    readonly second: Identifier;
    readonly programId: number | undefined;
    readonly day: string | undefined;
  };
  /** A customer by each of its identifiers. */
  "points:each-identifier": Person;
  /** A customer by its mobile, where that has a country code before nine digits. */
  "points:each-mobile": Person;
  /** A source that customers are asked for in. */
  "points:one-source": { readonly source: string };
  /** Customers named by the same kind of identifier, hence different people. */
  "points:several-customers": { readonly people: readonly Person[] };
  /** A customer, and the ids that the profile gives to others. */
  "points:customer-among-ids": Person & { readonly otherIds: readonly string[] };
  /** A kind of identifier that the host understands, for a value that nobody has. */
  "points:identifier-name": { readonly name: string; readonly source: string; readonly programId: number | undefined };
  /** A customer with partner programs, those first whom this operation calls unknown. */
  "points:known-to-histories": Person & { readonly activityType: string };
  /** Programs that exist, to draw one that does not. */
  "points:unknown-program": Person & { readonly programs: readonly number[] };
}

export type PointsNeed = keyof PointsSubjects;

/** A promised-points case, whose functions see the subject of its own need. */
export const definePointsCase = createCaseDefiner<PointsSubjects>();

/** So many customers of histories are asked for. */
const mostKnown = 3;

/** So many subjects of a need are enough, as various as they are chosen; with more a run against a real host would take hours. */
const mostSubjects = 12;

/** The subjects that an organisation offers for a need, or what to add to the profile. */
export function bindPoints(wanted: PointsNeed, world: World, most = mostSubjects): Binding<Subject> {
  const unusable = wanted === "points:listed-customer" ? listUnknown(world) : [];
  return bindSubjects(finders[wanted](world), world, most, explainMissing(wanted, world), unusable);
}

export function isPointsNeed(need: string): need is PointsNeed {
  return Object.hasOwn(finders, need);
}

const finders: { readonly [N in PointsNeed]: (world: World) => Labelled<PointsSubjects[N]>[] } = {
  "points:customer": (world) => listPeople(world),
  "points:listed-customer": (world) => listPeople(world),
  "points:one-customer": (world) => listPeople(world).slice(0, 1),
  "points:customer-with-credentials": (world) => (world.hasCredentials ? listPeople(world) : []),
  "points:customer-and-program": (world) =>
    spread(
      listPeople(world),
      ({ customer }) => preferred(world.programs, customer.points.programs),
      (person, programId) => ({ ...person, programId }),
    ),
  "points:points-elsewhere": (world) =>
    spread(
      listPeople(world),
      ({ customer }) => world.programs.filter((program) => customer.points.programs.some((other) => other !== program)),
      (person, passed) => ({ ...person, passed, programs: world.programs }),
    ),
  "points:points-beyond-default": (world) =>
    listPeople(world).filter(({ subject: { customer } }) => {
      const { programs } = customer.points;
      return world.defaultProgram === undefined
        ? programs.length > 1
        : programs.some((program) => program !== world.defaultProgram);
    }),
  "points:default-program": (world) =>
    listPeople(world).map(({ label, subject }) => ({
      label,
      subject: { ...subject, defaultProgram: world.defaultProgram },
    })),
  "points:trigger-points": (world) =>
    spread(
      listTriggerPeople(world),
      ({ customer }) => preferred(world.programs, customer.points.triggerPrograms),
      (person, programId) => ({ ...person, programId }),
    ),
  "points:day": (world) =>
    spread(
      listPeople(world),
      ({ customer }) => listDays(customer.points.dates),
      (person, day) => ({ ...person, day }),
    ),
  "points:second-identifier": (world) =>
    listPeople(world).flatMap(({ subject }) =>
      subject.customer.identifiers.slice(1).map((second) => ({
        label: `${subject.customer.label}/${second.name}`,
        subject: {
          ...subject,
          second,
          programId: subject.customer.points.programs.at(-1),
          day: subject.customer.points.dates.at(-1),
        },
      })),
    ),
  "points:each-identifier": (world) => listIdentifiers(world),
  "points:each-mobile": (world) =>
    listIdentifiers(world).filter(
      ({ subject: { identifier } }) => identifier.name === "mobile" && /^\d{11,}$/.test(identifier.value),
    ),
  "points:one-source": ({ customers: [first] }) => [{ label: "", subject: { source: first?.source ?? usualSource } }],
  "points:several-customers": (world) => listGroups(world),
  "points:customer-among-ids": (world) =>
    listPeople(world).flatMap(({ label, subject }) => {
      const others = world.customers.filter((customer) => customer !== subject.customer);
      const otherIds = others.flatMap(({ identifiers }) =>
        identifiers.filter(({ name }) => name === "id").map(({ value }) => value),
      );
      const own = subject.customer.identifiers.map(({ value }) => value);
      const foreign = otherIds.filter((id) => !own.includes(id));
      return foreign.length === 0 ? [] : [{ label, subject: { ...subject, otherIds: foreign } }];
    }),
  "points:identifier-name": (world) =>
    listIdentifierNames(world).map(({ name, source }) => ({
      label: name,
      subject: { name, source, programId: world.programs[0] },
    })),
  "points:known-to-histories": ({ customers, activityTypes: [activityType = "benefitsAvailed"] }) =>
    customers
      .filter(({ histories }) => histories.state === "answered" && histories.memberships.length > 0)
      .toSorted((a, b) => Number(a.points.state !== "unknown") - Number(b.points.state !== "unknown"))
      .slice(0, mostKnown)
      .map((customer) => ({
        label: customer.label,
        subject: { customer, identifier: customer.identifiers[0], source: customer.source, activityType },
      })),
  "points:unknown-program": (world) =>
    listPeople(world).map(({ label, subject }) => ({ label, subject: { ...subject, programs: world.programs } })),
};

function listUnknown(world: World): { label: string; reason: string }[] {
  return world.customers
    .filter(({ points }) => points.state === "unknown")
    .map(({ label, points: { trouble = "unknown" } }) => ({
      label,
      reason: `${label} of the profile: ${trouble}; if there is such a customer, correct its identifiers under organisations[].customers`,
    }));
}

function listPeople(world: World): Labelled<Person>[] {
  return world.customers
    .filter(({ points }) => points.state !== "unknown")
    .map((customer) => ({
      label: customer.label,
      subject: { customer, identifier: customer.identifiers[0], source: customer.source },
    }));
}

function listIdentifiers(world: World): Labelled<Person>[] {
  return listPeople(world).flatMap(({ subject }) =>
    subject.customer.identifiers.map((identifier) => ({
      label: `${subject.customer.label}/${identifier.name}`,
      subject: { ...subject, identifier },
    })),
  );
}

/** Those with promised points too, if there are any: they show whether both lists keep to the same programs. */
function listTriggerPeople(world: World): Labelled<Person>[] {
  const people = listPeople(world).filter(({ subject: { customer } }) => customer.points.triggerPrograms.length > 0);
  const both = people.filter(({ subject: { customer } }) => customer.points.programs.length > 0);
  return both.length > 0 ? both : people;
}

/** Each person with each of some values, person after person, so that a cap leaves out no person's first value. */
function spread<V extends string | number, T>(
  people: readonly Labelled<Person>[],
  list: (person: Person) => readonly V[],
  join: (person: Person, value: V) => T,
): Labelled<T>[] {
  const rounds = people.map(({ label, subject }) =>
    list(subject).map((value) => ({ label: `${label}/${value}`, subject: join(subject, value) })),
  );
  const longest = Math.max(0, ...rounds.map(({ length }) => length));
  return Array.from({ length: longest }, (_unused, round) => rounds.flatMap((items) => items[round] ?? [])).flat();
}

/** All programs, those with points of the customer and those without in turn, so that a cap leaves some of both. */
function preferred(programs: readonly number[], own: readonly number[]): number[] {
  const foreign = programs.filter((program) => !own.includes(program));
  const rounds = Array.from({ length: Math.max(own.length, foreign.length) }, (_unused, round) => [
    own[round],
    foreign[round],
  ]);
  return rounds.flat().filter((program) => program !== undefined);
}

/** The days of the points, then the day after each, at which the window's edge falls between two days. */
function listDays(dates: readonly string[]): string[] {
  return [...new Set([...dates, ...dates.map(addDay).filter(isDate)])];
}

function addDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function listGroups(world: World): Labelled<PointsSubjects["points:several-customers"]>[] {
  const answered = listPeople(world).filter(({ subject }) => subject.customer.points.state === "answered");
  const names = new Set(answered.map(({ subject }) => subject.identifier.name));
  return [...names].flatMap((name) => {
    const named = answered.map(({ subject }) => subject).filter(({ identifier }) => identifier.name === name);
    // The same value twice is the same person, listed with another source perhaps.
    const people = [...new Map(named.map((person) => [person.identifier.value, person])).values()];
    return people.length < 2 ? [] : [{ label: name, subject: { people: people.slice(0, mostPeople) } }];
  });
}

/** The identifiers that the profile's customers have; the sample requests' mobile where it has none. */
function listIdentifierNames(world: World): { name: string; source: string }[] {
  const names = new Map<string, string>();
  for (const { identifiers, source } of world.customers) {
    for (const { name } of identifiers) if (!names.has(name)) names.set(name, source);
  }
  if (names.size === 0) names.set("mobile", usualSource);
  return [...names].map(([name, source]) => ({ name, source }));
}

/** A value for an identifier of this kind that no customer has. */
export function drawUnknownIdentifier(name: string, draw: Draw): Identifier {
  if (name === "mobile") return { name, value: `999${draw.digits(9)}` };
  if (name === "email") return { name, value: `nobody.${draw.letters(12)}@example.invalid` };
  if (name === "id") return { name, value: `99${draw.digits(7)}` };
  return { name, value: `NOBODY-${draw.letters(12).toUpperCase()}` };
}

function explainMissing(wanted: PointsNeed, world: World): string {
  if (world.customers.length === 0) return "the profile lists no customers; add some under organisations[].customers";
  const unknown = world.customers.filter(({ points }) => points.state === "unknown").length;
  if (unknown === world.customers.length)
    return "the host knows none of the profile's customers; check organisations[].customers";
  const missing: Readonly<Record<PointsNeed, string>> = {
    "points:customer": "no customer that the host knows",
    "points:listed-customer": "no customer that the host knows",
    "points:one-customer": "no customer that the host knows",
    "points:customer-with-credentials":
      "no credentials to leave out or to falsify; add organisations[].auth to the profile",
    "points:customer-and-program": "no loyalty program is known; add organisations[].defaultProgram or loyaltyPrograms",
    "points:points-elsewhere":
      "no customer with promised points in one program while another exists; list a customer with points in two programs",
    "points:points-beyond-default":
      "no customer with promised points outside the default program; list one with points in two programs",
    "points:default-program": "no customer that the host knows",
    "points:trigger-points": "no customer with trigger-based points; list one",
    "points:day": "no customer with promised points; list one",
    "points:second-identifier":
      "no customer with two identifiers; give one customer of the profile a second identifier",
    "points:each-identifier": "no customer that the host knows",
    "points:each-mobile": "no customer with a mobile that has its country code (eleven digits or more); list one",
    "points:one-source": "no source is known",
    "points:several-customers": "no two customers with the same kind of identifier; list a second one",
    "points:customer-among-ids": "no customer whose id the profile tells; give one an `id`",
    "points:identifier-name": "no identifier is known",
    "points:known-to-histories": "no customer with a partner program; list one",
    "points:unknown-program": "no customer that the host knows",
  };
  return missing[wanted];
}
