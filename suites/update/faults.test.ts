import { expect } from "chai";
import {
  type FakeCustomer,
  type FakeMembership,
  type FakeOptions,
  listFound,
  runFake,
  type Turn,
} from "./fake-host.test.ts";

type Row = readonly [what: string, only: readonly string[], options: FakeOptions, found: readonly string[]];
type Disturb = NonNullable<FakeOptions["disturb"]>;
type Decide = NonNullable<FakeOptions["decide"]>;

/** Puts back what an update has stored. */
function revert({ membership }: Turn, before: FakeMembership | undefined): void {
  if (membership !== undefined && before !== undefined) Object.assign(membership, structuredClone(before));
}

const isMade = (code: number | undefined): boolean => code === undefined;
const isTierType = ({ type }: Turn): boolean => type === "UPGRADE" || type === "DOWNGRADE" || type === "RENEW";
const laterBy = (expiry: string | undefined, days: number): string =>
  `${new Date(Date.parse(expiry ?? "") + days * 86_400_000).toISOString().slice(0, 19)}Z`;

/** What an update that was made does besides, or instead. */
const afterMade =
  (act: (turn: Turn, before: FakeMembership, own: FakeMembership) => void): Disturb =>
  (turn, before, code) => {
    if (isMade(code) && before !== undefined && turn.membership !== undefined) act(turn, before, turn.membership);
  };
/** Updates that are sound are refused with this code where the condition holds. */
const refuseSound =
  (code: number, holds: (turn: Turn) => boolean): Decide =>
  (right, turn) =>
    right === undefined && holds(turn) ? code : right;
/** One code in the place of another. */
const confuse =
  (wrong: number, other: number | undefined, holds: (turn: Turn) => boolean = () => true): Decide =>
  (right, turn) =>
    right === wrong && holds(turn) ? other : right;
const findNobody =
  (name: string): NonNullable<FakeOptions["find"]> =>
  (found, named) =>
    Object.keys(named).length === 1 && name in named ? undefined : found;
const changeBody =
  (
    change: (body: { customersPartnerUpdates: Result[]; warnings: unknown }) => unknown,
  ): NonNullable<FakeOptions["twist"]> =>
  (reply) => {
    const body = reply.body as { customersPartnerUpdates?: Result[]; warnings: unknown };
    return body.customersPartnerUpdates === undefined
      ? reply
      : { ...reply, body: change({ ...body, customersPartnerUpdates: body.customersPartnerUpdates }) };
  };
const changeResults = (change: (results: Result[]) => Result[]): NonNullable<FakeOptions["twist"]> =>
  changeBody((body) => ({ ...body, customersPartnerUpdates: change(body.customersPartnerUpdates) }));

interface Result {
  readonly customer: { readonly id?: unknown; readonly status: { readonly status: boolean } };
  readonly partnerProgramUpdates?: readonly {
    readonly updateStatus: { readonly status: boolean; readonly code: number };
  }[];
}

const everything: readonly string[] = ["update"];

const customers: readonly Row[] = [
  ...(["id", "mobile", "email"] as const).map((name): Row => [
    `nobody is found by ${name}`,
    everything,
    { find: findNobody(name) },
    name === "mobile" ? ["update.identifier.mobile refused"] : [`update.identifier.${name} refused`],
  ]),
  [
    "what is named by email is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.by.join() === "email" ? revert(turn, before) : undefined)) },
    ["update.identifier.email effect"],
  ],
  [
    "a customer beside empty identifiers is not found",
    everything,
    {
      find: (found, named) => (Object.keys(named).length > 1 && Object.values(named).includes("") ? undefined : found),
    },
    ["update.identifier.empty-unused refused"],
  ],
  [
    "a customer by several identifiers is not found",
    everything,
    {
      find: (found, named) =>
        Object.keys(named).length > 1 && !Object.values(named).includes("") && found?.id !== undefined
          ? undefined
          : found,
    },
    ["update.identifier.several refused"],
  ],
  [
    "both customers of an entry are updated",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        const given = turn.people.filter((one) => isNamed(one, turn));
        for (const { memberships } of given) {
          for (const other of memberships)
            if (other.program === own.program) Object.assign(other, { tier: own.tier, expiry: own.expiry });
        }
      }),
    },
    ["update.identifier.conflict no-reading"],
  ],
  [
    "an entry that names nobody is reported as made",
    everything,
    { decide: (code, turn) => (turn.customer === undefined && turn.by.length === 0 ? undefined : code) },
    ["update.identifier.nobody accepted"],
  ],
  [
    "an entry that names nobody finds the first customer",
    everything,
    { find: (found, named, people) => (Object.keys(named).length === 0 ? people[0] : found) },
    ["update.identifier.nobody accepted", "update.required.customer accepted"],
  ],
  [
    "an entry of empty identifiers finds the first customer",
    everything,
    {
      find: (found, named, people) =>
        Object.values(named).length > 0 && Object.values(named).every((value) => value === "") ? people[0] : found,
    },
    ["update.identifier.nobody accepted"],
  ],
  [
    "a percent sign finds the first customer",
    everything,
    { find: (found, named, people) => (named["mobile"] === "%" ? people[0] : found) },
    ["update.identifier.nobody accepted"],
  ],
  ...(["id", "email", "externalId"] as const).map((name): Row => [
    `an update of an unknown ${name} is reported as made`,
    everything,
    {
      decide: (code, turn) =>
        turn.customer === undefined && turn.by.join() === name && turn.count === 1 ? undefined : code,
    },
    ["update.unknown-customer.refused accepted"],
  ]),
  [
    "any identifier is looked for under any name",
    everything,
    {
      find: (found, named, people) =>
        found ??
        people.find((one) =>
          Object.values(named).some(
            (value) => value !== "" && [one.mobile, one.email, one.externalId].includes(String(value)),
          ),
        ),
    },
    ["update.unknown-customer.refused accepted"],
  ],
];

function isNamed(one: FakeCustomer, { by, customer }: Turn): boolean {
  // In this fake two identifiers are only ever those of two people.
  return by.length === 2 && customer !== undefined && one.id !== customer.id;
}

const results: readonly Row[] = [
  [
    "another program comes back",
    everything,
    {
      twist: changeResults((list) =>
        list.map(
          (one) =>
            ({
              ...one,
              partnerProgramUpdates: one.partnerProgramUpdates?.map((each) => ({
                ...each,
                partnerProgramName: "Other",
              })),
            }) as Result,
        ),
      ),
    },
    ["update.program-name.echo value"],
  ],
  [
    "every kind of update comes back as an UPGRADE",
    everything,
    {
      twist: changeResults((list) =>
        list.map(
          (one) =>
            ({
              ...one,
              partnerProgramUpdates: one.partnerProgramUpdates?.map((each) => ({ ...each, updateType: "UPGRADE" })),
            }) as Result,
        ),
      ),
    },
    ["update.update-type.echo value"],
  ],
  [
    "another id comes back",
    everything,
    {
      twist: changeResults((list) =>
        list.map((one) => (one.customer.status.status ? { ...one, customer: { ...one.customer, id: 5 } } : one)),
      ),
    },
    ["update.customer-id.same value"],
  ],
  [
    "the last of several customers has no result",
    everything,
    { twist: changeResults((list) => (list.length > 1 ? list.slice(0, -1) : list)) },
    ["update.batch.results missing"],
  ],
  [
    "a customer has two results",
    everything,
    { twist: changeResults((list) => (list.length === 1 ? [...list, ...list] : list)) },
    ["update.batch.results value"],
  ],
  [
    "the last of several updates has no result",
    everything,
    {
      twist: changeResults((list) =>
        list.map((one) =>
          (one.partnerProgramUpdates?.length ?? 0) > 1
            ? { ...one, partnerProgramUpdates: (one.partnerProgramUpdates ?? []).slice(0, -1) }
            : one,
        ),
      ),
    },
    ["update.batch.results missing"],
  ],
  [
    "a number of success stands beside false",
    everything,
    {
      twist: changeResults((list) =>
        list.map(
          (one) =>
            ({
              ...one,
              partnerProgramUpdates: one.partnerProgramUpdates?.map((each) =>
                each.updateStatus.status ? each : { ...each, updateStatus: { ...each.updateStatus, code: 200 } },
              ),
            }) as Result,
        ),
      ),
    },
    ["update.update-success.value value"],
  ],
  [
    "another mobile comes back than was sent",
    everything,
    {
      twist: changeResults((list) =>
        list.map((one) =>
          one.customer.status.status ? { ...one, customer: { ...one.customer, mobile: "491" } } : one,
        ),
      ),
    },
    ["update.identifiers.answered no-reading"],
  ],
];

const tiers: readonly Row[] = [
  [
    "an UPGRADE is refused",
    everything,
    { decide: refuseSound(2007, ({ type }) => type === "UPGRADE") },
    ["update.upgrade.tier refused"],
  ],
  [
    "a DOWNGRADE is refused",
    everything,
    { decide: refuseSound(2007, ({ type }) => type === "DOWNGRADE") },
    ["update.downgrade.tier refused"],
  ],
  [
    "a RENEW is refused",
    everything,
    { decide: refuseSound(2007, ({ type }) => type === "RENEW") },
    ["update.renew.expiry refused"],
  ],
  [
    "every update is refused",
    everything,
    { decide: refuseSound(2004, isTierType) },
    ["update.resource.served refused"],
  ],
  [
    "an UPGRADE is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.type === "UPGRADE" ? revert(turn, before) : undefined)) },
    ["update.upgrade.tier effect"],
  ],
  [
    "a DOWNGRADE is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.type === "DOWNGRADE" ? revert(turn, before) : undefined)) },
    ["update.downgrade.tier effect"],
  ],
  [
    "a RENEW is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.type === "RENEW" ? revert(turn, before) : undefined)) },
    ["update.renew.expiry effect"],
  ],
  [
    "an UPGRADE for the second time goes back",
    everything,
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "UPGRADE" && turn.tier === before.tier && turn.repetition > 0
          ? Object.assign(own, { tier: "Bronze" })
          : undefined,
      ),
    },
    ["update.upgrade.tier effect"],
  ],
  [
    "a RENEW lowers the tier",
    everything,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "RENEW" && own.tier === "Silver" ? Object.assign(own, { tier: "Bronze" }) : undefined,
      ),
    },
    ["update.renew.expiry effect"],
  ],
  [
    "an expiry is never stored",
    everything,
    { disturb: afterMade((_turn, before, own) => Object.assign(own, { expiry: before.expiry })) },
    ["update.expiry.set effect"],
  ],
  [
    "an expiry is stored a day late",
    everything,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.expiry === undefined ? undefined : Object.assign(own, { expiry: laterBy(own.expiry, 1) }),
      ),
    },
    ["update.expiry.set no-reading"],
  ],
  [
    "an expiry of an UPGRADE is not stored",
    everything,
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "UPGRADE" ? Object.assign(own, { expiry: before.expiry }) : undefined,
      ),
    },
    ["update.expiry.set effect"],
  ],
  [
    "without an expiry a RENEW adds a year",
    everything,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "RENEW" && turn.expiry === undefined
          ? Object.assign(own, { expiry: laterBy(own.expiry, 365) })
          : undefined,
      ),
    },
    ["update.expiry.kept effect"],
  ],
  [
    "without an expiry a DOWNGRADE adds a year",
    everything,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "DOWNGRADE" && turn.expiry === undefined
          ? Object.assign(own, { expiry: laterBy(own.expiry, 365) })
          : undefined,
      ),
    },
    ["update.expiry.kept effect"],
  ],
  [
    "an update without an expiry is refused",
    everything,
    { decide: refuseSound(2002, (turn) => turn.type === "RENEW" && turn.expiry === undefined) },
    ["update.expiry.kept refused"],
  ],
  [
    "an offset to the west is refused",
    everything,
    { decide: refuseSound(2003, ({ expiry }) => expiry?.endsWith("-08:00") === true) },
    ["update.expiry.form-accepted refused"],
  ],
  [
    "an expiry with slashes is stored as nothing",
    everything,
    {
      decide: (code, { expiry }) => (expiry?.includes("/") === true && code === 3999 ? undefined : code),
      disturb: afterMade((turn, before, own) =>
        turn.expiry?.includes("/") === true ? Object.assign(own, before) : undefined,
      ),
    },
    ["update.expiry.form-refused accepted"],
  ],
  [
    "an UPGRADE begins the membership anew",
    everything,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "UPGRADE" ? Object.assign(own, { start: "2031-02-01T12:00:00Z" }) : undefined,
      ),
    },
    ["update.effect.membership effect"],
  ],
  [
    "another program of the customer is updated too",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        for (const one of turn.customer?.memberships ?? [])
          if (one !== own && one.tier !== undefined) one.expiry = own.expiry ?? "";
      }),
    },
    ["update.effect.others effect"],
  ],
  [
    "another customer in the program is updated too",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        for (const one of turn.people)
          for (const each of one.memberships)
            if (
              turn.by.length === 1 &&
              turn.count === 1 &&
              each.program === own.program &&
              one !== turn.customer &&
              one.id === 88_002
            )
              each.expiry = own.expiry ?? "";
      }),
    },
    ["update.effect.others effect"],
  ],
  [
    "an UPGRADE to a lower tier does something else",
    everything,
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "UPGRADE" && before.tier === "Silver" && turn.tier === "Bronze"
          ? Object.assign(own, { tier: "Gold" })
          : undefined,
      ),
    },
    ["update.upgrade.direction no-reading"],
  ],
  [
    "a RENEW of another tier goes to a third one",
    everything,
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "RENEW" && turn.tier !== before.tier && turn.tier === "Gold"
          ? Object.assign(own, { tier: "Bronze" })
          : undefined,
      ),
    },
    ["update.renew.other-tier no-reading"],
  ],
];

const codes: readonly Row[] = [
  ...([2002, 2003, 2004, 2006, 2007, 2009] as const).map((code): Row => [
    `${code} is refused with another code`,
    everything,
    { decide: confuse(code, 2001) },
    code === 2002
      ? ["update.code.2002 other-code", "update.code.several-faults other-code"]
      : [`update.code.${code} other-code`, "update.code.several-faults other-code"],
  ]),
  [
    "2002 is not given for a DOWNGRADE without details",
    everything,
    {
      decide: confuse(
        2002,
        undefined,
        ({ type, tier, update }) => type === "DOWNGRADE" && tier === undefined && update["updateDetails"] === undefined,
      ),
    },
    ["update.code.2002 accepted"],
  ],
  [
    "2002 is not given for a tier of null",
    everything,
    {
      decide: confuse(2002, undefined, ({ tier, update }) => tier === null && update["updateType"] === "RENEW"),
      disturb: afterMade((turn, before, own) => (turn.tier === null ? Object.assign(own, before) : undefined)),
    },
    ["update.code.2002 accepted"],
  ],
  [
    "2003 is not given for a DOWNGRADE",
    everything,
    { decide: confuse(2003, undefined, ({ type }) => type === "DOWNGRADE") },
    ["update.code.2003 accepted"],
  ],
  [
    "2003 is not given for years past",
    everything,
    { decide: confuse(2003, undefined, ({ expiry }) => (expiry ?? "") < "2031-00") },
    ["update.code.2003 accepted"],
  ],
  [
    "2004 is not given for a RENEW",
    everything,
    { decide: confuse(2004, undefined, ({ type }) => type === "RENEW") },
    ["update.code.2004 accepted"],
  ],
  [
    "2006 is not given for a RENEW",
    everything,
    {
      decide: confuse(
        2006,
        undefined,
        ({ type, count, expiry }) => type === "RENEW" && count === 1 && expiry === undefined,
      ),
    },
    ["update.batch.equals-items disagreement", "update.code.2006 accepted"],
  ],
  [
    "2007 is not given for a tier of another program",
    everything,
    { decide: confuse(2007, undefined, ({ tier }) => !String(tier).startsWith("No ")) },
    ["update.code.2007 accepted"],
  ],
  [
    "2009 is not given for EXTEND",
    everything,
    {
      decide: confuse(
        2009,
        undefined,
        ({ type, tier }) => type === "EXTEND" && !String(tier).startsWith("No ") && tier !== undefined,
      ),
    },
    ["update.code.2009 accepted"],
  ],
  ["2026 is 2027", everything, { relinking: "off", decide: confuse(2026, 2027) }, ["update.code.2026 other-code"]],
  [
    "a cancellation is taken where relinking is off",
    everything,
    { relinking: "off", decide: confuse(2026, undefined) },
    ["update.code.2026 accepted"],
  ],
  [
    "2027 is 2026",
    everything,
    { decide: confuse(2027, 2026, ({ membership }) => membership?.relinks.length === 0) },
    ["update.code.2027 other-code"],
  ],
  ["2028 is not given", everything, { decide: confuse(2028, undefined) }, ["update.code.2028 accepted"]],
  ["2028 is 2026", everything, { decide: confuse(2028, 2026) }, ["update.code.2028 other-code"]],
  [
    "an unknown tier is refused and the expiry stored",
    everything,
    {
      disturb: (turn, _before, code) => {
        if (code === 2007 && turn.expiry !== undefined && turn.membership !== undefined)
          turn.membership.expiry = laterBy(turn.membership.expiry, 9);
      },
    },
    ["update.refused.unchanged effect"],
  ],
  [
    "a past expiry is refused and the tier stored",
    everything,
    {
      disturb: (turn, _before, code) => {
        if (code === 2003 && turn.membership !== undefined) turn.membership.tier = String(turn.tier);
      },
    },
    ["update.refused.unchanged effect"],
  ],
  [
    "a program that was not linked is linked",
    everything,
    {
      disturb: (turn, _before, code) => {
        if (code === 2004 && turn.membership !== undefined) turn.membership.linked = true;
      },
    },
    ["update.linked.first effect", "update.refused.unchanged effect"],
  ],
  [
    "a refusal has no number",
    everything,
    {
      twist: changeResults((list) =>
        list.map(
          (one) =>
            ({
              ...one,
              partnerProgramUpdates: one.partnerProgramUpdates?.map((each) =>
                each.updateStatus.status ? each : { ...each, updateStatus: { status: false, message: "no" } },
              ),
            }) as unknown as Result,
        ),
      ),
    },
    ["update.update-code.present missing"],
  ],
];

const relinking: readonly Row[] = [
  [
    "a cancellation without details is refused with 2002",
    everything,
    {
      decide: refuseSound(
        2002,
        ({ type, update }) => type === "MEMBERSHIP_RELINKING_CANCELLED" && update["updateDetails"] === undefined,
      ),
    },
    ["update.cancel.without-details refused"],
  ],
  [
    "a cancelled relinking is pending still",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") own.pending = true;
      }),
    },
    ["update.cancel.relinking effect"],
  ],
  [
    "a second cancellation has another code",
    everything,
    { decide: confuse(2027, 2026, ({ membership }) => membership?.relinks[0]?.type === "CANCELLED") },
    ["update.cancel.once other-code"],
  ],
  [
    "a cancellation ends the enrolment",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED" && turn.tier === undefined) own.end = "2031-02-01T12:00:00Z";
      }),
    },
    ["update.cancel.enrolment effect"],
  ],
  [
    "details of a cancellation are carried out",
    everything,
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED" && turn.expiry !== undefined)
          own.end = laterBy(turn.expiry, 0);
      }),
    },
    ["update.cancel.with-details no-reading"],
  ],
  [
    "a cancellation after another customer is refused",
    everything,
    { decide: refuseSound(2027, ({ type, place }) => type === "MEMBERSHIP_RELINKING_CANCELLED" && place > 0) },
    ["update.batch.isolation refused"],
  ],
  [
    "a renewal is refused where it is allowed",
    everything,
    {
      relinking: "off",
      decide: refuseSound(
        2028,
        ({ type, membership }) => type === "MEMBERSHIP_RENEWAL_INITIATION" && membership?.tier !== undefined,
      ),
    },
    ["update.renewal.served refused"],
  ],
];

const batches: readonly Row[] = [
  [
    "fifty customers are too many",
    everything,
    {
      twist: (reply, request) =>
        countEntries(request) === 50
          ? { status: 400, body: { errors: [{ status: false, code: 2008, message: "no" }] } }
          : reply,
    },
    ["update.batch.fifty refused"],
  ],
  [
    "nothing is too much",
    everything,
    { choices: { limit: "per-customer" }, twist: (reply) => reply, decide: (code) => code },
    [],
  ],
  [
    "fifty-one customers are refused with another code",
    everything,
    {
      twist: (reply) =>
        JSON.stringify(reply.body).includes("2008")
          ? { status: 400, body: { errors: [{ status: false, code: 1060, message: "no" }] } }
          : reply,
    },
    ["update.batch.limit no-reading"],
  ],
  [
    "the fiftieth customer is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.place === 49 ? revert(turn, before) : undefined)) },
    ["update.batch.fifty effect"],
  ],
  [
    "the fiftieth customer is refused",
    everything,
    { decide: refuseSound(2006, ({ place }) => place === 49) },
    ["update.batch.fifty refused"],
  ],
  [
    "an unknown customer in a batch is reported as made",
    everything,
    { decide: (code, turn) => (turn.customer === undefined && turn.count > 2 ? undefined : code) },
    ["update.unknown-customer.refused accepted"],
  ],
  [
    "of two customers the second is not stored",
    everything,
    { disturb: afterMade((turn, before) => (turn.place === 1 ? revert(turn, before) : undefined)) },
    ["update.batch.customers effect"],
  ],
  [
    "of two customers the second is refused",
    everything,
    { decide: refuseSound(2004, ({ place, count }) => place === 1 && count === 2) },
    ["update.batch.customers refused"],
  ],
  ["too many updates are refused and stored", everything, { twist: storeBeyond }, ["update.refused.unchanged effect"]],
  [
    "an unknown program in a batch has another code",
    everything,
    { decide: confuse(2006, 2004, ({ count }) => count > 1) },
    ["update.batch.equals-items disagreement"],
  ],
  [
    "an empty list of customers has a result",
    everything,
    {
      twist: (reply, request) =>
        countEntries(request) === 0
          ? {
              status: 200,
              body: {
                customersPartnerUpdates: [
                  {
                    customer: { id: 5, status: { status: true, code: 1000, message: "x" } },
                    partnerProgramUpdates: [],
                  },
                ],
                warnings: [],
              },
            }
          : reply,
    },
    ["update.batch.no-customers no-reading", "update.batch.results value"],
  ],
];

const demands: readonly Row[] = [
  [
    "an update without its kind is made",
    everything,
    { decide: (code, turn) => (turn.type === undefined && code === 2009 ? undefined : code) },
    ["update.required.update-type no-reading"],
  ],
];

function countEntries({ body }: { readonly body: Uint8Array }): number | undefined {
  try {
    return (JSON.parse(new TextDecoder().decode(body)) as { customersPartnerUpdates: unknown[] })
      .customersPartnerUpdates.length;
  } catch {
    return undefined;
  }
}

function storeBeyond(
  ...[reply, request, people]: Parameters<NonNullable<FakeOptions["twist"]>>
): ReturnType<NonNullable<FakeOptions["twist"]>> {
  if (countEntries(request) === 51)
    for (const { memberships } of people)
      for (const one of memberships) if (one.expiry !== undefined) one.expiry = laterBy(one.expiry, 9);
  return reply;
}

const tables: Readonly<Record<string, readonly Row[]>> = {
  customers,
  results,
  tiers,
  codes,
  relinking,
  batches,
  demands,
};

for (const [name, rows] of Object.entries(tables)) {
  describe(`Updates with a fault in ${name}`, function () {
    this.timeout(60_000);
    for (const [what, only, options, found] of rows) {
      it(`are found: ${what}`, async () => {
        expect(listFound(await runFake(options, only))).to.deep.equal(found);
      });
    }
  });
}
