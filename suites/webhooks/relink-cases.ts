import type { WebhookCase } from "../../src/run/webhooks-phase.ts";
import { defineHistoriesCase } from "../histories/needs.ts";
import { moveClock, planRelink, queueRelink } from "../histories/relinks.ts";
import type { HistoriesSubjects } from "../histories/subjects.ts";
import type { Subject } from "../need.ts";
import { type Flow, playFlow } from "../update/flow.ts";
import { observeTold } from "./observe-told.ts";

/** The daily batch relinks a membership; no page says which event that is. */
const relink: Flow<HistoriesSubjects["histories:relinkable"]> = function* (member) {
  const schedule = planRelink(member.now);
  yield* queueRelink(member, schedule);
  yield* moveClock(schedule.batch);
  yield { state: "batch" };
  const { identifier, programId, programName } = member;
  const matter = { identifiers: [identifier], programId, programName };
  return yield* observeTold("linked.relinking.announced", ["linked", "updated", "silent"], matter);
};

export const relinkCases: readonly WebhookCase<string, Subject>[] = [
  {
    case: defineHistoriesCase({
      id: "linked.relinking.announced",
      title: "A membership that the batch relinks is told as a link, as an update, or not at all",
      operation: "linked",
      requirements: ["linked.relinking.announced"],
      needs: "histories:relinkable",
      writes: "kept",
      ...playFlow(relink),
    }),
    subjects: 1,
  },
];
