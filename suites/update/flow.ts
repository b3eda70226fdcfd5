import type { Draw, ReadExchange, Step, TraceCase } from "../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";

/** What became of a step, with its place in the trace. */
export interface Sent extends ReadExchange {
  readonly position: number;
}

/** A part of a flow: it yields steps, is given what became of each, and returns what it has found out. */
export type Steps<Found> = Generator<Step, Found, Sent>;

/**
 * A case of several requests, written in the order in which they are sent. It is run anew from its beginning for every
 * step, so it has to be pure: the same subject, choices and replies give the same steps and judgement.
 */
export type Flow<Subject> = (subject: Subject, draw: Draw) => Steps<Judgement>;

/** The two functions of a case that a flow comes to. */
export function playFlow<Subject>(flow: Flow<Subject>): Pick<TraceCase<string, Subject>, "next" | "judge"> {
  const play = (subject: Subject, trace: readonly ReadExchange[], draw: Draw): IteratorResult<Step, Judgement> => {
    const steps = flow(subject, draw);
    let turn = steps.next();
    for (const [position, read] of trace.entries()) {
      if (turn.done === true) break;
      turn = steps.next({ ...read, position });
    }
    return turn;
  };
  return {
    next: (subject, trace, draw) => {
      const turn = play(subject, trace, draw);
      return turn.done === true ? undefined : turn.value;
    },
    judge: (subject, trace, draw) => {
      const turn = play(subject, trace, draw);
      return turn.done === true ? turn.value : nothingJudged;
    },
  };
}

/** Ends a flow whose premises the host's data do not fulfil; the reason says what to add. */
export function* giveUp(reason: string): Steps<never> {
  yield { unable: reason };
  throw new Error(`a flow went on after it had given up: ${reason}`);
}
