import { randomUUID } from "node:crypto";
import { Command, Option } from "commander";
import { systemClock } from "../../src/model/clock.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { Run, RunEvent } from "../../src/model/run.ts";
import type { ContractChoices } from "../../src/model/run-choices.ts";
import type { Phase } from "../../src/model/verdict.ts";
import { createGeneratedPhase } from "../../src/run/generated-phase.ts";
import type { DeliveryInbox } from "../../src/run/delivery-inbox.ts";
import { createKnownLedger, type KnownEntry } from "../../src/run/known-divergences.ts";
import { createApiSource } from "../../src/run/openapi/api-source.ts";
import { planConformance, runConformance, type RunOptions } from "../../src/run/run-conformance.ts";
import { type CapillaryStandard, createStandard } from "../../suites/standard.ts";
import type { CommandIo } from "../io.ts";
import { createKnownFinder } from "../find-known-case.ts";
import { loadKnown } from "../known-file.ts";
import { listSources, makePhases, phaseNames } from "../make-phases.ts";
import { openInbox, readWebhook } from "../open-inbox.ts";
import { type OpenTarget, openTarget } from "../open-target.ts";
import { openOpenapi } from "../open-openapi.ts";
import { addBrokerOptions, readBrokerChoices } from "../contracts/broker-options.ts";
import { type LoadedContracts, loadContracts, openContracts } from "../contracts/open-contracts.ts";
import { createBrake } from "../create-brake.ts";
import { listGates, presentRun } from "../present-run.ts";
import { createPace } from "../measure-pace.ts";
import { createProgress, describePlan, describeShortage } from "../progress.ts";
import { addRunOptions, type RunCommandOptions } from "../run-options.ts";
import { selectGenerated, selectParts } from "../select-parts.ts";
import type { Toolkit } from "../toolkit.ts";

/** The main command: everything that is to be tried on a host. Without a target it starts the mock host and tests that. */
export function createRunCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return addBrokerOptions(createPhasesCommand("run", io, toolkit, finish))
    .description("hold a host against the documents and report every divergence")
    .addOption(new Option("--phase <name...>", "parts of the run (default: all)").choices(phaseNames));
}

/** The run of contracts alone, under the name that Pact has for it. */
export function createVerifyCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return addBrokerOptions(createPhasesCommand("verify", io, toolkit, finish, ["contracts"])).description(
    "verify pacts of consumers against a host: the same as run --phase contracts",
  );
}

/** The run of generated cases alone, under the name that people look for. */
export function createFuzzCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return createPhasesCommand("fuzz", io, toolkit, finish, ["generated"]).description(
    "run generated cases alone: the same as run --phase generated",
  );
}

/** @param phase the phases of a command that has no others */
function createPhasesCommand(
  name: string,
  io: CommandIo,
  toolkit: Toolkit,
  finish: (code: number) => void,
  phase?: readonly Phase[],
): Command {
  return addRunOptions(new Command(name), phase).action(async (options: RunCommandOptions) =>
    finish(await run(phase === undefined ? options : { ...options, phase }, io, toolkit)),
  );
}

async function run(options: RunCommandOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const entries = await loadKnown(options.known, io, toolkit);
  if (options.openapi !== undefined) return runOpenapi(options, options.openapi, entries, io, toolkit);
  const own = createStandard(toolkit.catalog());
  const selection = selectParts(own, options);
  const choices = listContractChoices(options);
  if (choices.broker !== undefined && !selection.phases.includes("contracts")) {
    const hint = "leave out --phase or --only, or add the phase contracts";
    throw new InputError([{ message: "--broker names pacts, and the run has no phase that verifies any", hint }]);
  }
  const tool = { name: "capillary-conformance", version: toolkit.version };
  const loaded = selection.phases.includes("contracts")
    ? await loadContracts(own, { ...choices, only: selection.onlyContracts ?? [] }, io, tool)
    : undefined;
  const opened = await openTarget(options.target, io, toolkit);
  const standard = { ...own, webhook: readWebhook(opened.target.profile) };
  // The mock of a run without a target tells of its events by itself.
  const isAboutMessages = opened.events === undefined && loaded !== undefined && expectsMessages(loaded);
  const isReceiving = (selection.phases.includes("webhooks") || isAboutMessages) && options.plan !== true;
  const received = isReceiving ? await openReceived(opened, standard) : undefined;
  const inbox = isAboutMessages ? received?.parts.inbox : undefined;
  const contracts = loaded === undefined ? {} : { contracts: openContracts(standard, loaded, opened, inbox) };
  try {
    return await carryOut(
      opened,
      {
        standard,
        phases: makePhases(selection.phases, {
          standard,
          ...selection,
          ...contracts,
          ...received?.parts,
          contractsLast: inbox !== undefined,
        }),
        generated: selection.generated,
        ...(loaded === undefined ? {} : { contracts: choices }),
        findKnownCase: createKnownFinder(standard, selection.generated, listSources(standard)),
        entries,
        ...(options.publish === true && loaded?.publish !== undefined
          ? { announce: (run: Run) => publishRun(run, own, loaded.publish) }
          : {}),
        ...(received === undefined ? {} : { inbox: received.parts.inbox }),
      },
      options,
      io,
      toolkit,
    );
  } finally {
    await received?.close();
  }
}

/** Whether there are messages to verify that no file holds. */
function expectsMessages({ pacts, messages }: LoadedContracts): boolean {
  return messages.size === 0 && pacts.some(({ pact }) => pact.interactions.some(({ kind }) => kind === "message"));
}

/** What replay verifies a contract with again. */
function listContractChoices(options: RunCommandOptions): ContractChoices {
  const { pact, messages } = options;
  const broker = readBrokerChoices(options);
  if (options.publish === true && options.only !== undefined) {
    const hint = "leave out --only, or --publish";
    throw new InputError([{ message: "--publish tells of whole pacts, and --only takes a part of them", hint }]);
  }
  return {
    ...(pact === undefined ? {} : { pact }),
    ...(messages === undefined ? {} : { messages }),
    ...(broker === undefined ? {} : { broker }),
  };
}

/** Publishes what a run came to; one that came to nothing says nothing about any pact. Gives why that was not possible. */
async function publishRun(run: Run, standard: CapillaryStandard, publish: LoadedContracts["publish"]) {
  if (publish === undefined || ![0, 1, 4].includes(run.exit.code)) return undefined;
  const reason = await publish(run, standard);
  if (reason === undefined) return undefined;
  const trouble = `the results could not be published: ${reason}`;
  return { trouble, exit: run.exit.code === 1 ? run.exit : { code: 3, reason: trouble } };
}

/** A host that is not the vendor's, against a document of its own. */
async function runOpenapi(
  options: RunCommandOptions,
  openapi: string,
  entries: readonly KnownEntry[] | undefined,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<number> {
  if (options.target === undefined) {
    throw new InputError([
      { message: "--openapi needs a host to test", hint: "add --target with the host's URL, or a profile" },
    ]);
  }
  const opened = await openTarget(options.target, io, toolkit);
  try {
    const api = await openOpenapi(openapi, opened.target.description);
    const { generated, onlyGenerated } = selectGenerated(api.standard, { ...options, openapi });
    const sources = [createApiSource(api)];
    const phases = [createGeneratedPhase(api.standard, generated, { only: onlyGenerated, sources })];
    const findKnownCase = createKnownFinder(api.standard, generated, sources);
    const parts = { standard: api.standard, phases, generated, findKnownCase, entries };
    return await carryOut(opened, parts, options, io, toolkit);
  } finally {
    await opened.close();
  }
}

interface RunParts<World, Needs, Subject> extends Pick<
  RunOptions<World, Needs, Subject>,
  "standard" | "phases" | "generated" | "contracts" | "findKnownCase" | "announce"
> {
  /** Known divergences. */
  readonly entries: readonly KnownEntry[] | undefined;
  readonly inbox?: DeliveryInbox;
}

async function carryOut<World, Needs, Subject>(
  opened: OpenTarget,
  {
    standard,
    phases,
    generated = {},
    contracts,
    findKnownCase,
    entries,
    inbox,
    announce,
  }: RunParts<World, Needs, Subject>,
  options: RunCommandOptions,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<number> {
  const today = (options.now ?? systemClock.now().toISOString()).slice(0, 10);
  let interrupted: number | undefined;
  const takeBack = io.onSignal((code) => {
    interrupted = code;
  });
  const journalPath = `${options.out}/run.ndjson`;
  const { limits } = opened.target.profile;
  const pace = createPace(limits.perMinute);
  const progress = createProgress(io, options.quiet === true, standard.describeWorld, { pace, ...limits });
  const show = (event: RunEvent): void => {
    pace.add(event);
    progress.show(event);
  };
  const gates = listGates(options.failOn);
  const brake = createBrake(systemClock, options, gates, standard.catalog);
  const common = {
    standard,
    target: opened.target,
    seed: options.seed,
    phases,
    ...(inbox === undefined ? {} : { inbox }),
    clock: systemClock,
    interrupted: () => interrupted,
    stopped: brake.stopped,
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(entries === undefined ? {} : { known: createKnownLedger(entries, today) }),
  };
  try {
    if (options.plan === true) {
      const { parts, unanswered } = await planConformance({ ...common, emit: show });
      progress.end();
      if (unanswered !== undefined) {
        io.stderr(`nothing can be planned: ${unanswered}\n`);
        return 3;
      }
      io.stdout(parts.map((part) => `${describePlan(part, pace)}\n`).join(""));
      const shortage = describeShortage(parts, opened.target.countRequests(), limits.requests);
      if (shortage !== undefined) io.stdout(`${shortage}\n`);
      return 0;
    }
    const journal = io.openLines(journalPath);
    try {
      const result = await runConformance({
        ...common,
        tool: { name: "capillary-conformance", version: toolkit.version },
        id: randomUUID(),
        gates,
        ...(options.maxDivergences === undefined ? {} : { mostDivergences: options.maxDivergences }),
        ...(options.minCoverage === undefined ? {} : { leastCoverage: options.minCoverage }),
        ...(findKnownCase === undefined ? {} : { findKnownCase }),
        generated,
        ...(contracts === undefined ? {} : { contracts }),
        ...(announce === undefined ? {} : { announce }),
        ...(opened.profile === undefined ? {} : { profile: opened.profile }),
        journal: journalPath,
        write: (event: RunEvent) => journal.write(JSON.stringify(event)),
        show: (event) => {
          brake.see(event);
          show(event);
        },
      });
      progress.end();
      return presentRun(result, options, io);
    } finally {
      journal.close();
    }
  } finally {
    takeBack();
    await opened.close();
  }
}

/** Receives what the target's webhooks deliver; the target is closed where that cannot be. */
async function openReceived(opened: OpenTarget, standard: CapillaryStandard) {
  try {
    const open = await openInbox(opened.target.profile, standard, opened.whenDelivered);
    if (open === undefined) return undefined;
    const { inbox } = open;
    const { deliverTo } = opened;
    const connect = deliverTo === undefined ? {} : { connect: () => deliverTo(inbox.url) };
    return { parts: { inbox, ...connect }, close: () => open.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
