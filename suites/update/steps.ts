import type { ReadExchange, StateStep } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { compareEntries, type Difference } from "../histories/compare.ts";
import {
  findEntry,
  type HistoriesPage,
  type HistoryEntry,
  type Member as DetailMember,
  readPage,
} from "../histories/page.ts";
import { linkingUpdates, requestHistories } from "../histories/request.ts";
import { initiated, newestRelinking } from "../histories/activities.ts";
import { giveUp, type Sent, type Steps } from "./flow.ts";
import type { Linked, Person } from "./members.ts";
import { type AskedCustomer, nameCustomer, requestUpdate, type Sender } from "./request.ts";
import { readResults, type UpdateResult, type UpdateResults } from "./results.ts";

/** A person's programs as histories showed them, and where in the trace. */
export interface Shown {
  readonly position: number;
  readonly page: HistoriesPage;
}

/** One reading of a person's programs, and the entry of one of them. */
export interface ShownEntry extends Shown {
  readonly entry: HistoryEntry;
}

/** A request for updates that was sent, and what became of them. */
export interface Asked {
  readonly position: number;
  readonly sent: Sent;
  readonly results: UpdateResults;
}

/** A request for one update of one customer, and what became of it. */
export interface AskedOne extends Asked {
  readonly result: UpdateResult;
}

/** Programs fit on a page; of those who have more, one program is asked for. */
const mostOnPage = 10;

/** Reads a person's programs; gives up where histories do not show them. */
export function* readPrograms(person: Person & Partial<Linked>): Steps<Shown> {
  const shown = yield* lookAgain(person);
  return shown ?? (yield* giveUp(`${person.label}'s histories were not answered, so no effect can be seen`));
}

/** Reads a person's programs once more; undefined where they are not answered now. */
export function* lookAgain(
  person: Person & Partial<Linked>,
  holds?: (page: HistoriesPage) => boolean,
): Steps<Shown | undefined> {
  const until = ({ answer }: ReadExchange): boolean => {
    const page = readPage(answer);
    return page === undefined || holds === undefined || holds(page);
  };
  const sent = yield holds === undefined ? requestPrograms(person) : { ...requestPrograms(person), until };
  const page = readPage(sent.answer);
  return page === undefined ? undefined : { position: sent.position, page };
}

/** Reads a person's programs before anything is done to one of them; gives up where that is not among them. */
export function* readBefore(linked: Linked): Steps<ShownEntry> {
  const shown = yield* readPrograms(linked);
  const entry = findEntry(shown.page, linked.program);
  if (entry?.details.linked !== true) {
    return yield* giveUp(`${linked.label} is not linked any more; list a customer who is linked to a partner program`);
  }
  return { ...shown, entry };
}

/** Reads a person's programs until the entry of one is as it should be, or the time for that has passed. */
export function* readUntil(linked: Linked, holds: (entry: HistoryEntry) => boolean): Steps<ShownEntry | undefined> {
  const sent = yield {
    ...requestPrograms(linked),
    until: ({ answer }) => {
      const entry = findOf(readPage(answer), linked.program);
      return entry !== undefined && holds(entry);
    },
  };
  const page = readPage(sent.answer);
  const entry = findOf(page, linked.program);
  return page === undefined || entry === undefined ? undefined : { position: sent.position, page, entry };
}

/**
 * Whether a relinking waits: of the program's relinking activities the newest is the initiation. Undefined where the host
 * does not answer this kind of activities, which another page describes.
 */
export function tellPending({ program }: Linked, page: HistoriesPage | undefined): boolean | undefined {
  if (page === undefined) return undefined;
  const { activities = [] } = findOf(page, program) ?? {};
  return newestRelinking({ activities }) === initiated;
}

/**
 * Reads a person's programs with their activities of linking; undefined where the host does not answer these.
 * @param holds read again until this holds, or the time for that has passed
 */
export function* readLinking(
  linked: Linked,
  holds: (page: HistoriesPage) => boolean = () => true,
): Steps<Shown | undefined> {
  return yield* lookAgain({ ...linked, activityType: linkingUpdates }, holds);
}

/** Sends updates of several customers. */
export function* sendUpdates(asked: readonly AskedCustomer[], sender: Sender = {}): Steps<Asked> {
  const sent = yield requestUpdate(asked, sender);
  return { position: sent.position, sent, results: readResults(sent.answer, asked) };
}

/** Sends one update of one person, who is named by the first identifier unless told otherwise. */
export function* sendUpdate(
  person: Person,
  update: Json,
  customer: Json = nameCustomer(person.identifiers[0]),
): Steps<AskedOne> {
  const asked = yield* sendUpdates([{ customer, partnerProgramUpdates: [update] }]);
  return { ...asked, result: firstUpdate(asked.results) };
}

/** The first update of the first customer of a request. */
export function firstUpdate({ customers }: UpdateResults): UpdateResult {
  const [first] = customers;
  return first?.updates[0] ?? { outcome: "unclear", codes: [], place: "request", pointer: "" };
}

/** Has the host's state endpoint queue a relinking. */
export function queueRelinking({ organisation, reader, program }: Linked): StateStep {
  const { name, value } = reader;
  return {
    state: "state",
    body: {
      state: "a relink is pending",
      action: "setup",
      params: { organisation, [name]: name === "id" ? Number(value) : value, partnerProgramName: program },
    },
  };
}

/** What is to stay as it is: the membership and the tier in it. */
const membershipMembers: readonly DetailMember[] = [
  "linked",
  "type",
  "membershipId",
  "start",
  "end",
  "tierName",
  "tierNumber",
  "tierExpiry",
];

/** A member of an entry that is not as it was. */
export interface Change extends Difference {
  readonly position: number;
}

/**
 * How an entry differs from what it was, if a reading of that program alone shows the same. Where the two do not agree it
 * is the histories that cannot be relied on, and nothing is said about updates.
 */
export function* confirmChange(
  person: Person,
  before: HistoryEntry,
  after: ShownEntry | undefined,
  members: readonly DetailMember[] = membershipMembers,
): Steps<Change | undefined> {
  if (after === undefined) return undefined;
  const difference = compareEntries(before, after.entry, members);
  if (difference === undefined) return undefined;
  const again = yield* readAlone(person, before);
  if (again === undefined || compareEntries(after.entry, again, members) !== undefined) return undefined;
  return { ...difference, position: after.position };
}

/** The first entry of a person's programs that is not as it was; `except` is the name of a program that may differ. */
export function* findChange(person: Person, before: Shown, after: Shown, except?: string): Steps<Change | undefined> {
  for (const entry of before.page.entries) {
    if (entry.key === undefined || entry.details.programName === except) continue;
    const others = after.page.entries.filter(({ key }) => key === entry.key);
    const [other] = others;
    if (other === undefined) {
      const gone = yield* confirmGone(person, entry, before, after);
      if (gone !== undefined) return gone;
      continue;
    }
    // Several memberships in one program cannot be told apart for sure.
    if (others.length > 1) continue;
    const change = yield* confirmChange(person, entry, { ...after, entry: other });
    if (change !== undefined) return change;
  }
  return undefined;
}

/** An entry that is not there any more, also where its program is asked for alone; of a page that may hold others none. */
function* confirmGone(
  { reader: identifier, source, activityType }: Person,
  { pointer, details: { programId, programName } }: HistoryEntry,
  before: Shown,
  after: Shown,
): Steps<Change | undefined> {
  if (programId === undefined || before.page.entries.length >= mostOnPage) return undefined;
  const sent = yield requestHistories({ identifier, source, activityType, partnerProgramId: programId });
  const page = readPage(sent.answer);
  if (page === undefined || page.entries.length > 0) return undefined;
  const expected = `an entry of the program ${String(programName)}, as at ${pointer} before`;
  return { pointer: "/data", expected, actual: "no entry of it", position: after.position };
}

/** Reads the program of an entry alone, by its id. */
export function* readAlone(
  { reader: identifier, source, activityType }: Person,
  { key, details: { programId } }: HistoryEntry,
): Steps<HistoryEntry | undefined> {
  if (programId === undefined) return undefined;
  const sent = yield requestHistories({ identifier, source, activityType, partnerProgramId: programId });
  const same = readPage(sent.answer)?.entries.filter((entry) => entry.key === key) ?? [];
  return same.length === 1 ? same[0] : undefined;
}

function requestPrograms({
  reader: identifier,
  source,
  activityType,
  programCount,
  membership,
}: Person & Partial<Linked>) {
  const alone = programCount > mostOnPage && membership !== undefined ? { partnerProgramId: membership.programId } : {};
  return requestHistories({ identifier, source, activityType, ...alone });
}

function findOf(page: HistoriesPage | undefined, program: string): HistoryEntry | undefined {
  return page === undefined ? undefined : findEntry(page, program);
}
