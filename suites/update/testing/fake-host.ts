import { loadRealCatalog } from "../../../src/catalog/testing/load-real-catalog.ts";
import { queryEntries } from "../../../src/model/exchange.ts";
import { headerValue, type HttpRequest, type HttpResponse, type Outcome } from "../../../src/model/http.ts";
import type { Run } from "../../../src/model/run.ts";
import { runConformance } from "../../../src/run/run-conformance.ts";
import { createSuitesPhase } from "../../../src/run/run-phase.ts";
import type { Clock } from "../../../src/model/clock.ts";
import { type Auth, makeUrlProfile, type OrganisationProfile, type Profile } from "../../../src/target/profile.ts";
import { createTarget } from "../../../src/target/target.ts";
import { createStandard } from "../../standard.ts";

/** The fake host's present. */
export const present = "2031-02-01T12:00:00Z";

/** Tiers of the fake host's programs, the lowest first; without any a program has no tiers. */
const tiersOf: Readonly<Record<string, readonly string[]>> = {
  "Harbour Club": ["Bronze", "Silver", "Gold"],
  "Orchard Circle": ["Seed", "Bloom", "Fruit"],
  "Fern Society": ["Leaf", "Frond"],
  "Night Reader": [],
  "Quiet Hours": [],
};
const programIds: Readonly<Record<string, number>> = Object.fromEntries(
  Object.keys(tiersOf).map((name, index) => [name, 71 + index]),
);

/** A membership; updates change it. */
export interface FakeMembership {
  readonly program: string;
  linked: boolean;
  tier?: string;
  expiry?: string;
  start: string;
  end: string;
  /** Whether a relinking waits, and what became of earlier ones. */
  pending: boolean;
  relinks: { type: string; date: string }[];
}

export interface FakeCustomer {
  readonly id: number;
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
  readonly memberships: FakeMembership[];
}

const span = { start: "2030-02-01T10:00:00Z", end: "2032-06-30T18:29:59Z", pending: false };
const tiered = (program: string, tier: string, linked = true): FakeMembership => ({
  ...span,
  program,
  linked,
  tier,
  expiry: "2032-03-31T18:29:59Z",
  relinks: [],
});
const plain = (program: string, pending = false): FakeMembership => ({
  ...span,
  program,
  linked: true,
  pending,
  relinks: pending ? [{ type: "INITIATED", date: "2031-01-05T08:00:00Z" }] : [],
});

/** Made up: members of several programs, of one, of one that is past, by all identifiers and by one alone. */
export function makePeople(): FakeCustomer[] {
  return [
    {
      id: 88_001,
      mobile: "4917000000001",
      email: "wim@people.example",
      externalId: "KX-1",
      memberships: [tiered("Harbour Club", "Silver"), tiered("Orchard Circle", "Bloom"), plain("Night Reader", true)],
    },
    {
      id: 88_002,
      mobile: "4917000000002",
      email: "zoe@people.example",
      externalId: "KX-2",
      memberships: [tiered("Harbour Club", "Silver"), plain("Night Reader"), tiered("Fern Society", "Leaf", false)],
    },
    { id: 88_003, mobile: "4917000000003", memberships: [tiered("Orchard Circle", "Seed"), plain("Quiet Hours")] },
    { id: 88_004, externalId: "KX-4", memberships: [tiered("Harbour Club", "Gold"), tiered("Fern Society", "Frond")] },
  ];
}

/** Where the documents leave a choice. */
export interface Choices {
  readonly place?: "update" | "customer" | "request";
  readonly failureStatus?: number;
  readonly unknownCode?: number | undefined;
  readonly unknownPlace?: "update" | "customer" | "request";
  readonly limit?: "customers" | "per-customer" | "total" | "both" | "none";
  readonly limitPlace?: "request" | "each";
  readonly direction?: "as-asked" | "refused";
  readonly renewOther?: "moved" | "kept" | "refused";
  readonly expiry?: "instant" | "clock" | "end-of-day";
  readonly today?: "day" | "instant";
  readonly conflict?: "first" | "refused";
  readonly identifiers?: "all" | "as-sent" | "mobile";
  readonly order?: "as-sent" | "reversed";
  readonly repeatedCustomer?: "each" | "merged" | "refused";
  readonly repeatedProgram?: "each" | "merged" | "refused";
  readonly emptyLists?: "answered" | "refused";
  readonly withoutType?: number;
  readonly withoutUpdates?: "answered" | "refused";
  readonly customersMissing?: "answered" | "refused";
  readonly objectForList?: "refused" | "list";
  readonly idAsText?: "refused" | "number";
  readonly cancelDetails?: "ignored" | "refused";
  readonly names?: "exact" | "any-letters";
  readonly end?: "kept" | "with-tier";
  readonly renewalTiers?: "any" | "2007" | "refused";
  /** Reads show an update only so many reads later. */
  readonly slow?: number;
  /** Reads show an update only so many milliseconds later. */
  readonly lateMs?: number;
}

/** One update on its way: what a faulty host may decide or do otherwise. */
export interface Turn {
  readonly update: Readonly<Record<string, unknown>>;
  readonly type: unknown;
  readonly tier: unknown;
  readonly expiry: string | undefined;
  readonly customer: FakeCustomer | undefined;
  readonly membership: FakeMembership | undefined;
  /** The names of the identifiers that were sent filled. */
  readonly by: readonly string[];
  /** The place of the update among those of its customer. */
  readonly index: number;
  /** The place of the customer in the request, and how many there are. */
  readonly place: number;
  readonly count: number;
  /** How often this very update was asked for before. */
  readonly repetition: number;
  readonly people: readonly FakeCustomer[];
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly type?: string;
}

export interface FakeOptions {
  readonly relinking?: "on" | "off";
  readonly people?: () => FakeCustomer[];
  readonly choices?: Choices;
  /** Without a state endpoint nothing is put back but by updates. */
  readonly withoutState?: boolean;
  /** Whether the state endpoint moves the clock and runs the daily batch, too. */
  readonly hasClock?: boolean;
  /** Whom a request means, otherwise than it should. */
  readonly find?: (
    found: FakeCustomer | undefined,
    named: Readonly<Record<string, unknown>>,
    people: readonly FakeCustomer[],
  ) => FakeCustomer | undefined;
  /** Another code than the right one; undefined: the update is made. */
  readonly decide?: (code: number | undefined, turn: Turn) => number | undefined;
  /** After the effect of an update that was made, or without one after a refusal: what else happens to the data. */
  readonly disturb?: (turn: Turn, before: FakeMembership | undefined, code: number | undefined) => void;
  /** The reply to a request for updates, otherwise than it should be. */
  readonly twist?: (reply: Reply, request: HttpRequest, people: readonly FakeCustomer[]) => Reply;
  /** Who else is let in. */
  readonly open?: (request: HttpRequest) => boolean;
  /** Who is told to have been refused, although the request was carried out. */
  readonly hide?: (request: HttpRequest) => boolean;
}

type Members = Readonly<Record<string, unknown>>;

const day = 86_400_000;
const names = ["id", "mobile", "email", "externalId"] as const;
const types = ["UPGRADE", "DOWNGRADE", "RENEW", "MEMBERSHIP_RELINKING_CANCELLED", "MEMBERSHIP_RENEWAL_INITIATION"];
const authorization = `Basic ${Buffer.from("till-9:kept-dark").toString("base64")}`;
const otherCode = 3999;

const isRecord = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const refuse = (code: number, status = 400): Reply => ({
  status,
  body: { errors: [{ status: false, code, message: "no" }] },
});

/** A small host of histories and updates with a state endpoint: nothing of it is the mock's. */
export function createFakeHost(
  options: FakeOptions = {},
  elapsed: () => number = () => 0,
): (request: HttpRequest) => HttpResponse {
  const { choices = {}, relinking = "on" } = options;
  const create = options.people ?? makePeople;
  let people = create();
  let original = create();
  /** What reads show from a moment on, the newest last. */
  let views: { readonly from: number; readonly people: FakeCustomer[] }[] = [];
  let shown: { readonly people: FakeCustomer[]; readonly reads: number }[] = [];
  const asked = new Map<string, number>();
  let isLater = false;

  function answer(request: HttpRequest): Reply {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/_state/"))
      return options.withoutState === true ? refuse(404, 404) : changeState(pathname.slice(8), request);
    const isTill = headerValue(request.headers, "authorization") === authorization;
    if (!isTill && options.open?.(request) !== true) return { status: 401, body: {} };
    if (pathname.endsWith("customerActivityHistories")) return readHistories(request);
    if (!pathname.endsWith("customerPartnerProgramUpdate")) return refuse(8015);
    const reply = update(request);
    if (choices.lateMs !== undefined) views.push({ from: elapsed() + choices.lateMs, people: structuredClone(people) });
    if (options.hide?.(request) === true) return { status: 401, body: {} };
    return options.twist?.(reply, request, people) ?? reply;
  }

  function changeState(action: string, request: HttpRequest): Reply {
    if (action === "reset") {
      people = create();
      original = create();
      shown = [];
      views = [];
      asked.clear();
      isLater = false;
      return { status: 200, body: {} };
    }
    if (options.hasClock === true && action === "clock") {
      isLater = String((readBody(request) as { now?: unknown }).now) > present;
      return { status: 200, body: {} };
    }
    if (options.hasClock === true && action === "batch") {
      const due = people.flatMap(({ memberships }) => memberships).filter(({ pending }) => pending && isLater);
      for (const own of due) {
        Object.assign(own, { pending: false, relinks: [{ type: "RELINKED", date: present }, ...own.relinks] });
      }
      return { status: 200, body: {} };
    }
    const { params = {} } = readBody(request) as { params?: Members };
    const customer = findBy(params);
    const membership = customer?.memberships.find(({ program }) => program === params["partnerProgramName"]);
    if (action !== "state" || membership === undefined) return refuse(404, 404);
    membership.pending = true;
    membership.relinks = [{ type: "INITIATED", date: "2031-01-31T08:00:00Z" }, ...membership.relinks];
    return { status: 200, body: {} };
  }

  function findBy(named: Members): FakeCustomer | undefined {
    return people.find((one) =>
      names.some((name) => named[name] !== undefined && named[name] !== "" && one[name] === named[name]),
    );
  }

  function readHistories(request: HttpRequest): Reply {
    const query = new Map(queryEntries(request.url));
    const [name = "", value = ""] = [query.get("identifierName"), query.get("identifierValue")];
    const [late] = shown;
    if (late !== undefined) {
      shown = late.reads > 1 ? [{ ...late, reads: late.reads - 1 }] : [];
    }
    const found = (late?.people ?? findView()).find((one) =>
      names.some((each) => each === name && String(one[each] ?? "") === value && value !== ""),
    );
    if (found === undefined) return refuse(8015);
    const linking = query.get("activityType") === "linkingUpdates";
    const wanted = query.get("partnerProgramId");
    const data = found.memberships
      .filter(({ program }) => wanted === undefined || String(programIds[program]) === wanted)
      .map((membership) => showMembership(found, membership, linking));
    return {
      status: 200,
      body: { pagination: { limit: 10, offset: 0, total: data.length }, data, warnings: [], errors: [] },
    };
  }

  function findView(): FakeCustomer[] {
    if (choices.lateMs === undefined) return people;
    return views.findLast(({ from }) => from <= elapsed())?.people ?? original;
  }

  function update(request: HttpRequest): Reply {
    const body = readBody(request);
    if (!isRecord(body)) return refuse(otherCode);
    let list = body["customersPartnerUpdates"];
    if (isRecord(list) && choices.objectForList === "list") list = [list];
    if (list === undefined || list === null) {
      return choices.customersMissing === "answered" ? results([]) : refuse(otherCode);
    }
    if (!Array.isArray(list)) return refuse(otherCode);
    if (list.length === 0 && choices.emptyLists === "refused") return refuse(otherCode);
    const entries = list.map((entry: unknown) => (isRecord(entry) ? entry : {}));
    const counts = entries.map(({ partnerProgramUpdates: updates }) => (Array.isArray(updates) ? updates.length : 0));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const most = Math.max(0, ...counts);
    const both = Math.max(entries.length, most);
    const limited = { customers: entries.length, "per-customer": most, total, both, none: 0 }[
      choices.limit ?? "customers"
    ];
    if (limited > 50) {
      if (choices.limitPlace !== "each") return refuse(2008);
      return results(
        entries.map((entry) => ({
          customer: {
            id: 0,
            ...echo(entry),
            ...found(findNamed(entry)),
            status: { status: true, code: 1000, message: "not looked for" },
          },
          partnerProgramUpdates: updatesOf(entry).map((one) => resultOf(one, 2008)),
        })),
      );
    }
    const seen: FakeCustomer[] = [];
    const before = structuredClone(people);
    const answered: Members[] = [];
    for (const [place, entry] of entries.entries()) {
      const reply = updateCustomer(entry, place, entries.length, seen);
      if (reply["whole"] !== undefined) {
        people = before;
        return refuse(Number(reply["whole"]));
      }
      answered.push(reply);
    }
    if (choices.slow !== undefined && JSON.stringify(before) !== JSON.stringify(people)) {
      shown = [{ people: before, reads: choices.slow }];
    }
    const merged = choices.repeatedCustomer === "merged" ? mergeResults(answered) : answered;
    return results(choices.order === "reversed" ? merged.toReversed() : merged);
  }

  function findNamed(entry: Members): FakeCustomer | "conflict" | undefined {
    const given = isRecord(entry["customer"]) ? entry["customer"] : {};
    const customer =
      choices.idAsText === "number" && typeof given["id"] === "string" ? { ...given, id: Number(given["id"]) } : given;
    const found = names
      .filter((name) => customer[name] !== undefined && customer[name] !== "" && customer[name] !== null)
      .map((name) => people.find((one) => one[name] === customer[name]));
    if (new Set(found).size > 1 && choices.conflict === "refused") return "conflict";
    const [first] = found;
    return options.find === undefined ? first : options.find(first, given, people);
  }

  function updateCustomer(entry: Members, place: number, count: number, seen: FakeCustomer[]): Members {
    const named = findNamed(entry);
    const customer = named === "conflict" ? undefined : named;
    const unknownCode = "unknownCode" in choices ? choices.unknownCode : 8015;
    const where = customer === undefined ? (choices.unknownPlace ?? "customer") : (choices.place ?? "update");
    if (named === "conflict" && where === "request") return { whole: otherCode };
    if (customer === undefined) {
      const code = named === "conflict" ? otherCode : unknownCode;
      if (where === "request" && code !== undefined) return { whole: code };
      const status =
        where === "update"
          ? { status: true, code: 1000, message: "looked" }
          : { status: false, ...(code === undefined ? {} : { code }), message: "unknown" };
      const made = updatesOf(entry).map((one) => resultOf(one, code ?? 0));
      const decided = updatesOf(entry).map((one) =>
        options.decide?.(code, turnOf(one, entry, undefined, place, count)),
      );
      if (options.decide !== undefined && decided.some((each) => each === undefined)) {
        return {
          customer: {
            ...(isRecord(entry["customer"]) && Object.keys(entry["customer"]).length > 0 ? { id: 5 } : {}),
            ...echo(entry),
            status: { status: true, code: 1000, message: "x" },
          },
          partnerProgramUpdates: updatesOf(entry).map((one) => resultOf(one, undefined)),
        };
      }
      return {
        customer: { id: where === "update" ? 0 : null, ...echo(entry), status },
        ...(where === "update" ? { partnerProgramUpdates: made } : {}),
      };
    }
    const updates = entry["partnerProgramUpdates"];
    if (!Array.isArray(updates) && choices.withoutUpdates === "refused") return { whole: otherCode };
    if (Array.isArray(updates) && updates.length === 0 && choices.emptyLists === "refused") return { whole: otherCode };
    const isRepeated = seen.includes(customer) && choices.repeatedCustomer === "refused";
    seen.push(customer);
    const done: { update: Members; code: number | undefined }[] = [];
    for (const one of updatesOf(entry)) {
      const isTwice =
        done.some(({ update: other }) => other["partnerProgramName"] === one["partnerProgramName"]) &&
        choices.repeatedProgram === "refused";
      const code = isRepeated || isTwice ? otherCode : perform(turnOf(one, entry, customer, place, count));
      if (code !== undefined && where === "request") return { whole: code };
      done.push({ update: one, code });
    }
    const failed = done.find(({ code }) => code !== undefined)?.code;
    const status =
      failed !== undefined && where === "customer"
        ? { status: false, code: failed, message: "no" }
        : { status: true, code: 1000, message: "found" };
    const own = done.map(({ update: one, code }) => resultOf(one, code));
    const kept = where === "customer" ? own.filter(({ updateStatus }) => updateStatus.status) : own;
    const joined = choices.repeatedProgram === "merged" ? joinPrograms(kept) : kept;
    return {
      customer: { ...found(customer, entry), status },
      partnerProgramUpdates: choices.order === "reversed" ? joined.toReversed() : joined,
    };
  }

  function turnOf(
    one: Members,
    entry: Members,
    customer: FakeCustomer | undefined,
    place: number,
    count: number,
  ): Turn {
    const details = isRecord(one["updateDetails"]) ? one["updateDetails"] : {};
    const key = JSON.stringify([entry["customer"], one]);
    const repetition = asked.get(key) ?? 0;
    asked.set(key, repetition + 1);
    const { updatedTierExpiryDate: expiry } = details;
    const given = isRecord(entry["customer"]) ? entry["customer"] : {};
    const program = respell(one["partnerProgramName"], Object.keys(tiersOf));
    return {
      update: { ...one, partnerProgramName: program },
      type: one["updateType"],
      tier: respell(details["updatedTierName"], tiersOf[String(program)] ?? []),
      expiry: typeof expiry === "string" && expiry !== "" ? expiry : undefined,
      customer,
      membership: customer?.memberships.find((own) => own.program === program),
      by: names.filter((name) => given[name] !== undefined && given[name] !== "" && given[name] !== null),
      index: updatesOf(entry).indexOf(one),
      place,
      count,
      repetition,
      people,
    };
  }

  /** A name as it is configured, where letters do not count. */
  function respell(name: unknown, names: readonly string[]): unknown {
    const isSame = (own: string): boolean => own.toLowerCase() === String(name).toLowerCase();
    return (choices.names === "any-letters" ? names.find(isSame) : undefined) ?? name;
  }

  /** Decides on one update and carries it out; the code of its refusal, or undefined. */
  function perform(turn: Turn): number | undefined {
    const right = decide(turn, choices, relinking);
    const code = options.decide === undefined ? right : options.decide(right, turn);
    const { membership } = turn;
    const before = membership === undefined ? undefined : structuredClone(membership);
    if (code === undefined && membership !== undefined) apply(turn, membership, choices);
    options.disturb?.(turn, before, code);
    return code;
  }

  function found(customer: FakeCustomer | "conflict" | undefined, entry: Members = {}): Members {
    if (customer === undefined || customer === "conflict") return {};
    const { memberships: _own, ...all } = customer;
    const given = isRecord(entry["customer"]) ? entry["customer"] : {};
    if (choices.identifiers === "mobile")
      return { id: customer.id, ...(customer.mobile === undefined ? {} : { mobile: customer.mobile }) };
    if (choices.identifiers !== "as-sent") return all;
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => name === "id" || (given[name] !== undefined && given[name] !== "")),
    );
  }

  function results(list: readonly Members[]): Reply {
    const isFailed = JSON.stringify(list).includes('"status":false');
    return {
      status: isFailed ? (choices.failureStatus ?? 200) : 200,
      body: { customersPartnerUpdates: list, warnings: [] },
    };
  }

  return (request) => {
    const { status, body, type = "application/json" } = answer(request);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return {
      status,
      headers: [
        ["Content-Type", type],
        ["Date", new Date(present).toUTCString()],
      ],
      body: new TextEncoder().encode(text),
    };
  };
}

function readBody({ body }: HttpRequest): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** The identifiers of an entry as they were sent. */
function echo({ customer }: Members): Members {
  const form = (name: string): string => (name === "id" ? "number" : "string");
  return isRecord(customer)
    ? Object.fromEntries(
        Object.entries(customer).filter(
          ([name, value]) => names.some((one) => one === name) && typeof value === form(name),
        ),
      )
    : {};
}

function updatesOf({ partnerProgramUpdates: updates }: Members): Members[] {
  return Array.isArray(updates) ? updates.map((one: unknown) => (isRecord(one) ? one : {})) : [];
}

function resultOf({ partnerProgramName, updateType }: Members, code: number | undefined) {
  const isMade = code === undefined;
  return {
    partnerProgramName,
    updateType: typeof updateType === "string" ? updateType : null,
    updateStatus: { status: isMade, code: code ?? 200, message: isMade ? "Success" : "no" },
  };
}

/** One result for each program. */
function joinPrograms<R extends { readonly partnerProgramName: unknown }>(list: readonly R[]): R[] {
  return [...new Map(list.map((one) => [one.partnerProgramName, one])).values()];
}

function mergeResults(list: readonly Members[]): Members[] {
  const merged = new Map<string, Members>();
  for (const one of list) {
    const key = JSON.stringify((one["customer"] as Members)["id"] ?? one["customer"]);
    const other = merged.get(key);
    const updates = [
      ...((other?.["partnerProgramUpdates"] as unknown[]) ?? []),
      ...((one["partnerProgramUpdates"] as unknown[]) ?? []),
    ];
    merged.set(key, { ...one, partnerProgramUpdates: updates });
  }
  return [...merged.values()];
}

/** The code with which an update is refused, read off the page's list; undefined where it is to be made. */
function decide(turn: Turn, choices: Choices, relinking: "on" | "off"): number | undefined {
  const { update, type, tier, expiry, membership } = turn;
  const program = update["partnerProgramName"];
  const isCancelled = type === types[3];
  if (program === undefined || program === null || program === "") return 2002;
  if (type === undefined || type === null) return choices.withoutType ?? 2009;
  if (typeof type !== "string" || !types.includes(type)) return 2009;
  if (!isCancelled && (tier === undefined || tier === null || tier === "")) return 2002;
  if (isCancelled && update["updateDetails"] !== undefined && choices.cancelDetails === "refused") return otherCode;
  const tiers = typeof program === "string" ? tiersOf[program] : undefined;
  if (tiers === undefined) return 2006;
  if (membership === undefined || !membership.linked) return 2004;
  if (isCancelled) return relinking === "off" ? 2026 : membership.pending ? undefined : 2027;
  if (type === types[4] && relinking === "on") return 2028;
  if (typeof tier !== "string") return otherCode;
  if (type === types[4] && tiers.length === 0)
    return { any: undefined, "2007": 2007, refused: otherCode }[choices.renewalTiers ?? "any"];
  if (!tiers.includes(tier)) return 2007;
  const rise = tiers.indexOf(tier) - tiers.indexOf(membership.tier ?? "");
  if (choices.direction === "refused" && ((type === "UPGRADE" && rise < 0) || (type === "DOWNGRADE" && rise > 0)))
    return otherCode;
  if (choices.renewOther === "refused" && type === "RENEW" && rise !== 0) return otherCode;
  if (expiry === undefined) return undefined;
  const instant = Date.parse(expiry);
  if (Number.isNaN(instant) || !/^\d{4}-\d\d-\d\d/.test(expiry)) return otherCode;
  const edge = choices.today === "instant" ? Date.parse(present) : Math.floor(Date.parse(present) / day) * day;
  return instant < edge ? 2003 : undefined;
}

/** What an update that is made does to the membership. */
function apply({ type, tier, expiry, update }: Turn, membership: FakeMembership, choices: Choices): void {
  if (type === types[3]) {
    membership.pending = false;
    membership.relinks = [{ type: "CANCELLED", date: present }, ...membership.relinks];
    return;
  }
  if (type === types[4] || typeof tier !== "string") return;
  void update;
  if (type !== "RENEW" || choices.renewOther !== "kept") membership.tier = tier;
  if (expiry === undefined) return;
  membership.expiry = storeExpiry(expiry, choices);
  if (choices.end === "with-tier") membership.end = membership.expiry;
}

function storeExpiry(expiry: string, { expiry: form = "instant" }: Choices): string {
  if (form === "clock") return `${expiry.slice(0, 19)}Z`;
  if (form === "end-of-day") return `${expiry.slice(0, 10)}T23:59:59Z`;
  return `${new Date(expiry).toISOString().slice(0, 19)}Z`;
}

function showMembership({ id }: FakeCustomer, membership: FakeMembership, linking: boolean): Members {
  const { program, tier, expiry, start, end, linked, relinks } = membership;
  const tiers = tiersOf[program] ?? [];
  const relinkings = relinks.map(({ type, date }) => ({
    activityType: `SUPPLEMENTARY_MEMBERSHIP_${type === "RELINKED" ? "" : "RELINKING_"}${type}`,
    activityDate: date,
  }));
  return {
    partnerProgramDetails: {
      programName: "Everyday",
      partnerProgramId: programIds[program],
      partnerProgramName: program,
      partnerProgramDescription: program,
      ...(tier === undefined
        ? {}
        : {
            partnerTierName: tier,
            partnerTierNumber: tiers.indexOf(tier) + 1,
            partnerTierExpiryDate: expiry,
            partnerMembershipId: `M-${id}`,
          }),
      partnerProgramType: tiers.length > 0 ? "EXTERNAL" : "SUPPLEMENTARY",
      partnerProgramMembershipStartDate: start,
      partnerProgramMembershipEndDate: end,
      linked,
      tierBased: tiers.length > 0,
    },
    customerActivityHistory: linking ? relinkings : [],
  };
}

const tillAuth: Auth = {
  kind: "basic",
  user: { value: "till-9", shell: "${CAP_TILL}", secret: false },
  password: { value: "kept-dark", shell: "${CAP_PASSWORD}", secret: true },
  form: "plain",
};

/** The profile that fits the fake host. */
export function makeOrganisation({ relinking = "on", people = makePeople }: FakeOptions = {}): OrganisationProfile {
  return {
    name: "main",
    auth: tillAuth,
    relinking,
    loyaltyPrograms: [],
    programs: Object.entries(tiersOf).map(([name, tiers]) => ({ name, tiers })),
    customers: people().map(({ id, mobile, email, externalId }) => ({
      identifiers: Object.entries({
        mobile,
        email,
        externalId,
        ...(mobile === undefined ? {} : { id: String(id) }),
      }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
      writable: true,
      is: [],
    })),
  };
}

const standard = createStandard(loadRealCatalog());

/** A clock on which time passes as soon as somebody waits for it. */
function createHastyClock(): Clock {
  let elapsed = 0;
  return {
    now: () => new Date(Date.parse(present) + elapsed),
    elapsed: () => elapsed,
    after: (ms, action) => {
      elapsed += ms;
      const timer = setImmediate(action);
      return () => clearImmediate(timer);
    },
  };
}

/** Runs cases, named by id or its beginning, against the fake host. */
export async function runFake(
  options: FakeOptions,
  only: readonly string[] = ["update", "authentication.update"],
  organisation: Partial<OrganisationProfile> = {},
  changes: Partial<Profile> = {},
): Promise<Run> {
  const clock = createHastyClock();
  const host = createFakeHost(options, () => clock.elapsed());
  const profile: Profile = {
    ...makeUrlProfile("http://127.0.0.1:1"),
    organisations: [{ ...makeOrganisation(options), ...organisation }],
    ...(options.withoutState === true ? {} : { state: { url: "http://127.0.0.1:1/_state/" } }),
    ...(options.choices?.slow === undefined && options.choices?.lateMs === undefined
      ? {}
      : { timing: { settleMs: 8, pollMs: 1 } }),
    ...changes,
  };
  const transport = async (request: HttpRequest): Promise<Outcome> => ({
    kind: "response",
    ms: 1,
    response: host(request),
  });
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

/** What a run found: requirement and kind, each once. */
export function listFound(run: Run): string[] {
  return [...new Set(run.divergences.map(({ requirement, kind }) => `${requirement} ${kind}`))].sort();
}

/** The cases that ran and passed, without their subjects. */
export function listPassed(run: Run): Set<string> {
  return new Set(run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => id.replace(/\[.*/, "")));
}
