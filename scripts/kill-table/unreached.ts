/** Why generated cases do not reach a defect, by the beginning of its id or of the requirement that it breaks. */
const reasons: readonly (readonly [beginning: string, reason: string])[] = [
  [
    "histories.tier-number-one-more-on-long-lists",
    "shows in lists of more than ten programs alone, which few customers have and so few drawn subjects are",
  ],
];

/** The reason for one defect. */
export function explainUnreached(defect: string, requirement: string): string {
  const found = reasons.find(([beginning]) => defect.startsWith(beginning) || requirement.startsWith(beginning));
  return found?.[1] ?? "not explained yet";
}
