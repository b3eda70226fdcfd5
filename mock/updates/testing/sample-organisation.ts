import type { HttpRequest } from "../../../src/model/http.ts";
import { type Json, isObject } from "../../../src/model/json.ts";
import { type Choices, defaultChoices } from "../../choices.ts";
import type { EventDraft } from "../../events/event-draft.ts";
import type { Customer, Membership, Organisation } from "../../fixtures.ts";
import { partnerProgramUpdate } from "../partner-program-update.ts";

const now = new Date("2026-11-20T09:30:00Z");

/** The data behind the page's samples, and more of the kind. */
export const organisation: Organisation = {
  name: "updates",
  till: { user: "till.updates", password: "rise-and-shine" },
  relinking: true,
  defaultProgram: 1,
  programs: [{ id: 1, name: "Everyday" }],
  partnerPrograms: [
    { id: 11, name: "Apparel-Partner", type: "EXTERNAL", tiers: ["Bronze", "Silver", "Gold"] },
    { id: 12, name: "1stProgram", type: "EXTERNAL", tiers: ["One", "Two"] },
    { id: 13, name: "SPP_1", type: "SUPPLEMENTARY" },
    { id: 14, name: "Nobody's", type: "EXTERNAL", tiers: ["Only"] },
  ],
  customers: [
    {
      id: 382741349,
      mobile: "916215000000",
      email: "sixth@customers.example",
      externalId: "X916215000000",
      memberships: [makeMembership(12, { tier: "One" }), makeMembership(11, { tier: "Silver" })],
    },
    {
      id: 2,
      mobile: "919740000000",
      memberships: [makeMembership(11, { tier: "Bronze", tierExpiry: "2027-01-01T00:00:00Z" }), makeMembership(13)],
    },
    {
      id: 3,
      mobile: "917800048833",
      memberships: [
        makeMembership(13, {
          relink: { start: "2027-01-01T00:00:00+05:30", end: "2027-12-31T23:59:59+05:30" },
          activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", date: "2026-05-06T17:07:39Z" }],
        }),
        { ...makeMembership(12, { tier: "Two" }), linked: false },
      ],
    },
    { id: 4, mobile: "919740000004" },
  ],
};

export function makeMembership(program: number, more: Partial<Membership> = {}): Membership {
  const tierExpiry = more.tier === undefined ? {} : { tierExpiry: "2027-06-30T18:29:59Z" };
  return { program, linked: true, start: "2026-01-01T00:00:00Z", end: "2027-12-31T23:59:59Z", ...tierExpiry, ...more };
}

/** What the operation made of a body. */
export interface Outcome {
  /** The code of a refusal of the request as a whole. */
  readonly refused: number | undefined;
  readonly body: Json | undefined;
  /** For each customer the code of its status, then those of its updates. */
  readonly codes: readonly (readonly number[])[];
  /** As it is afterwards. */
  readonly organisation: Organisation;
  readonly events: readonly EventDraft[];
}

export interface Given {
  readonly choices?: Partial<Choices>;
  readonly organisation?: Organisation;
  readonly now?: string;
}

/** Performs a body and reads what came of it. */
export function perform(body: Json, given: Given = {}): Outcome {
  const before = given.organisation ?? organisation;
  const instant = given.now === undefined ? now : new Date(given.now);
  const result = partnerProgramUpdate.perform(
    { query: [], body },
    {
      organisation: before,
      choices: { ...defaultChoices, ...given.choices },
      now: instant,
      today: instant.toISOString().slice(0, 10),
    },
  );
  if (result.kind === "refusal") {
    return { refused: result.code, body: undefined, codes: [], organisation: before, events: [] };
  }
  const answer = JSON.parse(JSON.stringify(result.body)) as Json;
  return {
    refused: undefined,
    body: answer,
    codes: readList(answer, "customersPartnerUpdates").map((entry) => [
      readCode(entry, "customer", "status"),
      ...readList(entry, "partnerProgramUpdates").map((update) => readCode(update, "updateStatus")),
    ]),
    organisation: result.organisation ?? before,
    events: result.events ?? [],
  };
}

export function readList(value: Json, name: string): readonly Json[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

function readCode(value: Json, ...names: readonly string[]): number {
  const status = names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
  return isObject(status) ? Number(status["code"]) : Number.NaN;
}

export function findMembership(of: Organisation, id: number, program: number): Membership | undefined {
  return findCustomer(of, id)?.memberships?.find((each) => each.program === program);
}

export function findCustomer({ customers }: Organisation, id: number): Customer | undefined {
  return customers.find((each) => each.id === id);
}

export function entry(customer: Json, ...updates: readonly Json[]): Json {
  return { customer, partnerProgramUpdates: updates };
}

export function request(...entries: readonly Json[]): Json {
  return { customersPartnerUpdates: entries };
}

/** An update of the second customer's tier, or something else by other members. */
export function upgrade(more: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> {
  return {
    partnerProgramName: "Apparel-Partner",
    updateType: "UPGRADE",
    updateDetails: { updatedTierName: "Silver", updatedTierExpiryDate: "2027-12-29T23:59:59+05:30" },
    ...more,
  };
}

export const cancellation: Readonly<Record<string, Json>> = {
  partnerProgramName: "SPP_1",
  updateType: "MEMBERSHIP_RELINKING_CANCELLED",
};
export const renewal = upgrade({ updateType: "MEMBERSHIP_RENEWAL_INITIATION" });

export const tiered = { mobile: "919740000000" };
export const queued = { mobile: "917800048833" };
export const withoutRelinking: Organisation = {
  ...organisation,
  name: "updates without relinking",
  till: { user: "till.updates.off", password: "rise-and-shine" },
  relinking: false,
  customers: organisation.customers.map((customer) => ({
    ...customer,
    memberships: (customer.memberships ?? []).map(
      ({ relink: _relink, activities: _activities, ...enrolment }) => enrolment,
    ),
  })),
};

/** A body as a request with the credentials of an organisation. */
export function makeUpdate(body: Json, { till } = organisation): HttpRequest {
  const credentials = Buffer.from(`${till.user}:${till.password}`).toString("base64");
  return {
    method: "POST",
    url: "http://mock.example/v2/partnerProgram/customerPartnerProgramUpdate",
    headers: [
      ["Authorization", `Basic ${credentials}`],
      ["Content-Type", "application/json"],
    ],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** The code of one update of the customer with tiers. */
export function codeOf(update: Json, given: Given = {}): number | undefined {
  const { refused, codes } = perform(request(entry(tiered, update)), given);
  return refused ?? codes[0]?.[1];
}
