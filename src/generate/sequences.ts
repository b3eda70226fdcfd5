import {
  type Arbitrary,
  type AsyncCommand,
  asyncModelRun,
  asyncProperty,
  check as checkProperty,
  type Command,
  commands as arrangeCommands,
  modelRun,
  nat,
  sample,
  tuple,
} from "fast-check";
import type { ActionKind, SequenceAction } from "../model/sequence.ts";

/** A host, reset, that takes the steps of one try. Says whether what is looked for shows by now. */
export interface SequenceTry {
  readonly take: (action: SequenceAction) => Promise<boolean>;
}

export interface SequenceOptions {
  /** Of this sequence alone. */
  readonly seed: number;
  /** So many steps at most. */
  readonly most: number;
}

/** A sequence that is as short as could be found. */
export interface ShrunkSequence {
  readonly actions: readonly SequenceAction[];
  /** How many sequences were tried for it. */
  readonly tries: number;
}

/** The steps of a sequence. The same kinds and options give the same ones. */
export function drawSequence(kinds: readonly ActionKind[], options: SequenceOptions): SequenceAction[] {
  const [commands = []] = sample(arrangeNow(kinds, options.most), parametersOf(options));
  const actions: SequenceAction[] = [];
  modelRun(() => ({ model: {}, real: actions }), commands);
  return actions;
}

/**
 * The shortest sequence that can be found within so many tries in which something still shows: steps are left out, then
 * choices made plainer. The first try is the sequence that `drawSequence` gives. Undefined where that does not show it.
 */
export async function shrinkSequence(
  kinds: readonly ActionKind[],
  options: SequenceOptions,
  begin: () => Promise<SequenceTry>,
  mostTries: number,
): Promise<ShrunkSequence | undefined> {
  let tries = 0;
  let shortest: readonly SequenceAction[] | undefined;
  const property = asyncProperty(arrangeLater(kinds, options.most), async (commands) => {
    if (tries >= mostTries) return;
    tries += 1;
    const taken: SequenceAction[] = [];
    const setup = async () => ({ model: {}, real: noteTaken(await begin(), taken) });
    try {
      await asyncModelRun(setup, commands);
    } catch (error) {
      if (error instanceof Shown) shortest = taken;
      throw error;
    }
  });
  const details = await checkProperty(property, { ...parametersOf(options), endOnFailure: false });
  const trouble = details.errorInstance;
  if (trouble !== null && trouble !== undefined && !(trouble instanceof Shown)) throw trouble;
  return shortest === undefined ? undefined : { actions: shortest, tries };
}

/** What is looked for shows: fast-check takes an exception for a failure. */
class Shown extends Error {}

function noteTaken(one: SequenceTry, taken: SequenceAction[]): SequenceTry {
  return {
    take: (action) => {
      taken.push(action);
      return one.take(action);
    },
  };
}

function parametersOf({ seed }: SequenceOptions) {
  return { seed, numRuns: 1, unbiased: true } as const;
}

/** A kind of step as an arbitrary; one that comes often stands there several times. */
function listSteps(kinds: readonly ActionKind[]): Arbitrary<SequenceAction>[] {
  return kinds.flatMap(({ name, choices, weight }) => {
    const options = choices.map((count) => nat(Math.max(0, count - 1)));
    const step = tuple(...options).map((chosen): SequenceAction => ({ kind: name, choices: chosen }));
    return Array.from({ length: weight }, () => step);
  });
}

/** Every step can be taken in every state: what it comes to there is the model's to know. */
const check = (): boolean => true;

function arrangeNow(kinds: readonly ActionKind[], most: number) {
  const commands = listSteps(kinds).map((step) =>
    step.map((action): Command<object, SequenceAction[]> => ({
      check,
      run: (_model, taken) => {
        taken.push(action);
      },
    })),
  );
  return arrangeCommands(commands, { maxCommands: most, size: "max" });
}

function arrangeLater(kinds: readonly ActionKind[], most: number) {
  const commands = listSteps(kinds).map((step) =>
    step.map((action): AsyncCommand<object, SequenceTry> => ({
      check,
      run: async (_model, one) => {
        if (await one.take(action)) throw new Shown(action.kind);
      },
    })),
  );
  return arrangeCommands(commands, { maxCommands: most, size: "max" });
}
