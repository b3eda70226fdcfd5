import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type CommandIo, createMockCommand, loadFixtures } from "./mock.ts";

/** What the command writes; it is told to end as soon as it says where it listens. */
async function runCommand(...args: readonly string[]): Promise<string> {
  let output = "";
  let end: (() => void) | undefined;
  const io: CommandIo = {
    stdout: (text) => {
      output += text;
      end?.();
    },
    stderr: () => {},
    env: {},
    readFile: (path) => readFile(path, "utf8"),
    locate: (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url)),
    onSignal: (action) => {
      end = action;
      return () => {};
    },
  };
  await createMockCommand(io).exitOverride().parseAsync(args, { from: "user" });
  return output;
}

async function failCommand(...args: readonly string[]): Promise<string> {
  return runCommand(...args).then(
    () => "it did not fail",
    (error: unknown) => String(error),
  );
}

describe("the command mock", () => {
  it("says where it listens and how to ask it, and ends at a signal", async () => {
    const output = await runCommand("--port", "0", "--defect", "points.entity-id-null", "--variant", "gzip");
    expect(output).to.match(/listens on http:\/\/127\.0\.0\.1:\d+/);
    expect(output).to.include("curl -u 'till.main:open-sesame'");
    expect(output).to.include("points.entity-id-null").and.include("gzip");
  });

  it("prints the profile for the port it would have", async () => {
    expect(await runCommand("--print-profile")).to.include('host: "http://127.0.0.1:8080"');
    expect(await runCommand("--print-profile", "--port", "9")).to.include('host: "http://127.0.0.1:9"');
    expect(await failCommand("--print-profile", "--port", "0")).to.include("--port");
  });

  it("lists what can be put in, and what each defect breaks", async () => {
    const output = await runCommand("--list");
    expect(output).to.include("points.entity-id-removed").and.include("Breaks points.entity-id.present.");
    expect(output).to.include("points-without-scale");
  });

  it("refuses ids, ports and files that do not exist", async () => {
    expect(await failCommand("--defect", "entity-id-removed")).to.include("did you mean points.entity-id-removed");
    expect(await failCommand("--port", "http")).to.include("--port http");
    expect(await failCommand("--fixtures", "nowhere.yaml")).to.include("nowhere.yaml: cannot be read");
  });

  it("takes fixtures by their schema", async () => {
    const locate = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
    const broken = loadFixtures("broken.yaml", {
      locate,
      readFile: async (path) => (path === "broken.yaml" ? "fixtures: 1\nclock: noon\n" : readFile(path, "utf8")),
    });
    expect(await broken.then(String, String))
      .to.include("broken.yaml:2")
      .and.include("/clock");
  });
});
