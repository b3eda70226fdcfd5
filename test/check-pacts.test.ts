import { expect } from "chai";
import { type Folder, makeFolder, runCommand } from "./command.ts";

/** A pact of specification 2 with one interaction that asks for promised points. */
function writePact(body: unknown): string {
  return JSON.stringify({
    consumer: { name: "till" },
    provider: { name: "capillary" },
    interactions: [
      {
        description: "a request for promised points",
        request: {
          method: "GET",
          path: "/v2/customers/lookup/promisedPointsSchedule",
          query: "identifierName=mobile&identifierValue=919700000001&source=INSTORE",
        },
        response: { status: 200, body },
      },
    ],
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}

describe("The command check, given pacts", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  it("ends with 0 where a pact relies on nothing but what is documented", async () => {
    const file = folder.write("till.json", writePact({ entityType: "CUSTOMER" }));
    const { code, stdout } = await runCommand(["check", file]);
    expect(stdout).to.equal(`${file}: 1 interaction checked, nothing found\n`);
    expect(code).to.equal(0);
  });

  it("names requirement and place of what is not, for every pact of a folder, and ends with 1", async () => {
    folder.write("a.json", writePact({ entityType: "CUSTOMER" }));
    folder.write("b.json", writePact({ entityId: "374844123" }));
    const { code, stdout } = await runCommand(["check", folder.path]);
    expect(stdout).to.include("points.entity-id.type at /interactions/0/response/body/entityId");
    expect(stdout).to.include("get-points-conversion-schedule, example-one-program, /entityId");
    expect(code).to.equal(1);
    const lighter = await runCommand(["check", folder.path, "--fail-on", "violation"]);
    expect(lighter.code, "a sample's demand does not gate then").to.equal(0);
  });

  it("prints the same as JSON", async () => {
    const file = folder.write("b.json", writePact({ entityId: "374844123" }));
    const { code, stdout } = await runCommand(["check", file, "--json"]);
    const { exit, files } = JSON.parse(stdout) as { exit: unknown; files: { findings: unknown[] }[] };
    expect(exit).to.deep.equal({ code });
    expect(files[0]?.findings[0]).to.deep.include({
      requirement: "points.entity-id.type",
      pointer: "/interactions/0/response/body/entityId",
      class: "deviation",
      subject: "a request for promised points",
    });
  });

  const unusable: Readonly<Record<string, readonly [text: string, code: number, says: RegExp]>> = {
    "no JSON": ["{", 2, /a\.json: cannot be read/],
    "no pact": ['{"some":"thing"}', 2, /a\.json: is no file that can be checked\n {2}check takes pacts/],
    "a pact that is broken": [
      '{"consumer":{"name":"a"},"interactions":[{"description":"x"}]}',
      2,
      /a\.json \/interactions\/0\/request: an interaction has an object request/,
    ],
    "a pact without interactions": [
      '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}',
      3,
      /has no interaction that can be checked/,
    ],
    "a pact about something else": [
      '{"consumer":{"name":"a"},"interactions":[{"request":{"path":"/pets"},"response":{"status":200}}]}',
      3,
      /has no interaction that can be checked/,
    ],
  };
  for (const [what, [text, expected, says]] of Object.entries(unusable)) {
    it(`ends with ${expected} for ${what}, and says why`, async () => {
      const file = folder.write("a.json", text);
      const { code, stderr } = await runCommand(["check", file]);
      expect(stderr).to.match(says);
      expect(code).to.equal(expected);
    });
  }

  it("ends with 2 where there is no such file", async () => {
    const { code, stderr } = await runCommand(["check", folder.at("none.json")]);
    expect(stderr).to.match(/none\.json: there is no such file/);
    expect(code).to.equal(2);
  });
});
