import { expect } from "chai";
import type { ActionKind, SequenceAction } from "../model/sequence.ts";
import { drawSequence, shrinkSequence } from "./sequences.ts";

const kinds: readonly ActionKind[] = [
  { name: "push", choices: [10, 100], weight: 3 },
  { name: "pop", choices: [], weight: 1 },
];

describe("drawSequence", () => {
  it("gives the same steps for the same seed, and others for another", () => {
    const drawAll = (first: number) =>
      Array.from({ length: 5 }, (_unused, index) => drawSequence(kinds, { seed: first + index, most: 12 }));
    expect(drawAll(1)).to.deep.equal(drawAll(1));
    expect(drawAll(1)).not.to.deep.equal(drawAll(100));
  });

  it("draws every kind, no more steps than are wanted, and no option that a choice does not have", () => {
    const drawn = Array.from({ length: 100 }, (_unused, seed) => drawSequence(kinds, { seed, most: 5 }));
    expect(Math.max(...drawn.map(({ length }) => length))).to.equal(5);
    const steps = drawn.flat();
    expect(new Set(steps.map(({ kind }) => kind))).to.deep.equal(new Set(["push", "pop"]));
    for (const { kind, choices } of steps) {
      expect(choices).to.have.length(kind === "push" ? 2 : 0);
      expect(choices[0] ?? 0).to.be.within(0, 9);
      expect(choices[1] ?? 0).to.be.within(0, 99);
    }
  });
});

describe("shrinkSequence", () => {
  /** A stack that loses what is pushed after two others, and says so when it is popped. */
  function createTries(): { readonly tried: SequenceAction[][]; readonly begin: Parameters<typeof shrinkSequence>[2] } {
    const tried: SequenceAction[][] = [];
    const begin = async () => {
      const taken: SequenceAction[] = [];
      tried.push(taken);
      return {
        take: async (action: SequenceAction) => {
          taken.push(action);
          const pushes = taken.filter(({ kind }) => kind === "push").length;
          return action.kind === "pop" && pushes >= 3;
        },
      };
    };
    return { tried, begin };
  }

  const seed = Array.from({ length: 100 }, (_unused, index) => index).find((one) => {
    const steps = drawSequence(kinds, { seed: one, most: 20 });
    return steps.length > 12 && steps.findIndex(({ kind }) => kind === "pop") > 6;
  });
  const options = { seed: seed ?? 0, most: 20 };

  it("begins with the sequence that was drawn, and leaves the fewest and plainest steps that show the same", async () => {
    const { tried, begin } = createTries();
    const shrunk = await shrinkSequence(kinds, options, begin, 500);
    const drawn = drawSequence(kinds, options);
    expect(tried[0]).to.deep.equal(drawn.slice(0, tried[0]?.length));
    expect(shrunk?.actions).to.deep.equal([
      ...Array.from({ length: 3 }, () => ({ kind: "push", choices: [0, 0] })),
      { kind: "pop", choices: [] },
    ]);
    expect(shrunk?.tries).to.equal(tried.length);
  });

  it("tries no more often than it may, and then gives the shortest so far", async () => {
    const { tried, begin } = createTries();
    const shrunk = await shrinkSequence(kinds, options, begin, 4);
    expect(tried).to.have.length(4);
    expect(shrunk?.actions.length).to.be.within(4, 20);
  });

  it("finds nothing where the drawn sequence does not show it", async () => {
    expect(await shrinkSequence(kinds, options, async () => ({ take: async () => false }), 10)).to.equal(undefined);
  });

  it("does not take the tool's own trouble for what is looked for", async () => {
    const begin = async () => ({ take: async () => Promise.reject(new Error("no connection")) });
    const tried = await shrinkSequence(kinds, options, begin, 10).catch(String);
    expect(tried).to.contain("no connection");
  });
});
