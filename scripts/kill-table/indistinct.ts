/** Why pacts tell a defect as another requirement, by the end of its id: what they see may come of either. */
const reasons: readonly (readonly [end: string, reason: string])[] = [
  [
    "-refused-and-made",
    "one answer shows that an update is refused beside another one; that it was made all the same only a read before and after shows",
  ],
  [
    "linked.strange-program-told",
    "the message is a sound one of a program of another kind than the one that was linked; that the customer is not in it only histories show",
  ],
];

/** The reason for one defect; undefined where pacts ought to tell it. */
export function explainIndistinct(defect: string): string | undefined {
  return reasons.find(([end]) => defect.endsWith(end))?.[1];
}
