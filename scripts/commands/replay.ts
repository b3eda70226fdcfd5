import { Command } from "commander";
import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import { systemClock } from "../../src/model/clock.ts";
import { InputError } from "../../src/model/input-error.ts";
import { generalizePointer } from "../../src/model/json-pointer.ts";
import type { RecordedBody, RecordedExchange } from "../../src/model/run.ts";
import type { Finding } from "../../src/model/verdict.ts";
import { readJournal } from "../../src/run/read-journal.ts";
import { findVerdict, type Replay, replayCase } from "../../src/run/replay-case.ts";
import { createApiSource } from "../../src/run/openapi/api-source.ts";
import type { Target } from "../../src/target/target.ts";
import { createStandard } from "../../suites/standard.ts";
import { webhookCases } from "../../suites/webhooks/cases.ts";
import type { CommandIo } from "../io.ts";
import { replayContract } from "../contracts/replay-contract.ts";
import { listSources } from "../make-phases.ts";
import { openInbox, readWebhook } from "../open-inbox.ts";
import { openOpenapi } from "../open-openapi.ts";
import { type OpenTarget, openTarget } from "../open-target.ts";
import { replaySend } from "../send/replay-send.ts";
import type { Toolkit } from "../toolkit.ts";

interface ReplayCommandOptions {
  readonly case: string;
  readonly target?: string;
  readonly organisation?: string;
}

/** Repeats one case of an earlier run: exit 1 where it still diverges, 0 where it does not, 3 where it could not run. */
export function createReplayCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return new Command("replay")
    .description("send the requests of a recorded case again and show what the host answers now")
    .argument("<journal>", "the run.ndjson of a run")
    .requiredOption("--case <id>", "the case, as the report names it")
    .option("--target <profile>", "another profile or URL than the run's own")
    .option("--organisation <name>", "where a run had several")
    .action(async (file: string, options: ReplayCommandOptions) => finish(await replay(file, options, io, toolkit)));
}

async function replay(file: string, options: ReplayCommandOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const text = await io.readFile(file).catch((error: unknown) => {
    throw new InputError([
      { file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` },
    ]);
  });
  const events = readJournal(text, file);
  const [started] = events;
  if (started?.event === "started" && started.run.sent !== undefined) {
    const head = { ...started.run, sent: started.run.sent };
    const wanted = { case: options.case, target: options.target };
    const { replay: result, to, redact } = await replaySend({ events, file }, head, wanted, io, toolkit);
    return showReplay(result, to, redact, io);
  }
  const profile = options.target ?? (started?.event === "started" ? started.run.profile : undefined);
  const opened = await openTarget(profile, io, toolkit);
  try {
    const wanted = { case: options.case, organisation: options.organisation };
    const openapi = started?.event === "started" ? started.run.generated?.openapi : undefined;
    const result = await (openapi === undefined
      ? replayOwn(opened, { events, file }, wanted, io, toolkit)
      : replayOpenapi(opened.target, { events, file }, wanted, openapi));
    return showReplay(result, opened.target.description, (shown) => opened.target.redactor.text(shown), io);
  } finally {
    await opened.close();
  }
}

function showReplay(result: Replay, host: string, redact: (text: string) => string, io: CommandIo): number {
  const shown = redact(describeReplay(result, host));
  io.stdout(`${shown.split("\n").map(sanitizeTerminal).join("\n")}\n`);
  if (result.trouble !== undefined) return 3;
  return result.now.length > 0 ? 1 : 0;
}

type Journal = Parameters<typeof replayCase>[3];
type Wanted = Parameters<typeof replayCase>[4];

async function replayOwn(
  opened: OpenTarget,
  journal: Journal,
  wanted: Wanted,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<Replay> {
  const { target, deliverTo, whenDelivered } = opened;
  const standard = { ...createStandard(toolkit.catalog()), webhook: readWebhook(target.profile) };
  const verdict = findVerdict(journal, wanted);
  if (verdict.phase === "contracts") {
    const [started] = journal.events;
    const { contracts = {}, seed = 1 } = started?.event === "started" ? started.run : {};
    const tool = { name: "capillary-conformance", version: toolkit.version };
    return replayContract(opened, standard, verdict, contracts, seed, io, tool);
  }
  const sources = listSources(standard);
  const cases = webhookCases.map((one) => one.case);
  const isAboutDeliveries = cases.some(({ id }) => id === wanted.case.replace(/\[.*$/s, ""));
  const received = isAboutDeliveries ? await openInbox(target.profile, standard, whenDelivered) : undefined;
  if (received !== undefined) deliverTo?.(received.inbox.url);
  try {
    const webhooks = { cases, ...(received === undefined ? {} : { inbox: received.inbox }) };
    return await replayCase(standard, target, systemClock, journal, wanted, sources, webhooks);
  } finally {
    await received?.close();
  }
}

async function replayOpenapi(target: Target, journal: Journal, wanted: Wanted, openapi: string): Promise<Replay> {
  const api = await openOpenapi(openapi, target.description);
  return replayCase(api.standard, target, systemClock, journal, wanted, [createApiSource(api)]);
}

function describeReplay(result: Replay, host: string): string {
  return [
    `${result.case}: ${result.title}`,
    `against ${host}`,
    "",
    ...result.exchanges.flatMap(describeExchange),
    ...(result.trouble === undefined ? [] : [`could not run: ${result.trouble}`]),
    ...describeFindings("in the run", result.before),
    ...(result.trouble === undefined ? describeFindings("now", result.now) : []),
    ...(result.trouble === undefined
      ? [result.now.length > 0 ? "It diverges." : "It does not diverge now."]
      : ["Whether it still diverges is not known."]),
  ].join("\n");
}

function describeFindings(when: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [`${when}: no divergence`];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [finding.requirement, finding.kind, generalizePointer(finding.pointer)].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const place = first.pointer === "" ? "" : ` at ${first.pointer}`;
    const more = others.length === 0 ? "" : ` (and in ${others.length} more places)`;
    return [`${when}: ${first.requirement}${place}: expected ${first.expected}; got ${first.actual}${more}`];
  });
}

const longestBody = 2000;

function describeExchange({ request, outcome }: RecordedExchange): string[] {
  const head = `> ${request.method} ${request.url}`;
  if (outcome.kind === "failure") return [head, `< no response: ${outcome.detail}`, ""];
  return [head, `< HTTP ${outcome.status}`, ...describeBody(outcome.body).split("\n"), ""];
}

function describeBody({ text, base64 }: RecordedBody): string {
  const body = text ?? (base64 === undefined ? "" : `(bytes in base64) ${base64}`);
  return body.length > longestBody
    ? `${body.slice(0, longestBody)}… (${body.length - longestBody} characters more)`
    : body;
}
