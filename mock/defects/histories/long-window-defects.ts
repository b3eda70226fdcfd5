import { replaceResult } from "../../edit.ts";
import { refuse } from "../../result.ts";
import { refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { isLongPeriod, selectBenefits } from "./select-benefits.ts";

/** What dates that are more than a year apart come to. */
export const longWindowDefects: readonly Defect[] = [
  ...[400, 1214, 2015].map((code) =>
    makeDefect(
      "histories.window.long-code",
      `histories.long-window-${code}`,
      `Dates more than a year apart are refused with ${code}.`,
      {
        choices: { periodLong: "refused" },
        ...replaceResult(() => refuse(code, "the period is too long"), refusesWith(2013)),
      },
    ),
  ),
  makeDefect(
    "histories.window.long",
    "histories.long-window-from-the-beginning",
    "Dates more than a year apart are answered with all benefits until the endDate.",
    { choices: { periodLong: "answered" }, ...selectBenefits((date, { till }) => date <= till, isLongPeriod) },
  ),
  makeDefect(
    "histories.window.long",
    "histories.long-window-outside",
    "Dates more than a year apart are answered with the benefits outside of them.",
    {
      choices: { periodLong: "answered" },
      ...selectBenefits((date, { from, till }) => date < from || date > till, isLongPeriod),
    },
  ),
];
