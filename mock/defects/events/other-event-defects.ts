import type { EventDraft, EventName } from "../../events/event-draft.ts";
import { makeUuid } from "../../events/event-ids.ts";
import { findMembership } from "../../find-named.ts";
import type { Membership } from "../../fixtures.ts";
import type { EventMoment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { editOwner } from "./event-member.ts";
import { isOfTier } from "./list-refused.ts";
import { locateMember } from "./value-defects.ts";

const linked: EventName = "partnerProgramLinked";
const delinked: EventName = "partnerProgramDelinked";

const dayMs = 86_400_000;

/** Events that tell of something else than what happened. */
export const otherEventDefects: readonly Defect[] = [
  tellTier("tier-update.announced", "neighbour-told", "An update is told of another customer.", (draft, moment) => ({
    customer: moment.organisation.customers.find(({ id }) => id !== draft.customer.id) ?? draft.customer,
  })),
  tellTier("tier-update.announced", "other-program-told", "An update is told of another program.", (draft, moment) => {
    const { id, name } =
      moment.organisation.partnerPrograms?.find((each) => each.id !== draft.program.id) ?? draft.program;
    return { program: { ...draft.program, id, name } };
  }),
  tellTier("tier-update.once", "update-told-twice", "An update is told as two events.", () => ({}), 2),
  tellTier(
    "partner-tier-number.read",
    "tier-number-off-by-one",
    "The number of the tier is one too high.",
    (draft) => ({
      program: { ...draft.program, tiers: ["No Such Tier", ...(draft.program.tiers ?? [])] },
    }),
  ),
  tellTier(
    "partner-program-type.read",
    "other-type-told",
    "The program is told to be of a type of its own.",
    (draft) => ({
      program: { ...draft.program, type: "EXTERNAL" === draft.program.type ? "SUPPLEMENTARY" : "EXTERNAL" },
    }),
  ),
  tellTier(
    "customer-identifiers.answered",
    "customer-id-of-neighbour",
    "An update is told with another customer's id.",
    (draft, { organisation: { customers } }) => ({
      customer: {
        ...draft.customer,
        id: customers.find(({ id }) => id !== draft.customer.id)?.id ?? draft.customer.id,
      },
    }),
  ),
  tellTier(
    "customer-identifiers.answered",
    "mobile-of-neighbour",
    "An update is told with another customer's mobile.",
    ({ customer }, { organisation: { customers } }) => {
      const { mobile } = customers.find((one) => one.id !== customer.id && one.mobile !== undefined) ?? {};
      return customer.mobile === undefined || mobile === undefined ? {} : { customer: { ...customer, mobile } };
    },
  ),
  tellTier(
    "partner-program.read",
    "program-id-of-other",
    "An update is told with another program's id.",
    (draft, moment) => {
      const other = moment.organisation.partnerPrograms?.find((each) => each.id !== draft.program.id);
      return { program: { ...draft.program, id: other?.id ?? draft.program.id } };
    },
  ),
  makeDefect("delinked.history.unlinked", "delinked.told-with-updates", "An update is told as a delink, too.", {
    operation: "update",
    events: (drafts) =>
      drafts.flatMap((draft): EventDraft[] => (isOfTier(draft) ? [draft, { ...draft, event: delinked }] : [draft])),
  }),
  tellTier("tier-update.announced", "told-as-linked", "An update is told as a link.", () => ({ event: linked })),
  tellTier("update-type.sent", "update-type-always-upgrade", "Every update is told as an UPGRADE.", () => ({
    updateType: "UPGRADE",
  })),
  tellTier("update-type.sent", "update-type-in-past-tense", "The kind of update is told in another word.", (draft) => ({
    updateType: `${draft.updateType ?? ""}D`,
  })),
  tellTier(
    "partner-tier-expiry-date.sent",
    "expiry-before-update-told",
    "The expiry before the update is told.",
    (draft, { cause }) => {
      const before = cause?.organisation?.customers.find(({ id }) => id === draft.customer.id);
      return setExpiry(draft, before && findMembership(before, draft.program)?.tierExpiry);
    },
  ),
  tellTier("partner-tier-expiry-date.sent", "expiry-a-week-late", "The expiry is told a week late.", (draft) => {
    const { tierExpiry } = draft.membership ?? {};
    return setExpiry(draft, tierExpiry && new Date(Date.parse(tierExpiry) + 7 * dayMs).toISOString());
  }),
  makeDefect(
    "updated.api-request-id.header",
    "updated.request-id-other",
    "The apiRequestId of an update's event is another one than in the answer.",
    {
      operation: "update",
      eventBody: (body) =>
        editOwner(body, locateMember(body, "apiRequestId"), (owner, name) => ({
          ...owner,
          [name]: makeUuid(`another than ${String(owner[name])}`),
        })),
    },
  ),
  tellAsDelinked("relinking-cancelled.announced", "cancellation", "cancelled relink", "MEMBERSHIP_RELINKING_CANCELLED"),
  tellAsDelinked("renewal-initiation.announced", "renewal", "initiated renewal", "MEMBERSHIP_RENEWAL_INITIATION"),
  makeDefect(
    "linked.relinking.announced",
    "linked.relink-told-as-delinked",
    "A relink that the batch makes is told as a delink.",
    {
      choices: { relinkEvent: "linked" },
      events: (drafts, { origin }) =>
        origin === "batch" ? drafts.map((draft): EventDraft => ({ ...draft, event: delinked })) : drafts,
    },
  ),
  tellOfOther(
    linked,
    makeDefect(
      "linked.history.linked",
      "linked.strange-program-told",
      "A link is told of a program that the customer is not linked to.",
      {},
    ),
    false,
  ),
  tellOfOther(
    delinked,
    makeDefect(
      "delinked.history.unlinked",
      "delinked.linked-program-told",
      "A delink is told of a program that the customer is linked to.",
      {},
    ),
    true,
  ),
];

/** Updates of tiers are told otherwise. */
function tellTier(
  aspect: string,
  how: string,
  statement: string,
  change: (draft: EventDraft, moment: EventMoment) => Partial<EventDraft>,
  times = 1,
): Defect {
  return makeDefect(`updated.${aspect}`, `updated.${how}`, statement, {
    operation: "update",
    events: (drafts, moment) =>
      drafts.flatMap((draft) =>
        isOfTier(draft) ? Array.from({ length: times }, () => ({ ...draft, ...change(draft, moment) })) : [draft],
      ),
  });
}

/** Updates of one type are told as delinks. */
function tellAsDelinked(aspect: string, word: string, what: string, type: string): Defect {
  return makeDefect(`updated.${aspect}`, `updated.${word}-told-as-delinked`, `A ${what} is told as a delink.`, {
    operation: "update",
    events: (drafts) =>
      drafts.map((draft): EventDraft => (draft.updateType === type ? { ...draft, event: delinked } : draft)),
  });
}

function setExpiry({ membership }: EventDraft, tierExpiry: string | undefined): Partial<EventDraft> {
  return membership === undefined || tierExpiry === undefined
    ? {}
    : { membership: { ...membership, tierExpiry } satisfies Membership };
}

/** An event that is asked for is told of another program: one that the customer is linked to, or is not. */
function tellOfOther(event: EventName, defect: Defect, isLinked: boolean): Defect {
  return {
    ...defect,
    events: (drafts, { organisation: { partnerPrograms = [] }, origin }) =>
      drafts.map((draft) => {
        if (draft.event !== event || origin !== "emit") return draft;
        const isOther = (id: number): boolean => id !== draft.program.id;
        const program = partnerPrograms.find(
          (each) => isOther(each.id) && (findMembership(draft.customer, each)?.linked ?? false) === isLinked,
        );
        return program === undefined ? draft : { ...draft, program };
      }),
  };
}
