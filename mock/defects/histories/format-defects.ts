import type { JsonMembers, JsonTree } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Owner, type Which, editOwners } from "./owners.ts";

/** Members that are an instant, and the requirement for their form. */
const instants: readonly (readonly [owner: Owner, word: string, name: string])[] = [
  ["details", "membership-start", "partnerProgramMembershipStartDate"],
  ["details", "membership-end", "partnerProgramMembershipEndDate"],
  ["details", "tier-expiry", "partnerTierExpiryDate"],
  ["details", "last-updated-date", "partnerProgramMembershipLastUpdatedDate"],
  ["activity", "activity-date", "activityDate"],
];

type Write = (instant: string) => JsonTree;

/** Forms of an instant that are not the documented one. */
const forms: readonly (readonly [word: string, words: string, write: Write])[] = [
  ["without-offset", "has no offset", (instant) => instant.replace(/Z$/, "")],
  ["day-alone", "is a day without a time", (instant) => instant.slice(0, 10)],
  ["day-first", "is written DD-MM-YYYY", (instant) => instant.slice(0, 10).split("-").reverse().join("-")],
  ["in-words", "is a date in words", (instant) => new Date(instant).toUTCString()],
  ["impossible", "is of a month that no year has", (instant) => `${instant.slice(0, 5)}13${instant.slice(7)}`],
  ["empty", "is empty text", () => ""],
];

/** Instants in a form that is not the documented one. */
export const formatDefects: readonly Defect[] = instants.flatMap(([owner, word, name]) => {
  const format = `histories.${word}.format`;
  const row = (breaks: string, how: string, words: string, write: Write, which?: Which): Defect =>
    makeDefect(breaks, `histories.${word}-${how}`, `${name} ${words}.`, {
      ...editOwners(owner, (each) => rewrite(each, name, write), which),
    });
  const epoch: Write = (instant) => Date.parse(instant);
  return [
    ...forms.map(([how, words, write]) => row(format, how, words, write)),
    // JSON's type of an activity's date is a requirement of its own
    row(
      word === "activity-date" ? "histories.activity-date.type" : format,
      "epoch",
      "is a number of milliseconds",
      epoch,
    ),
    row(
      format,
      "day-alone-in-first",
      "is a day without a time in the first of several",
      (instant) => instant.slice(0, 10),
      "first",
    ),
    row(
      format,
      "without-offset-in-last",
      "has no offset in the last of several",
      (instant) => instant.replace(/Z$/, ""),
      "last",
    ),
  ];
});

function rewrite(owner: JsonMembers, name: string, write: Write): JsonMembers {
  const instant = owner[name];
  return typeof instant === "string" ? { ...owner, [name]: write(instant) } : owner;
}
