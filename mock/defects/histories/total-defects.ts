import type { When } from "../../edit.ts";
import type { JsonMembers } from "../../json-text.ts";
import type { Moment, Twist } from "../../twist.ts";
import { lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import {
  both,
  has,
  isMember,
  listOwnPrograms,
  namesOwnProgram,
  namesUnknownProgram,
  readNumber,
} from "./conditions.ts";
import { editPagination } from "./edit-history.ts";
import { isAtOrAfter, isLater, readTotal } from "./page.ts";

const whole = both(lacks("limit"), lacks("offset"));
const setTotal = (total: (pagination: JsonMembers, moment: Moment) => number, when: When): Twist =>
  editPagination((pagination, moment) => ({ ...pagination, total: total(pagination, moment) }), when);
const more = ({ total }: JsonMembers): number => Number(total) + 1;
const countOwn = (_: JsonMembers, moment: Moment): number => listOwnPrograms(moment).length;

/** Faults in total. */
export const totalDefects: readonly Defect[] = [
  makeDefect(
    "histories.total.counts",
    "histories.total-nine-of-ten",
    "Where ten programs are reached, total is 9.",
    setTotal(
      () => 9,
      (_, result) => readTotal(result) === 10,
    ),
  ),
  makeDefect(
    "histories.total.complete",
    "histories.total-of-one-program-counts-all",
    "Where one program is asked for total counts all of the customer's.",
    setTotal(countOwn, both(whole, namesOwnProgram)),
  ),
  makeDefect(
    "histories.total.complete",
    "histories.total-of-unknown-program-counts-all",
    "Where a program is asked for that does not exist, total counts all of the customer's.",
    setTotal(countOwn, both(whole, namesUnknownProgram)),
  ),
  makeDefect(
    "histories.total.complete",
    "histories.total-ignores-type",
    "With a partnerProgramType total counts the programs of all types.",
    setTotal(countOwn, both(whole, has("partnerProgramType"))),
  ),
  makeDefect(
    "histories.total.complete",
    "histories.total-one-for-none",
    "Where a customer has no programs, total is 1.",
    setTotal(more, (moment, result) => !isMember(moment) && readTotal(result) === 0),
  ),
  makeDefect(
    "histories.total.steady",
    "histories.total-of-the-rest",
    "With an offset total counts the entries from there on.",
    setTotal(({ total, offset }) => Math.max(0, Number(total) - Number(offset)), isLater),
  ),
  makeDefect(
    "histories.total.steady",
    "histories.total-grows",
    "With an offset total is one more.",
    setTotal(more, isLater),
  ),
  makeDefect(
    "histories.total.not-negative",
    "histories.total-negative-without-entries",
    "With a limit of zero total is −1.",
    setTotal(
      () => -1,
      ({ query }) => readNumber(query, "limit") === 0,
    ),
  ),
  makeDefect(
    "histories.total.not-negative",
    "histories.total-negative-beyond-the-end",
    "With an offset far beyond the end total is −1.",
    setTotal(
      () => -1,
      (moment, result) => isAtOrAfter(moment, readTotal(result) + 50),
    ),
  ),
];
