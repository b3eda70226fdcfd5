import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { createConsumer, type Heard } from "./consumer.ts";

// `capillary-conformance send` plays the vendor towards the consumer. In a project of your own that is
// `npx capillary-conformance send …`; here the command line is run from sources.
const root = fileURLToPath(new URL("../..", import.meta.url));

describe("The consumer of webhooks", () => {
  const heard: Heard[] = [];
  const token = "a-token-for-tests";
  let server: Server;
  let url = "";
  before(async () => {
    server = createConsumer(token, (event) => heard.push(event));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  it("acknowledges every delivery as documented, hears an event once, and survives all else", async () => {
    const out = mkdtempSync(join(tmpdir(), "consumer-"));
    const args = ["send", "--to", url, "--header", `Authorization: Bearer ${token}`, "--count", "0", "--retry", ""];
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/cli.ts", ...args, "--out", out, "--quiet"], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    const report = readFileSync(join(out, "report.json"), "utf8");
    rmSync(out, { recursive: true });
    expect(code, output).to.equal(0);
    expect(report).to.not.include(token);
    const ids = heard.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(new Set(heard.map(({ name }) => name)).size).to.equal(4);
  });
});
