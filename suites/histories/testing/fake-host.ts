import { loadRealCatalog } from "../../../src/catalog/testing/load-real-catalog.ts";
import { queryEntries } from "../../../src/model/exchange.ts";
import { headerValue, type HttpRequest, type HttpResponse, type Outcome } from "../../../src/model/http.ts";
import type { Run } from "../../../src/model/run.ts";
import { runConformance } from "../../../src/run/run-conformance.ts";
import { createSuitesPhase } from "../../../src/run/run-phase.ts";
import { createFakeClock } from "../../../src/target/testing/fake-clock.ts";
import { makeUrlProfile, type OrganisationProfile, type Profile } from "../../../src/target/profile.ts";
import { createTarget } from "../../../src/target/target.ts";
import { tillAuth } from "../../testing/fake-host.ts";
import { createStandard } from "../../standard.ts";
import { type FakeCustomer, type FakeMembership, makePeople, programs } from "./fake-data.ts";
import { createFakeState, type FakeState } from "./fake-state.ts";

const day = 86_400_000;

/** What a request asks for, read as the host of this file reads it. */
export interface Question {
  readonly customer: FakeCustomer | undefined;
  readonly query: ReadonlyMap<string, string>;
  readonly kind: "benefits" | "linking" | undefined;
  readonly programId: number | undefined;
  readonly isDated: boolean;
  readonly now: number;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** One entry of an answer, any member of which a fault may change. */
export interface Entry {
  partnerProgramDetails: Record<string, unknown>;
  customerActivityHistory: { activityType: string; activityDate: string }[];
  notes?: string;
}

export interface Body {
  pagination: Record<string, unknown>;
  data: Entry[];
  warnings: unknown[];
  errors: unknown[];
}

/** Where the documents leave a choice. */
export interface Choices {
  readonly spellings?: readonly string[];
  readonly linking?: "answered" | "refused";
  /** How far an offset reaches, and what total counts. */
  readonly reach?: "all" | "ten" | "ten-of-a-total";
  readonly recent?: (left: FakeMembership, right: FakeMembership) => number;
  readonly nothing?: "empty" | "refused";
  readonly unknownCustomer?: "refused" | "empty";
  readonly unknownName?: "refused" | "empty";
  readonly unknownSource?: "refused" | "empty" | "ignored";
  readonly sources?: readonly string[];
  readonly types?: Readonly<Record<string, "EXTERNAL" | "SUPPLEMENTARY">>;
  readonly unknownType?: "refused" | "ignored" | "empty";
  readonly precision?: "second" | "whole-day" | "day-left-out";
  readonly zoneHours?: number;
  readonly forms?: readonly ("date-and-time" | "plain-day")[];
  readonly startAlone?: "until-now" | "for-a-year" | "default-window" | "refused";
  readonly endAlone?: "for-a-year" | "from-a-year-ago" | "from-the-beginning" | "default-window" | "refused";
  readonly reversed?: "refused" | "empty";
  readonly long?: "served" | "cut" | "refused";
  readonly datesWithLinking?: "ignored" | "heeded" | "refused";
  readonly limitZero?: "no-entries" | "as-default" | "refused";
  readonly limitOver?: "refused" | "capped";
  readonly limitUnder?: "refused" | "no-entries" | "as-default";
  readonly beyond?: "empty" | "refused";
  readonly order?: (entries: Entry[], count: number) => Entry[];
  readonly activities?: "newest-first" | "oldest-first";
  readonly notes?: "benefits-only" | "always" | "never";
  readonly lastUpdated?: "nowhere" | "supplementary-only" | "supplementary-always" | "any-program";
  readonly summary?: "left-out" | "empty-list";
  readonly singular?: "refused" | "same" | "own-form";
  readonly code2011?: number;
  readonly relinks?: FakeState["relinks"];
  readonly records?: boolean;
}

export interface FakeOptions {
  readonly choices?: Choices;
  readonly people?: () => FakeCustomer[];
  /** Makes the host faulty, or odd: what it sends in the place of its answer; `count` is the request's number. */
  readonly twist?: (reply: Reply, question: Question, count: number, request: HttpRequest) => Reply;
  /** Makes the host misread a request: changes its query before the host reads it. */
  readonly misread?: (query: Map<string, string>) => void;
  /** Makes writes faulty: called after each change of the host's data. */
  readonly spoil?: (people: readonly FakeCustomer[], what: "relink" | "cancel" | "batch" | "tier") => void;
  /** The actions of the state endpoint; all of them unless told otherwise. */
  readonly knows?: readonly string[];
}

const till = `Basic ${Buffer.from("till-9:kept-dark").toString("base64")}`;

export const refuse = (status: number, code: number): Reply => ({
  status,
  body: { errors: [{ status: false, code, message: "no" }] },
});

/** The answer with its body changed in place; a refusal is left alone. */
export function alter(reply: Reply, change: (body: Body) => void): Reply {
  if (!isAnswer(reply)) return reply;
  const body = structuredClone(reply.body);
  change(body);
  return { ...reply, body };
}

/** The answer with each of its entries changed in place. */
export function alterEntries(reply: Reply, change: (entry: Entry, index: number) => void): Reply {
  return alter(reply, ({ data }) => {
    for (const [index, entry] of data.entries()) change(entry, index);
  });
}

export function isAnswer(reply: Reply): reply is Reply & { readonly body: Body } {
  return typeof reply.body === "object" && reply.body !== null && "data" in reply.body;
}

/** A small host of histories, with the updates and the state endpoint that relinks need: nothing of it is the mock's. */
export function createFakeHost(options: FakeOptions = {}): (request: HttpRequest) => HttpResponse {
  const { choices = {}, people = makePeople, knows, spoil } = options;
  const state = createFakeState({
    people,
    knows: knows ?? ["reset", "clock", "batch", "state"],
    relinks: choices.relinks ?? {},
    records: choices.records ?? false,
    spoil: spoil ?? (() => {}),
  });
  let count = 0;
  const respond = ({ status, body }: Reply): HttpResponse => ({
    status,
    headers: [
      ["Content-Type", "application/json"],
      ["Date", new Date(state.now()).toUTCString()],
    ],
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  return (request) => {
    const { pathname } = new URL(request.url);
    count += 1;
    if (pathname.startsWith("/_state/")) return respond(state.steer(pathname.slice("/_state/".length), request.body));
    const own = headerValue(request.headers, "authorization") === till;
    if (pathname.endsWith("/promisedPointsSchedule")) return respond(answerPoints(state, request));
    if (pathname.endsWith("/customerPartnerProgramUpdate"))
      return respond(own ? state.update(request.body) : { status: 401, body: {} });
    const question = readQuestion(request, state, options);
    const isSingular = pathname.endsWith("customerActivityHistory");
    const reply = own ? answerQuestion(question, choices, count, state) : { status: 401, body: {} };
    if (isSingular) return respond(own ? answerSingular(reply, choices) : reply);
    return respond(options.twist?.(reply, question, count, request) ?? reply);
  };
}

function answerPoints(state: FakeState, request: HttpRequest): Reply {
  const customer = findCustomer(state, new Map(queryEntries(request.url)));
  if (customer === undefined) return refuse(400, 8015);
  const lists = { promisedPointsScheduleList: [], triggerBasedPointsList: [], warnings: [] };
  return { status: 200, body: { entityId: customer.id, entityType: "CUSTOMER", ...lists } };
}

function answerSingular(reply: Reply, { singular = "refused" }: Choices): Reply {
  if (singular === "refused") return { status: 404, body: {} };
  if (singular === "same" || !isAnswer(reply)) return reply;
  return { status: 200, body: { ...reply.body.data[0], uniqueId: "u-1", warnings: [], errors: [] } };
}

function findCustomer(state: FakeState, query: ReadonlyMap<string, string>): FakeCustomer | undefined {
  const [name, value] = [query.get("identifierName"), query.get("identifierValue")];
  if (value === undefined || value === "") return undefined;
  return state
    .people()
    .find((one) =>
      name === "id"
        ? String(one.id) === value
        : (name === "mobile" || name === "email" || name === "externalId") && one[name] === value,
    );
}

function readQuestion(request: HttpRequest, state: FakeState, { choices = {}, misread }: FakeOptions): Question {
  const query = new Map(queryEntries(request.url));
  misread?.(query);
  const { spellings = ["benefitsAvailed", "BENEFITS_AVAILED"], linking = "answered" } = choices;
  const activityType = query.get("activityType") ?? "";
  const programId = query.get("partnerProgramId");
  const isLinking = activityType === "linkingUpdates" && linking === "answered";
  return {
    customer: findCustomer(state, query),
    query,
    kind: spellings.includes(activityType) ? "benefits" : isLinking ? "linking" : undefined,
    programId: programId === undefined || programId === "" ? undefined : Number(programId),
    isDated: query.has("startDate") || query.has("endDate"),
    now: state.now(),
  };
}

const empty: Reply = {
  status: 200,
  body: { pagination: { limit: 10, offset: 0, total: 0 }, data: [], warnings: [], errors: [] },
};

function answerQuestion(question: Question, choices: Choices, count: number, state: FakeState): Reply {
  const { customer, query, kind, programId } = question;
  for (const name of ["source", "identifierName", "identifierValue", "activityType"]) {
    if (!query.has(name)) return refuse(400, 11_013);
  }
  if (!["mobile", "email", "externalId", "id"].includes(query.get("identifierName") ?? ""))
    return choices.unknownName === "empty" ? empty : refuse(400, 8013);
  const { sources = ["INSTORE", "instore"], unknownSource = "refused" } = choices;
  if (!sources.includes(query.get("source") ?? "") && unknownSource !== "ignored")
    return unknownSource === "empty" ? empty : refuse(400, 8003);
  if (customer === undefined) return choices.unknownCustomer === "empty" ? empty : refuse(400, 8015);
  if (kind === undefined) return refuse(400, 2014);
  const { nothing = "empty" } = choices;
  if (customer.memberships.length === 0 && nothing === "refused") return refuse(400, choices.code2011 ?? 2011);

  const window = readWindow(question, choices);
  if (window.kind === "refused") return refuse(400, window.code);
  const type = readType(query.get("partnerProgramType"), choices);
  if (type === "refused") return refuse(400, 4001);
  const recent = customer.memberships
    .filter((membership) => programId === undefined || membership.programId === programId)
    .filter((membership) => type === "any" || programOf(membership).type === type)
    .toSorted(choices.recent ?? ((left, right) => (left.start < right.start ? 1 : -1)));
  if (programId !== undefined && recent.length === 0 && nothing === "refused") return refuse(400, 2011);
  const reachable = choices.reach === "all" ? recent : recent.slice(0, 10);
  const written = reachable.map((membership) => writeEntry(membership, question, choices, window, state));
  const ordered = choices.order?.(written, count) ?? written;
  const page = readPaging(query, choices);
  if (page === "refused") return refuse(400, 4002);
  const data = ordered.slice(page.offset, page.offset + page.size);
  if (data.length === 0 && page.offset > 0 && choices.beyond === "refused") return refuse(400, 4003);
  const total = choices.reach === "ten-of-a-total" ? recent.length : reachable.length;
  return {
    status: 200,
    body: { pagination: { limit: page.limit, offset: page.offset, total }, data, warnings: [], errors: [] },
  };
}

function readType(
  type: string | undefined,
  choices: Choices,
): "any" | "none" | "refused" | "EXTERNAL" | "SUPPLEMENTARY" {
  const { types = { EXTERNAL: "EXTERNAL", SUPPLEMENTARY: "SUPPLEMENTARY" }, unknownType = "ignored" } = choices;
  if (type === undefined) return "any";
  return types[type] ?? { refused: "refused" as const, ignored: "any" as const, empty: "none" as const }[unknownType];
}

function readPaging(
  query: ReadonlyMap<string, string>,
  { limitZero = "no-entries", limitOver = "capped", limitUnder = "refused" }: Choices,
): { readonly limit: number; readonly size: number; readonly offset: number } | "refused" {
  const [limit, offset] = [query.get("limit"), query.get("offset")].map((text) =>
    text === undefined ? undefined : Number(text),
  );
  if ([limit, offset].some((number) => number !== undefined && !Number.isSafeInteger(number))) return "refused";
  if ((offset ?? 0) < 0) return "refused";
  const paging = (size: number) => ({ limit: size, size, offset: offset ?? 0 });
  if (limit === undefined) return paging(10);
  const choice = limit < 0 ? limitUnder : limit === 0 ? limitZero : limit > 10 ? limitOver : undefined;
  if (choice === "refused") return "refused";
  if (choice === "no-entries") return paging(0);
  return paging(choice === undefined ? limit : 10);
}

type ReadWindow =
  | { readonly kind: "open"; readonly from: number; readonly until: number }
  | { readonly kind: "refused"; readonly code: number };

/** The time whose activities are answered. */
function readWindow({ query, kind, now }: Question, choices: Choices): ReadWindow {
  const [start, end] = [query.get("startDate"), query.get("endDate")];
  const refused = (code: number): ReadWindow => ({ kind: "refused", code });
  const year = 365 * day;
  const open = (from: number, until: number): ReadWindow => ({ kind: "open", from, until });
  if (start === undefined && end === undefined)
    return kind === "linking" ? open(-Infinity, Infinity) : open(now - year, now);
  const { datesWithLinking = "refused", forms = ["date-and-time", "plain-day"] } = choices;
  if (kind === "linking" && datesWithLinking === "refused") return refused(2015);
  const ofForm = (text: string): boolean =>
    (forms.includes("date-and-time") && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) ||
    (forms.includes("plain-day") && /^\d{4}-\d\d-\d\d$/.test(text));
  if (![start, end].every((text) => text === undefined || ofForm(text))) return refused(4004);
  if (kind === "linking" && datesWithLinking === "ignored") return open(-Infinity, Infinity);
  const [from, until] = [readStart(start, choices), readEnd(end, choices)];
  if (from !== undefined && until !== undefined) {
    if (from > until) return choices.reversed === "empty" ? open(0, 0) : refused(4005);
    if (until - from <= year + day) return open(from, until);
    const { long = "refused" } = choices;
    return long === "refused" ? refused(2013) : open(long === "cut" ? until - year : from, until);
  }
  const { startAlone = "until-now", endAlone = "for-a-year" } = choices;
  const alone = from === undefined ? endAlone : startAlone;
  if (alone === "refused") return refused(4006);
  if (alone === "default-window") return open(now - year, now);
  if (from !== undefined) return open(from, alone === "for-a-year" ? from + year : now);
  const last = until ?? 0;
  if (alone === "from-a-year-ago") return open(now - year, last);
  return open(alone === "for-a-year" ? last - year : -Infinity, last);
}

/** In the host's own zone, to the second or by days. */
function readStart(text: string | undefined, { precision = "second", zoneHours = 0 }: Choices): number | undefined {
  if (text === undefined) return undefined;
  const shift = zoneHours * 3_600_000;
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`) - shift;
  if (precision === "whole-day") return midnight;
  if (precision === "day-left-out") return midnight + day;
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11) || "00:00:00"}Z`) - shift;
}

function readEnd(text: string | undefined, choices: Choices): number | undefined {
  const start = readStart(text, { ...choices, precision: choices.precision === "second" ? "second" : "whole-day" });
  if (start === undefined || (choices.precision ?? "second") === "second") return readStart(text, choices);
  return choices.precision === "whole-day" ? start + day - 1000 : start - 1000;
}

function programOf({ programId }: FakeMembership): (typeof programs)[number] {
  const program = programs.find(({ id }) => id === programId);
  if (program === undefined) throw new RangeError(`no program ${programId}`);
  return program;
}

function writeEntry(
  membership: FakeMembership,
  { kind, isDated, now, query }: Question,
  choices: Choices,
  window: ReadWindow & { kind: "open" },
  state: FakeState,
): Entry {
  const program = programOf(membership);
  const linking = state.shownLinking(membership);
  const activities = (
    kind === "linking" ? linking : membership.benefits.map((date) => ["BENEFIT_USED", date] as const)
  ).filter(([, date]) => Date.parse(date) >= window.from && Date.parse(date) <= window.until);
  const sorted = activities.toSorted(([, left], [, right]) => (left < right ? 1 : -1));
  const { lastUpdated = "supplementary-only", notes = "benefits-only", summary = "left-out" } = choices;
  const { earlyDetails = "unchanged" } = state.relinks;
  const acted = earlyDetails === "ahead" ? linking : membership.linking;
  const newest = acted.toSorted(([, left], [, right]) => (left < right ? 1 : -1))[0];
  const carries =
    lastUpdated === "any-program" ||
    (program.type === "SUPPLEMENTARY" &&
      (lastUpdated === "supplementary-always" || (lastUpdated === "supplementary-only" && kind === "linking")));
  const level = program.tiers.indexOf(membership.tier ?? "");
  const span = isDated ? [window.from, window.until] : [now - 365 * day, now];
  const noted = `showing customer activities from ${javaDate(span[0])} till ${javaDate(span[1])}`;
  const isNoted = notes === "always" || (notes === "benefits-only" && kind === "benefits");
  const { start, end, linked } = state.shownEnrolment(membership);
  return {
    partnerProgramDetails: {
      programName: "FakeDefaultProgram",
      partnerProgramId: program.id,
      partnerProgramName: program.name,
      partnerProgramDescription: program.description,
      ...(level < 0
        ? {}
        : {
            partnerTierNumber: level + 1,
            partnerTierName: membership.tier,
            partnerTierExpiryDate: membership.tierExpiry,
            partnerMembershipId: membership.membershipId,
          }),
      partnerProgramType: program.type,
      partnerProgramMembershipStartDate: start,
      partnerProgramMembershipEndDate: end,
      ...(carries && newest !== undefined
        ? {
            partnerProgramMembershipLastUpdatedDate: newest[1],
            partnerProgramMembershipLastUpdatedActivity: newest[0],
          }
        : {}),
      ...(program.benefits.length === 0 && summary === "left-out"
        ? {}
        : {
            benefitsSummary: program.benefits.map((name, index) => ({
              name,
              type: "promotionalPoints",
              mappedPromotionDetails: {
                promotionId: program.id * 10 + index,
                promotionName: `of ${name}`,
                promotionReferenceNumber: `ref-${program.id}-${index}`,
              },
              countAvailedInLast365Days: membership.benefits.filter((date) => Date.parse(date) > now - 365 * day)
                .length,
            })),
          }),
      linked,
      tierBased: program.tiers.length > 0,
    },
    customerActivityHistory: (choices.activities === "oldest-first" ? sorted.toReversed() : sorted).map(
      ([activityType, activityDate]) => ({ activityType, activityDate }),
    ),
    ...(isNoted && query.size > 0 ? { notes: noted } : {}),
  };
}

/** As Java writes a date in GMT. */
export function javaDate(instant: number | undefined): string {
  const finite = Math.max(0, Math.min(instant ?? 0, 253_402_300_799_000));
  const [weekday = "", dayOfMonth, month, year, time] = new Date(finite).toUTCString().split(/[ ,]+/);
  return `${weekday} ${month} ${dayOfMonth} ${time} GMT ${year}`;
}

/** The profile's view of these people. */
export function listCustomers(people: readonly FakeCustomer[], writable = true): OrganisationProfile["customers"] {
  return people.map(({ id, mobile, email, externalId }) => ({
    identifiers: Object.entries({ mobile, email, externalId, id: String(id) }).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    writable,
    is: [],
  }));
}

export function makeFakeOrganisation(changes: Partial<OrganisationProfile> = {}): OrganisationProfile {
  return {
    name: "main",
    auth: tillAuth,
    relinking: "on",
    loyaltyPrograms: [],
    programs: [{ name: "Harbour Club", tiers: ["Bronze", "Silver", "Gold"] }],
    customers: listCustomers(makePeople()),
    ...changes,
  };
}

const standard = createStandard(loadRealCatalog());

/** Runs cases, named by id or its beginning, against a host that is a function. */
export async function runHistories(
  options: FakeOptions,
  only: readonly string[] = ["histories", "authentication.histories"],
  organisation: Partial<OrganisationProfile> = {},
  changes: Partial<Profile> = {},
): Promise<Run> {
  const host = createFakeHost(options);
  const profile: Profile = {
    ...makeUrlProfile("http://127.0.0.1:1"),
    organisations: [
      makeFakeOrganisation({ customers: listCustomers((options.people ?? makePeople)()), ...organisation }),
    ],
    writes: true,
    state: { url: "http://127.0.0.1:1/_state/" },
    ...changes,
  };
  const transport = (request: HttpRequest): Promise<Outcome> =>
    Promise.resolve({ kind: "response", ms: 1, response: host(request) });
  const clock = createFakeClock();
  return runConformance({
    standard,
    target: createTarget({ profile, clock, transport }),
    tool: { name: "suites", version: "0" },
    id: "r",
    seed: 11,
    phases: [createSuitesPhase(standard.cases, only)],
    gates: ["violation", "deviation", "advisory"],
    clock,
    journal: "run.ndjson",
    write: () => {},
    show: () => {},
    interrupted: () => undefined,
  });
}
