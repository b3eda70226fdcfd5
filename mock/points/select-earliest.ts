import type { PromisedPoints } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** What is left of the entries where fetchEarliestExpiryOnly is true: the page's caption names the flag, nothing says its effect. */
export function selectEarliest(
  entries: readonly PromisedPoints[],
  { choices }: OperationContext,
): readonly PromisedPoints[] | RefusalResult {
  // choice: earliest-only
  switch (choices.earliestOnly) {
    case "ignored":
      return entries;
    case "refused":
      return refuse(400, "fetchEarliestExpiryOnly is not served here");
    case "of-all":
      return keepEarliest(entries, () => "");
    case "of-each-kind":
      return keepEarliest(entries, ({ programId, pointsType }) => `${programId} ${pointsType}`);
  }
}

function keepEarliest(
  entries: readonly PromisedPoints[],
  kindOf: (entry: PromisedPoints) => string,
): readonly PromisedPoints[] {
  return entries.filter((entry) =>
    entries.every((other) => kindOf(other) !== kindOf(entry) || other.redeemableFrom >= entry.redeemableFrom),
  );
}
