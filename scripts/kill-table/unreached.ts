const fewSubjects = "shows with some subjects of its property alone, of which each seed tries a few";

/** Why generated cases do not reach a defect, by the beginning of its id or of the requirement that it breaks. */
const reasons: readonly (readonly [beginning: string, reason: string])[] = [
  [
    "histories.tier-number-one-more-on-long-lists",
    "shows where a customer has more than ten programs alone, and its property compares two customers of one program: of all such pairs it is tried with five at most",
  ],
  [
    "histories.description-empty-on-long-lists",
    "shows where a customer has more than ten programs alone, and its property compares two customers of one program: of all such pairs it is tried with five at most",
  ],
  [
    "histories.early-expiry-dated-years-late",
    "shows on the one customer whose membership ended early, and the property of dates of activities is tried with five customers at most",
  ],
  [
    "update.other-programs-relinks-by-cancellation",
    "shows where one customer waits to be relinked in two programs alone, which few drawn subjects do",
  ],
  ["histories.no-dates-calendar-year", fewSubjects],
  ["histories.negative-limit-leaves-out", fewSubjects],
  ["update.conflict-updates-neither", fewSubjects],
  ["update.no-longer-linked-2007", fewSubjects],
];

/** The reason for one defect. */
export function explainUnreached(defect: string, requirement: string): string {
  const found = reasons.find(([beginning]) => defect.startsWith(beginning) || requirement.startsWith(beginning));
  return found?.[1] ?? "not explained yet";
}
