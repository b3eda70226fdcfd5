import type { Choices } from "../../choices.ts";
import type { When } from "../../edit.ts";
import type { JsonMembers } from "../../json-text.ts";
import { sortNewestFirst } from "../../histories/list-entries.ts";
import { type Period, dayLength, readPeriod, yearLength } from "../../histories/period.ts";
import { renderInstant } from "../../histories/render-date.ts";
import type { Moment, Twist } from "../../twist.ts";
import { isAnswer } from "../conditions.ts";
import { type Asked, asksForBenefits, findAsked, hasBothDates } from "./conditions.ts";
import { editActivities, readDetails } from "./edit-history.ts";

/** Whether a benefit availed at an instant (milliseconds since 1970) is answered for a period. */
export type Keeps = (date: number, period: Period, moment: Moment) => boolean;

/** Benefits availed are selected otherwise than by the period asked for. */
export function selectBenefits(keeps: Keeps, asked: Asked): Twist {
  const when: When = (moment, result) => isAnswer(moment, result) && asksForBenefits(moment) && asked(moment);
  return editActivities((activities, moment, entry) => {
    const period = findPeriod(moment);
    if (period === undefined) return activities;
    return listBenefits(moment, entry, (date) => keeps(date, period, moment));
  }, when);
}

/** The period that a request asks for; undefined where it is refused. */
export function findPeriod({ query, choices, circumstances }: Moment): Period | undefined {
  const period = readPeriod(query, { choices, now: circumstances.now });
  return "kind" in period ? undefined : period;
}

/** Whether both dates are sent, and lie more than a year apart. */
export const isLongPeriod: Asked = (moment) => {
  const period = hasBothDates(moment) ? findPeriod({ ...moment, choices: lenient(moment.choices) }) : undefined;
  return period !== undefined && period.till - period.from > yearLength + dayLength;
};

function lenient(choices: Choices): Choices {
  return { ...choices, periodLong: "answered" };
}

function listBenefits(moment: Moment, entry: JsonMembers, keeps: (date: number) => boolean): readonly JsonMembers[] {
  const id = readDetails(entry)["partnerProgramId"];
  const memberships = (findAsked(moment)?.memberships ?? []).filter(({ program }) => program === id);
  const availed = memberships
    .flatMap(({ benefitsAvailed = [] }) => benefitsAvailed)
    .filter(({ date }) => keeps(Date.parse(date)));
  return sortNewestFirst(availed).map(({ type, date }) => ({
    activityType: type,
    activityDate: renderInstant(date, moment.choices),
  }));
}
