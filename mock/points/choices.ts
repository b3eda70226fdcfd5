/** What the page about promised points leaves open. */
export interface PointsChoices {
  /** The code for an external id that belongs to nobody: the page lists two that fit. */
  readonly unknownExternalId: 8015 | 1632;
  /** Whether an unknown program matters where all programs are asked for. */
  readonly unknownProgramWithAll: "ignored" | "refused" | "nothing";
  /** What a request that leaves fetchDataForAllPrograms out means. */
  readonly flagOmitted: "false" | "true" | "refused";
  /** What a flag that is neither true nor false means. */
  readonly flagUnreadable: "refused" | "false";
  /** Whether the days startDate and endDate themselves belong to the window. */
  readonly windowStart: "inclusive" | "exclusive";
  readonly windowEnd: "inclusive" | "exclusive";
  /** From when on entries are answered without startDate. */
  readonly windowDefault: "today" | "tomorrow" | "everything";
  /** Until when entries are answered without endDate: a year after startDate or, without that, after the present day. */
  readonly windowEndDefault: "never" | "a-year-later";
  /** Whether startDate may lie before the present day. */
  readonly pastStart: "accepted" | "refused";
  /** What endDate before startDate is. */
  readonly reversedWindow: "refused" | "empty";
  /** Whether endDate may lie more than a hundred years ahead. */
  readonly farEnd: "accepted" | "refused";
  /** What a date in another form than YYYY-MM-DD is. */
  readonly badDate: "refused" | "ignored";
  /** The code for identifierName or identifierValue missing or empty. */
  readonly identifierMissing: 11013 | 8013 | 8015;
  /** The code for an identifierName nobody knows. */
  readonly identifierUnknown: 8013 | 8015;
  readonly sourceMissing: "refused" | "accepted";
  readonly sourceUnknown: "refused" | "accepted";
  /** Whether customers are found only in their own sources. */
  readonly sourceScope: "own" | "any";
  /** What an entityType other than CUSTOMER is. */
  readonly entityTypeUnknown: "refused" | "ignored";
  /** What fetchEarliestExpiryOnly does: nothing, the earliest of each program and type, the earliest day, a refusal. */
  readonly earliestOnly: "ignored" | "of-each-kind" | "of-all" | "refused";
  /** Which of two faults is answered: the unknown customer or the unknown program. */
  readonly checkedFirst: "customer" | "program";
}

export const defaultPointsChoices: PointsChoices = {
  unknownExternalId: 8015,
  unknownProgramWithAll: "ignored",
  flagOmitted: "false",
  flagUnreadable: "refused",
  windowStart: "inclusive",
  windowEnd: "inclusive",
  windowDefault: "today",
  windowEndDefault: "never",
  pastStart: "accepted",
  reversedWindow: "refused",
  farEnd: "accepted",
  badDate: "refused",
  identifierMissing: 11013,
  identifierUnknown: 8013,
  sourceMissing: "refused",
  sourceUnknown: "refused",
  sourceScope: "own",
  entityTypeUnknown: "refused",
  earliestOnly: "ignored",
  checkedFirst: "customer",
};
