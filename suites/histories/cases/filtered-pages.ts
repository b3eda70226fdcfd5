import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { day } from "../instant.ts";
import { readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, mergeParts } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoriesRequest } from "../request.ts";
import type { Person } from "../subjects.ts";
import { latest, requestWindow } from "../window.ts";
import { judgeLimit, judgeTotals } from "./pages.ts";
import { judgeOffset } from "./walks.ts";

/** What selects entries or activities beside a page. */
function listFilters(person: Person): HistoriesRequest[] {
  const { benefits: activityType } = person;
  return [
    requestWindow(person, { start: person.now - 300 * day, end: latest(person) }),
    ...["EXTERNAL", "SUPPLEMENTARY"].map((partnerProgramType) => ({ activityType, partnerProgramType })),
  ];
}

/** The filtered list, the same cut by a limit and by an offset, and the list again. */
const cuts: readonly HistoriesRequest[] = [{}, { limit: 1 }, { offset: 1 }, {}];

/** Pages of lists that something else is asked of too. */
export const filteredPageCases = [
  defineHistoriesCase({
    id: "histories.pages.filtered",
    title: "A limit and an offset are heeded beside dates and beside a partnerProgramType as well",
    operation: "histories",
    requirements: ["histories.limit.heeded", "histories.offset.skips", "histories.total.steady"],
    needs: "histories:few-members",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        listFilters(person).flatMap((filter) => cuts.map((cut) => ({ ...filter, ...cut }))),
      ),
    judge: (_person, trace) => judgeParts(trace, cuts.length, judgeFiltered),
  }),
];

function judgeFiltered(part: readonly Look[]): Judgement {
  const { list, middle: [limited, later] = [] } = readSteady(part) ?? {};
  if (list === undefined || limited === undefined || later === undefined || list.page.entries.length < 2)
    return nothingJudged;
  return mergeParts([judgeLimit(list, limited, { limit: 1 }), judgeOffset(list, later, 1, false), judgeTotals(part)]);
}
