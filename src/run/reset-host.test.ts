import { expect } from "chai";
import { createResetter } from "./reset-host.ts";
import type { Sender } from "./sender.ts";

const withState = { state: { url: "http://127.0.0.1:1/_state/" }, writes: true };

describe("A host with a state endpoint", () => {
  let calls: string[] = [];
  const makeSender = (works = true): Sender =>
    ({
      callState: ({ state }: { state: string }, id: string) => {
        calls.push(`${state} ${id}`);
        return Promise.resolve(works ? {} : { unable: "it cannot" });
      },
    }) as unknown as Sender;
  beforeEach(() => (calls = []));

  it("is reset before the first case that writes, and before no case that reads", async () => {
    const resetter = createResetter(withState);
    expect(await resetter.prepare(makeSender(), "read", undefined)).to.equal(true);
    expect(calls).to.deep.equal([]);
    expect(await resetter.prepare(makeSender(), "write", "restored")).to.equal(true);
    expect(calls).to.deep.equal(["reset write#reset-0"]);
  });

  it("is reset for reads after what was changed for good, and for writes after any write", async () => {
    const resetter = createResetter(withState);
    const prepare = (id: string, writes?: "restored" | "kept") => resetter.prepare(makeSender(), id, writes);
    await prepare("first", "restored");
    resetter.note("restored");
    await prepare("second");
    await prepare("third", "restored");
    resetter.note("changed");
    resetter.note("restored");
    await prepare("fourth");
    await prepare("fifth");
    await prepare("sixth", "kept");
    expect(calls).to.deep.equal(["reset first#reset-0", "reset third#reset-1", "reset fourth#reset-2"]);
  });

  it("is reset at the end, if anything was written", async () => {
    const idle = createResetter(withState);
    await idle.prepare(makeSender(), "read", undefined);
    await idle.leave();
    expect(calls).to.deep.equal([]);
    const busy = createResetter(withState);
    await busy.prepare(makeSender(), "write", "kept");
    busy.note("changed");
    await busy.leave();
    await busy.leave();
    expect(calls).to.deep.equal(["reset write#reset-0", "reset end#reset-1"]);
  });

  it("is not asked again once it could not be reset, and not at all without an endpoint", async () => {
    const broken = createResetter(withState);
    expect(await broken.prepare(makeSender(false), "one", "kept")).to.equal(false);
    broken.note("changed");
    expect(await broken.prepare(makeSender(false), "two", "kept")).to.equal(false);
    expect(calls).to.have.length(1);
    expect(await createResetter({ writes: true }).prepare(makeSender(), "one", "kept")).to.equal(false);
    const untouchable = createResetter({ ...withState, writes: false });
    expect(await untouchable.prepare(makeSender(), "one", "kept")).to.equal(false);
    expect(calls).to.have.length(1);
  });
});
