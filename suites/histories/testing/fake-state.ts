import { type FakeActivity, type FakeCustomer, type FakeMembership, present, programs } from "./fake-data.ts";

/** How relinks show between the day of their start and the batch. */
export interface RelinkChoices {
  readonly early?: "shown" | "hidden";
  readonly earlyDate?: "scheduled-start" | "day-of-the-read";
  readonly earlyDetails?: "unchanged" | "ahead";
}

/** What a fake host keeps and how it is changed. */
export interface FakeState {
  people(): readonly FakeCustomer[];
  now(): number;
  readonly relinks: RelinkChoices;
  /** The linking activities that are shown now, and the enrolment. */
  shownLinking(membership: FakeMembership): readonly FakeActivity[];
  shownEnrolment(membership: FakeMembership): Pick<FakeMembership, "start" | "end" | "linked">;
  steer(action: string, body: Uint8Array): { status: number; body: unknown };
  update(body: Uint8Array): { status: number; body: unknown };
}

const day = 86_400_000;
const second = (instant: number): string => new Date(instant).toISOString().replace(".000Z", "Z");

export function createFakeState(parts: {
  readonly people: () => FakeCustomer[];
  readonly knows: readonly string[];
  readonly relinks: RelinkChoices;
  readonly records: boolean;
  readonly spoil: (people: readonly FakeCustomer[], what: "relink" | "cancel" | "batch" | "tier") => void;
}): FakeState {
  let people = parts.people();
  let now = Date.parse(present);

  const isDue = ({ pending }: FakeMembership): boolean =>
    pending !== undefined && Date.parse(pending.slice(0, 10)) <= now;

  const findOne = (named: Readonly<Record<string, unknown>>): FakeCustomer | undefined =>
    people.find(({ id, mobile, email, externalId }) =>
      Object.entries({ id, mobile, email, externalId }).some(
        ([name, value]) => value !== undefined && named[name] === value,
      ),
    );

  const find = (named: Readonly<Record<string, unknown>>, program: unknown): FakeMembership | undefined => {
    const { id } = programs.find(({ name }) => name === program) ?? {};
    return findOne(named)?.memberships.find(({ programId }) => programId === id);
  };

  const actions: Readonly<Record<string, (body: Record<string, unknown>) => unknown>> = {
    reset: () => {
      people = parts.people();
      now = Date.parse(present);
      return {};
    },
    clock: ({ now: wanted }) => {
      now = Date.parse(String(wanted));
      return {};
    },
    batch: () => {
      for (const membership of people.flatMap(({ memberships }) => memberships)) {
        const { pending } = membership;
        if (pending === undefined || !isDue(membership)) continue;
        membership.start = pending;
        membership.end = second(Date.parse(pending) + 365 * day);
        membership.linking.push(["SUPPLEMENTARY_MEMBERSHIP_RELINKED", second(now)]);
        delete membership.pending;
      }
      parts.spoil(people, "batch");
      return {};
    },
    state: ({ state, params }) => {
      if (state !== "a relink is pending") return undefined;
      const named = params as Record<string, unknown>;
      const membership = find(named, named["partnerProgramName"]);
      if (membership === undefined) return undefined;
      // Updates have one queued without saying for when.
      membership.pending = second(named["start"] === undefined ? now + 30 * day : Date.parse(String(named["start"])));
      membership.linking.push(["SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", second(now)]);
      parts.spoil(people, "relink");
      return { start: membership.pending };
    },
  };

  return {
    people: () => people,
    now: () => now,
    relinks: parts.relinks,
    shownLinking: (membership) => {
      const { early = "hidden", earlyDate = "scheduled-start" } = parts.relinks;
      const { linking, pending } = membership;
      if (early === "hidden" || pending === undefined || !isDue(membership)) return linking;
      const date = earlyDate === "scheduled-start" ? pending : second(now);
      return [...linking, ["SUPPLEMENTARY_MEMBERSHIP_RELINKED", date]];
    },
    shownEnrolment: (membership) => {
      const { early = "hidden", earlyDetails = "unchanged" } = parts.relinks;
      const { pending, start, end, linked } = membership;
      const isAhead = early === "shown" && earlyDetails === "ahead" && pending !== undefined && isDue(membership);
      return isAhead
        ? { start: pending, end: second(Date.parse(pending) + 365 * day), linked }
        : { start, end, linked };
    },
    steer: (action, bytes) => {
      const body = parts.knows.includes(action)
        ? actions[action]?.(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>)
        : undefined;
      return body === undefined ? { status: 404, body: {} } : { status: 200, body };
    },
    update: (bytes) => {
      const { customersPartnerUpdates: asked } = JSON.parse(new TextDecoder().decode(bytes)) as {
        customersPartnerUpdates: {
          customer: Record<string, unknown>;
          partnerProgramUpdates: {
            partnerProgramName: string;
            updateType: string;
            updateDetails?: { updatedTierName: string };
          }[];
        }[];
      };
      const results = asked.map(({ customer, partnerProgramUpdates }) => ({
        customer: { id: findOne(customer)?.id, ...customer, status: { status: true, code: 1000, message: "found" } },
        partnerProgramUpdates: partnerProgramUpdates.map(({ partnerProgramName, updateType, updateDetails }) => {
          const membership = find(customer, partnerProgramName);
          const code = membership === undefined ? 2004 : change(membership, updateType, updateDetails?.updatedTierName);
          const updateStatus = { status: code === 200, code, message: code === 200 ? "Success" : "no" };
          return { partnerProgramName, updateType, updateStatus };
        }),
      }));
      return { status: 200, body: { customersPartnerUpdates: results, warnings: [] } };
    },
  };

  function change(membership: FakeMembership, type: string, tier: string | undefined): number {
    if (type === "MEMBERSHIP_RELINKING_CANCELLED") {
      if (membership.pending === undefined) return 2027;
      delete membership.pending;
      membership.linking.push(["SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED", second(now)]);
      parts.spoil(people, "cancel");
      return 200;
    }
    if (tier === undefined) return 2002;
    membership.tier = tier;
    if (parts.records) membership.linking.push(["TIER_CHANGED", second(now)]);
    parts.spoil(people, "tier");
    return 200;
  }
}
