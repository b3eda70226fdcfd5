import { expect } from "chai";
import { gatherLines } from "./gather-lines.ts";

/** Lines whose moment ends when the test says so. */
function gather(write: (lines: string) => void): ReturnType<typeof gatherLines> & { readonly endMoment: () => void } {
  let actions: (() => void)[] = [];
  const lines = gatherLines(write, (action) => actions.push(action));
  const endMoment = (): void => {
    const due = actions;
    actions = [];
    for (const action of due) action();
  };
  return { ...lines, endMoment };
}

describe("lines that are gathered", () => {
  it("are written together, in order and once, before anybody is told so", async () => {
    const written: string[] = [];
    const { add, written: wait, flush, endMoment } = gather((lines) => written.push(lines));
    const told: string[] = [];
    const waits = ["a", "b", "c"].map(async (line) => {
      add(line);
      await wait();
      told.push(`${line} after ${written.join()}`);
    });
    await Promise.resolve();
    expect([...written, ...told]).to.deep.equal([]);
    endMoment();
    await Promise.all(waits);
    expect(told).to.deep.equal(["a after a\nb\nc", "b after a\nb\nc", "c after a\nb\nc"]);
    add("d");
    flush();
    flush();
    expect(written).to.deep.equal(["a\nb\nc", "d"]);
  });

  it("are lost to all who wait for them where they cannot be written, and to nobody who comes later", async () => {
    let isFull = true;
    const written: string[] = [];
    const {
      add,
      written: wait,
      endMoment,
    } = gather((lines) => {
      if (isFull) throw new Error("no space left");
      written.push(lines);
    });
    const waits = ["a", "b"].map((line) => {
      add(line);
      return wait().catch(({ message }: Error) => `${line}: ${message}`);
    });
    endMoment();
    expect(await Promise.all(waits)).to.deep.equal(["a: no space left", "b: no space left"]);
    isFull = false;
    add("c");
    const later = wait();
    endMoment();
    await later;
    expect(written).to.deep.equal(["c"]);
  });
});
