import { replaceResult } from "../../edit.ts";
import { dayLength, yearLength } from "../../histories/period.ts";
import { readParameter, setParameter } from "../../query.ts";
import { refuse } from "../../result.ts";
import { rewrite } from "../ask-otherwise.ts";
import { isAnswer, lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksInCapitals, both, has, hasBothDates, hasDates, lacksDates } from "./conditions.ts";
import { type Keeps, selectBenefits } from "./select-benefits.ts";

const month = 30 * dayLength;
const isStartDay: Asked = ({ query }) => isPlainDay(readParameter(query, "startDate"));
const isEndDay: Asked = ({ query }) => isPlainDay(readParameter(query, "endDate"));
const startAlone = both(has("startDate"), lacks("endDate"));
const isReversed: Asked = ({ query }) => {
  const [start = "", end = ""] = ["startDate", "endDate"].map((name) => readParameter(query, name));
  return start !== "" && end !== "" && Date.parse(`${end.slice(0, 10)}Z`) < Date.parse(`${start.slice(0, 10)}Z`);
};
const endAlone = both(has("endDate"), lacks("startDate"));

/** Periods of which the wrong benefits are answered. */
const rows: readonly (readonly [aspect: string, id: string, statement: string, keeps: Keeps, asked: Asked])[] = [
  ["start", "start-date-ignored", "startDate is ignored.", (date, { till }) => date <= till, hasBothDates],
  [
    "start",
    "start-date-ignored-for-capitals",
    "startDate is ignored where benefits are asked for by BENEFITS_AVAILED.",
    (date, { till }) => date <= till,
    both(hasBothDates, asksInCapitals),
  ],
  [
    "start",
    "start-date-a-month-early",
    "Benefits of the month before startDate are answered too.",
    (date, { from, till }) => from - month <= date && date <= till,
    hasBothDates,
  ],
  [
    "start",
    "start-day-loses-next-month",
    "Benefits of the month after a startDate without a time are lost.",
    (date, { from, till }) => from + month <= date && date <= till,
    both(hasBothDates, isStartDay),
  ],
  ["end", "end-date-ignored", "endDate is ignored.", (date, { from }) => from <= date, hasBothDates],
  [
    "end",
    "end-date-ignored-for-capitals",
    "endDate is ignored where benefits are asked for by BENEFITS_AVAILED.",
    (date, { from }) => from <= date,
    both(hasBothDates, asksInCapitals),
  ],
  [
    "end",
    "end-date-a-month-late",
    "Benefits of the month after endDate are answered too.",
    (date, { from, till }) => from <= date && date <= till + month,
    hasBothDates,
  ],
  [
    "end",
    "end-day-loses-last-month",
    "Benefits of the month before an endDate without a time are lost.",
    (date, { from, till }) => from <= date && date <= till - month,
    both(hasBothDates, isEndDay),
  ],
  ["default", "no-dates-all-benefits", "Without dates all benefits availed are answered.", () => true, lacksDates],
  [
    "default",
    "no-dates-two-years",
    "Without dates the benefits of two years are answered.",
    (date, { till }) => date > till - 2 * yearLength,
    lacksDates,
  ],
  [
    "default",
    "no-dates-one-month",
    "Without dates the benefits of the last thirty days alone are answered.",
    (date, { till }) => date > till - month,
    lacksDates,
  ],
  [
    "default",
    "no-dates-calendar-year",
    "Without dates the benefits of the calendar year are answered.",
    (date, { till }) => new Date(date).getUTCFullYear() === new Date(till).getUTCFullYear(),
    lacksDates,
  ],
  ["default", "no-dates-no-benefits", "Without dates no benefits are answered.", () => false, lacksDates],
  ["start-alone", "start-alone-empty", "With startDate alone no benefits are answered.", () => false, startAlone],
  [
    "start-alone",
    "start-alone-a-month",
    "With startDate alone the benefits of a month from it on are answered.",
    (date, { from }) => from <= date && date <= from + month,
    startAlone,
  ],
  [
    "start-alone",
    "start-alone-taken-for-end",
    "With startDate alone the benefits of the year before it are answered.",
    (date, { from }) => from - yearLength <= date && date <= from,
    startAlone,
  ],
  ["end-alone", "end-alone-empty", "With endDate alone no benefits are answered.", () => false, endAlone],
  [
    "end-alone",
    "end-alone-a-month",
    "With endDate alone the benefits of the month before it are answered.",
    (date, { till }) => till - month <= date && date <= till,
    endAlone,
  ],
  [
    "end-alone",
    "end-alone-taken-for-start",
    "With endDate alone the benefits after it are answered.",
    (date, { till }) => till <= date,
    endAlone,
  ],
];

/** Faults in what startDate and endDate do. */
export const windowDefects: readonly Defect[] = [
  ...rows.map(([aspect, id, statement, keeps, asked]) =>
    makeDefect(`histories.window.${aspect}`, `histories.${id}`, statement, selectBenefits(keeps, asked)),
  ),
  makeDefect(
    "histories.dates.form",
    "histories.dates-refused",
    "Dates in either form are refused where no program is named.",
    {
      ...replaceResult(
        () => refuse(400, "startDate is no date"),
        (moment, result) => isAnswer(moment, result) && both(hasDates, lacks("partnerProgramId"))(moment),
      ),
    },
  ),
  makeDefect(
    "histories.dates.form",
    "histories.dates-select-nothing",
    "With dates no benefits are answered, whatever the dates.",
    selectBenefits(() => false, hasDates),
  ),
  makeDefect(
    "histories.window.reversed",
    "histories.reversed-window-turned",
    "An endDate before the startDate is answered as if they were the other way round.",
    {
      ...replaceResult(
        (moment) => {
          const [start, end] = ["startDate", "endDate"].map((name) => readParameter(moment.query, name));
          return moment.ask(setParameter(setParameter(moment.query, "startDate", end), "endDate", start));
        },
        (moment, result) => refusesWith(400)(moment, result) && isReversed(moment),
      ),
    },
  ),
  makeDefect(
    "histories.window.reversed",
    "histories.reversed-window-ignored",
    "An endDate before the startDate is answered as if there were no dates.",
    rewrite(
      (query) => ["startDate", "endDate"].reduce((rest, name) => setParameter(rest, name, undefined), query),
      isReversed,
    ),
  ),
];

function isPlainDay(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
