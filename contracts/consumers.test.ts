import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { expect } from "chai";
import { createClient } from "./client/client.ts";
import { receiveEvent } from "./client/receive-event.ts";
import { readFailures } from "./client/reply.ts";
import { consumers, provider } from "./consumers/consumers.ts";
import type { HttpContract, MessageContract, State } from "./consumers/contract.ts";
import { referenceGroup } from "./pact/read-pact.ts";

// Pact loses interactions where several processes write one file, so all of its tests are in this file, and it writes to a
// folder of its own. `npm run pacts` takes what it wrote over; otherwise what is committed has to be the same.
const committed = fileURLToPath(new URL("pacts/", import.meta.url));
process.env["PACT_DO_NOT_TRACK"] = "true";

describe("The client's contracts", () => {
  const dir = mkdtempSync(join(tmpdir(), "capillary-conformance-pacts-"));
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const consumer of consumers) {
    describe(`of the ${consumer.name}`, function () {
      // Pact's mock server answers before it has noted that it was asked; where it is asked for that too early, once more.
      this.retries(4);
      const pact = new PactV4({ dir, consumer: consumer.name, provider, logLevel: "error" });
      for (const contract of consumer.http ?? []) {
        it(`with the host: ${contract.description}`, () => testHttp(pact, contract));
      }
      for (const contract of consumer.messages ?? []) {
        it(`with the sender: ${contract.description}`, () => testMessage(pact, contract));
      }
    });
  }

  // In a suite of its own, since mocha runs a suite's own tests before those of the suites in it.
  describe("as a whole", () =>
    it("are the committed pacts, none more and none less", () => {
      const files = readdirSync(dir).sort();
      if (process.env["WRITE_PACTS"] === "1") {
        for (const file of readdirSync(committed)) rmSync(join(committed, file));
        for (const file of files) writeFileSync(join(committed, file), readPact(join(dir, file)));
      }
      expect(readdirSync(committed).sort(), "run npm run pacts").to.deep.equal(files);
      for (const file of files) {
        expect(readFileSync(join(committed, file), "utf8"), `${file} is stale: run npm run pacts`).to.equal(
          readPact(join(dir, file)),
        );
      }
    }));
});

/** Each mock server has its port for one test only: a connection that is kept alive may lead to an earlier one. */
const fetchOnce: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), connection: "close" } });

/** A written pact without the versions of the libraries that wrote it. */
function readPact(file: string): string {
  const pact = JSON.parse(readFileSync(file, "utf8")) as { metadata: Record<string, unknown> };
  const { pactSpecification } = pact.metadata;
  return `${JSON.stringify({ ...pact, metadata: { pactSpecification } }, null, 2)}\n`;
}

async function testHttp(pact: PactV4, contract: HttpContract): Promise<void> {
  const { description, states, method, path, query, body, response, refused, exercise } = contract;
  const [status, ...others] = response.statuses;
  const interaction = addStates(pact.addInteraction(), states).uponReceiving(description);
  await listReferences(contract)
    .reduce((before, [name, value]) => before.reference(referenceGroup, name, value), interaction)
    .withRequest(method, path, (request) => {
      if (query !== undefined) request.query(query as MatchersV3.Matcher<string> & Record<string, string>);
      if (body !== undefined) request.jsonBody(body);
    })
    .willRespondWith(MatchersV3.matchStatus(status, [status, ...others]), (expected) => {
      if (response.body !== undefined) expected.jsonBody(response.body);
    })
    .executeTest(async ({ url }) => {
      const reply = await exercise(createClient({ url, fetch: fetchOnce }));
      if (refused === undefined) {
        expect(reply.kind).to.equal("answered");
        return;
      }
      const codes = reply.kind === "refused" ? reply.codes : readFailures(reply.answer);
      expect(codes).to.include.members([...refused]);
    });
}

/** What an interaction says of itself to whoever verifies it. */
function listReferences(contract: HttpContract): (readonly [name: string, value: string])[] {
  const { requirement, presupposes = [], refusedAs = {}, refused } = contract;
  return [
    ["requirement", requirement],
    ...(presupposes.length === 0 ? [] : [["presupposes", presupposes.join()] as const]),
    ...Object.entries(refusedAs).map(([code, broken]) => [`requirement where ${code}`, broken] as const),
    ...(refused === undefined ? [] : [["refused", refused.length === 0 ? "any" : refused.join()] as const]),
  ];
}

async function testMessage(pact: PactV4, contract: MessageContract): Promise<void> {
  const { description, requirement, envelope, states, contents, exercise } = contract;
  await addStates(pact.addAsynchronousInteraction(), states)
    .reference(referenceGroup, "requirement", requirement)
    .reference(referenceGroup, "envelope", envelope)
    .expectsToReceive(description, (message) => {
      message.withJSONContent(contents);
    })
    .executeTest(async (message) => exercise(receiveEvent(message.contents.content)));
}

function addStates<Interaction extends { given(name: string, params?: Record<string, string | number>): Interaction }>(
  interaction: Interaction,
  states: readonly State[],
): Interaction {
  return states.reduce(
    (before, { name, params }) => (params === undefined ? before.given(name) : before.given(name, { ...params })),
    interaction,
  );
}
