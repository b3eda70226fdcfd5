import { isObject, type Json } from "../../src/model/json.ts";
import type { HistoryEntry } from "../histories/page.ts";
import type { Steps } from "./flow.ts";
import { isOtherExpiry } from "./judge-effect.ts";
import type { Linked } from "./members.ts";
import type { UpdateResult } from "./results.ts";
import { readUntil } from "./steps.ts";

/**
 * Waits until an update shows that was not refused, or the time for that has passed: what is put back before it shows comes
 * out after all, in the middle of the next case.
 * @param before what showed before the update
 */
export function* awaitEffect(
  linked: Linked,
  before: HistoryEntry,
  update: Json,
  { outcome }: Pick<UpdateResult, "outcome">,
): Steps<void> {
  const { updateDetails: details } = isObject(update) ? update : {};
  const { updatedTierName: tier, updatedTierExpiryDate: expiry } = isObject(details) ? details : {};
  if (outcome === "refused") return;
  yield* readUntil(
    linked,
    (entry) =>
      (typeof tier !== "string" || entry.details.tierName === tier) &&
      (typeof expiry !== "string" || isOtherExpiry(before, entry)),
  );
}
