import { expect } from "chai";
import { type Reply, noBody } from "../../src/model/http.ts";
import { mountDirect } from "./direct.ts";

const request = { method: "GET", url: "http://mock.example/", headers: [], body: noBody };
const plain = { kind: "response", response: { status: 200, headers: [], body: noBody } } as const;

function ask(reply: Reply): Promise<unknown> {
  return mountDirect({ handle: async () => reply }, { timeoutMs: 1000 })(request);
}

describe("the direct mount", () => {
  it("counts a delay as time that passed, and gives up at once on one beyond the deadline", async () => {
    expect(await ask({ ...plain, delayMs: 400 })).to.include({ kind: "response", ms: 400 });
    expect(await ask({ ...plain, delayMs: 1001 })).to.include({ kind: "failure", reason: "timeout", ms: 1000 });
    expect(await ask({ kind: "reset", afterMs: 3_600_000 })).to.include({ kind: "failure", reason: "timeout" });
    expect(await ask({ kind: "reset", afterMs: 5 })).to.include({ kind: "failure", reason: "reset", ms: 5 });
  });

  it("fails where a body is not the gzip it is said to be", async () => {
    const response = { status: 200, headers: [["Content-Encoding", "gzip"] as const], body: Buffer.from("no") };
    expect(await ask({ kind: "response", response })).to.include({ kind: "failure", reason: "malformed" });
  });
});
