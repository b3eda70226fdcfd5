import type { Ask } from "../../src/check/standard.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import type { Person } from "../discover.ts";
import type { HistoriesFacts, Identifier, MembershipFacts, PartnerProgram } from "../world.ts";
import { initiated, isOfMembership, isRelinking, newestOf } from "./activities.ts";
import { type DateForm, day, readInstant, writeDate } from "./instant.ts";
import { isYear, readNotes } from "./notes.ts";
import { type HistoryEntry, readPage } from "./page.ts";
import { type HistoriesRequest, linkingUpdates, requestHistories } from "./request.ts";

/** So many pages of a list are read. */
const mostPages = 5;

const unknownCustomer = 8015;

/** What reading everybody's histories has shown. */
export interface HistoriesFound<P extends Person> {
  readonly people: readonly { readonly person: P; readonly facts: HistoriesFacts }[];
  readonly partnerPrograms: readonly PartnerProgram[];
  /** Those that were answered first. */
  readonly activityTypes: readonly string[];
  /** The activity types that are answered, one for each kind of activities. */
  readonly activityKinds: readonly string[];
  readonly dateForm?: DateForm;
  /** The host's present instant, where notes tell it. */
  readonly now?: string;
}

/**
 * Reads each customer's histories, both kinds of them and page by page, because a host may be wrong in either: what
 * exists is what at least one shows.
 */
export async function discoverHistories<P extends Person>(
  people: readonly P[],
  known: {
    readonly activityTypes: readonly string[];
    readonly programs: readonly PartnerProgram[];
    /** The host's present instant as far as its headers tell it. */
    readonly now: () => string;
  },
  ask: Ask,
): Promise<HistoriesFound<P>> {
  let spellings = known.activityTypes;
  let now: string | undefined;
  let dateForm: DateForm | undefined;
  const found: { person: P; facts: HistoriesFacts }[] = [];
  const entries: HistoryEntry[] = [];
  const kinds = new Set<"benefits" | "linking">();

  for (const given of people) {
    const { person, spelling, walk: benefits } = await findByAnyIdentifier(given, spellings, ask);
    if (isAnswered(benefits.reads)) {
      spellings = prefer(spellings, spelling);
      kinds.add("benefits");
    }
    now = readPresent(benefits.entries) ?? now;
    const walks = [benefits];
    // A host that does not answer one request about somebody is not asked the rest; the cases will show it.
    if (benefits.reads.every(({ answer }) => answer.kind !== "failure")) {
      const linking = await walkPages(person, { activityType: linkingUpdates }, ask);
      if (isAnswered(linking.reads)) kinds.add("linking");
      walks.push(linking);
      if (benefits.entries.length > 0) {
        const earlier = await readEarlier(
          person,
          { activityType: spelling, now: now ?? known.now(), form: dateForm },
          ask,
        );
        dateForm ??= earlier.form;
        walks.push(...earlier.walks);
      }
    }
    found.push({ person, facts: collectFacts(walks) });
    entries.push(...walks.flatMap((walk) => walk.entries));
  }
  return {
    people: found,
    partnerPrograms: mergePrograms(known.programs, entries),
    activityTypes: spellings,
    activityKinds: [
      ...(kinds.has("benefits") ? spellings.slice(0, 1) : []),
      ...(kinds.has("linking") ? [linkingUpdates] : []),
    ],
    ...(dateForm === undefined ? {} : { dateForm }),
    ...(now === undefined ? {} : { now }),
  };
}

interface Walk {
  readonly activityType: string;
  readonly reads: readonly ReadExchange[];
  readonly entries: readonly HistoryEntry[];
  /** Whether dates were sent. */
  readonly dated: boolean;
}

/** The person's benefits in the first spelling that is answered, by the first identifier that the host knows. */
async function findByAnyIdentifier<P extends Person>(
  person: P,
  spellings: readonly string[],
  ask: Ask,
): Promise<{ person: P; spelling: string; walk: Walk }> {
  const tried: { person: P; spelling: string; walk: Walk }[] = [];
  for (const identifier of person.identifiers) {
    const others = person.identifiers.filter((other) => other !== identifier);
    const turned: P = { ...person, identifiers: [identifier, ...others] };
    for (const spelling of spellings) {
      const walk = await walkPages(turned, { activityType: spelling }, ask);
      tried.push({ person: turned, spelling, walk });
      if (!walk.reads.every(({ answer }) => answer.kind === "refusal") || isUnknown(walk.reads)) break;
    }
    // Another identifier is of use only where this one is not known.
    if (!isUnknown(tried.at(-1)?.walk.reads ?? [])) break;
  }
  const [
    first = { person, spelling: spellings[0] ?? "", walk: { activityType: "", reads: [], entries: [], dated: false } },
  ] = tried;
  return (
    tried.find(({ walk }) => !isUnknown(walk.reads) && isAnswered(walk.reads)) ??
    tried.find(({ walk }) => !isUnknown(walk.reads)) ??
    first
  );
}

async function walkPages(person: Person, request: HistoriesRequest, ask: Ask): Promise<Walk> {
  const reads: ReadExchange[] = [];
  const entries: HistoryEntry[] = [];
  const [identifier]: readonly Identifier[] = person.identifiers;
  for (let page = 0; page < mostPages; page += 1) {
    const offset = page === 0 ? {} : { offset: entries.length };
    const read = await ask(
      requestHistories({
        ...(identifier === undefined ? {} : { identifier }),
        source: person.source,
        ...request,
        ...offset,
      }),
    );
    reads.push(read);
    const { entries: more = [], total = 0 } = readPage(read.answer) ?? {};
    // A host that ignores the offset answers the same entries again.
    entries.push(...more.slice(0, page === 0 ? more.length : Math.max(0, total - entries.length)));
    if (more.length === 0 || entries.length >= total) break;
  }
  return { activityType: request.activityType ?? "", reads, entries, dated: request.startDate !== undefined };
}

/** The benefits of the year before the last one, in the form of dates that is taken. */
async function readEarlier(
  person: Person,
  { activityType, now, form }: { activityType: string; now: string; form: DateForm | undefined },
  ask: Ask,
): Promise<{ form?: DateForm; walks: Walk[] }> {
  const present = readInstant(now);
  const forms: readonly DateForm[] = form === undefined ? ["date-and-time", "plain-day"] : [form];
  for (const each of forms) {
    const [startDate, endDate] = [writeDate(present - 728 * day, each), writeDate(present - 365 * day, each)];
    const walk = await walkPages(person, { activityType, startDate, endDate }, ask);
    if (isAnswered(walk.reads)) return { form: each, walks: [walk] };
  }
  return { walks: [] };
}

function isAnswered(reads: readonly ReadExchange[]): boolean {
  return reads.some(({ answer }) => answer.kind === "answer");
}

function isUnknown(reads: readonly ReadExchange[]): boolean {
  return (
    reads.length > 0 &&
    reads.every(({ answer }) => answer.kind === "refusal" && answer.codes.some(({ code }) => code === unknownCustomer))
  );
}

function prefer(spellings: readonly string[], spelling: string): readonly string[] {
  return [spelling, ...spellings.filter((other) => other !== spelling)];
}

/** The second instant of a note about the last year is the present one (example-response-1). */
function readPresent(entries: readonly HistoryEntry[]): string | undefined {
  for (const { notes } of entries) {
    const noted = readNotes(notes);
    if (noted !== undefined && isYear(noted)) return new Date(noted.until).toISOString();
  }
  return undefined;
}

function collectFacts(walks: readonly Walk[]): HistoriesFacts {
  const reads = walks.flatMap((walk) => walk.reads);
  const trouble = reads.map(({ answer }) => answer).find(({ kind }) => kind !== "answer");
  const codes = reads.flatMap(({ answer }) => (answer.kind === "refusal" ? answer.codes.map(({ code }) => code) : []));
  const benefits = walks.filter(({ activityType }) => activityType !== linkingUpdates);
  const dates = benefits
    .flatMap((walk) => walk.entries)
    .flatMap(({ activities = [] }) => activities.filter(({ type }) => !isOfMembership(type)))
    .flatMap(({ date }) => date ?? []);
  const total = walks
    .flatMap((walk) => walk.reads.map(({ answer }) => readPage(answer)?.total))
    .find((each) => each !== undefined);
  return {
    state: isAnswered(reads) ? "answered" : isUnknown(reads) ? "unknown" : "troubled",
    ...(trouble === undefined ? {} : { trouble: describeAnswer(trouble) }),
    ...(reads.every(({ answer }) => answer.kind === "refusal") ? { refusedWith: [...new Set(codes)] } : {}),
    memberships: collectMemberships(walks),
    ...(total === undefined ? {} : { total }),
    ...listTypes(walks.flatMap((walk) => walk.entries)),
    benefitDates: [...new Set(dates.map((date) => new Date(readInstant(date)).toISOString()))].sort(),
  };
}

function listTypes(entries: readonly HistoryEntry[]): Pick<HistoriesFacts, "activityTypes"> {
  const types = entries.flatMap(({ activities = [] }) => activities.flatMap(({ type }) => type ?? []));
  return types.length === 0 ? {} : { activityTypes: [...new Set(types)].sort() };
}

/** The memberships that any of the lists shows; the second entry of a program is another membership in it. */
function collectMemberships(walks: readonly Walk[]): MembershipFacts[] {
  const merged = new Map<string, { readonly kind: "linking" | "benefits" | "dated"; readonly entry: HistoryEntry }[]>();
  for (const { entries, activityType, dated } of walks) {
    const kind = dated ? "dated" : activityType === linkingUpdates ? "linking" : "benefits";
    const counts = new Map<string, number>();
    for (const entry of entries) {
      if (entry.key === undefined) continue;
      const count = (counts.get(entry.key) ?? 0) + 1;
      counts.set(entry.key, count);
      const key = `${entry.key}#${count}`;
      merged.set(key, [...(merged.get(key) ?? []), { kind, entry }]);
    }
  }
  return [...merged.values()].flatMap((shown): MembershipFacts[] => {
    const details = Object.assign(
      {},
      ...shown.toReversed().map(({ entry }) => entry.details),
    ) as HistoryEntry["details"];
    const { programId, programName } = details;
    if (programId === undefined || programName === undefined) return [];
    const of = (kind: string) => shown.flatMap((one) => (one.kind === kind ? (one.entry.activities ?? []) : []));
    return [
      {
        programId,
        programName,
        ...pickFacts(details),
        relinkPending: newestOf(of("linking").filter(({ type }) => isRelinking(type)))?.type === initiated,
        linkingActivities: of("linking").length,
        benefitActivities: of("benefits").length,
      },
    ];
  });
}

function pickFacts(details: HistoryEntry["details"]): Partial<MembershipFacts> {
  const names = ["type", "linked", "tierBased", "tierName", "tierNumber", "tierExpiry", "start", "end"] as const;
  return Object.fromEntries(names.flatMap((name) => (details[name] === undefined ? [] : [[name, details[name]]])));
}

/** The profile's programs with what reads add to them, then those that only reads show. */
function mergePrograms(listed: readonly PartnerProgram[], entries: readonly HistoryEntry[]): PartnerProgram[] {
  const seen = new Map<string, PartnerProgram>(listed.map((program) => [program.name, program]));
  for (const { details } of entries) {
    const { programId: id, programName: name, type, tierName } = details;
    if (name === undefined || id === undefined) continue;
    const program = seen.get(name) ?? { name, tiers: [] };
    const tiers =
      tierName === undefined || program.tiers.includes(tierName) ? program.tiers : [...program.tiers, tierName];
    seen.set(name, { id, ...(type === undefined ? {} : { type }), ...program, tiers });
  }
  return [...seen.values()];
}
