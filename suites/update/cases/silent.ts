import type { Json } from "../../../src/model/json.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { drawNobody } from "../draw-names.ts";
import { type Flow, playFlow } from "../flow.ts";
import { makeHarmless } from "../judge.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { cancellation, makeUpdate, nameCustomer, requestBody } from "../request.ts";
import { restoreAfter } from "../restore.ts";
import { readBefore } from "../steps.ts";

type Members = Readonly<Record<string, Json>>;

/** The parts of a request that changes nothing: a customer who exists, one who cannot, and a sound update. */
interface Parts {
  readonly customer: Members;
  readonly nobody: Members;
  readonly update: Members;
  readonly member: Member;
}

const inList = (customer: Json, ...updates: readonly Json[]): Json => ({
  customersPartnerUpdates: [{ customer, partnerProgramUpdates: updates }],
});

/** What is put into an update's details beside the customer's own tier. */
const withDetails = ({ member, update }: Parts, details: Members): Members => ({
  ...update,
  updateDetails: { updatedTierName: member.tier, ...details },
});

const requests: readonly { readonly id: string; readonly what: string; readonly build: (parts: Parts) => Json }[] = [
  {
    id: "list",
    what: "a list in the place of the object",
    build: ({ customer, update }) => [{ customer, partnerProgramUpdates: [update] }],
  },
  { id: "text", what: "JSON text in the place of the object", build: () => "customersPartnerUpdates" },
  { id: "number", what: "a number in the place of the object", build: () => 7 },
  { id: "null", what: "null in the place of the object", build: () => null },
  {
    id: "customers-text",
    what: "text in the place of the list of customers",
    build: () => ({ customersPartnerUpdates: "all" }),
  },
  {
    id: "customer-entries",
    what: "null and text among the customers",
    build: () => ({ customersPartnerUpdates: [null, "all", 7, []] }),
  },
  {
    id: "customer-text",
    what: "text in the place of a customer",
    build: ({ update }) => inList("4917000000001", update),
  },
  {
    id: "customer-list",
    what: "a list in the place of a customer",
    build: ({ nobody, update }) => inList([nobody], update),
  },
  {
    id: "mobile-number",
    what: "a mobile that is a number",
    build: ({ update }) => inList({ mobile: 999123456789 }, update),
  },
  { id: "id-negative", what: "a negative id", build: ({ update }) => inList({ id: -1 }, update) },
  { id: "id-zero", what: "an id of zero", build: ({ update }) => inList({ id: 0 }, update) },
  { id: "id-words", what: "an id in words", build: ({ update }) => inList({ id: "first" }, update) },
  {
    id: "updates-text",
    what: "text in the place of the list of updates",
    build: ({ customer }) => ({ customersPartnerUpdates: [{ customer, partnerProgramUpdates: "RENEW" }] }),
  },
  {
    id: "updates-null",
    what: "null in the place of the list of updates",
    build: ({ customer }) => ({ customersPartnerUpdates: [{ customer, partnerProgramUpdates: null }] }),
  },
  {
    id: "update-entries",
    what: "null and text among the updates",
    build: ({ customer }) => inList(customer, null, "RENEW", 7, []),
  },
  {
    id: "program-name-number",
    what: "a partnerProgramName that is a number",
    build: ({ customer, update }) => inList(customer, { ...update, partnerProgramName: 7 }),
  },
  {
    id: "program-name-case",
    what: "a partnerProgramName in capitals",
    build: ({ customer, update, member }) =>
      inList(customer, { ...update, partnerProgramName: member.program.toUpperCase() }),
  },
  {
    id: "program-name-long",
    what: "a partnerProgramName of ten thousand letters",
    build: ({ customer, update }) => inList(customer, { ...update, partnerProgramName: "x".repeat(10_000) }),
  },
  {
    id: "type-number",
    what: "an updateType that is a number",
    build: ({ customer, update }) => inList(customer, { ...update, updateType: 1 }),
  },
  {
    id: "type-case",
    what: "an updateType in small letters",
    build: ({ customer, update }) => inList(customer, { ...update, updateType: "renew" }),
  },
  {
    id: "type-empty",
    what: "an empty updateType",
    build: ({ customer, update }) => inList(customer, { ...update, updateType: "" }),
  },
  {
    id: "details-text",
    what: "text in the place of updateDetails",
    build: ({ customer, update, member }) => inList(customer, { ...update, updateDetails: member.tier }),
  },
  {
    id: "details-list",
    what: "a list in the place of updateDetails",
    build: ({ customer, update, member }) =>
      inList(customer, { ...update, updateDetails: [{ updatedTierName: member.tier }] }),
  },
  {
    id: "tier-name-number",
    what: "an updatedTierName that is a number",
    build: (parts) => inList(parts.customer, withDetails(parts, { updatedTierName: 2 })),
  },
  {
    id: "tier-name-case",
    what: "an updatedTierName in capitals",
    build: (parts) => inList(parts.customer, withDetails(parts, { updatedTierName: parts.member.tier.toUpperCase() })),
  },
  {
    id: "tier-name-blank",
    what: "an updatedTierName of blanks",
    build: (parts) => inList(parts.customer, withDetails(parts, { updatedTierName: "   " })),
  },
  {
    id: "expiry-null",
    what: "an expiry of null",
    build: (parts) => inList(parts.customer, withDetails(parts, { updatedTierExpiryDate: null })),
  },
  {
    id: "expiry-empty",
    what: "an empty expiry",
    build: (parts) => inList(parts.customer, withDetails(parts, { updatedTierExpiryDate: "" })),
  },
  {
    id: "expiry-number",
    what: "an expiry that is a number",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: 4_102_444_800_000 })),
  },
  {
    id: "expiry-day",
    what: "an expiry without a time",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-12-29" })),
  },
  {
    id: "expiry-without-offset",
    what: "an expiry without an offset",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-12-29T23:59:59" })),
  },
  {
    id: "expiry-z",
    what: "an expiry in UTC by a Z",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-12-29T23:59:59Z" })),
  },
  {
    id: "expiry-milliseconds",
    what: "an expiry with milliseconds",
    build: (parts) =>
      inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-12-29T23:59:59.123+05:30" })),
  },
  {
    id: "expiry-week",
    what: "an expiry by its week",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-W50-1" })),
  },
  {
    id: "expiry-leap-day",
    what: "an expiry on a day that its year does not have",
    build: (parts) => inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "2099-02-29T12:00:00+00:00" })),
  },
  {
    id: "expiry-year-10000",
    what: "an expiry after the year 9999",
    build: (parts) =>
      inList(parts.nobody, withDetails(parts, { updatedTierExpiryDate: "+10000-01-01T00:00:00+00:00" })),
  },
  {
    id: "cancellation-empty-details",
    what: "a cancellation with empty details, for nobody",
    build: ({ nobody, member }) => inList(nobody, { ...makeUpdate(member.program, cancellation), updateDetails: {} }),
  },
  {
    id: "unknown-member",
    what: "members that are not described",
    build: ({ customer, update }) => ({
      customersPartnerUpdates: [
        {
          customer: { ...customer, colour: "green" },
          partnerProgramUpdates: [{ ...update, colour: "green" }],
          colour: "green",
        },
      ],
      colour: "green",
    }),
  },
  {
    id: "unicode",
    what: "letters of many scripts",
    build: ({ nobody }) => inList(nobody, makeUpdate("Ωmega ☕ プログラム", "RENEW", "Größe 1")),
  },
  {
    id: "deep",
    what: "an object many levels deep",
    build: ({ customer, update }) => inList(customer, { ...update, note: nest(100) }),
  },
];

/**
 * Requests about which the page is silent: whatever the host says, it answers and does not crash. What it has changed all
 * the same is put back.
 */
export const silentCases = requests.map(({ id, what, build }) =>
  defineUpdateCase({
    id: `update.silent.${id}`,
    title: `A request with ${what} gets an answer or a refusal`,
    operation: "update",
    requirements: ["transport.status.no-crash", "transport.answer.arrives"],
    needs: "update:one-member",
    writes: "restored",
    ...playFlow(sendOdd(build)),
  }),
);

function sendOdd(build: (parts: Parts) => Json): Flow<Member> {
  return function* (member, draw) {
    const before = yield* readBefore(member);
    const update = makeHarmless(member);
    if (update === undefined) return nothingJudged;
    const customer = nameCustomer(member.identifiers[0]);
    const nobody = nameCustomer(drawNobody("externalId", draw));
    yield requestBody(build({ customer, nobody, update, member }));
    return yield* restoreAfter(member, before.entry, nothingJudged);
  };
}

function nest(depth: number): Json {
  return depth === 0 ? "end" : { in: nest(depth - 1) };
}
