import type { SentMessage } from "../../contracts/verify/answer-verifier.ts";
import type { ContractsOptions } from "../../contracts/verify/contracts-phase.ts";
import type { LoadedPact } from "../../contracts/verify/plan-interactions.ts";
import type { ReadRefusal } from "../../contracts/verify/judge-interaction.ts";
import { openLoopbackServer } from "../../src/capture/loopback-server.ts";
import { isObject, parseJson } from "../../src/model/json.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Transport } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { Run, RunEvent } from "../../src/model/run.ts";
import type { ContractChoices } from "../../src/model/run-choices.ts";
import type { DeliveryInbox } from "../../src/run/delivery-inbox.ts";
import { createTransport } from "../../src/target/transport.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { hasFailure, listObjects, listResults } from "../../suites/update/results.ts";
import type { World } from "../../suites/world.ts";
import type { CommandIo } from "../io.ts";
import type { OpenTarget } from "../open-target.ts";
import { readBrokerCredentials } from "./broker-options.ts";
import { loadPacts, mostBytes, ownPacts } from "./load-pacts.ts";
import { type BrokerPacts, readBroker } from "./pact-broker.ts";
import { createVerifier } from "./run-verifier.ts";
import { bringAboutFromWorld, describeFacts } from "./state-from-world.ts";

/** What the command line says of contracts. */
export interface ContractSelection extends ContractChoices {
  /** Ids of interactions or their beginnings; empty for all. */
  readonly only?: readonly string[];
}

/** The pacts and messages that the command line names. */
export interface LoadedContracts {
  readonly pacts: readonly LoadedPact[];
  /** Publishes what a run came to at the broker that the pacts are from; resolves with why it could not. */
  readonly publish?: BrokerPacts["publish"];
  /** By the id of the event. */
  readonly messages: ReadonlyMap<string, SentMessage>;
  readonly only: readonly string[];
}

/** Reads what contracts are verified with. Throws an InputError where a pact or message cannot be used. */
export async function loadContracts(
  standard: CapillaryStandard,
  { pact = [], messages = [], only = [], broker }: ContractSelection,
  io: Pick<CommandIo, "listFiles" | "readFile" | "locate"> & Partial<Pick<CommandIo, "env">>,
  tool: Run["tool"] = { name: "capillary-conformance", version: "" },
): Promise<LoadedContracts> {
  const remote =
    broker === undefined
      ? undefined
      : await readBroker(broker, readBrokerCredentials(io.env ?? {}), connectOnce(broker.url), tool);
  const own = pact.length === 0 && remote === undefined ? [io.locate(ownPacts)] : pact;
  return {
    pacts: [...(remote?.pacts ?? []), ...(own.length === 0 ? [] : await loadPacts(own, io))],
    ...(remote === undefined ? {} : { publish: remote.publish }),
    messages: await readMessages(standard, messages, io),
    only,
  };
}

/** A way to a broker that holds no connection: it is asked at the beginning of a run and at its end. */
function connectOnce(url: string): Transport {
  return async (request) => {
    const limits = { timeoutMs: 30_000, bodyBytes: mostBytes };
    const deadlineOf = "the deadline for brokers";
    const allowedHosts = [new URL(url).origin];
    const transport = createTransport({ limits, clock: systemClock, allowedHosts, deadlineOf });
    try {
      return await transport(request);
    } finally {
      await transport.close();
    }
  };
}

/** Puts together what contracts are verified with. */
export function openContracts(
  standard: CapillaryStandard,
  { pacts, messages, only }: LoadedContracts,
  { events }: Pick<OpenTarget, "events">,
  inbox?: DeliveryInbox,
): ContractsOptions<World> {
  return {
    rulebook: standard,
    pacts,
    only,
    verify: createVerifier(),
    serve: openLoopbackServer,
    readRefusal: createRefusalReader(standard),
    bringAbout: bringAboutFromWorld,
    describeFacts,
    findMessage: (event) => {
      const name = standard.catalog.events.get(event)?.name;
      const sent = events?.().filter((delivery) => delivery.event === name) ?? [];
      return sent.at(-1) ?? messages.get(event) ?? readSent(inbox?.newest(event));
    },
    ...(inbox === undefined
      ? {}
      : {
          expectMessage: (caseId, event) => {
            const mailbox = inbox.open(caseId);
            return async () => readSent(await mailbox.next(({ exchange }) => exchange.operation === event, "arrival"));
          },
        }),
  };
}

function readSent(exchange: Exchange | undefined): SentMessage | undefined {
  return exchange === undefined ? undefined : { body: exchange.request.body, headers: exchange.request.headers };
}

/** The messages of some files by the event's id, the last one of each. */
async function readMessages(
  { catalog, events }: CapillaryStandard,
  sources: readonly string[],
  io: Pick<CommandIo, "listFiles" | "readFile">,
): Promise<ReadonlyMap<string, SentMessage>> {
  const found = new Map<string, SentMessage>();
  for (const file of sources.flatMap((source) => io.listFiles(source, ".json"))) {
    const text = await io.readFile(file).catch((error: unknown) => {
      throw new InputError([
        { file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` },
      ]);
    });
    const sent = listSent(text);
    const before = found.size;
    for (const message of sent) {
      const parsed = parseJson(message.body);
      const known = [...catalog.events.values()];
      const event =
        parsed.kind === "json" ? events?.recognize(parsed.value, { events: known, pins: {} }).event : undefined;
      if (event !== undefined) found.set(event.id, message);
    }
    if (found.size === before)
      throw new InputError([
        { file, message: "has no message of a documented event", hint: "a payload, or run.ndjson of listen" },
      ]);
  }
  return found;
}

/** The messages of a file: one payload, or the deliveries in the journal of `listen` or of a run, oldest first. */
function listSent(text: string): SentMessage[] {
  if (!text.startsWith('{"event":"started"'))
    return [{ body: new TextEncoder().encode(text), headers: [["Content-Type", "application/json"]] }];
  return text.split("\n").flatMap((line): SentMessage[] => {
    const parsed = parseJson(new TextEncoder().encode(line));
    const event = parsed.kind === "json" ? (parsed.value as unknown as RunEvent) : undefined;
    if (event?.event !== "exchange" || event.exchange.delivery !== "received") return [];
    const { headers, body } = event.exchange.request;
    const bytes = body.text === undefined ? Buffer.from(body.base64 ?? "", "base64") : Buffer.from(body.text, "utf8");
    return [{ body: new Uint8Array(bytes), headers }];
  });
}

/** A refusal wherever it stands: of the whole request, of a customer, of an update. */
function createRefusalReader({ interpret }: CapillaryStandard): ReadRefusal {
  return (exchange) => {
    const answer = interpret(exchange);
    const value = "value" in answer ? answer.value : undefined;
    const whole = answer.kind === "refusal" ? answer.codes.map(({ code }) => code) : [];
    const results = listResults(value);
    const updates = results.flatMap(({ partnerProgramUpdates }) => listObjects(partnerProgramUpdates) ?? []);
    const single = [
      ...results.flatMap(({ customer }) => readFailure(customer, "status")),
      ...updates.flatMap((update) => readFailure(update, "updateStatus")),
    ];
    return {
      refused: answer.kind === "refusal" || hasFailure(value),
      codes: [...whole, ...single],
      made: updates.filter(({ updateStatus }) => isObject(updateStatus) && updateStatus["status"] === true).length,
    };
  };
}

function readFailure(holder: unknown, member: string): number[] {
  const status = isObject(holder) ? holder[member] : undefined;
  if (!isObject(status) || status["status"] === true) return [];
  return typeof status["code"] === "number" ? [status["code"]] : [];
}
