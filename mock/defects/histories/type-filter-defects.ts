import { replaceResult } from "../../edit.ts";
import type { Membership, PartnerProgram } from "../../fixtures.ts";
import type { JsonMembers, JsonTree } from "../../json-text.ts";
import { makeMembership } from "../../make-membership.ts";
import { setParameter } from "../../query.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { rewrite } from "../ask-otherwise.ts";
import { isAnswer, lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForType, both, findAsked, has, isMember, listOwnPrograms } from "./conditions.ts";
import { changeEntries, listEntriesOf, readDetails } from "./edit-history.ts";
import { moveDays, viewCustomers, viewMemberships } from "./view-memberships.ts";

type ProgramType = PartnerProgram["type"];

const typeParameter = "partnerProgramType";
const names: readonly ProgramType[] = ["EXTERNAL", "SUPPLEMENTARY"];

/** Faults in what partnerProgramType does. */
export const typeFilterDefects: readonly Defect[] = [
  ...names.flatMap((name) => [
    makeDefect(
      "histories.type-filter.values",
      `histories.${name.toLowerCase()}-type-refused`,
      `The partnerProgramType ${name} is refused, the other name is not.`,
      {
        ...replaceResult(
          () => refuse(400, "partnerProgramType is not valid"),
          (moment, result) => isAnswer(moment, result) && asksForType(name)(moment),
        ),
      },
    ),
    makeDefect(
      "histories.type-filter.values",
      `histories.${name.toLowerCase()}-type-ignored`,
      `The partnerProgramType ${name} is ignored, the other name is not.`,
      takeTypeFor(asksForType(name), undefined),
    ),
    makeDefect(
      "histories.type-filter.partition",
      `histories.${name.toLowerCase()}-type-loses-one`,
      `With the partnerProgramType ${name} the customer's first program of the type is lost.`,
      viewCustomers((customer, { partnerPrograms = [] }) => {
        const isOfType = (id: number): boolean => partnerPrograms.some((each) => each.id === id && each.type === name);
        const [lost, ...others] = (customer.memberships ?? []).filter(({ program }) => isOfType(program));
        if (others.length === 0) return customer;
        return { ...customer, memberships: (customer.memberships ?? []).filter((membership) => membership !== lost) };
      }, asksForType(name)),
    ),
  ]),
  makeDefect(
    "histories.type-filter.partition",
    "histories.type-names-lose-past-programs",
    "With either name of a type programs of the past are lost, where there are present ones of both types.",
    viewCustomers(
      (customer, { partnerPrograms = [] }) => {
        const present = (customer.memberships ?? []).filter(({ linked }) => linked);
        const hasBoth = names.every((name) =>
          present.some(({ program }) => partnerPrograms.some(({ id, type }) => id === program && type === name)),
        );
        return hasBoth ? { ...customer, memberships: present } : customer;
      },
      asksForType(...names),
    ),
  ),
  makeDefect(
    "histories.type-filter.pairing",
    "histories.both-words-mean-supplementary",
    "Coalition selects SUPPLEMENTARY programs as Subscription does.",
    takeTypeFor(asksForType("COALITION"), "SUPPLEMENTARY"),
  ),
  makeDefect(
    "histories.type-filter.pairing",
    "histories.both-words-mean-external",
    "Subscription selects EXTERNAL programs as Coalition does.",
    takeTypeFor(asksForType("SUBSCRIPTION"), "EXTERNAL"),
  ),
  makeDefect(
    "histories.type-filter.subset",
    "histories.any-type-adds-programs",
    "With a partnerProgramType the customer is shown two programs that are somebody else's.",
    addStrangeProgram(has(typeParameter)),
  ),
  makeDefect(
    "histories.type-filter.subset",
    "histories.type-as-number-adds-programs",
    "A number is taken for a partnerProgramType, and shows two programs that are somebody else's.",
    { choices: { programTypeForm: "words-and-numbers" }, ...addStrangeProgram(asksForType("0", "1")) },
  ),
  ...(
    [
      ["any-type-moves-end", "With a partnerProgramType memberships end a year later.", has(typeParameter), endLater],
      ["external-type-turns-linked", "With EXTERNAL linked is the opposite.", asksForType("EXTERNAL"), turnLinked],
      [
        "supplementary-type-loses-activities",
        "With SUPPLEMENTARY there are no activities.",
        asksForType("SUPPLEMENTARY"),
        loseActivities,
      ],
    ] as const
  ).map(([word, words, when, change]) =>
    makeDefect("histories.type-filter.contained", `histories.${word}`, words, viewMemberships(change, when)),
  ),
  makeDefect(
    "histories.type-filter.named-type",
    "histories.type-names-exchanged",
    "EXTERNAL selects SUPPLEMENTARY programs and SUPPLEMENTARY the EXTERNAL ones.",
    {
      query: (query, moment) => {
        const other = names.find((name) => !asksForType(name)(moment));
        return asksForType(...names)(moment) ? setParameter(query, typeParameter, other) : query;
      },
    },
  ),
  makeDefect(
    "histories.type-filter.named-type",
    "histories.external-type-takes-a-supplementary",
    "With either name the customer's first SUPPLEMENTARY program counts among the EXTERNAL ones.",
    changeEntries(
      (entries, moment) => {
        const whole = listEntriesOf(moment.ask(setParameter(moment.query, typeParameter, undefined)));
        const taken = whole.find((entry) => readDetails(entry)[typeParameter] === "SUPPLEMENTARY");
        if (taken === undefined) return entries;
        const isTaken = (entry: JsonMembers): boolean => readId(entry) === readId(taken);
        return asksForType("EXTERNAL")(moment) ? [...entries, taken] : entries.filter((entry) => !isTaken(entry));
      },
      both(asksForType(...names), lacks("limit"), lacks("offset")),
    ),
  ),
];

function endLater(membership: Membership): Membership {
  return { ...membership, end: moveDays(membership.end, 365) };
}

function turnLinked(membership: Membership): Membership {
  return { ...membership, linked: !membership.linked };
}

function loseActivities({
  activities: _activities,
  benefitsAvailed: _benefits,
  ...membership
}: Membership): Membership {
  return membership;
}

/** The host takes one partnerProgramType for another, or for none. */
function takeTypeFor(when: Asked, type: ProgramType | undefined): Twist {
  return rewrite((query) => setParameter(query, typeParameter, type), when);
}

/** A program of either type that the customer was never part of is answered too. */
function addStrangeProgram(when: Asked): Twist {
  return viewCustomers(
    (customer, { partnerPrograms = [] }, moment) => {
      const own = listOwnPrograms(moment);
      const strange = names.flatMap((name) =>
        partnerPrograms.filter(({ id, type }) => type === name && !own.includes(id)).slice(0, 1),
      );
      if (customer.id !== findAsked(moment)?.id || strange.length < names.length) return customer;
      const added = strange.map((program) => makeMembership(program, moment.circumstances.now));
      return { ...customer, memberships: [...(customer.memberships ?? []), ...added] };
    },
    both(when, isMember),
  );
}

function readId(entry: JsonMembers): JsonTree | undefined {
  return readDetails(entry)["partnerProgramId"];
}
