import { type EventDraft, eventNames } from "../../events/event-draft.ts";
import { makeMembership } from "../../make-membership.ts";
import type { EventMoment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import type { Asked } from "../update/asked.ts";
import { eventWords } from "./event-member.ts";
import { isOfTier, listRefused } from "./list-refused.ts";

/** Events that do not come, and events of what has not happened. */
export const lostEventDefects: readonly Defect[] = [
  ...eventNames.map((event) =>
    makeDefect(
      `${eventWords[event]}.trigger.announced`,
      `${eventWords[event]}.emit-lost`,
      `A ${event} that is asked for is not delivered.`,
      { events: (drafts, { origin }) => drafts.filter((draft) => origin !== "emit" || draft.event !== event) },
    ),
  ),
  lose("update-untold", "No update of a tier is told.", () => true),
  lose("upgrade-untold", "An UPGRADE is not told.", ({ updateType }) => updateType === "UPGRADE"),
  lose("downgrade-untold", "A DOWNGRADE is not told.", ({ updateType }) => updateType === "DOWNGRADE"),
  lose("renewal-of-tier-untold", "A RENEW is not told.", ({ updateType }) => updateType === "RENEW"),
  lose(
    "second-customer-untold",
    "Of several customers in a request only the first is told of.",
    ({ customer }, _position, [first]) => customer.id !== first?.customer.id,
  ),
  lose(
    "second-program-untold",
    "Of several programs of one customer only the first is told of.",
    ({ customer, program }, position, drafts) =>
      drafts
        .slice(0, position)
        .some((earlier) => earlier.customer.id === customer.id && earlier.program.id !== program.id),
  ),
  lose(
    "last-of-batch-untold",
    "The last of several updates in a request is not told.",
    (_draft, position, drafts) => position > 0 && position === drafts.length - 1,
  ),
  makeDefect(
    "updated.tier-update.announced",
    "updated.mixed-batch-untold",
    "Where one update of a request is refused, those that were made are not told.",
    { operation: "update", events: (drafts, moment) => (listRefused(drafts, moment).length > 0 ? [] : drafts) },
  ),
  tell("refused-update-told", "Refused updates are told as if they had been made.", () => true),
  tell(
    "unlinked-update-told",
    "Updates in programs that the customer is not linked to are told.",
    ({ membership }) => membership === undefined,
  ),
  tell(
    "refused-in-batch-told",
    "Where one update of a request is made, the refused ones are told too.",
    (_asked, drafts) => drafts.length > 0,
  ),
];

/** Some of the updates that were made are not told. */
function lose(
  how: string,
  statement: string,
  which: (draft: EventDraft, position: number, drafts: readonly EventDraft[]) => boolean,
): Defect {
  return makeDefect("updated.tier-update.announced", `updated.${how}`, statement, {
    operation: "update",
    events: (drafts) => drafts.filter((draft, position) => !isOfTier(draft) || !which(draft, position, drafts)),
  });
}

/** Some of the updates that were refused, of customers and programs that there are, are told too. */
function tell(how: string, statement: string, which: (asked: Asked, drafts: readonly EventDraft[]) => boolean): Defect {
  return makeDefect("updated.refused-update.silent", `updated.${how}`, statement, {
    operation: "update",
    events: (drafts, moment) => [
      ...drafts,
      ...listRefused(drafts, moment)
        .filter((asked) => which(asked, drafts))
        .flatMap((asked) => draftRefused(asked, moment)),
    ],
  });
}

function draftRefused(
  { customer, program, membership, sent }: Asked,
  { circumstances }: EventMoment,
): readonly EventDraft[] {
  if (customer === undefined || program === undefined) return [];
  const told = membership ?? makeMembership(program, circumstances.now);
  const updateType = String(sent["updateType"]);
  return [{ event: "partnerProgramUpdated", customer, program, membership: told, updateType }];
}
