import type { SentMessage } from "../../contracts/verify/answer-verifier.ts";
import type { ContractsOptions } from "../../contracts/verify/contracts-phase.ts";
import type { LoadedPact } from "../../contracts/verify/plan-interactions.ts";
import type { ReadRefusal } from "../../contracts/verify/judge-interaction.ts";
import { openLoopbackServer } from "../../src/capture/loopback-server.ts";
import { isObject, parseJson } from "../../src/model/json.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { ContractChoices } from "../../src/model/run.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { hasFailure, listObjects, listResults } from "../../suites/update/results.ts";
import type { World } from "../../suites/world.ts";
import type { CommandIo } from "../io.ts";
import type { OpenTarget } from "../open-target.ts";
import { loadPacts, ownPacts } from "./load-pacts.ts";
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
  /** By the id of the event. */
  readonly messages: ReadonlyMap<string, SentMessage>;
  readonly only: readonly string[];
}

/** Reads what contracts are verified with. Throws an InputError where a pact or message cannot be used. */
export async function loadContracts(
  standard: CapillaryStandard,
  { pact = [], messages = [], only = [] }: ContractSelection,
  io: Pick<CommandIo, "listFiles" | "readFile" | "locate">,
): Promise<LoadedContracts> {
  return {
    pacts: await loadPacts(pact.length === 0 ? [io.locate(ownPacts)] : pact, io),
    messages: await readMessages(standard, messages, io),
    only,
  };
}

/** Puts together what contracts are verified with. */
export function openContracts(
  standard: CapillaryStandard,
  { pacts, messages, only }: LoadedContracts,
  { events }: Pick<OpenTarget, "events">,
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
      return sent.at(-1) ?? messages.get(event);
    },
  };
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
    const body = new TextEncoder().encode(text);
    const parsed = parseJson(body);
    const known = [...catalog.events.values()];
    const event =
      parsed.kind === "json" ? events?.recognize(parsed.value, { events: known, pins: {} }).event : undefined;
    if (event === undefined) throw new InputError([{ file, message: "is no message of a documented event" }]);
    found.set(event.id, { body, headers: [["Content-Type", "application/json"]] });
  }
  return found;
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
