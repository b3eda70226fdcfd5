import { randomUUID } from "node:crypto";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { Command } from "commander";
import { reportFormats, usualFormats } from "../../reports/formats.ts";
import { checkPayload } from "../../src/check/check-payload.ts";
import { settleReadings } from "../../src/check/readings.ts";
import { createDraw } from "../../src/generate/draw.ts";
import { type DeliveryPlan, planDeliveries, type SamplePayload } from "../../src/generate/deliveries.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { Header, Transport } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { Json } from "../../src/model/json.ts";
import type { DivergenceClass } from "../../src/model/requirement.ts";
import { type AcknowledgePolicy, sendDeliveries } from "../../src/run/send-deliveries.ts";
import { isLoopback, parseAddress } from "../../src/target/address.ts";
import { createRequestGate } from "../../src/target/limits.ts";
import { createRedactor } from "../../src/target/redaction.ts";
import { quoteShell } from "../../src/target/shell.ts";
import { createTransport } from "../../src/target/transport.ts";
import { parseDuration } from "../../src/target/units.ts";
import { type CapillaryStandard, createStandard } from "../../suites/standard.ts";
import type { CommandIo } from "../io.ts";
import { parseCount } from "../parse-options.ts";
import { listGates, parseClass, type PresentOptions, presentRun } from "../present-run.ts";
import { readEvent } from "../read-event.ts";
import type { Toolkit } from "../toolkit.ts";
import { parseFormats } from "../write-reports.ts";

interface SendCommandOptions extends PresentOptions {
  readonly to: string;
  readonly event?: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly header?: readonly string[];
  readonly ackWithin: string;
  readonly ackStatus: string;
  readonly retry: string;
  readonly only?: readonly string[];
  readonly failOn: DivergenceClass;
}

const longestWaitMs = 600_000;

/** Plays the vendor's webhooks towards somebody who consumes them. */
export function createSendCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return new Command("send")
    .description("play the vendor: deliver events to a consumer's endpoint and see whether it puts up with them")
    .requiredOption("--to <url>", "the endpoint; nothing is sent anywhere else, and no redirect is followed")
    .option("--event <name...>", "events to deliver (default: all)")
    .option("--count <number>", "payloads drawn for each event in each envelope", parseCount, 2)
    .option("--seed <number>", "seed of what is drawn", parseCount, 1)
    .option("--header <header>", "a header, 'Name: value', for every delivery; may be repeated", collect)
    .option("--ack-within <duration>", "your own policy: how soon a delivery is acknowledged", "5s")
    .option("--ack-status <statuses>", "your own policy: what acknowledges, such as 2xx or 200,202", "2xx")
    .option("--retry <durations>", "waits before a delivery comes again after 429, 5xx or no answer", "1s,2s,4s")
    .option("--only <id...>", "deliveries to send, by the case's id or the beginning of one")
    .option("--out <folder>", "where the reports go", "conformance-report")
    .option("--report <list>", `formats: ${reportFormats.join(", ")}`, parseFormats, usualFormats)
    .option(
      "--fail-on <class>",
      "the lightest class that fails the run: violation, deviation or advisory",
      parseClass,
      "violation",
    )
    .option("--quiet", "print the last line only")
    .option("--json", "print report.json to standard output instead of the summary")
    .addHelpText(
      "after",
      "\nNo page demands anything of a consumer: what is judged is the policy that these options name.",
    )
    .action(async (options: SendCommandOptions) => finish(await send(options, io, toolkit)));
}

function collect(text: string, texts: readonly string[] = []): readonly string[] {
  return [...texts, text];
}

async function send(options: SendCommandOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const standard = createStandard(toolkit.catalog());
  const { url, problem } = parseAddress(options.to);
  if (url === undefined) throw new InputError([{ message: `--to ${problem.split(";")[0]}` }]);
  const events = (options.event ?? [...standard.catalog.events.values()].map(({ name }) => name)).map((name) =>
    readEvent(name, standard.catalog),
  );
  const headers = (options.header ?? []).map(readHeader);
  const policy = readPolicy(options);
  const loopback = isLoopback(url.hostname);
  const samples = await readSamples(
    standard,
    events.map(({ id }) => id),
    io,
  );
  const isValid = (event: string, value: Json): boolean => isDocumented(standard, event, value);
  const all = planDeliveries(samples, {
    draw: (name) => createDraw(options.seed, name),
    count: options.count,
    isValid,
  });
  const plans = selectPlans(all, options.only ?? []);
  const [probe] = all;
  if (probe === undefined) throw new InputError([{ message: "there is no event to deliver" }]);
  const redactor = createRedactor(
    headers.map(([, value], index) => ({ value, placeholder: `\${SEND_HEADER_${index + 1}}` })),
  );
  const network = createTransport({
    limits: { timeoutMs: policy.withinMs, bodyBytes: 1_000_000 },
    clock: systemClock,
    allowedHosts: [url.origin],
  });
  let interrupted: number | undefined;
  const takeBack = io.onSignal((code) => {
    interrupted = code;
  });
  const journalPath = `${options.out}/run.ndjson`;
  const journal = io.openLines(journalPath);
  try {
    const run = await sendDeliveries({
      catalog: standard.catalog,
      to: url.href,
      plans,
      probe,
      headers,
      policy,
      transport: limitTransport(network, loopback),
      clock: systemClock,
      redactor,
      isValid,
      showAgain: (id) =>
        `npx capillary-conformance send --to ${quoteShell(url.href)} --seed ${options.seed} --only ${id}`,
      tool: { name: "capillary-conformance", version: toolkit.version },
      id: randomUUID(),
      seed: options.seed,
      loopback,
      gates: listGates(options.failOn),
      interrupted: () => interrupted,
      journal: journalPath,
      write: (event) => journal.write(JSON.stringify(event)),
      show: (event) => {
        if (event.event !== "verdict" || event.verdict.status !== "diverged" || options.quiet === true) return;
        io.stderr(`${event.verdict.case}: not so: ${event.verdict.title}\n`);
      },
    });
    return presentRun(run, options, io);
  } finally {
    takeBack();
    journal.close();
    await network.close();
  }
}

/** Elsewhere than on this machine no more than what any host is asked. */
function limitTransport(network: Transport, loopback: boolean): Transport {
  const limits = loopback
    ? { perMinute: Infinity, inFlight: 1, requests: Infinity }
    : { perMinute: 100, inFlight: 1, requests: 500 };
  const gate = createRequestGate(limits, systemClock);
  return async (request) => {
    const leave = await gate.enter();
    const detail = `no more than ${limits.requests} deliveries are sent to another machine`;
    if (leave === undefined) return { kind: "failure", reason: "budget", detail, ms: 0 };
    try {
      return await network(request);
    } finally {
      leave();
    }
  };
}

function isDocumented(standard: CapillaryStandard, event: string, value: Json): boolean {
  const { judgement } = checkPayload(standard, { event, body: value });
  return settleReadings(standard.catalog, judgement).length === 0;
}

/** The payloads beside the schemas, as the pages show them. */
async function readSamples(
  { catalog }: CapillaryStandard,
  ids: readonly string[],
  io: CommandIo,
): Promise<SamplePayload[]> {
  const wanted = [...catalog.events.values()].filter(({ id }) => ids.includes(id));
  const files = wanted.flatMap((event) =>
    event.envelopes.map(async ({ name }): Promise<SamplePayload> => {
      const text = await io.readFile(io.locate(`schemas/${event.id}/examples/${name}.json`));
      return { event, envelope: name, value: (JSON.parse(text) as { readonly value: Json }).value };
    }),
  );
  return Promise.all(files);
}

function selectPlans(plans: readonly DeliveryPlan[], only: readonly string[]): readonly DeliveryPlan[] {
  if (only.length === 0) return plans;
  const chosen = plans.filter(({ id }) => only.some((filter) => id === filter || id.startsWith(`${filter}.`)));
  if (chosen.length > 0) return chosen;
  const families = [...new Set(plans.map(({ id }) => id.split(".").slice(0, 2).join(".")))];
  throw new InputError([
    { message: `--only ${only.join(" ")} names no delivery`, hint: `there are ${families.join(", ")}` },
  ]);
}

function readPolicy({ ackWithin, ackStatus, retry }: SendCommandOptions): AcknowledgePolicy {
  const withinMs = readDuration("--ack-within", ackWithin, 1);
  const retryMs = retry.trim() === "" ? [] : retry.split(",").map((text) => readDuration("--retry", text.trim(), 0));
  const parts = ackStatus.split(",").map((part) => part.trim());
  if (parts.some((part) => !/^[1-5](xx|\d\d)$/.test(part))) {
    throw new InputError([
      { message: `--ack-status ${ackStatus} is no list of statuses`, hint: "such as 2xx or 200,202" },
    ]);
  }
  const isAcknowledged = (status: number): boolean =>
    parts.some((part) => (part.endsWith("xx") ? part[0] === String(status)[0] : part === String(status)));
  return { withinMs, statuses: ackStatus, isAcknowledged, retryMs };
}

function readDuration(option: string, text: string, least: number): number {
  const ms = parseDuration(text);
  if (ms >= least && ms <= longestWaitMs) return ms;
  throw new InputError([{ message: `${option} ${text} is no duration of up to 10m`, hint: `such as ${option} 5s` }]);
}

function readHeader(text: string): Header {
  const colon = text.indexOf(":");
  const [name, value] = [text.slice(0, Math.max(colon, 0)).trim(), text.slice(colon + 1).trim()];
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [name, value];
  } catch {
    // The value may be a secret and is not repeated.
    throw new InputError([
      { message: "--header takes a name and a value", hint: "such as --header 'Authorization: …'" },
    ]);
  }
}
