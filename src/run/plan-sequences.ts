import type { Standard } from "../check/standard.ts";
import { createDraw } from "../generate/draw.ts";
import { drawSequence, type SequenceOptions, shrinkSequence } from "../generate/sequences.ts";
import type { Binding, TraceCase } from "../model/case.ts";
import type { Trace } from "../model/exchange.ts";
import { isObject } from "../model/json.ts";
import type { ActionKind, SequenceAction, Sequences } from "../model/sequence.ts";
import { nothingJudged } from "../model/verdict.ts";
import type { GeneratedSource, PlannedGenerated, SourceOptions } from "./source-plan.ts";
import type { Shrunk, Trial } from "./shrink-case.ts";

/** So many steps at most; what a host keeps wrong shows within a few. */
const mostSteps = 12;
const fewestSteps = 4;
/** So many shorter sequences are tried. */
const mostTries = 80;
/** Requests that a sequence takes where nothing diverges, resets among them; an estimate for people. */
const requestsOfSequence = 23;
/** So many sequences are planned where nothing else is asked for. */
const usualSequences = 50;

const family = "generated.sequence";

/** The Standard's sequences: as many as are wanted in an organisation, or one that could not run and says why. */
export function createSequencesSource<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
): GeneratedSource<World> {
  const { sequences } = standard;
  const nothing = { count: 0, countRequests: () => 0, list: () => [] };
  return {
    family: "sequence",
    plan: (world, { seed, loopback, cases, writes, operations, organisations = 1 }) => {
      if (sequences === undefined || !isWanted(sequences, operations)) return nothing;
      const count = Math.ceil(countSequences({ loopback, cases, writes }) / Math.max(1, organisations));
      if (count === 0) return nothing;
      const binding = standard.bind(sequences.needs, world);
      if (binding.kind !== "ready") {
        return { count: 1, countRequests: () => 0, list: () => [planUnable(sequences, binding)] };
      }
      const [first] = binding.subjects;
      if (first === undefined) return nothing;
      return {
        count,
        countRequests: () => count * requestsOfSequence,
        list: function* () {
          for (let index = 1; index <= count; index += 1)
            yield planSequence(sequences, first.subject, `${family}.${index}`, seed);
        },
      };
    },
    remake: (world, id, made) => {
      const actions = readActions(made);
      if (sequences === undefined || actions === undefined || !id.startsWith(`${family}.`)) return undefined;
      const binding = standard.bind(sequences.needs, world);
      const [first] = binding.kind === "ready" ? binding.subjects : [];
      return first === undefined ? undefined : planActions(sequences, first.subject, id, actions);
    },
  };
}

/** On this machine as many as usual, fewer where few cases are asked for; elsewhere only where cases are asked for. */
function countSequences({ loopback, cases, writes }: Pick<SourceOptions, "loopback" | "cases" | "writes">): number {
  if (cases === undefined) return loopback ? usualSequences : 0;
  return writes || loopback ? Math.min(usualSequences, Math.ceil(cases / 10)) : 0;
}

function isWanted<Needs, Subject>({ operations }: Sequences<Needs, Subject>, wanted: readonly string[]): boolean {
  return wanted.length === 0 || operations.some((operation) => wanted.includes(operation));
}

function planUnable<Needs, Subject>(
  sequences: Sequences<Needs, Subject>,
  { kind, reason }: Exclude<Binding<Subject>, { kind: "ready" }>,
): PlannedGenerated {
  const { title, operation, requirements } = sequences.play(family, []);
  return {
    id: family,
    phase: "generated",
    case: {
      id: family,
      title,
      operation,
      requirements,
      needs: undefined,
      next: () => undefined,
      judge: () => nothingJudged,
    },
    state: { kind, reason },
  };
}

/** A sequence as a case that brings its subject. */
function planActions<Needs, Subject>(
  sequences: Sequences<Needs, Subject>,
  subject: Subject,
  id: string,
  actions: readonly SequenceAction[],
): PlannedGenerated {
  return {
    id,
    phase: "generated",
    case: bringSubject(sequences.play(id, actions), subject),
    made: actions,
    state: { kind: "ready", subject: undefined },
  };
}

function planSequence<Needs, Subject>(
  sequences: Sequences<Needs, Subject>,
  subject: Subject,
  id: string,
  seed: number,
): PlannedGenerated {
  const kinds = sequences.kinds(subject);
  const { options, actions } = drawLongEnough(kinds, seed, id);
  const play = (some: readonly SequenceAction[]) => bringSubject(sequences.play(id, some), subject);
  return {
    ...planActions(sequences, subject, id, actions),
    shrink: (trial) => shrink(play, kinds, options, trial),
  };
}

function bringSubject<Needs, Subject>(
  { needs: _needs, next, judge, ...rest }: TraceCase<Needs, Subject>,
  subject: Subject,
): TraceCase<undefined, undefined> {
  return {
    ...rest,
    needs: undefined,
    next: (_nothing, trace, draw) => next(subject, trace, draw),
    judge: (_nothing, trace, draw) => judge(subject, trace, draw),
  };
}

/** Short sequences show what longer ones show as well. */
function drawLongEnough(kinds: readonly ActionKind[], seed: number, id: string) {
  const draw = createDraw(seed, id);
  for (let turn = 0; ; turn += 1) {
    const options: SequenceOptions = { seed: draw.integer(0, 2 ** 31 - 1), most: mostSteps };
    const actions = drawSequence(kinds, options);
    if (actions.length >= fewestSteps || turn > 20) return { options, actions };
  }
}

/** Every try resets the host first, as each sequence does by itself. */
async function shrink(
  play: (actions: readonly SequenceAction[]) => TraceCase<undefined, undefined>,
  kinds: readonly ActionKind[],
  options: SequenceOptions,
  trial: Trial<undefined, undefined>,
): Promise<Shrunk<undefined, undefined> | undefined> {
  const begin = async () => {
    const actions: SequenceAction[] = [];
    let trace: Trace = [];
    return {
      take: async (action: SequenceAction): Promise<boolean> => {
        actions.push(action);
        const outcome = await trial.run(play(actions), trace);
        if (outcome.kind !== "judged") return false;
        ({ trace } = outcome);
        return trial.shows(outcome.judgement);
      },
    };
  };
  const shrunk = await shrinkSequence(kinds, options, begin, mostTries);
  if (shrunk === undefined) return undefined;
  const { actions, tries } = shrunk;
  return { case: play(actions), made: actions, ...(tries < mostTries ? {} : { unfinished: true }) };
}

function readActions(made: unknown): SequenceAction[] | undefined {
  if (!Array.isArray(made)) return undefined;
  const actions = made.flatMap((one: unknown): SequenceAction[] => {
    const { kind, choices } = isObject(one) ? one : {};
    if (typeof kind !== "string" || !Array.isArray(choices)) return [];
    return [{ kind, choices: choices.map(Number) }];
  });
  return actions.length === made.length ? actions : undefined;
}
