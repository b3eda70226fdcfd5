import { type Header, type HttpRequest, noBody } from "../../../../src/model/http.ts";
import type { Json } from "../../../../src/model/json.ts";
import { hashPassword } from "../../../access/authenticate.ts";

const origin = "http://mock.example";

interface Till {
  readonly user: string;
  readonly password: string;
}
const main: Till = { user: "till.main", password: "open-sesame" };
const second: Till = { user: "till.second", password: "winter-garden" };

type Members = Readonly<Record<string, Json>>;

/** Customers of the package's own fixtures. */
const silver = { mobile: "919700000011" };
const twice = { mobile: "919700000012" };
const gold = { mobile: "919700000013" };
const never = { mobile: "919700000015" };
const queued = { mobile: "919700000017" };
const former = { externalId: "EXT-0020" };
const many = { mobile: "919700000021" };
const every = { mobile: "919700000022" };
const regional = { mobile: "447700900001" };
const seeds = { mobile: "447700900002" };
const tools = { mobile: "447700900003" };

const skyline = "Skyline Miles";
const inAYear = "2027-12-29T23:59:59+05:30";
const tierTypes = ["UPGRADE", "DOWNGRADE", "RENEW"];

/** A request that every defect of updates shows in, or in what is read of its customers afterwards. */
export function listDefectRequests(): readonly HttpRequest[] {
  return [
    ...listIdentifierRequests(),
    ...listBatchRequests(),
    ...listTierRequests(),
    ...listMembershipRequests(),
    ...listFaultyRequests(),
    ...listLaterRequests(),
    ...listPendingRequests(),
    ...listAgainRequests(),
    ...listFormRequests(),
    ...listAccessRequests(),
    control("reset"),
  ];
}

function listIdentifierRequests(): readonly HttpRequest[] {
  const whole = { id: 510000011, mobile: "919700000011", email: "elif@customers.example", externalId: "EXT-0011" };
  const { id, mobile, email, externalId } = whole;
  const named: readonly Members[] = [
    { id },
    { email },
    { externalId },
    { mobile, email: "", externalId: "" },
    { mobile, email: "" },
    { mobile, externalId: "" },
    { id, mobile },
    whole,
    { mobile, email: "grace@customers.example" },
    {},
    { id: null, mobile: null },
    { mobile: "", email: "" },
  ];
  return [
    ...named.flatMap((customer) => perform([entry(customer, change("Platinum"))], [silver, gold, many])),
    ...perform([entry({ id: 404 }, change("Gold")), entry(silver, change("Gold"))], []),
    ...perform([entry({ mobile: "404" }, change("Gold"))], []),
    ...perform([entry({ id: 404 }, change("Gold"))], []),
    ...perform([entry({ id: 620000001 }, change("Express", { partnerProgramName: "Northern Rail" }))], [], second),
  ];
}

function listBatchRequests(): readonly HttpRequest[] {
  const up = change("Platinum");
  const unknown = change("Tin");
  const past = change("Gold", {
    updateDetails: { updatedTierName: "Gold", updatedTierExpiryDate: "2020-01-01T00:00:00+05:30" },
  });
  const hotel = change("Elite", { partnerProgramName: "Harbour Hotels" });
  const coffee = change("Espresso", { partnerProgramName: "Café Crème Club" });
  const cinema = change("Box", { partnerProgramName: "Cinema-Circle" });
  const counts = [11, 26, 50, 51];
  return [
    ...counts.flatMap((count) =>
      perform(
        Array.from({ length: count }, () => entry(silver, up)),
        [silver],
      ),
    ),
    ...perform([entry(silver, up), entry(gold, up)], [silver, gold]),
    ...perform([entry(silver, up), entry(gold, up), entry(twice, hotel)], [silver, gold, twice]),
    ...perform([entry(twice, hotel, coffee)], [twice]),
    ...perform([entry(many, down(), hotel, cinema)], [many]),
    ...perform([entry(silver, unknown), entry(gold, up)], [gold]),
    ...perform([entry(silver, up), entry(gold, unknown)], [silver]),
    ...perform([entry(twice, change("Tin", { partnerProgramName: "Harbour Hotels" }), coffee)], [twice]),
    ...perform([entry(twice, hotel, change("Tin", { partnerProgramName: "Café Crème Club" }))], [twice]),
    ...perform([entry(silver, unknown), entry(gold, change("Gold", { partnerProgramName: "Nowhere" }))], []),
    ...perform([entry(twice, hotel), entry({ id: 510000012 }, coffee)], [twice]),
    ...perform([entry(silver, up), entry(gold, past, past)], []),
    ...perform([entry(silver, change("platinum"))], [silver]),
    ...perform([entry(silver, up, change("Gold"))], [silver]),
    ...perform([], []),
    ...perform([entry(silver)], []),
  ];
}

function down(): Members {
  return change("Blue", { updateType: "DOWNGRADE" });
}

function listTierRequests(): readonly HttpRequest[] {
  const expiries = [
    inAYear,
    "2027-12-29T23:59:59-08:00",
    "2027-12-29T23:59:59+00:00",
    "2027-06-30T12:00:00+05:30",
    "2027-10-01T18:29:59Z",
    "2026-11-25T12:00:00+05:30",
    "2100-06-30T12:34:56+05:30",
    "soon",
    "29/12/2027",
    "2027-13-01T00:00:00+05:30",
    "2026-11-20T01:00:00+00:00",
  ];
  const details: readonly Members[] = [
    ...["Blue", "Silver", "Gold", "Platinum"].map((updatedTierName) => ({ updatedTierName })),
    ...["Blue", "Gold", "Platinum"].map((updatedTierName) => ({ updatedTierName, updatedTierExpiryDate: inAYear })),
    ...expiries.map((updatedTierExpiryDate) => ({ updatedTierName: "Silver", updatedTierExpiryDate })),
  ];
  return [
    ...tierTypes.flatMap((updateType) =>
      details.flatMap((updateDetails) => perform([entry(silver, change("", { updateType, updateDetails }))], [silver])),
    ),
    ...tierTypes.flatMap((updateType) => [
      ...perform([entry(gold, change("Silver", { updateType }))], [gold]),
      ...perform([entry(gold, change("Blue", { updateType }))], [gold, silver, many]),
      ...perform(
        [entry(twice, change("Espresso", { updateType, partnerProgramName: "Café Crème Club" }))],
        [twice, every],
      ),
      ...perform([entry(twice, change("Filter", { updateType, partnerProgramName: "Café Crème Club" }))], [twice]),
    ]),
  ];
}

function listMembershipRequests(): readonly HttpRequest[] {
  const cancel = { partnerProgramName: "Greengrocer Box", updateType: "MEMBERSHIP_RELINKING_CANCELLED" };
  const renew = (partnerProgramName: string, updatedTierName: string): Members =>
    change(updatedTierName, { partnerProgramName, updateType: "MEMBERSHIP_RENEWAL_INITIATION" });
  return [
    ...perform([entry(queued, cancel)], [queued]),
    update([entry(queued, cancel)]),
    ...perform([entry(queued, { ...cancel, updateDetails: { updatedTierName: "Silver" } })], [queued]),
    ...perform([entry(every, { ...cancel, partnerProgramName: "Everyday Prime" })], []),
    ...perform([entry(never, { ...cancel, partnerProgramName: "Everyday Prime" })], []),
    ...perform([entry({ mobile: "919700000016" }, { ...cancel, partnerProgramName: "Fitness Pass" })], []),
    ...perform([entry(seeds, { ...cancel, partnerProgramName: "Seed Box" })], [], second),
    ...perform([entry(silver, renew(skyline, "Gold"))], []),
    ...perform([entry(silver, change("Gold"), renew(skyline, "Gold"))], [silver]),
    ...perform([entry(regional, renew("Northern Rail", "Express"))], [], second),
    ...perform([entry(seeds, renew("Seed Box", "Any"))], [], second),
    ...perform([entry(tools, renew("Tool Library", "Any"))], [], second),
  ];
}

function listFaultyRequests(): readonly HttpRequest[] {
  const past = { updatedTierName: "Gold", updatedTierExpiryDate: "2026-11-01T00:00:00+05:30" };
  const kinds = [...tierTypes, "MEMBERSHIP_RENEWAL_INITIATION", "MEMBERSHIP_RELINKING_CANCELLED", "PROMOTE"];
  const tier = { updatedTierName: "Gold" };
  const faulty: readonly Members[] = [
    ...[
      undefined,
      null,
      {},
      { updatedTierName: null },
      { updatedTierName: "" },
      { updatedTierExpiryDate: inAYear },
    ].map((updateDetails): Members => (updateDetails === undefined ? {} : { updateDetails })),
    { updateDetails: past },
    { updateDetails: { ...past, updatedTierExpiryDate: "2020-01-01T00:00:00+00:00" } },
    { updateDetails: { ...past, updatedTierName: "Tin" } },
    { updateDetails: { updatedTierName: "Tin" } },
    { updateDetails: { updatedTierName: "Espresso" } },
    { updateDetails: tier, partnerProgramName: "Nowhere" },
    { updateDetails: tier, partnerProgramName: null },
    { updateDetails: tier, partnerProgramName: "" },
  ];
  const base = { partnerProgramName: skyline };
  return kinds.flatMap((updateType) => [
    ...faulty.flatMap((more) => perform([entry(silver, { ...base, updateType, ...more })], [silver])),
    ...perform([entry(regional, { updateType, updateDetails: tier })], [], second),
    ...perform([entry(regional, { partnerProgramName: "Northern Rail", updateType })], [], second),
    ...perform(
      [entry(regional, { partnerProgramName: "Northern Rail", updateType, updateDetails: { updatedTierName: "" } })],
      [],
      second,
    ),
    ...perform([entry(silver, { updateType, updateDetails: tier })], []),
    ...perform([entry(never, { ...base, updateType, updateDetails: tier })], [never]),
    ...perform([entry(former, { ...base, updateType, updateDetails: tier })], [former]),
    ...perform([entry(silver, { ...base, updateType, updateDetails: tier })], [silver]),
  ]);
}

const cancel = (partnerProgramName: string): Members => ({
  partnerProgramName,
  updateType: "MEMBERSHIP_RELINKING_CANCELLED",
});
const renewSkyline = change("Gold", { updateType: "MEMBERSHIP_RENEWAL_INITIATION" });
const rail = change("Express", { partnerProgramName: "Northern Rail" });
const pastExpiry = { updatedTierName: "Gold", updatedTierExpiryDate: "2026-11-01T00:00:00+05:30" };

/** Refusals of other updates than the first of a request, and of customers by each identifier. */
function listLaterRequests(): readonly HttpRequest[] {
  const named: readonly Members[] = [
    { id: 510000011 },
    { email: "elif@customers.example" },
    { externalId: "EXT-0011" },
  ];
  return [
    ...perform([entry(regional, rail), entry(seeds, cancel("Seed Box"))], [], second),
    ...perform([entry(regional, rail, cancel("Northern Rail"))], [], second),
    ...perform([entry(every, cinema, cancel("Everyday Prime"))], []),
    ...perform([entry(silver, change("Gold")), entry(gold, renewSkyline)], []),
    ...named.flatMap((customer) => perform([entry(customer, change("", { updateDetails: pastExpiry }))], [])),
    ...perform([entry(regional, { ...rail, ...initiation, updateDetails: { ...pastExpiry, ...express } })], [], second),
    ...perform([entry(every, cancel("Everyday Prime"))], [every]),
    ...perform([entry(seeds, cancel("Seed Box"))], [seeds], second),
  ];
}

const initiation = { updateType: "MEMBERSHIP_RENEWAL_INITIATION" };
const express = { updatedTierName: "Express" };
const cinema = change("Box", { partnerProgramName: "Cinema-Circle" });

/** What waits for a customer's other programs, and for others in the program, is cancelled after an update. */
function listPendingRequests(): readonly HttpRequest[] {
  const wait = (customer: Members, partnerProgramName: string): HttpRequest =>
    control("state", { state: "a relink is pending", params: { ...customer, partnerProgramName } });
  return [
    ...perform([entry(every, cinema)], [every]),
    update([entry(every, cancel("Music Stream"))]),
    control("reset"),
    wait(every, "Everyday Prime"),
    wait(never, "Everyday Prime"),
    update([entry(every, cancel("Everyday Prime"))]),
    update([entry(every, cancel("Music Stream"))]),
    update([entry(never, cancel("Everyday Prime"))]),
  ];
}

/** Requests that are refused, twice in succession. */
function listAgainRequests(): readonly HttpRequest[] {
  const refused: readonly Members[] = [
    change("", { updateDetails: {} }),
    change("", { updateDetails: pastExpiry }),
    change("Gold", { partnerProgramName: "Nowhere" }),
    change("Tin"),
    change("Gold", { updateType: "PROMOTE" }),
  ];
  return refused.flatMap((one) => [control("reset"), update([entry(silver, one)]), update([entry(silver, one)])]);
}

function listFormRequests(): readonly HttpRequest[] {
  const bodies: readonly Json[] = [
    {},
    { customersPartnerUpdates: null },
    { customersPartnerUpdates: entry(silver, change("Gold")) },
    { customersPartnerUpdates: [{ customer: silver }] },
    { customersPartnerUpdates: [{ customer: silver, partnerProgramUpdates: null }] },
    { customersPartnerUpdates: [{ customer: silver, partnerProgramUpdates: change("Gold") }] },
    { customersPartnerUpdates: [{ partnerProgramUpdates: [change("Gold")] }] },
    { customersPartnerUpdates: [entry({ id: "510000011" }, change("Gold"))] },
    { customersPartnerUpdates: [entry(silver, { ...change("Gold"), updateType: null })] },
    {
      customersPartnerUpdates: [
        entry(silver, { partnerProgramName: skyline, updateDetails: { updatedTierName: "Gold" } }),
      ],
    },
  ];
  const empty = update([]);
  return [
    ...bodies.flatMap((body) => [control("reset"), post(body, [authorize(main)]), read(silver)]),
    { ...empty, body: noBody },
    { ...empty, body: new TextEncoder().encode("{") },
  ];
}

function listAccessRequests(): readonly HttpRequest[] {
  const headers: readonly (readonly Header[])[] = [
    [],
    [authorize({ ...main, password: "wrong" })],
    [authorize(main)],
    [authorize({ user: "till.nobody", password: "wrong" })],
    [authorize({ ...main, password: hashPassword(main.password) })],
    [["X-CAP-API-OAUTH-TOKEN", "wrong"]],
    [authorize(main), ["X-CAP-API-OAUTH-TOKEN", "wrong"]],
  ];
  const body = requestOf([entry(silver, change("Gold"))]);
  return [
    ...headers.flatMap((each) => [post(body, each), read(silver), control("reset")]),
    post(body, [authorize({ ...main, password: "wrong" })]),
    post(body, [authorize(main)]),
  ];
}

/** An UPGRADE in the program with most tiers, or something else by other members. */
function change(updatedTierName: string, more: Members = {}): Members {
  return {
    partnerProgramName: skyline,
    updateType: "UPGRADE",
    updateDetails: { updatedTierName, updatedTierExpiryDate: inAYear },
    ...more,
  };
}

function entry(customer: Members, ...updates: readonly Members[]): Json {
  return { customer, partnerProgramUpdates: updates };
}

function requestOf(entries: readonly Json[]): Json {
  return { customersPartnerUpdates: entries };
}

/** An update of the fixtures as they were, and a read of customers afterwards. */
function perform(entries: readonly Json[], readers: readonly Members[], till = main): readonly HttpRequest[] {
  return [control("reset"), update(entries, till), ...readers.map((customer) => read(customer, till))];
}

function update(entries: readonly Json[], till = main): HttpRequest {
  return post(requestOf(entries), [authorize(till)]);
}

function post(body: Json, headers: readonly Header[]): HttpRequest {
  return {
    method: "POST",
    url: `${origin}/v2/partnerProgram/customerPartnerProgramUpdate`,
    headers: [...headers, ["Content-Type", "application/json"]],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function read(customer: Members, till = main): HttpRequest {
  const query = new URLSearchParams({ activityType: "linkingUpdates", source: "INSTORE" });
  for (const [name, value] of Object.entries(customer)) {
    query.set("identifierName", name);
    query.set("identifierValue", String(value));
  }
  return {
    method: "GET",
    url: `${origin}/v2/partnerProgram/customerActivityHistories?${query.toString()}`,
    headers: [authorize(till)],
    body: noBody,
  };
}

function control(action: string, body?: Json): HttpRequest {
  const text = body === undefined ? noBody : new TextEncoder().encode(JSON.stringify(body));
  return { method: "POST", url: `${origin}/_mock/${action}`, headers: [], body: text };
}

function authorize({ user, password }: Till): Header {
  return ["Authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`];
}
