const fewSubjects = "shows with some subjects of its property alone, of which each seed tries a few";

const oneText = "shows with one odd text in one place alone, which some seeds draw elsewhere";
const fewSequences = "shows after a few steps in one order alone, which not every seed draws";

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
  ["points.start-date-ignored-with-end-date", fewSubjects],
  ["points.end-date-loses-last-weeks", fewSubjects],
  ["points.default-window-loses-december", fewSubjects],
  ["histories.supplementary-programs-left-out", fewSubjects],
  ["histories.external-programs-left-out", fewSubjects],
  ["histories.no-programs-refused-for-some", fewSubjects],
  ["histories.no-dates-calendar-year", fewSubjects],
  ["histories.high-limit-heeded", fewSubjects],
  ["histories.negative-limit-leaves-out", fewSubjects],
  ["histories.empty-external-id-answers-somebody", fewSubjects],
  ["update.conflict-updates-neither", fewSubjects],
  ["update.no-longer-linked-2007", fewSubjects],
  ["update.rare-single-quote-crashes", oneText],
  ["update.rare-text-in-latin-1", "a name that came back otherwise shows first with some seeds"],
  ["update.nothing-pending-recorded", fewSequences],
  ["update.nothing-pending-any-more-accepted", `${fewSequences}, some of which report it as a second cancellation`],
  [
    "update.relinking-pending-elsewhere-accepted",
    "some sequences report it as a second cancellation, which it is there as well",
  ],
  [
    "histories.tier-number-from-zero-for-past",
    "updates show the wrong number first, with half of the seeds, as a tier that a downgrade did not lead to",
  ],
];

/** The reason for one defect. */
export function explainUnreached(defect: string, requirement: string): string {
  const found = reasons.find(([beginning]) => defect.startsWith(beginning) || requirement.startsWith(beginning));
  return found?.[1] ?? "not explained yet";
}
