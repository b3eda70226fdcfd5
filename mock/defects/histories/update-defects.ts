import { sortNewestFirst } from "../../histories/list-entries.ts";
import type { Activity } from "../../fixtures.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { viewMemberships } from "./view-memberships.ts";

// Where updates of tiers are recorded, what was updated can be told from what was not.
const recorded = { choices: { tierActivities: "recorded" } } as const;

/** Faults in what an update of a tier leaves in histories. */
export const updateDefects: readonly Defect[] = [
  makeDefect(
    "histories.membership-id.steady",
    "histories.update-renumbers-membership",
    "An update of the tier gives the membership another id.",
    {
      ...recorded,
      ...viewMemberships((membership) => {
        const updates = (membership.activities ?? []).filter(isUpdate).length;
        return updates === 0 || membership.membershipId === undefined
          ? membership
          : { ...membership, membershipId: `${membership.membershipId}-${updates}` };
      }),
    },
  ),
  makeDefect(
    "histories.membership-id.steady",
    "histories.update-drops-membership-id",
    "After an update of the tier the membership has no id.",
    {
      ...recorded,
      ...viewMemberships((membership) => {
        const { membershipId: _id, ...rest } = membership;
        return (membership.activities ?? []).some(isUpdate) ? rest : membership;
      }),
    },
  ),
  makeDefect(
    "histories.updates.recorded",
    "histories.update-recorded-twice",
    "An update of the tier is recorded twice.",
    changeUpdated((update, others) => [update, update, ...others]),
  ),
  makeDefect(
    "histories.updates.recorded",
    "histories.update-forgets-activities",
    "After an update of the tier it is the only activity.",
    changeUpdated((update) => [update]),
  ),
  makeDefect(
    "histories.updates.recorded",
    "histories.update-loses-enrolment",
    "After an update of the tier the activities before it are lost, and it is not recorded.",
    changeUpdated(() => []),
  ),
];

function changeUpdated(change: (update: Activity, others: readonly Activity[]) => readonly Activity[]): Twist {
  return {
    ...recorded,
    ...viewMemberships((membership) => {
      const [newest, ...others] = sortNewestFirst(membership.activities ?? []);
      return newest !== undefined && isUpdate(newest)
        ? { ...membership, activities: change(newest, others) }
        : membership;
    }),
  };
}

function isUpdate({ type }: Activity): boolean {
  return type.startsWith("PARTNER_TIER_");
}
