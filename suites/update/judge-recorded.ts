import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { cancelled } from "../histories/activities.ts";
import { judgeDated, judgeOnce, judgeWritten } from "../histories/judge-relinks.ts";
import { mergeParts } from "../histories/look.ts";
import { listNew, type Reading } from "../histories/relinks.ts";
import type { Linked } from "./members.ts";
import { type Shown, tellPending } from "./steps.ts";

/**
 * Whether a cancellation that was reported as made is among the activities of its program, once and by its own date. Judged
 * only where these told that a relinking was pending.
 */
export function judgeRecorded(linked: Linked, before: Shown | undefined, after: Shown | undefined): Judgement {
  if (before === undefined || after === undefined) return nothingJudged;
  if (tellPending(linked, before.page) !== true) return nothingJudged;
  const [earlier, later] = [read(linked, before), read(linked, after)];
  if (later.entries.length === 0) return nothingJudged;
  const recorded = listNew(cancelled, earlier.entries, later.entries);
  return mergeParts([
    judgeWritten("histories.cancelled.written", cancelled, earlier, later),
    judgeOnce("histories.cancelled.once", recorded, earlier, later),
    judgeDated(recorded, Date.parse(linked.state.now), later, earlier),
  ]);
}

function read({ program }: Linked, { position, page }: Shown): Reading {
  const entries = page.entries.filter(({ details }) => details.programName === program);
  return { position, entries, all: page.entries };
}
