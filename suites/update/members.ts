import { remember } from "../../src/model/remember.ts";
import { type Identifier, type KnownCustomer, type MembershipFacts, type World } from "../world.ts";
import { readInstant } from "../histories/instant.ts";
import { linkingUpdates } from "../histories/request.ts";
import { grace } from "./expiry.ts";
import type { KnownState, ProgramState } from "./oracle.ts";
import { identifierNames } from "./request.ts";

/** A customer that may be updated, and how it is named. */
export interface Person {
  /** Free of personal data. */
  readonly label: string;
  /** As the profile names the organisation. */
  readonly organisation: string;
  /** Those by which an update can name the customer. */
  readonly identifiers: readonly [Identifier, ...Identifier[]];
  /** By which histories are read. */
  readonly reader: Identifier;
  readonly source: string;
  /** How histories are asked for. */
  readonly activityType: string;
  /** How they are asked for so that activities of linking show; left out where the host does not answer these. */
  readonly linkingType?: string;
  /** Programs that the customer was seen in; more than ten do not fit on a page. */
  readonly programCount: number;
  readonly state: KnownState;
  /** Roles that the profile claims; none: they are found by reading. */
  readonly is: readonly string[];
  /** A program and the person's own tier in it: an update to it changes nothing. */
  readonly own: { readonly program: string; readonly tier: string } | undefined;
}

/** A person and a program that it is linked to, by the name that updates use. */
export interface Linked extends Person {
  readonly program: string;
  readonly membership: MembershipFacts;
  /** Names of tiers that exist, perhaps not all of them. */
  readonly tiers: readonly string[];
}

/** A linked person with a tier in the program. */
export interface Member extends Linked {
  readonly tier: string;
  /** When the tier expires, where that lies so far ahead that an update can put it back; ISO 8601. */
  readonly expiry: string | undefined;
}

/** Roles of people who are linked to a program. */
const linkedRoles = ["tiered-member", "benefit-member", "supplementary", "pending-relink", "many-programs"];

/** Whether somebody plays a role: what the profile says (`is`) counts, else what was found by reading. */
export function plays({ is }: Pick<Person, "is">, role: string, found: boolean): boolean {
  return is.length === 0 ? found : is.includes(role);
}

/** Customers that the profile lets be updated and whose histories were answered. */
export const listPeople: (world: World) => readonly { readonly person: Person; readonly customer: KnownCustomer }[] =
  remember(findPeople);

/** Each person with each program that it is linked to, person after person, so that a cap leaves out nobody's first. */
export const listLinked: (world: World) => readonly Linked[] = remember(findLinked);

/** The linked people with a tier. */
export const listMembers: (world: World) => readonly Member[] = remember(findMembers);

function findPeople(world: World): { readonly person: Person; readonly customer: KnownCustomer }[] {
  return world.customers
    .filter(({ writable, histories }) => writable && histories.state === "answered")
    .flatMap((customer) => {
      const [first, ...others] = customer.identifiers.filter(({ name }) => identifierNames.includes(name));
      if (first === undefined) return [];
      const person: Person = {
        label: customer.label,
        organisation: world.organisation,
        identifiers: [first, ...others],
        reader: customer.identifiers[0],
        source: customer.source,
        activityType: world.activityTypes[0] ?? "benefitsAvailed",
        ...(world.activityKinds?.includes(linkingUpdates) === true ? { linkingType: linkingUpdates } : {}),
        programCount: new Set(customer.histories.memberships.map(({ programId }) => programId)).size,
        state: {
          customer: "known",
          programs: listPrograms(customer, world),
          relinking: world.relinking,
          now: world.now,
        },
        is: customer.is,
        own: findOwn(customer),
      };
      return [{ person, customer }];
    });
}

function findLinked(world: World): Linked[] {
  const people = listPeople(world).filter(({ person }) => linkedRoles.some((role) => plays(person, role, true)));
  return takeTurns(
    people.map(({ person, customer }) =>
      listLinks(customer).map((membership): Linked => {
        const program = membership.programName;
        return { ...person, label: `${person.label}/${program}`, program, membership, tiers: tiersOf(program, world) };
      }),
    ),
  );
}

function findMembers(world: World): Member[] {
  return listLinked(world).flatMap((linked): Member[] => {
    const { tierName: tier, tierBased = true, tierExpiry } = linked.membership;
    if (tier === undefined || !plays(linked, "tiered-member", tierBased)) return [];
    return [{ ...linked, tier, expiry: keepable(tierExpiry, world.now) }];
  });
}

/**
 * The places of a program's tiers from the lowest to the highest: as the profile lists them, or by their numbers. Empty
 * where the two disagree.
 */
export function rankTiers(program: string, world: World): Record<string, number> {
  const listed = new Map(listedTiers(program, world).map((tier, index) => [tier, index]));
  const numbers = readTierNumbers(program, world);
  const both = [...listed].flatMap(([tier, place]) => {
    const number = numbers.get(tier);
    return number === undefined ? [] : [{ place, number }];
  });
  const agree = both.every(({ place, number }) =>
    both.every((other) => Math.sign(place - other.place) === Math.sign(number - other.number)),
  );
  if (!agree) return {};
  return Object.fromEntries(listed.size > 0 ? listed : numbers);
}

/** The numbers of a program's tiers, as anybody's histories show them; a tier seen with two numbers is left out. */
export function readTierNumbers(program: string, world: World): Map<string, number> {
  const numbers = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const { programName, tierName, tierNumber } of world.customers.flatMap(
    ({ histories }) => histories.memberships,
  )) {
    if (programName !== program || tierName === undefined || tierNumber === undefined) continue;
    if ((numbers.get(tierName) ?? tierNumber) !== tierNumber) doubtful.add(tierName);
    numbers.set(tierName, tierNumber);
  }
  for (const tier of doubtful) numbers.delete(tier);
  return numbers;
}

/** The tiers of a program of which the profile lists more than customers were seen in; none where reading alone has shown all that are known. */
export function listedTiers(program: string, world: World): readonly string[] {
  const tiers = tiersOf(program, world);
  const seen = new Set(
    world.customers
      .flatMap(({ histories }) => histories.memberships)
      .flatMap(({ programName, tierName }) => (programName === program && tierName !== undefined ? [tierName] : [])),
  );
  return tiers.some((tier) => !seen.has(tier)) ? tiers : [];
}

/** The first of each list, then the second of each, and so on. */
export function takeTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_unused, turn) => lists.flatMap((list) => list.slice(turn, turn + 1)));
  return turns.flat();
}

function tiersOf(program: string, world: World): readonly string[] {
  return world.partnerPrograms.find(({ name }) => name === program)?.tiers ?? [];
}

function findOwn(customer: KnownCustomer): Person["own"] {
  const own = listLinks(customer).find(({ tierName, tierBased = true }) => tierBased && tierName !== undefined);
  return own?.tierName === undefined ? undefined : { program: own.programName, tier: own.tierName };
}

/** Memberships that are linked, one for each program. */
function listLinks({ histories }: KnownCustomer): MembershipFacts[] {
  const links = histories.memberships.filter(({ linked }) => linked === true);
  return [...new Map(links.map((membership) => [membership.programName, membership])).values()];
}

/** All programs of the organisation, as this customer stands to them. */
function listPrograms({ histories }: KnownCustomer, world: World): ProgramState[] {
  const { memberships, total } = histories;
  // A customer with ten programs or more may have others that reads do not reach.
  const isComplete = memberships.length < 10 && (total === undefined || total <= memberships.length);
  const names = new Set([
    ...world.partnerPrograms.map(({ name }) => name),
    ...memberships.map(({ programName }) => programName),
  ]);
  const written = [...names].map(foldWriting);
  return [...names].map((name, index): ProgramState => {
    const own = memberships.filter(({ programName }) => programName === name);
    const link = own.find(({ linked }) => linked === true);
    // A profile and histories may write the name of one program in two ways.
    const isTwofold = written.filter((other) => other === written[index]).length > 1;
    const isOpen = own.some(({ linked }) => linked === undefined) || (own.length === 0 && (!isComplete || isTwofold));
    return {
      name,
      linked: link !== undefined ? true : isOpen ? undefined : false,
      tiers: tiersOf(name, world),
      ranks: rankTiers(name, world),
      ...(link?.tierName === undefined ? {} : { tier: link.tierName }),
      pending: own.some(({ relinkPending }) => relinkPending),
    };
  });
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A program's name as it can be compared with the same one that was escaped for HTML, or written with other blanks or letters. */
function foldWriting(name: string): string {
  const plain = name.replaceAll(
    /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,6})|#x([0-9a-f]{1,5}));/gi,
    (_all, word, ten, hex) => {
      if (word !== undefined) return entities[String(word).toLowerCase()] ?? "";
      return String.fromCodePoint(ten === undefined ? Number.parseInt(String(hex), 16) : Number(ten));
    },
  );
  return plain.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

function keepable(expiry: string | undefined, now: string): string | undefined {
  return expiry !== undefined && readInstant(expiry) - Date.parse(now) > 2 * grace ? expiry : undefined;
}
