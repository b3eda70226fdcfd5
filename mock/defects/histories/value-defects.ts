import { readEntries } from "../../edit.ts";
import { type JsonMembers, omitMember } from "../../json-text.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { findAsked, isOnLongList } from "./conditions.ts";
import { activityList, editActivities, editDetails, readDetails } from "./edit-history.ts";
import { editOwners } from "./owners.ts";
import { moveDays, viewActivities } from "./view-memberships.ts";

const lastDate = "partnerProgramMembershipLastUpdatedDate";
const lastActivity = "partnerProgramMembershipLastUpdatedActivity";
const countName = "countAvailedInLast365Days";

/** Answers that have the documented shape and say something wrong of programs. */
export const valueDefects: readonly Defect[] = [
  ...agreementOfPrograms(),
  ...benefitDefects(),
  ...lastUpdateDefects(),
  ...activityDefects(),
];

/** Programs that are other ones for some customers. */
function agreementOfPrograms(): readonly Defect[] {
  const requirement = "histories.program.agreement";
  return [
    makeDefect(
      requirement,
      "histories.program-name-other-for-past",
      "A program that a customer is no longer part of has another name.",
      editDetails((details) =>
        isPast(details)
          ? { ...details, partnerProgramName: `${String(details["partnerProgramName"])} (former)` }
          : details,
      ),
    ),
    makeDefect(
      requirement,
      "histories.description-per-customer",
      "A program's description names the customer.",
      editDetails((details, moment) => ({
        ...details,
        partnerProgramDescription: `${String(details["partnerProgramDescription"])} for ${findAsked(moment)?.id ?? ""}`,
      })),
    ),
    makeDefect(
      requirement,
      "histories.not-tier-based-for-past",
      "A program that a customer is no longer part of is not tierBased.",
      editDetails((details) => (isPast(details) ? { ...details, tierBased: false } : details)),
    ),
    makeDefect(
      requirement,
      "histories.description-empty-on-long-lists",
      "Programs have no description where a customer has more than ten.",
      editDetails((details, moment) =>
        isOnLongList(moment) ? { ...details, partnerProgramDescription: "" } : details,
      ),
    ),
    makeDefect(
      "histories.tier-number.follows",
      "histories.tier-number-from-zero-for-past",
      "Tiers count from zero in programs that a customer is no longer part of.",
      editDetails((details) => (isPast(details) ? countTier(details, -1) : details)),
    ),
    makeDefect(
      "histories.tier-number.follows",
      "histories.tier-number-one-more-on-long-lists",
      "Tiers count from two where a customer has more than ten programs.",
      editDetails((details, moment) => (isOnLongList(moment) ? countTier(details, 1) : details)),
    ),
  ];
}

function benefitDefects(): readonly Defect[] {
  return [
    makeDefect(
      "histories.benefit-count.not-negative",
      "histories.benefit-count-negative",
      "countAvailedInLast365Days is negative.",
      editOwners("benefit", (benefit) => ({ ...benefit, [countName]: -1 - Number(benefit[countName]) })),
    ),
    makeDefect(
      "histories.benefit-count.not-negative",
      "histories.benefit-count-negative-for-none",
      "countAvailedInLast365Days is −1 where the benefit was not availed.",
      editOwners("benefit", (benefit) => (benefit[countName] === 0 ? { ...benefit, [countName]: -1 } : benefit)),
    ),
  ];
}

/** Faults in the date and the activity of the last update. */
function lastUpdateDefects(): readonly Defect[] {
  const together = "histories.last-updated.together";
  const newest = "histories.last-updated.newest";
  const edit = (change: (details: JsonMembers, activities: readonly JsonMembers[]) => JsonMembers): Twist =>
    editDetails((details, _, entry) => {
      const activities = readEntries(entry, activityList);
      // After the batch the last update is a requirement of its own.
      const isMeant = Object.hasOwn(details, lastDate) && details[lastActivity] !== "SUPPLEMENTARY_MEMBERSHIP_RELINKED";
      return isMeant ? change(details, activities) : details;
    });
  return [
    makeDefect(
      together,
      "histories.last-updated-date-missing",
      "The last update has an activity and no date.",
      editDetails((details) => omitMember(details, lastDate)),
    ),
    makeDefect(
      together,
      "histories.last-updated-activity-missing-for-past",
      "The last update has a date and no activity with programs that the customer is no longer part of.",
      editDetails((details) => (isPast(details) ? omitMember(details, lastActivity) : details)),
    ),
    makeDefect(
      together,
      "histories.last-updated-date-missing-for-past",
      "The last update has an activity and no date with programs that the customer is no longer part of.",
      editDetails((details) => (isPast(details) ? omitMember(details, lastDate) : details)),
    ),
    makeDefect(
      newest,
      "histories.last-updated-is-oldest",
      "The last update is the oldest of several activities.",
      edit((details, activities) => {
        const oldest = activities.at(-1);
        return {
          ...details,
          [lastDate]: oldest?.["activityDate"] ?? details[lastDate] ?? null,
          [lastActivity]: oldest?.["activityType"] ?? details[lastActivity] ?? null,
        };
      }),
    ),
    makeDefect(
      newest,
      "histories.last-updated-of-another-type",
      "The last update has the type of the oldest of several activities, and the date of the newest.",
      edit((details, activities) => ({
        ...details,
        [lastActivity]: activities.at(-1)?.["activityType"] ?? details[lastActivity] ?? null,
      })),
    ),
    makeDefect(
      newest,
      "histories.last-updated-a-day-late",
      "The last update is dated a day after the newest activity.",
      edit((details) => ({ ...details, [lastDate]: moveDays(String(details[lastDate]), 1) })),
    ),
    makeDefect(
      "histories.last-updated.where",
      "histories.last-updated-of-external-alone",
      "EXTERNAL programs carry the last update, and SUPPLEMENTARY ones do not.",
      {
        choices: { lastUpdatedOf: "all" },
        ...editDetails((details) =>
          details["partnerProgramType"] === "SUPPLEMENTARY"
            ? omitMember(omitMember(details, lastDate), lastActivity)
            : details,
        ),
      },
    ),
  ];
}

/** Faults in activities. */
function activityDefects(): readonly Defect[] {
  const utc = "histories.activity-date.utc";
  const past = "histories.activity-date.past";
  const supplementary = "histories.relinking.supplementary";
  return [
    makeDefect(
      utc,
      "histories.activity-date-in-another-zone",
      "activityDate has the offset +05:30.",
      editOwners("activity", writeInZone),
    ),
    makeDefect(
      utc,
      "histories.activity-date-in-another-zone-in-last",
      "activityDate has the offset +05:30 in the last of several.",
      editOwners("activity", writeInZone, "last"),
    ),
    makeDefect(
      past,
      "histories.enrollment-dated-by-the-end",
      "Enrolments are dated by the end of the membership.",
      redate("ENROLLMENT"),
    ),
    makeDefect(
      past,
      "histories.backup-dated-by-the-end",
      "Starts of backup memberships are dated by their end.",
      redate("BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED"),
    ),
    makeDefect(
      supplementary,
      "histories.external-program-relinked",
      "Enrolments in EXTERNAL programs are answered as SUPPLEMENTARY_MEMBERSHIP_RELINKED.",
      renameExternal("SUPPLEMENTARY_MEMBERSHIP_RELINKED"),
    ),
    makeDefect(
      supplementary,
      "histories.past-external-program-relinking-cancelled",
      "Enrolments in EXTERNAL programs of the past are answered as SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED.",
      renameExternal("SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED", ({ linked }) => linked === false),
    ),
  ];
}

function isPast({ linked }: JsonMembers): boolean {
  return linked === false;
}

function countTier(details: JsonMembers, more: number): JsonMembers {
  const { partnerTierNumber } = details;
  return typeof partnerTierNumber === "number" ? { ...details, partnerTierNumber: partnerTierNumber + more } : details;
}

function redate(type: string): Twist {
  return viewActivities((activities, { end }) =>
    activities.map((activity) => (activity.type === type ? { ...activity, date: end } : activity)),
  );
}

function renameExternal(type: string, isMeant: (details: JsonMembers) => boolean = () => true): Twist {
  return editActivities((activities, _, entry) => {
    const details = readDetails(entry);
    return details["partnerProgramType"] === "EXTERNAL" && isMeant(details)
      ? activities.map((activity) =>
          activity["activityType"] === "ENROLLMENT" ? { ...activity, activityType: type } : activity,
        )
      : activities;
  });
}

/** The same instant, written with another offset. */
function writeInZone(activity: JsonMembers): JsonMembers {
  const moved = new Date(Date.parse(String(activity["activityDate"])) + 19_800_000).toISOString();
  return { ...activity, activityDate: moved.replace(/(\.\d+)?Z$/, "+05:30") };
}
