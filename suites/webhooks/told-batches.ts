import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { askFor } from "../update/batch.ts";
import { drawTier } from "../update/draw-names.ts";
import type { Flow } from "../update/flow.ts";
import type { Member } from "../update/members.ts";
import { makeUpdate } from "../update/request.ts";
import { sendUpdates } from "../update/steps.ts";
import type { Group } from "../update/subjects.ts";
import { awaitEvent } from "./await-event.ts";
import { isUpdateOf, expectUpdate, judgeArrival, judgeSilence } from "./judge-arrival.ts";

type Item = Pick<Member, "identifiers" | "program" | "tier" | "label" | "membership">;

/** Several updates in one request, each of which is an event of its own. */
export function announceEach(group: (subject: Group) => readonly Item[], together: boolean): Flow<Group> {
  return function* (subject) {
    const items = group(subject);
    const updates = items.map((item) => makeUpdate(item.program, "RENEW", item.tier));
    const [first] = items;
    if (first === undefined) return nothingJudged;
    const asked = together
      ? [askFor(first, ...updates)]
      : items.map((item, index) => askFor(item, ...updates.slice(index, index + 1)));
    const { results } = yield* sendUpdates(asked);
    const outcomes = results.customers.flatMap((customer) => customer.updates.map(({ outcome }) => outcome));
    const judgements: Judgement[] = [];
    for (const [index, item] of items.entries()) {
      if (outcomes[index] !== "made") continue;
      const awaited = yield* expectUpdate(item);
      judgements.push(judgeArrival(awaited, `item ${index + 1} of ${items.length}, ${item.label}`));
      if (awaited.told === undefined) break;
    }
    return mergeJudgements(judgements);
  };
}

/** Beside an update that is made one that is refused: the one is told, the other is not. */
export const announceOneOfTwo: Flow<Group> = function* ({ first, second }, draw) {
  const sound = makeUpdate(first.program, "RENEW", first.tier);
  const unsound = makeUpdate(second.program, "RENEW", drawTier(draw));
  const { results } = yield* sendUpdates([askFor(first, sound), askFor(second, unsound)]);
  const [made, refused] = results.customers.map(({ updates }) => updates[0]?.outcome);
  if (made !== "made") return nothingJudged;
  const arrival = judgeArrival(yield* expectUpdate(first), first.label);
  if (arrival.findings.length > 0 || refused !== "refused") return arrival;
  const silence = judgeSilence(yield* awaitEvent(isUpdateOf(second), "silence"), second.label);
  return mergeJudgements([arrival, silence]);
};
