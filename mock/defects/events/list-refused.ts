import type { EventDraft } from "../../events/event-draft.ts";
import type { EventMoment } from "../../twist.ts";
import { type Asked, listAsked } from "../update/asked.ts";

/** Updates of the request behind some events that none of these is about. */
export function listRefused(drafts: readonly EventDraft[], { cause }: EventMoment): readonly Asked[] {
  if (cause === undefined) return [];
  const isTold = ({ customer, program, sent }: Asked): boolean =>
    drafts.some(
      (draft) =>
        draft.customer.id === customer?.id &&
        draft.program.id === program?.id &&
        draft.updateType === sent["updateType"],
    );
  return listAsked(cause).filter((asked) => !isTold(asked));
}

/** The types that change a tier. Of the others no page says what is told. */
export function isOfTier({ updateType }: EventDraft): boolean {
  return updateType === "UPGRADE" || updateType === "DOWNGRADE" || updateType === "RENEW";
}
