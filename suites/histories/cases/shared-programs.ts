import { breach, keep } from "../../../src/check/judge.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { compareEntries, programMembers } from "../compare.ts";
import { type Look, lookAt, mergeParts, type PageLook } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { type HistoryEntry, placeOf } from "../page.ts";
import type { HistoriesSubjects } from "../subjects.ts";

type SharedProgram = HistoriesSubjects["histories:shared-program"];

/** The program as each of its customers sees it, one kind of activities after the other. */
function askEverybody({ people, programId }: SharedProgram, trace: readonly ReadExchange[]): RequestPlan | undefined {
  const person = people[trace.length % people.length];
  const activityType = person?.kinds[Math.floor(trace.length / people.length)];
  return person === undefined || activityType === undefined
    ? undefined
    : askInTurn(person, [], [{ activityType, partnerProgramId: programId }]);
}

/** What all customers of a program see alike. */
export const sharedProgramCases = [
  defineHistoriesCase({
    id: "histories.program.agreement",
    title: "A program's name, description, type and being tier-based are the same whoever is asked for",
    operation: "histories",
    requirements: ["histories.program.agreement"],
    needs: "histories:shared-program",
    next: askEverybody,
    judge: ({ programId }, trace) => judgeAgreement(listEntries(lookAt(trace), programId)),
  }),
  defineHistoriesCase({
    id: "histories.programs.tier-numbers",
    title: "Within a program a tier's name goes with one number",
    operation: "histories",
    requirements: ["histories.tier-number.follows"],
    needs: "histories:shared-program",
    next: askEverybody,
    judge: ({ programId }, trace) => judgeTiers(listEntries(lookAt(trace), programId)),
  }),
];

interface Seen {
  readonly look: PageLook;
  readonly entry: HistoryEntry;
}

function listEntries(part: readonly Look[], programId: number): Seen[] {
  return part
    .filter((look): look is PageLook => look.page !== undefined)
    .flatMap((look) =>
      look.page.entries.filter(({ details }) => details.programId === programId).map((entry) => ({ look, entry })),
    );
}

function judgeAgreement(seen: readonly Seen[]): Judgement {
  const requirement = "histories.program.agreement";
  const [first, ...others] = seen;
  if (first === undefined || others.length === 0) return nothingJudged;
  for (const { look, entry } of others) {
    const difference = compareEntries(first.entry, entry, programMembers);
    if (difference === undefined) continue;
    return breach({
      requirement,
      kind: "disagreement",
      pointer: difference.pointer,
      expected: `${difference.expected}, as for another customer`,
      actual: difference.actual,
      exchange: look.index,
      rests: [first.look.index, look.index],
    });
  }
  return keep(requirement);
}

function judgeTiers(seen: readonly Seen[]): Judgement {
  const requirement = "histories.tier-number.follows";
  const known = new Map<string, { readonly number: number; readonly look: PageLook }>();
  const judged = seen.flatMap(({ look, entry: { details, pointer } }): Judgement[] => {
    const { tierName, tierNumber } = details;
    if (tierName === undefined || tierNumber === undefined) return [];
    const before = known.get(tierName);
    known.set(tierName, before ?? { number: tierNumber, look });
    if (before === undefined) return [];
    if (before.number === tierNumber) return [keep(requirement)];
    return [
      breach({
        requirement,
        kind: "disagreement",
        pointer: pointer + placeOf("tierNumber"),
        expected: `${before.number}, the number of ${tierName} for another customer`,
        actual: String(tierNumber),
        exchange: look.index,
        rests: [before.look.index, look.index],
      }),
    ];
  });
  return mergeParts(judged);
}
