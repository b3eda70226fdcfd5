import { expect } from "chai";
import {
  type FakeCustomer,
  type FakeMembership,
  type FakeOptions,
  listFound,
  runFake,
  type Turn,
} from "./testing/fake-host.ts";

/** Whoever is found by no case that was made for the requirement names the cases that do. */
type Row = readonly [what: string, options: FakeOptions, found: readonly string[], by?: readonly string[]];
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

interface Update {
  readonly updateType?: unknown;
  readonly updateStatus: { readonly status: boolean; readonly code: number };
}

interface Result {
  readonly customer: { readonly id?: unknown; readonly status: { readonly status: boolean } };
  readonly partnerProgramUpdates?: readonly Update[];
}

/**
 * Cases of every kind, which a fault must not trip unless it is theirs. The cases of what is expected join them. Each fault
 * meets one of them in turn, and all with CHECK_DEEP=1.
 */
const sentinels: readonly string[] = [
  "update.renew.served",
  "update.renew.expiry",
  "update.upgrade.tier",
  "update.tier.unknown",
  "update.identifier.by-email",
  "update.identifiers.answered",
  "update.batch.2-customers",
  "update.batch.one-program-fails",
  "update.batch.same-program",
  "update.cancel.without-details",
];

const customers: readonly Row[] = [
  ...(["id", "mobile", "email", "externalId"] as const).map((name): Row => [
    `nobody is found by ${name}`,
    { find: findNobody(name) },
    [`update.identifier.${name === "externalId" ? "external-id" : name} refused`],
  ]),
  [
    "what is named by email is not stored",
    { disturb: afterMade((turn, before) => (turn.by.join() === "email" ? revert(turn, before) : undefined)) },
    ["update.identifier.email effect"],
  ],
  [
    "a customer beside empty identifiers is not found",
    {
      find: (found, named) => (Object.keys(named).length > 1 && Object.values(named).includes("") ? undefined : found),
    },
    ["update.identifier.empty-unused refused"],
  ],
  [
    "a customer by several identifiers is not found",
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
    { decide: (code, turn) => (turn.customer === undefined && turn.by.length === 0 ? undefined : code) },
    ["update.identifier.nobody accepted", "update.identifier.required accepted", "update.required.customer accepted"],
  ],
  [
    "an entry that names nobody finds the first customer",
    { find: (found, named, people) => (Object.keys(named).length === 0 ? people[0] : found) },
    ["update.identifier.nobody accepted", "update.required.customer accepted"],
  ],
  [
    "an entry of empty identifiers finds the first customer",
    {
      find: (found, named, people) =>
        Object.values(named).length > 0 && Object.values(named).every((value) => value === "") ? people[0] : found,
    },
    ["update.identifier.nobody accepted"],
  ],
  [
    "a percent sign finds the first customer",
    { find: (found, named, people) => (named["mobile"] === "%" ? people[0] : found) },
    ["update.identifier.nobody accepted"],
  ],
  ...(["id", "email", "externalId"] as const).map((name): Row => [
    `an update of an unknown ${name} is reported as made`,
    {
      decide: (code, turn) =>
        turn.customer === undefined && turn.by.join() === name && turn.count === 1 ? undefined : code,
    },
    ["update.unknown-customer.refused accepted"],
  ]),
  [
    "a customer is found by the beginning of email",
    { find: findByPart("email", (own, part) => own.startsWith(part)) },
    ["update.unknown-customer.refused accepted"],
  ],
  [
    "a customer is found by the end of mobile",
    { find: findByPart("mobile", (own, part) => own.endsWith(part)) },
    ["update.unknown-customer.refused accepted"],
  ],
  [
    "an entry that names nobody is refused with somebody's mobile",
    {
      twist: changeResults((list) =>
        list.map((one) =>
          Object.keys(one.customer).length === 2 && !one.customer.status.status
            ? { ...one, customer: { ...one.customer, mobile: "4917000000001" } }
            : one,
        ),
      ),
    },
    ["update.identifier.nobody accepted"],
  ],
  [
    "neither customer of an entry is updated",
    { disturb: afterMade((turn, before) => (turn.by.length === 2 ? revert(turn, before) : undefined)) },
    ["update.identifier.conflict no-reading"],
  ],
  [
    "another id comes back beside a mobile",
    {
      twist: (reply, request, people) =>
        /"mobile":.*"id":/.test(textOf(request))
          ? changeResults((list) => list.map((one) => ({ ...one, customer: { ...one.customer, id: 5 } })))(
              reply,
              request,
              people,
            )
          : reply,
    },
    ["update.customer-id.same value"],
  ],
  [
    "any identifier is looked for under any name",
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

function findByPart(
  name: "mobile" | "email" | "externalId",
  fits: (own: string, part: string) => boolean,
): NonNullable<FakeOptions["find"]> {
  return (found, named, people) => {
    const part = named[name];
    if (found !== undefined || typeof part !== "string" || part.length < 4) return found;
    return people.find((one) => fits(one[name] ?? "", part));
  };
}

function isNamed(one: FakeCustomer, { by, customer }: Turn): boolean {
  // In this fake two identifiers are only ever those of two people.
  return by.length === 2 && customer !== undefined && one.id !== customer.id;
}

const withoutMember =
  (name: "partnerProgramName" | "updateType") =>
  (one: Result): Result => ({
    ...one,
    ...(one.partnerProgramUpdates === undefined
      ? {}
      : {
          partnerProgramUpdates: one.partnerProgramUpdates.map(
            (each) => Object.fromEntries(Object.entries(each).filter(([key]) => key !== name)) as unknown as Update,
          ),
        }),
  });
const isAllMade = ({ partnerProgramUpdates: updates = [] }: Result): boolean =>
  updates.every(({ updateStatus }) => updateStatus.status);

const results: readonly Row[] = [
  ...(["partnerProgramName", "updateType"] as const).map((name): Row => [
    `an update that was made comes back without its ${name}`,
    { twist: changeResults((list) => list.map((one) => (isAllMade(one) ? withoutMember(name)(one) : one))) },
    [`update.${name === "updateType" ? "update-type" : "program-name"}.present missing`],
  ]),
  [
    "all identifiers but the id come back",
    {
      twist: changeResults((list) =>
        list.map(({ customer: { id: _id, ...customer }, ...one }) => ({ ...one, customer })),
      ),
    },
    ["update.customer-id.present missing"],
  ],
  [
    "another program comes back",
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
    {
      twist: changeResults((list) =>
        list.map((one) => (one.customer.status.status ? { ...one, customer: { ...one.customer, id: 5 } } : one)),
      ),
    },
    ["update.customer-id.same value"],
  ],
  [
    "null stands among the results",
    { twist: changeResults((list) => [...list, null as unknown as Result]) },
    ["update.results.entry type"],
  ],
  [
    "every update of a customer comes back with the first program",
    {
      twist: changeResults((list) =>
        list.map((one) => {
          const updates = (one.partnerProgramUpdates ?? []) as readonly { readonly partnerProgramName?: unknown }[];
          const partnerProgramName = updates[0]?.partnerProgramName;
          return {
            ...one,
            partnerProgramUpdates: updates.map((each) => ({ ...each, partnerProgramName })),
          } as unknown as Result;
        }),
      ),
    },
    ["update.program-name.echo value"],
  ],
  [
    "the last of several customers has no result",
    { twist: changeResults((list) => (list.length > 1 ? list.slice(0, -1) : list)) },
    ["update.batch.results missing"],
  ],
  [
    "the last of fifty customers has no result",
    { twist: changeResults((list) => (list.length === 50 ? list.slice(0, -1) : list)) },
    ["update.batch.results missing"],
  ],
  [
    "a customer has two results",
    { twist: changeResults((list) => (list.length === 1 ? [...list, ...list] : list)) },
    ["update.batch.results value"],
  ],
  [
    "the last of several updates has no result",
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
    ["update.batch.same-program", "update.batch.one-program-fails"],
  ],
  [
    "a number of success stands beside false",
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
    ["update.tier.unknown"],
  ],
  [
    "another mobile comes back than was sent",
    {
      twist: changeResults((list) =>
        list.map((one) =>
          one.customer.status.status ? { ...one, customer: { ...one.customer, mobile: "491" } } : one,
        ),
      ),
    },
    ["update.identifiers.answered no-reading"],
  ],
  [
    "null comes back for every mobile",
    {
      twist: changeResults((list) =>
        list.map((one) => (one.customer.status.status ? { ...one, customer: { ...one.customer, mobile: null } } : one)),
      ),
    },
    ["update.identifiers.answered no-reading"],
  ],
];

/** Updates after one that is refused are refused as well, without a look at them. */
function stopAtFirst(): Decide {
  let isStopped = false;
  return (right, { place, index }) => {
    if (place === 0 && index === 0) isStopped = false;
    const code = isStopped ? 2001 : right;
    isStopped ||= code !== undefined;
    return code;
  };
}

/** What a request does for the second time to one customer is undone. */
function revertTwice(): Disturb {
  let last: Turn | undefined;
  return (turn, before) => {
    if (turn.count === 2 && turn.place === 1 && turn.customer === last?.customer) revert(turn, before);
    last = turn;
  };
}

const tiers: readonly Row[] = [
  [
    "an UPGRADE is refused",
    { decide: refuseSound(2007, ({ type }) => type === "UPGRADE") },
    ["update.upgrade.tier refused"],
  ],
  [
    "a DOWNGRADE is refused",
    { decide: refuseSound(2007, ({ type }) => type === "DOWNGRADE") },
    ["update.downgrade.tier refused"],
  ],
  [
    "a RENEW is refused",
    { decide: refuseSound(2007, ({ type }) => type === "RENEW") },
    ["update.renew.expiry refused"],
  ],
  ["every update is refused", { decide: refuseSound(2004, isTierType) }, ["update.resource.served refused"]],
  [
    "an UPGRADE is not stored",
    { disturb: afterMade((turn, before) => (turn.type === "UPGRADE" ? revert(turn, before) : undefined)) },
    ["update.upgrade.tier effect"],
  ],
  [
    "a DOWNGRADE is not stored",
    { disturb: afterMade((turn, before) => (turn.type === "DOWNGRADE" ? revert(turn, before) : undefined)) },
    ["update.downgrade.tier effect"],
  ],
  [
    "a RENEW is not stored",
    { disturb: afterMade((turn, before) => (turn.type === "RENEW" ? revert(turn, before) : undefined)) },
    ["update.renew.expiry effect"],
  ],
  [
    "an UPGRADE for the second time goes back",
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
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "RENEW" && turn.tier === before.tier && own.tier === "Silver"
          ? Object.assign(own, { tier: "Bronze" })
          : undefined,
      ),
    },
    ["update.renew.expiry effect"],
  ],
  [
    "a RENEW takes the expiry away",
    { disturb: afterMade((turn, _before, own) => (turn.type === "RENEW" ? delete own.expiry : undefined)) },
    ["update.renew.expiry effect"],
  ],
  [
    "a RENEW keeps an expiry that is later",
    {
      disturb: afterMade((turn, before) =>
        turn.type === "RENEW" && Date.parse(turn.expiry ?? "") < Date.parse(before.expiry ?? "")
          ? revert(turn, before)
          : undefined,
      ),
    },
    ["update.renew.expiry effect"],
  ],
  ...(["RENEW", "UPGRADE", "DOWNGRADE"] as const).map((type): Row => [
    `an expiry of a ${type} in UTC is not stored`,
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === type && turn.expiry?.endsWith("+00:00") === true
          ? Object.assign(own, { expiry: before.expiry })
          : undefined,
      ),
    },
    ["update.expiry.set effect"],
  ]),
  [
    "an expiry is never stored",
    { disturb: afterMade((_turn, before, own) => Object.assign(own, { expiry: before.expiry })) },
    ["update.expiry.set effect"],
  ],
  [
    "an expiry is stored a day late",
    {
      disturb: afterMade((turn, _before, own) =>
        turn.expiry === undefined ? undefined : Object.assign(own, { expiry: laterBy(own.expiry, 1) }),
      ),
    },
    ["update.expiry.set no-reading"],
  ],
  ...([14, 17] as const).map((kept): Row => [
    `an expiry is cut to its ${kept === 14 ? "hour" : "minute"}`,
    {
      disturb: afterMade((turn, _before, own) =>
        turn.expiry === undefined
          ? undefined
          : Object.assign(own, { expiry: `${own.expiry?.slice(0, kept)}${"00:00".slice(kept - 14)}Z` }),
      ),
    },
    ["update.expiry.set no-reading"],
  ]),
  [
    "an expiry some days ahead is refused as past",
    {
      decide: refuseSound(2003, ({ expiry }) => (expiry ?? "2099") > "2031-02-02" && (expiry ?? "2099") < "2031-02-10"),
    },
    ["update.expiry.ahead refused"],
  ],
  [
    "an expiry before the present one is refused as past",
    {
      decide: refuseSound(
        2003,
        ({ expiry, membership }) =>
          (expiry ?? "2099") > "2031-02-02" && (expiry ?? "2099") < (membership?.expiry ?? ""),
      ),
    },
    ["update.expiry.ahead refused"],
  ],
  [
    "an expiry beyond 2038 is refused",
    { decide: refuseSound(2003, ({ expiry }) => (expiry ?? "") > "2038-01-19") },
    ["update.expiry.far refused"],
  ],
  [
    "an expiry beyond 2038 is stored as the last that thirty-two bits can hold",
    {
      disturb: afterMade((turn, _before, own) =>
        (turn.expiry ?? "") > "2038-01-19" ? Object.assign(own, { expiry: "2038-01-19T03:14:07Z" }) : undefined,
      ),
    },
    ["update.expiry.far effect"],
  ],
  [
    "an expiry of an UPGRADE is not stored",
    {
      disturb: afterMade((turn, before, own) =>
        turn.type === "UPGRADE" ? Object.assign(own, { expiry: before.expiry }) : undefined,
      ),
    },
    ["update.expiry.set effect"],
  ],
  [
    "without an expiry a RENEW adds a year",
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
    { decide: refuseSound(2002, (turn) => turn.type === "RENEW" && turn.expiry === undefined) },
    ["update.expiry.kept refused"],
  ],
  [
    "an offset to the west is refused",
    { decide: refuseSound(2003, ({ expiry }) => expiry?.endsWith("-08:00") === true) },
    ["update.expiry.form-accepted refused"],
  ],
  [
    "an expiry with slashes is stored as nothing",
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
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "UPGRADE" ? Object.assign(own, { start: "2031-02-01T12:00:00Z" }) : undefined,
      ),
    },
    ["update.effect.membership effect"],
  ],
  [
    "an UPGRADE without an expiry moves the end of the membership",
    {
      disturb: afterMade((turn, _before, own) =>
        turn.type === "UPGRADE" && turn.expiry === undefined
          ? Object.assign(own, { end: "2035-01-01T00:00:00Z" })
          : undefined,
      ),
    },
    ["update.effect.membership effect"],
  ],
  [
    "an expiry moves the end of the membership to another time",
    {
      disturb: afterMade((turn, _before, own) =>
        turn.expiry === undefined ? undefined : Object.assign(own, { end: "2035-01-01T00:00:00Z" }),
      ),
    },
    ["update.effect.end no-reading"],
  ],
  [
    "another program of the customer is updated too",
    {
      disturb: afterMade((turn, _before, own) => {
        for (const one of turn.customer?.memberships ?? [])
          if (one !== own && one.tier !== undefined && own.expiry !== undefined) one.expiry = own.expiry;
      }),
    },
    ["update.effect.others effect"],
  ],
  [
    "another customer in the program is updated too",
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
    "another customer in the program is unlinked",
    {
      disturb: afterMade((turn, _before, own) => {
        for (const { id, memberships } of turn.people)
          for (const each of memberships)
            if (turn.customer?.id === 88_001 && id === 88_002 && each.program === own.program) each.linked = false;
      }),
    },
    ["update.effect.others effect", "update.effect.others refused"],
  ],
  [
    "a relinking cancelled in another program waits again",
    {
      disturb: afterMade((turn, _before, own) => {
        for (const each of turn.customer?.memberships ?? [])
          if (each !== own && each.relinks[0]?.type === "CANCELLED") each.pending = true;
      }),
    },
    ["update.effect.others accepted"],
  ],
  [
    "a cancellation in another program is not among its activities any more",
    {
      disturb: afterMade((turn, _before, own) => {
        for (const each of turn.customer?.memberships ?? [])
          if (each !== own) each.relinks = each.relinks.filter(({ type }) => type !== "CANCELLED");
      }),
    },
    ["update.effect.others effect"],
  ],
  [
    "another program loses its activities",
    {
      disturb: afterMade((turn, _before, own) => {
        for (const each of turn.customer?.memberships ?? []) if (each !== own) each.relinks = [];
      }),
    },
    ["update.effect.others effect"],
  ],
  [
    "a RENEW of another tier does nothing",
    {
      disturb: afterMade((turn, before) =>
        turn.type === "RENEW" && turn.tier !== before.tier ? revert(turn, before) : undefined,
      ),
    },
    ["update.renew.other-tier no-reading"],
  ],
  [
    "a RENEW of another tier goes to a third one",
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
    { decide: confuse(code, 2001) },
    // In this fake the expiry is looked at last, and no update with several faults is of a program that is not linked.
    [
      `update.code.${code} other-code`,
      ...(code === 2003 || code === 2004 ? [] : ["update.code.several-faults other-code"]),
    ],
  ]),
  [
    "2002 is not given for a DOWNGRADE without details",
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
    {
      decide: confuse(2002, undefined, ({ tier, update }) => tier === null && update["updateType"] === "RENEW"),
      disturb: afterMade((turn, before, own) => (turn.tier === null ? Object.assign(own, before) : undefined)),
    },
    ["update.code.2002 accepted"],
  ],
  [
    "2003 is not given for a DOWNGRADE",
    { decide: confuse(2003, undefined, ({ type }) => type === "DOWNGRADE") },
    ["update.code.2003 accepted"],
  ],
  [
    "an update without a program is made, and comes back as it was sent",
    { decide: confuse(2002, undefined, ({ update }) => update["partnerProgramName"] === undefined) },
    ["update.code.2002 accepted"],
  ],
  ...(["update", "customer"] as const).map((place): Row => [
    `2003 is not given for a second customer, where refusals stand in the ${place}'s status`,
    { choices: { place }, decide: confuse(2003, undefined, (turn) => turn.place > 0) },
    ["update.batch.equals-items disagreement"],
  ]),
  ...([2004, 2026, 2027, 2028] as const).map((code): Row => [
    `${code} is not given for the second update of a second customer`,
    {
      relinking: code === 2026 ? "off" : "on",
      decide: confuse(code, undefined, ({ place, index }) => place > 0 && index > 0),
    },
    ["update.batch.equals-items disagreement"],
  ]),
  ...["id", "email", "externalId"].map((name): Row => [
    `2003 is not given for a customer named by ${name}`,
    { decide: confuse(2003, undefined, ({ by }) => by.join() === name) },
    ["update.code.2003 accepted"],
  ]),
  [
    "2003 is not given for a renewal initiation",
    { relinking: "off", decide: confuse(2003, undefined, ({ type }) => type === "MEMBERSHIP_RENEWAL_INITIATION") },
    ["update.code.2003 accepted"],
  ],
  [
    "2003 is not given for years past",
    { decide: confuse(2003, undefined, ({ expiry }) => (expiry ?? "") < "2031-00") },
    ["update.code.2003 accepted"],
  ],
  [
    "2004 is not given for a member of former times",
    { decide: confuse(2004, undefined, ({ membership }) => membership?.linked === false) },
    ["update.code.2004 accepted"],
    ["update.program.no-longer-linked"],
  ],
  [
    "a program is found by the beginning of its name",
    {
      decide: confuse(2006, undefined, ({ update: { partnerProgramName: name }, customer }) =>
        Boolean(customer?.memberships.some((one) => String(name).length > 3 && one.program.startsWith(String(name)))),
      ),
    },
    ["update.code.2006 accepted"],
    ["update.program.cut-short"],
  ],
  [
    "2004 is not given for a RENEW",
    { decide: confuse(2004, undefined, ({ type }) => type === "RENEW") },
    ["update.code.2004 accepted"],
  ],
  [
    "2006 is not given for a RENEW",
    {
      decide: confuse(
        2006,
        undefined,
        ({ type, update, expiry }) =>
          type === "RENEW" && expiry === undefined && String(update["partnerProgramName"]).startsWith("No "),
      ),
    },
    ["update.code.2006 accepted"],
  ],
  [
    "a program in other letters is reported as updated and is not",
    {
      decide: confuse(2006, undefined, ({ update: { partnerProgramName: name } }) => name === "HARBOUR CLUB"),
    },
    ["update.program-name.letters no-reading"],
  ],
  [
    "a tier in other letters is reported as given and is not",
    {
      decide: confuse(2007, undefined, ({ tier }) => tier === "SILVER"),
      disturb: afterMade((turn, before) => (turn.tier === "SILVER" ? revert(turn, before) : undefined)),
    },
    ["update.tier-name.letters no-reading"],
  ],
  [
    "2006 is 2004 for a cancellation",
    { decide: confuse(2006, 2004, ({ type }) => type === "MEMBERSHIP_RELINKING_CANCELLED") },
    ["update.code.2006 other-code"],
  ],
  [
    "an unknown tier is reported in the customer's status with DOWNGRADE",
    {
      twist: changeResults((list) =>
        list.map((one) =>
          one.partnerProgramUpdates?.length === 1 &&
          one.partnerProgramUpdates[0]?.updateType === "DOWNGRADE" &&
          one.partnerProgramUpdates[0].updateStatus.code === 2007
            ? {
                customer: { ...one.customer, status: { status: false, code: 2007, message: "no" } },
                partnerProgramUpdates: [],
              }
            : one,
        ),
      ),
    },
    ["update.failure.place no-reading"],
  ],
  [
    "2007 is not given for a tier of another program",
    { decide: confuse(2007, undefined, ({ tier }) => !String(tier).startsWith("No ")) },
    ["update.code.2007 accepted"],
  ],
  [
    "2009 is not given for EXTEND",
    {
      decide: confuse(
        2009,
        undefined,
        ({ type, tier }) => type === "EXTEND" && !String(tier).startsWith("No ") && tier !== undefined,
      ),
    },
    ["update.code.2009 accepted"],
  ],
  ["2026 is 2027", { relinking: "off", decide: confuse(2026, 2027) }, ["update.code.2026 other-code"]],
  [
    "a cancellation is taken where relinking is off",
    { relinking: "off", decide: confuse(2026, undefined) },
    ["update.code.2026 accepted"],
  ],
  [
    "2027 is 2026",
    { decide: confuse(2027, 2026, ({ membership }) => membership?.relinks.length === 0) },
    ["update.code.2027 other-code"],
  ],
  ["2028 is not given", { decide: confuse(2028, undefined) }, ["update.code.2028 accepted"]],
  ["2028 is 2026", { decide: confuse(2028, 2026) }, ["update.code.2028 other-code"]],
  [
    "an unknown tier is refused and the expiry stored",
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
    {
      disturb: (turn, _before, code) => {
        if (code === 2003 && turn.membership !== undefined) turn.membership.tier = String(turn.tier);
      },
    },
    ["update.refused.unchanged effect"],
  ],
  [
    "a program that was not linked is linked",
    {
      disturb: (turn, _before, code) => {
        if (code === 2004 && turn.membership !== undefined) turn.membership.linked = true;
      },
    },
    ["update.linked.first effect"],
  ],
  [
    "a refusal has no number",
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
    {
      disturb: afterMade((turn, before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") Object.assign(own, before);
      }),
    },
    ["update.cancel.relinking effect"],
  ],
  [
    "a second cancellation is accepted",
    { decide: confuse(2027, undefined, ({ membership }) => membership?.relinks[0]?.type === "CANCELLED") },
    ["update.cancel.once accepted"],
  ],
  [
    "a second cancellation is accepted, where the batch shows that nothing was pending",
    {
      hasClock: true,
      decide: confuse(2027, undefined, ({ membership }) => membership?.relinks[0]?.type === "CANCELLED"),
    },
    ["update.cancel.once accepted"],
  ],
  [
    "a cancelled relinking is written down and pending still",
    {
      hasClock: true,
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") own.pending = true;
      }),
    },
    ["update.cancel.relinking effect"],
  ],
  [
    "a cancellation unlinks",
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") own.linked = false;
      }),
    },
    ["update.cancel.enrolment effect"],
  ],
  [
    "a cancellation is not among the activities of a host without state endpoint",
    {
      withoutState: true,
      disturb: afterMade((turn, before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") own.relinks = before.relinks;
      }),
    },
    ["histories.cancelled.written effect"],
    ["update.cancel.without-details"],
  ],
  [
    "a cancellation is dated a year back by a host without state endpoint",
    {
      withoutState: true,
      disturb: afterMade((turn, before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED")
          own.relinks = [{ type: "CANCELLED", date: "2031-01-06T08:00:00Z" }, ...before.relinks];
      }),
    },
    ["histories.relinking.date value"],
    ["update.cancel.without-details"],
  ],
  [
    "a cancellation drops what was written before",
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED") own.relinks = own.relinks.slice(0, 1);
      }),
    },
    ["update.cancel.enrolment effect"],
  ],
  [
    "a cancellation with details is reported and not carried out",
    {
      disturb: afterMade((turn, before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED" && turn.tier !== undefined) Object.assign(own, before);
      }),
    },
    ["update.cancel.with-details no-reading"],
  ],
  [
    "a second cancellation has another code",
    { decide: confuse(2027, 2026, ({ membership }) => membership?.relinks[0]?.type === "CANCELLED") },
    ["update.cancel.once other-code"],
  ],
  [
    "a cancellation ends the enrolment",
    {
      disturb: afterMade((turn, _before, own) => {
        if (turn.type === "MEMBERSHIP_RELINKING_CANCELLED" && turn.tier === undefined) own.end = "2031-02-01T12:00:00Z";
      }),
    },
    ["update.cancel.enrolment effect"],
  ],
  [
    "details of a cancellation are carried out",
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
    { decide: refuseSound(2027, ({ type, place }) => type === "MEMBERSHIP_RELINKING_CANCELLED" && place > 0) },
    ["update.batch.customers refused"],
    ["update.batch.2-customers", "update.cancel"],
  ],
  [
    "a renewal is refused where it is allowed",
    {
      relinking: "off",
      decide: refuseSound(
        2028,
        ({ type, membership }) => type === "MEMBERSHIP_RENEWAL_INITIATION" && membership?.tier !== undefined,
      ),
    },
    ["update.renewal.served refused"],
  ],
  [
    "a renewal initiation unlinks the customer's other programs",
    {
      relinking: "off",
      disturb: afterMade((turn, _before, own) => {
        if (turn.type !== "MEMBERSHIP_RENEWAL_INITIATION") return;
        for (const one of turn.customer?.memberships ?? []) if (one !== own) one.linked = false;
      }),
    },
    ["update.effect.others effect"],
    ["update.renewal.served"],
  ],
];

const batches: readonly Row[] = [
  [
    "what comes after an update that is refused is refused",
    { decide: stopAtFirst() },
    ["update.batch.isolation refused"],
  ],
  [
    "of two updates of a customer the second is not stored",
    { disturb: afterMade((turn, before) => (turn.index === 1 ? revert(turn, before) : undefined)) },
    ["update.batch.programs effect"],
  ],
  [
    "the third of three customers is not stored",
    { disturb: afterMade((turn, before) => (turn.place === 2 ? revert(turn, before) : undefined)) },
    ["update.batch.customers effect"],
  ],
  [
    "the third of three customers is refused",
    { decide: refuseSound(2004, ({ place, count }) => place === 2 && count === 3) },
    ["update.batch.customers refused"],
  ],
  [
    "the third of three updates is refused",
    { decide: refuseSound(2004, ({ index }) => index === 2) },
    ["update.batch.programs refused"],
  ],
  [
    "of a customer who is named twice the second program is not stored",
    { disturb: revertTwice() },
    ["update.batch.same-customer no-reading"],
  ],
  [
    "two updates in one program are made and not stored",
    {
      disturb: afterMade((turn, before, own) => {
        const isTwice = turn.index === 1 && turn.expiry !== undefined && own.expiry !== before.expiry;
        if (isTwice && turn.update["partnerProgramName"] === "Harbour Club") Object.assign(own, { tier: "Gold" });
      }),
    },
    ["update.batch.same-program no-reading"],
  ],
  [
    "an unknown tier in a batch has another code",
    { decide: confuse(2007, 2002, ({ count }) => count > 1) },
    ["update.batch.equals-items disagreement"],
  ],
  [
    "an empty list of updates has a result",
    {
      twist: (reply, request) =>
        new TextDecoder().decode(request.body).includes('"partnerProgramUpdates":[]')
          ? (changeResults((list) => list.map((one) => ({ ...one, partnerProgramUpdates: [madeUp] })))(
              reply,
              request,
              [],
            ) ?? reply)
          : reply,
    },
    ["update.batch.no-updates no-reading"],
  ],

  [
    "fifty customers are too many",
    {
      twist: (reply, request) =>
        countEntries(request) === 50
          ? { status: 400, body: { errors: [{ status: false, code: 2008, message: "no" }] } }
          : reply,
    },
    ["update.batch.fifty refused"],
  ],
  ["nothing is too much", { choices: { limit: "none" } }, ["update.batch.limit no-reading"]],
  [
    "fifty-one customers are refused with another code",
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
    { disturb: afterMade((turn, before) => (turn.place === 49 ? revert(turn, before) : undefined)) },
    ["update.batch.fifty effect"],
  ],
  [
    "the fiftieth customer is refused",
    { decide: refuseSound(2006, ({ place }) => place === 49) },
    ["update.batch.fifty refused"],
  ],
  [
    "an unknown customer in a batch is reported as made",
    { decide: (code, turn) => (turn.customer === undefined && turn.count > 2 ? undefined : code) },
    ["update.unknown-customer.refused accepted"],
  ],
  [
    "of two customers the second is not stored",
    { disturb: afterMade((turn, before) => (turn.place === 1 ? revert(turn, before) : undefined)) },
    ["update.batch.customers effect"],
  ],
  [
    "of two customers the second is refused",
    { decide: refuseSound(2004, ({ place, count }) => place === 1 && count === 2) },
    ["update.batch.customers refused"],
  ],
  ["too many updates are refused and stored", { twist: storeBeyond }, ["update.refused.unchanged effect"]],
  [
    "an unknown program in a batch has another code",
    { decide: confuse(2006, 2004, ({ count }) => count > 1) },
    ["update.batch.equals-items disagreement"],
  ],
  [
    "an empty list of customers has a result",
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
    ["update.batch.no-customers no-reading"],
  ],
];

const madeUp = {
  partnerProgramName: "Harbour Club",
  updateType: "RENEW",
  updateStatus: { status: true, code: 200, message: "Success" },
};
const somebody = {
  status: 200,
  body: {
    customersPartnerUpdates: [
      { customer: { id: 88_001, status: { status: true, code: 1000, message: "x" } }, partnerProgramUpdates: [madeUp] },
    ],
    warnings: [],
  },
};
const textOf = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);

const demands: readonly Row[] = [
  [
    "a body that is no JSON is answered",
    {
      twist: (reply, { body }) =>
        countEntries({ body }) === undefined && !textOf({ body }).startsWith("{}") && !textOf({ body }).includes("null")
          ? { status: 200, body: { customersPartnerUpdates: [], warnings: [] } }
          : reply,
    },
    ["update.body.malformed accepted"],
  ],
  [
    "a request without customers updates somebody",
    { twist: (reply, request) => (textOf(request) === "{}" ? somebody : reply) },
    ["update.required.customers no-reading"],
  ],
  [
    "customers of null update somebody",
    { twist: (reply, request) => (textOf(request) === '{"customersPartnerUpdates":null}' ? somebody : reply) },
    ["update.required.customers no-reading"],
  ],
  [
    "updates of null are updates",
    { twist: (reply, request) => (textOf(request).includes('"partnerProgramUpdates":null') ? somebody : reply) },
    ["update.required.updates no-reading"],
  ],
  [
    "an object in the place of a list is answered with nothing",
    {
      twist: (reply, request) =>
        textOf(request).startsWith('{"customersPartnerUpdates":{')
          ? { status: 200, body: { customersPartnerUpdates: [], warnings: [] } }
          : reply,
    },
    ["update.types.lists no-reading"],
  ],
  [
    "a customer without updates is updated",
    {
      twist: (reply, request) =>
        countEntries(request) === 1 && !textOf(request).includes("partnerProgramUpdates") ? somebody : reply,
    },
    ["update.required.updates no-reading"],
  ],
  [
    "an expiry a minute ago is refused as an unknown tier",
    {
      choices: { today: "instant" },
      decide: confuse(2003, 2007, ({ expiry }) => expiry?.startsWith("2031-02-01") === true),
    },
    ["update.expiry.today no-reading"],
  ],

  [
    "an update with an empty kind is made",
    { decide: (code, turn) => (turn.type === "" && code === 2009 ? undefined : code) },
    ["update.required.update-type accepted"],
  ],
  [
    "an update without its kind is made",
    { decide: (code, turn) => (turn.type === undefined && code === 2009 ? undefined : code) },
    ["update.required.update-type accepted", "update.update-type.type type"],
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
    for (const [index, [what, options, found, by = []]] of rows.entries()) {
      const beside = sentinels.filter((_, at) => process.env["CHECK_DEEP"] === "1" || at === index % sentinels.length);
      const only = [...beside, ...by, ...found.map((text) => text.replace(/ .*/, ""))];
      it(`are found: ${what}`, async () => {
        expect(listFound(await runFake(options, only))).to.deep.equal(found);
      });
    }
  });
}
