import { isObject } from "../../src/model/json.ts";
import { findMembership } from "../find-named.ts";
import type { Activity, PartnerProgram } from "../fixtures.ts";
import { makeMembership, moveInstant } from "../make-membership.ts";
import { chooseProgram, putProgram, readType } from "./choose-program.ts";
import type { Change, CustomerState, Situation } from "./provider-state.ts";
import { describeProgram, findLinked, putMembership } from "./put-membership.ts";
import { isInstant, readCount } from "./read-params.ts";

const mostActivities = 1000;

/** samples of histories: what the activities are of a membership that began, and of those that began after it. */
const startedType = "SUPPLEMENTARY_MEMBERSHIP_STARTED";
const renewedType = "BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED";

/** States of what histories list of a membership. */
export const activityStates: Readonly<Record<string, CustomerState>> = {
  "activities were recorded": {
    about: "customer",
    fits: (customer, organisation) =>
      (organisation.partnerPrograms ?? []).some(
        (program) => (findMembership(customer, program)?.activities ?? []).length > 0,
      ),
    change: recordActivities,
  },
};

function recordActivities(situation: Situation): Change {
  const { organisation, customer, now } = situation;
  const program = chooseProgram(situation, readType(situation));
  const present = findLinked(customer, program) ?? makeMembership(program, now);
  const activities = readActivities(situation, program) ?? present.activities ?? [];
  return {
    customer: putMembership(customer, { ...present, activities }),
    organisation: putProgram(organisation, program),
    values: { ...describeProgram(program), count: activities.length },
  };
}

/** Those of `activities`, or as many as `count` says, a day apart, the newest a day ago; undefined where neither is given. */
function readActivities({ params, now }: Situation, { type }: PartnerProgram): readonly Activity[] | undefined {
  const { activities } = params;
  if (activities !== undefined) {
    if (Array.isArray(activities) && activities.every(isActivity)) return activities;
    throw new RangeError("activities is a list of { type, date: an ISO 8601 instant }");
  }
  const count = readCount(params, "count", [0, mostActivities]);
  return count === undefined
    ? undefined
    : Array.from({ length: count }, (_, index) => ({
        type: nameActivity(type, index === count - 1),
        date: moveInstant(now, -index - 1),
      }));
}

function isActivity(value: unknown): value is Activity {
  return isObject(value) && typeof value["type"] === "string" && isInstant(value["date"]);
}

function nameActivity(type: PartnerProgram["type"], isOldest: boolean): string {
  if (type === "EXTERNAL") return "ENROLLMENT";
  return isOldest ? startedType : renewedType;
}
