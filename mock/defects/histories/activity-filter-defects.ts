import { replaceResult } from "../../edit.ts";
import { type Query, setParameter } from "../../query.ts";
import { refuse } from "../../result.ts";
import { rewrite } from "../ask-otherwise.ts";
import { isAnswer, lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForBenefits, asksForLinking, asksInCapitals, both, has, hasBothDates } from "./conditions.ts";
import { editActivities } from "./edit-history.ts";
import { listRecent, viewCustomers, viewMemberships } from "./view-memberships.ts";

const others = ["limit", "offset", "partnerProgramType"];
const isProgramWithDates: Asked = both(
  asksForBenefits,
  has("partnerProgramId"),
  hasBothDates,
  ...others.map((name) => lacks(name)),
);

/** Faults in what activityType does. */
export const activityFilterDefects: readonly Defect[] = [
  refused("spelling", "benefits-refused", "Benefits availed are refused in either spelling.", asksForBenefits, 2014),
  refused("linking-updates", "linking-updates-refused", "linkingUpdates are refused.", asksForLinking, 2014),
  refused(
    "combined",
    "program-with-dates-refused",
    "A program together with both dates is refused.",
    isProgramWithDates,
    400,
  ),
  makeDefect(
    "histories.activity-filter.spellings-agree",
    "histories.capitals-mean-linking",
    "BENEFITS_AVAILED is answered with what linkingUpdates are.",
    rewrite(
      (query) =>
        ["startDate", "endDate"].reduce(
          (rest, name) => setParameter(rest, name, undefined),
          setParameter(query, "activityType", "linkingUpdates"),
        ),
      asksInCapitals,
    ),
  ),
  makeDefect(
    "histories.activity-filter.spellings-agree",
    "histories.capitals-lose-activities",
    "BENEFITS_AVAILED is answered without activities.",
    editActivities(() => [], asksInCapitals),
  ),
  makeDefect(
    "histories.activity-filter.spellings-agree",
    "histories.capitals-lose-newest-activity",
    "BENEFITS_AVAILED is answered without each program's newest activity.",
    editActivities((activities) => activities.slice(1), asksInCapitals),
  ),
  makeDefect(
    "histories.activity-filter.same-programs",
    "histories.linking-loses-oldest-program",
    "The least recent of several programs is missing where linkingUpdates are asked for.",
    viewCustomers((customer, _, moment) => {
      const programs = listRecent(customer, moment);
      const lost = programs.length > 1 ? programs.at(-1) : undefined;
      return { ...customer, memberships: (customer.memberships ?? []).filter(({ program }) => program !== lost) };
    }, asksForLinking),
  ),
  makeDefect(
    "histories.activity-filter.same-programs",
    "histories.linking-loses-external-programs",
    "Among programs of both types the EXTERNAL ones are missing where linkingUpdates are asked for.",
    viewCustomers((customer, { partnerPrograms = [] }) => {
      const memberships = customer.memberships ?? [];
      const kept = memberships.filter(({ program }) =>
        partnerPrograms.some(({ id, type }) => id === program && type === "SUPPLEMENTARY"),
      );
      return kept.length === 0 ? customer : { ...customer, memberships: kept };
    }, asksForLinking),
  ),
  makeDefect(
    "histories.activity-filter.disjoint",
    "histories.benefits-with-linking-activities",
    "Activities of the membership are answered among the benefits availed.",
    viewMemberships(
      (membership) => ({
        ...membership,
        benefitsAvailed: [
          ...(membership.benefitsAvailed ?? []),
          ...(membership.activities ?? []).map((activity) => ({ ...activity, benefit: "" })),
        ],
      }),
      asksForBenefits,
    ),
  ),
  makeDefect(
    "histories.activity-filter.disjoint",
    "histories.linking-with-benefits",
    "Benefits availed are answered among the activities of the membership.",
    viewMemberships(
      (membership) => ({
        ...membership,
        activities: [...(membership.activities ?? []), ...(membership.benefitsAvailed ?? [])],
      }),
      asksForLinking,
    ),
  ),
  ...unknownValueDefects(),
];

function refused(aspect: string, id: string, statement: string, asked: Asked, code: number): Defect {
  return makeDefect(`histories.activity-filter.${aspect}`, `histories.${id}`, statement, {
    ...replaceResult(
      () => refuse(code, "this is not supported"),
      (moment, result) => isAnswer(moment, result) && asked(moment),
    ),
  });
}

/** What an activityType that does not exist comes to. */
function unknownValueDefects(): readonly Defect[] {
  const requirement = "histories.activity-filter.unknown-value";
  const isUnknown: Asked = (moment) => !lacks("activityType")(moment) && moment.query.some(isFilled);
  const ask = (query: Query, type: string): Query => setParameter(query, "activityType", type);
  return [
    ...[400, 2012, 8015].map((code) =>
      makeDefect(
        requirement,
        `histories.unknown-activity-type-${code}`,
        `An activityType that does not exist is refused with ${code}.`,
        {
          ...replaceResult(
            () => refuse(code, "activityType is not valid"),
            (moment, result) => refusesWith(2014)(moment, result) && isUnknown(moment),
          ),
        },
      ),
    ),
    ...["benefitsAvailed", "linkingUpdates"].map((type) =>
      makeDefect(
        requirement,
        `histories.unknown-activity-type-means-${type === "benefitsAvailed" ? "benefits" : "linking"}`,
        `An activityType that does not exist is taken for ${type}.`,
        {
          ...replaceResult(
            (moment) => moment.ask(ask(moment.query, type)),
            (moment, result) => refusesWith(2014)(moment, result) && isUnknown(moment),
          ),
        },
      ),
    ),
  ];
}

function isFilled([name, value]: Query[number]): boolean {
  return name === "activityType" && value.trim() !== "";
}
