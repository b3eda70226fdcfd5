import { loadRealCatalog } from "../../src/catalog/testing/load-real-catalog.ts";
import { queryEntries } from "../../src/model/exchange.ts";
import { headerValue, type HttpRequest, type HttpResponse, noBody, type Outcome } from "../../src/model/http.ts";
import type { Run } from "../../src/model/run.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import { createSuitesPhase } from "../../src/run/run-phase.ts";
import { createFakeClock } from "../../src/target/testing/fake-clock.ts";
import { type Auth, makeUrlProfile, type OrganisationProfile, type Profile } from "../../src/target/profile.ts";
import { createTarget } from "../../src/target/target.ts";
import { createStandard } from "../standard.ts";

export interface PromisedEntry {
  readonly points: number;
  readonly redeemableFrom: string;
  readonly programId: number;
  readonly pointsType: string;
}

export type TriggerEntry = Omit<PromisedEntry, "redeemableFrom">;

export interface FakeCustomer {
  readonly id: number;
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
  readonly promised: readonly PromisedEntry[];
  readonly triggers: readonly TriggerEntry[];
}

const entry = (
  points: number,
  redeemableFrom: string,
  programId: number,
  pointsType = "bill_regular",
): PromisedEntry => ({
  points,
  redeemableFrom,
  programId,
  pointsType,
});
const waiting = (points: number, programId: number): TriggerEntry => ({
  points,
  programId,
  pointsType: "bill_promotions",
});

/** Made up: points in three programs with equal entries, trigger-based points, nothing at all, one other program alone. */
export const people: readonly [FakeCustomer, FakeCustomer, FakeCustomer, FakeCustomer] = [
  {
    id: 88_001,
    mobile: "4917000000001",
    email: "wim@people.example",
    promised: [
      entry(40, "2031-03-05", 31),
      entry(40, "2031-03-05", 31),
      entry(12.5, "2031-03-06", 32),
      entry(7, "2031-05-01", 33, "line_item_regular"),
      entry(9, "2032-01-31", 31),
    ],
    triggers: [],
  },
  {
    id: 88_002,
    mobile: "4917000000002",
    promised: [entry(5, "2031-04-01", 31), entry(6, "2031-04-02", 33)],
    triggers: [waiting(300, 31), waiting(20, 33)],
  },
  { id: 88_003, mobile: "4917000000003", promised: [], triggers: [] },
  { id: 88_004, externalId: "KX-4", promised: [entry(70, "2031-07-07", 32)], triggers: [] },
];

/** What a request asks for, read as the host of this file reads it. */
export interface Question {
  readonly customer: FakeCustomer | undefined;
  readonly all: boolean;
  readonly programId: number | undefined;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly query: ReadonlyMap<string, string>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly type?: string;
}

/** Where the documents leave a choice. */
export interface Choices {
  readonly startExclusive?: boolean;
  readonly endExclusive?: boolean;
  readonly omittedFlag?: "true" | "false" | "refused";
  readonly unknownProgramWithAll?: "ignored" | "refused";
  readonly earliestOnly?: "ignored" | "narrowed" | "refused";
  readonly dates?: "kept" | "refused";
  /** A request without a startDate hides what lies before this day. */
  readonly from?: string;
  /** A request without an endDate hides what lies after this day. */
  readonly until?: string;
  /** A request with a startDate and no endDate hides what lies more than so many days after it. */
  readonly spanDays?: number;
  /** The window is so many days wider on both sides than the dates say, as in another time zone; narrower if negative. */
  readonly slackDays?: number;
  readonly unknownCode?: (identifierName: string) => number;
}

export interface FakeOptions {
  readonly people?: readonly FakeCustomer[];
  readonly defaultProgram?: number;
  readonly programs?: readonly number[];
  readonly choices?: Choices;
  /** Makes the host faulty, or odd: what it sends in the place of its answer; `count` is the request's number. */
  readonly twist?: (reply: Reply, question: Question, request: HttpRequest, count: number) => Reply;
}

const path = "/v2/customers/lookup/promisedPointsSchedule";
const authorization = `Basic ${Buffer.from("till-9:kept-dark").toString("base64")}`;

export const refuse = (status: number, code: number): Reply => ({
  status,
  body: { errors: [{ status: false, code, message: "no" }] },
});

/** A small host of promised points: nothing of it is the mock's. */
export function createFakeHost(options: FakeOptions = {}): (request: HttpRequest) => HttpResponse {
  let count = 0;
  return (request) => {
    count += 1;
    const question = readQuestion(request, options);
    const reply = answerQuestion(question, request, options);
    const { status, body, type = "application/json" } = options.twist?.(reply, question, request, count) ?? reply;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { status, headers: [["Content-Type", type]], body: new TextEncoder().encode(text) };
  };
}

function readQuestion(request: HttpRequest, { people: list = people, choices = {} }: FakeOptions): Question {
  const query = new Map(queryEntries(request.url));
  const [name, value] = [query.get("identifierName"), query.get("identifierValue")];
  const customer = list.find((one) =>
    name === "id"
      ? String(one.id) === value
      : (name === "mobile" || name === "email" || name === "externalId") && value !== "" && one[name] === value,
  );
  const flag = query.get("fetchDataForAllPrograms") ?? choices.omittedFlag ?? "false";
  const programId = query.get("programId");
  return {
    customer: value === undefined ? undefined : customer,
    all: flag === "true",
    programId: programId === undefined || programId === "" ? undefined : Number(programId),
    startDate: query.get("startDate"),
    endDate: query.get("endDate"),
    query,
  };
}

function answerQuestion(question: Question, request: HttpRequest, options: FakeOptions): Reply {
  const { defaultProgram = 31, programs = [31, 32, 33], choices = {} } = options;
  const { customer, all, programId, startDate, endDate, query } = question;
  if (headerValue(request.headers, "authorization") !== authorization) return { status: 401, body: {} };
  if (customer === undefined) {
    const code = choices.unknownCode?.(query.get("identifierName") ?? "") ?? 8015;
    return refuse(400, code);
  }
  if (!query.has("fetchDataForAllPrograms") && choices.omittedFlag === "refused") return refuse(400, 4001);
  const isUnknown = programId !== undefined && !programs.includes(programId);
  if (isUnknown && (!all || choices.unknownProgramWithAll === "refused")) return refuse(400, 885);
  if (choices.dates === "refused" && (startDate ?? endDate) !== undefined) return refuse(400, 4002);
  const earliest = query.get("fetchEarliestExpiryOnly") === "true" ? (choices.earliestOnly ?? "ignored") : "ignored";
  if (earliest === "refused") return refuse(400, 4003);
  const wanted = programId ?? defaultProgram;
  const slack = choices.slackDays ?? 0;
  const from = startDate === undefined ? choices.from : addDays(startDate, -slack);
  const spanEnd =
    startDate === undefined || choices.spanDays === undefined ? choices.until : addDays(startDate, choices.spanDays);
  const until = endDate === undefined ? spanEnd : addDays(endDate, slack);
  const promised = customer.promised
    .filter((one) => all || one.programId === wanted)
    .filter(
      ({ redeemableFrom: day }) =>
        from === undefined ||
        day > from ||
        (day === from && (startDate === undefined || choices.startExclusive !== true)),
    )
    .filter(
      ({ redeemableFrom: day }) =>
        until === undefined ||
        day < until ||
        (day === until && (endDate === undefined || choices.endExclusive !== true)),
    );
  return {
    status: 200,
    body: {
      entityId: customer.id,
      entityType: "CUSTOMER",
      promisedPointsScheduleList: earliest === "narrowed" ? promised.slice(0, 1) : promised,
      triggerBasedPointsList: customer.triggers.filter((one) => all || one.programId === wanted),
      warnings: [],
    },
  };
}

/** Text that is no day stays as it is: what to do with it is not this choice. */
function addDays(day: string, count: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + count * 86_400_000;
  return count === 0 || Number.isNaN(time) ? day : new Date(time).toISOString().slice(0, 10);
}

/** The answer with some of its members replaced; a refusal is left alone. */
export function alter(reply: Reply, change: (body: AnswerBody) => object): Reply {
  if (!isAnswer(reply)) return reply;
  return { ...reply, body: { ...reply.body, ...change(reply.body) } };
}

export interface AnswerBody {
  readonly entityId: number;
  readonly promisedPointsScheduleList: readonly PromisedEntry[];
  readonly triggerBasedPointsList: readonly TriggerEntry[];
}

export function isAnswer(reply: Reply): reply is Reply & { readonly body: AnswerBody } {
  return typeof reply.body === "object" && reply.body !== null && "entityId" in reply.body;
}

export const tillAuth: Auth = {
  kind: "basic",
  user: { value: "till-9", shell: "${CAP_TILL}", secret: false },
  password: { value: "kept-dark", shell: "${CAP_PASSWORD}", secret: true },
  form: "plain",
};

/** The profile's view of these people; each with its id, unless told otherwise. */
export function listCustomers(list: readonly FakeCustomer[], { ids = true } = {}): OrganisationProfile["customers"] {
  return list.map(({ id, mobile, email, externalId }) => ({
    identifiers: Object.entries({ mobile, email, externalId, id: ids ? String(id) : undefined }).flatMap(
      ([name, value]) => (value === undefined ? [] : [{ name, value }]),
    ),
    writable: false,
    is: [],
  }));
}

export function makeFakeOrganisation(changes: Partial<OrganisationProfile> = {}): OrganisationProfile {
  return {
    name: "main",
    auth: tillAuth,
    relinking: "unknown",
    defaultProgram: 31,
    loyaltyPrograms: [31, 32, 33],
    programs: [],
    customers: listCustomers(people),
    ...changes,
  };
}

const standard = createStandard(loadRealCatalog());

/** All that this host can be asked for. */
const pointsAlone = ["points", "authentication.points"];

/** Runs cases, named by id or its beginning, against a host that is a function; those of promised points where none is. */
export async function runSuite(
  host: (request: HttpRequest) => HttpResponse,
  only: readonly string[],
  organisation: Partial<OrganisationProfile> = {},
  changes: Partial<Profile> = {},
): Promise<Run> {
  const profile: Profile = {
    ...makeUrlProfile("http://127.0.0.1:1"),
    organisations: [makeFakeOrganisation(organisation)],
    ...changes,
  };
  const transport = async (request: HttpRequest): Promise<Outcome> => {
    if (!new URL(request.url).pathname.endsWith(path)) {
      return { kind: "response", ms: 1, response: { status: 404, headers: [], body: noBody } };
    }
    return { kind: "response", ms: 1, response: host(request) };
  };
  const clock = createFakeClock();
  return runConformance({
    standard,
    target: createTarget({ profile, clock, transport }),
    tool: { name: "suites", version: "0" },
    id: "r",
    seed: 11,
    phases: [createSuitesPhase(standard.cases, only.length === 0 ? pointsAlone : only)],
    gates: ["violation", "deviation", "advisory"],
    clock,
    journal: "run.ndjson",
    write: () => {},
    show: () => {},
    interrupted: () => undefined,
  });
}

/** The ids of a table of cases, to run those alone. */
export function idsOf(cases: readonly { readonly id: string }[]): string[] {
  return cases.map(({ id }) => id);
}

/** What a run found: requirement and kind, each once. */
export function listFound(run: Run): string[] {
  return [...new Set(run.divergences.map(({ requirement, kind }) => `${requirement} ${kind}`))].sort();
}

/** The observed readings of one requirement. */
export function readingsOf(run: Run, requirement: string): readonly string[] {
  return run.readings.find((reading) => reading.requirement === requirement)?.readings ?? [];
}

/** Hosts that keep to the documents in their own way: every suite has to leave each of them alone. */
export const conformingHosts: readonly (readonly [what: string, options: FakeOptions])[] = [
  ["that makes the choices of the samples", {}],
  ["whose startDate is exclusive", { choices: { startExclusive: true } }],
  ["whose endDate is exclusive", { choices: { endExclusive: true } }],
  ["whose window is exclusive on both sides", { choices: { startExclusive: true, endExclusive: true } }],
  ["that refuses every date", { choices: { dates: "refused" } }],
  ["that takes an omitted flag for true", { choices: { omittedFlag: "true" } }],
  ["that refuses a request without the flag", { choices: { omittedFlag: "refused" } }],
  ["that refuses an unknown program with all programs too", { choices: { unknownProgramWithAll: "refused" } }],
  ["that narrows to the earliest expiry", { choices: { earliestOnly: "narrowed" } }],
  ["that refuses the earliest expiry alone", { choices: { earliestOnly: "refused" } }],
  ["that hides the past unless a startDate asks for it", { choices: { from: "2031-04-01" } }],
  ["that hides everything unless a startDate asks for it", { choices: { from: "2099-01-01" } }],
  ["that hides the far future unless an endDate asks for it", { choices: { until: "2031-04-30" } }],
  ["that hides everything unless an endDate asks for it", { choices: { until: "2001-01-01" } }],
  ["that hides the past and the far future", { choices: { from: "2031-03-06", until: "2031-05-01" } }],
  ["that answers no more than a year after a startDate", { choices: { spanDays: 365, until: "2031-12-31" } }],
  ["that answers no more than six weeks after a startDate", { choices: { spanDays: 42, until: "2031-03-31" } }],
  ["whose days begin a day earlier and end a day later", { choices: { slackDays: 1 } }],
  ["whose days begin a day later and end a day earlier", { choices: { slackDays: -1 } }],
  [
    "that refuses a startDate of long ago",
    {
      twist: (reply, { startDate }) =>
        startDate !== undefined && startDate < "2020-01-01" && isAnswer(reply) ? refuse(400, 1215) : reply,
    },
  ],
  [
    "that refuses an endDate far ahead",
    {
      twist: (reply, { endDate }) =>
        endDate !== undefined && endDate > "2100-01-01" && isAnswer(reply) ? refuse(400, 1217) : reply,
    },
  ],
  [
    "that calls an unknown external id 1632",
    { choices: { unknownCode: (name) => (name === "externalId" ? 1632 : 8015) } },
  ],
  ["that calls every unknown customer 1632", { choices: { unknownCode: () => 1632 } }],
  [
    "that shuffles its lists with every answer",
    {
      twist: (reply, _question, _request, count) =>
        alter(reply, ({ promisedPointsScheduleList: list, triggerBasedPointsList: triggers }) => ({
          promisedPointsScheduleList: rotate(list, count),
          triggerBasedPointsList: rotate(triggers, count),
        })),
    },
  ],
  [
    "that adds members, warnings and unknown types, and tells the time in extra members",
    {
      twist: (reply, _question, _request, count) =>
        alter(reply, ({ promisedPointsScheduleList: list }) => ({
          answeredAt: count,
          warnings: [{ code: 9999, message: `number ${count}` }],
          promisedPointsScheduleList: list.map((one, index) => ({
            ...one,
            rowId: count * 100 + index,
            pointsType: "gift",
          })),
        })),
    },
  ],
  [
    "that writes numbers with other scales",
    {
      twist: (reply, _question, _request, count) =>
        isAnswer(reply) && count % 2 === 0
          ? { ...reply, body: JSON.stringify(reply.body).replaceAll(/"points":(\d+)(?=,)/g, '"points":$1.000') }
          : reply,
    },
  ],
  [
    "that refuses with HTTP 200",
    { twist: (reply) => (isAnswer(reply) || reply.status === 401 ? reply : { ...reply, status: 200 }) },
  ],
  [
    "that refuses with HTTP 404 and the code at the top",
    {
      twist: (reply) =>
        isAnswer(reply) || reply.status === 401
          ? reply
          : { status: 404, body: { status: false, code: codeOf(reply), message: "no" } },
    },
  ],
  [
    "that refuses with HTTP 401 and a code of its own",
    { twist: (reply) => (isAnswer(reply) || reply.status === 401 ? reply : { ...reply, status: 401 }) },
  ],
  [
    "that refuses with HTTP 403 and a code of its own",
    { twist: (reply) => (isAnswer(reply) || reply.status === 401 ? reply : { ...reply, status: 403 }) },
  ],
  [
    "that refuses with one error in the place of a list",
    {
      twist: (reply) =>
        isAnswer(reply) || reply.status === 401
          ? reply
          : { status: 200, body: { error: { status: false, code: codeOf(reply), message: "no" } } },
    },
  ],
  [
    "whose ids are longer than a double keeps exact",
    {
      twist: (reply) =>
        isAnswer(reply)
          ? {
              ...reply,
              body: JSON.stringify(reply.body).replace(/"entityId":(\d+)/, '"entityId":90071992547409920$1'),
            }
          : reply,
    },
  ],
  [
    "that asks strangers in with a page of HTML and 403",
    { twist: (reply) => (reply.status === 401 ? { status: 403, body: "<h1>no</h1>", type: "text/html" } : reply) },
  ],
  ["that knows nobody with points", { people: people.map((one) => ({ ...one, promised: [], triggers: [] })) }],
  [
    "with one program only",
    {
      programs: [31],
      people: people.map((one) => ({
        ...one,
        promised: one.promised.map((each) => ({ ...each, programId: 31 })),
        triggers: one.triggers.map((each) => ({ ...each, programId: 31 })),
      })),
    },
  ],
  [
    "with many equal entries",
    { people: people.map((one) => ({ ...one, promised: one.promised.flatMap((each) => [each, each, each]) })) },
  ],
  [
    "whose points come on the last day of the calendar, and that refuses what is no date",
    {
      people: people.map((one) => ({
        ...one,
        promised: one.promised.map((each, index) => (index === 0 ? { ...each, redeemableFrom: "9999-12-31" } : each)),
      })),
      twist: (reply, { startDate, endDate }) =>
        [startDate, endDate].every((date) => date === undefined || /^\d{4}-\d\d-\d\d$/.test(date))
          ? reply
          : refuse(400, 4004),
    },
  ],
];

function codeOf(reply: Reply): number {
  return (reply.body as { errors: readonly { code: number }[] }).errors[0]?.code ?? 0;
}

function rotate<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** The organisation's profile that fits a conforming host: programs that do not exist are not to be listed. */
export function profileOf({
  people: list = people,
  programs = [31, 32, 33],
}: FakeOptions): Partial<OrganisationProfile> {
  return { customers: listCustomers(list), loyaltyPrograms: programs };
}
