import { expect } from "chai";
import { openLoopbackServer } from "../src/capture/loopback-server.ts";
import type { Exchange } from "../src/model/exchange.ts";
import type { CaseResult, PlannedHead } from "../src/run/emit-verdict.ts";
import type { OrganisationSession } from "../src/run/run-session.ts";
import { sample } from "../suites/events/testing/sample-payloads.ts";
import { createStandard } from "../suites/standard.ts";
import { toolkit } from "./command.ts";
import { readPact } from "../contracts/pact/read-pact.ts";
import { createContractsPhase, type RunVerifier } from "../contracts/verify/contracts-phase.ts";
import { markInteraction } from "../contracts/verify/plan-interactions.ts";

const document = {
  consumer: { name: "till" },
  provider: { name: "capillary" },
  interactions: ["points", "other points"].map((description) => ({
    description,
    request: { method: "GET", path: "/v2/customers/lookup/promisedPointsSchedule" },
    response: { status: 200 },
  })),
};

/** A verifier that asks for every interaction, and finds a mismatch in those that `differs` names. */
function makeVerifier(
  differs: (round: number, index: number) => boolean,
): RunVerifier & { readonly rounds: number[][] } {
  const rounds: number[][] = [];
  const verify: RunVerifier = async ({ providerUrl, stateUrl, pacts }) => {
    const asked = pacts.flatMap(({ document: pact }) =>
      (pact as unknown as typeof document).interactions.map(({ description }) => Number(description.slice(1))),
    );
    for (const index of asked) {
      const state = JSON.stringify({ state: markInteraction(index), action: "setup" });
      await fetch(stateUrl, { method: "POST", body: state });
      await fetch(`${providerUrl}/v2/customers/lookup/promisedPointsSchedule`);
    }
    const round = rounds.push(asked) - 1;
    const mismatch = {
      part: "body",
      pointer: "/entityType",
      kind: "value",
      expected: "a",
      actual: "b",
      text: "",
    } as const;
    const results = asked.map((index) => [index, { mismatches: differs(round, index) ? [mismatch] : [] }] as const);
    return { kind: "verified", results: new Map(results) };
  };
  return Object.assign(verify, { rounds });
}

async function run(verify: RunVerifier): Promise<{ readonly head: PlannedHead; readonly result: CaseResult }[]> {
  const concluded: { head: PlannedHead; result: CaseResult }[] = [];
  const answer = {
    entityId: 1,
    entityType: "CUSTOMER",
    promisedPointsScheduleList: [],
    triggerBasedPointsList: [],
    warnings: [],
  };
  const send = async (_plan: unknown, id: string): Promise<Exchange> => ({
    id,
    operation: "points",
    credentials: "till",
    startedAt: "",
    request: { method: "GET", url: "http://host.example/", headers: [], body: new Uint8Array(0) },
    outcome: {
      kind: "response",
      ms: 1,
      response: {
        status: 200,
        headers: [["Content-Type", "application/json"]],
        body: new TextEncoder().encode(JSON.stringify(answer)),
      },
    },
  });
  const organisation = {
    world: {},
    target: { profile: { writes: false }, canUse: () => true },
    sender: { within: () => ({ send }) },
    announce: () => {},
    record: () => {},
    conclude: (head: PlannedHead, result: CaseResult) => void concluded.push({ head, result }),
  } as unknown as OrganisationSession<object, never, never>;
  const phase = createContractsPhase<object, never, never>({
    rulebook: createStandard(toolkit.catalog()),
    pacts: [{ file: "till.json", document, pact: readPact(document, "till.json") }],
    verify,
    serve: openLoopbackServer,
    readRefusal: () => ({ refused: false, codes: [], made: 0 }),
    bringAbout: () => ({ values: {} }),
    describeFacts: () => ({}),
    findMessage: () => undefined,
  });
  await phase.run(organisation);
  return concluded;
}

/** Verifies one message of a consumer on a host without a state endpoint, whose profile has these triggers. */
async function runMessage(triggers: Readonly<Record<string, { post: string }>>) {
  const concluded: CaseResult[] = [];
  const fired: string[] = [];
  const body = new TextEncoder().encode(JSON.stringify(sample("linked", "wrapped")));
  const asynchronous = {
    consumer: { name: "till" },
    provider: { name: "capillary" },
    messages: [{ description: "a link", contents: sample("linked", "wrapped"), metaData: {} }],
    metadata: { pactSpecification: { version: "3.0.0" } },
  };
  const send = async ({ emit }: { readonly emit: string }): Promise<unknown> => ({ id: fired.push(emit) });
  const organisation = {
    world: {},
    target: { profile: { writes: true, webhooks: { triggers } }, canUse: () => true },
    sender: { within: () => ({ emit: send }) },
    announce: () => {},
    record: () => {},
    conclude: (_head: PlannedHead, result: CaseResult) => void concluded.push(result),
  } as unknown as OrganisationSession<object, never, never>;
  const phase = createContractsPhase<object, never, never>({
    rulebook: createStandard(toolkit.catalog()),
    pacts: [{ file: "till.json", document: asynchronous, pact: readPact(asynchronous, "till.json") }],
    verify: async ({ providerUrl, stateUrl, messagePath }) => {
      await fetch(stateUrl, { method: "POST", body: JSON.stringify({ state: markInteraction(0), action: "setup" }) });
      const description = markInteraction(0);
      await fetch(providerUrl + messagePath, { method: "POST", body: JSON.stringify({ description }) });
      return { kind: "verified", results: new Map([[0, { mismatches: [] }]]) };
    },
    serve: openLoopbackServer,
    readRefusal: () => ({ refused: false, codes: [], made: 0 }),
    bringAbout: () => ({ values: {} }),
    describeFacts: () => ({}),
    findMessage: () => undefined,
    // It comes because it was asked for.
    expectMessage: () => async () => (fired.length === 0 ? undefined : { body, headers: [] }),
  });
  await phase.run(organisation);
  return { fired, status: concluded[0]?.status, reason: concluded[0]?.reason };
}

describe("The phase contracts", () => {
  it("has the host send a message by the profile's trigger of the event, and waits for it", async () => {
    const { fired, status, reason } = await runMessage({ partnerProgramLinked: { post: "http://127.0.0.1:9/link" } });
    expect(fired).to.deep.equal(["partnerProgramLinked"]);
    expect(status, reason).to.equal("passed");
  });

  it("says of a message that nothing makes the host send what to add", async () => {
    const { fired, status, reason } = await runMessage({});
    expect(fired).to.deep.equal([]);
    expect(status).to.equal("couldNotRun");
    expect(reason).to.include("with triggers or a state endpoint");
  });

  it("tries what diverges once more, and that alone, and marks what does not show again", async () => {
    const verify = makeVerifier((round, index) => index === 1 && round === 0);
    const [first, second] = await run(verify);
    expect(verify.rounds).to.deep.equal([[0, 1], [1]]);
    expect(first?.result.status).to.equal("passed");
    expect(second?.result.status).to.equal("diverged");
    expect(second?.result.proofs?.map(({ intermittent }) => intermittent)).to.deep.equal([true]);
  });

  it("does not mark what shows again, and keeps the exchange that was judged", async () => {
    const [, second] = await run(makeVerifier((_round, index) => index === 1));
    expect(second?.result.proofs?.map(({ intermittent }) => intermittent)).to.deep.equal([false]);
    expect(second?.result.trace?.map(({ id }) => id)).to.deep.equal(["contracts.till.other-points#0"]);
  });
});
