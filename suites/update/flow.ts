import type { Draw, ReadExchange, Step, TraceCase } from "../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";

/** What became of a step, with its place in the trace. */
export interface Sent extends ReadExchange {
  readonly position: number;
}

/** A part of a flow: it yields steps, is given what became of each, and returns what it has found out. */
export type Steps<Found> = Generator<Step, Found, Sent>;

/**
 * A case of several requests, written in the order in which they are sent. It may be run anew from its beginning at any
 * step, so it has to be pure: the same subject, choices and replies give the same steps and judgement.
 */
export type Flow<Subject> = (subject: Subject, draw: Draw) => Steps<Judgement>;

/** A flow that has been given the replies of a trace so far. */
interface Underway<Subject> {
  readonly subject: Subject;
  readonly steps: Steps<Judgement>;
  readonly turn: IteratorResult<Step, Judgement>;
  readonly given: number;
  /** The last exchange that it was given. */
  readonly last: ReadExchange["exchange"] | undefined;
}

/** The two functions of a case that a flow comes to. */
export function playFlow<Subject>(flow: Flow<Subject>): Pick<TraceCase<string, Subject>, "next" | "judge"> {
  // A trace grows by one exchange after the other: what was played last goes on from there.
  let underway: Underway<Subject> | undefined;
  const play = (subject: Subject, trace: readonly ReadExchange[], draw: Draw): IteratorResult<Step, Judgement> => {
    const known = underway;
    const goesOn =
      known !== undefined &&
      known.subject === subject &&
      known.given <= trace.length &&
      known.given > 0 &&
      trace[known.given - 1]?.exchange === known.last;
    const steps = goesOn ? known.steps : flow(subject, draw);
    let turn = goesOn ? known.turn : steps.next();
    let given = goesOn ? known.given : 0;
    // It is taken up again only if it comes to the end of the trace.
    underway = undefined;
    for (const [position, read] of trace.entries()) {
      if (position < given) continue;
      if (turn.done === true) break;
      turn = steps.next({ ...read, position });
      given = position + 1;
    }
    underway = { subject, steps, turn, given, last: trace[given - 1]?.exchange };
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
