import { randomUUID } from "node:crypto";
import { Command } from "commander";
import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import {
  type Delivery,
  type DeliveryAnswer,
  openReceiver,
  type ReceiverOptions,
  type WebhookReceiver,
} from "../../src/capture/webhook-receiver.ts";
import { systemClock } from "../../src/model/clock.ts";
import { type Header, noBody } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { RunEvent } from "../../src/model/run.ts";
import { createReceptionRun } from "../../src/run/run-reception.ts";
import { isLoopback, parseAddress, parseListenAddress } from "../../src/target/address.ts";
import { decodeBody } from "../../src/target/decode-body.ts";
import type { Profile } from "../../src/target/profile.ts";
import { hideCredentials } from "../../src/target/hide-credentials.ts";
import { createRedactor } from "../../src/target/redaction.ts";
import { quoteShell } from "../../src/target/shell.ts";
import { createTransport } from "../../src/target/transport.ts";
import { parseDuration } from "../../src/target/units.ts";
import { createStandard } from "../../suites/standard.ts";
import { gatherLines } from "../gather-lines.ts";
import type { CommandIo } from "../io.ts";
import { readProfile } from "../open-target.ts";
import { addPresentOptions, listGates, type PresentOptions, presentRun } from "../present-run.ts";
import { readEvent } from "../read-event.ts";
import type { Toolkit } from "../toolkit.ts";

interface ListenOptions extends PresentOptions {
  readonly target?: string;
  readonly address?: string;
  readonly port?: string;
  readonly expect?: readonly string[];
  readonly for?: string;
  readonly forward?: string;
  readonly answer?: string;
  readonly delay?: string;
}

const defaultPort = 9099;
const longestWaitMs = 86_400_000;

/** Receives deliveries of webhooks and holds each against the documents. */
export function createListenCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  return addPresentOptions(
    new Command("listen")
      .description("receive deliveries of webhooks and hold each of them against the documents")
      .option("--target <profile>", "a profile, whose webhooks say where to listen and which headers deliveries carry")
      .option("--address <host>", "address to listen on (default: the profile's, or 127.0.0.1)")
      .option("--port <number>", `port to listen on; 0 is any free one (default: the profile's, or ${defaultPort})`)
      .option("--expect <event...>", "events of each of which at least one has to come")
      .option("--for <duration>", "how long to listen, such as 30s or 10m (default: until a signal)")
      .option("--forward <url>", "send each delivery on to this address, and answer what it answers")
      .option("--answer <statuses>", "HTTP statuses to answer in turn, such as 429,500,200; the last one stays", "200")
      .option("--delay <duration>", "hold every answer back that long, such as 2s"),
  )
    .addHelpText(
      "after",
      "\nWithout --for it listens until SIGINT or SIGTERM, which then is the ordinary end; with --for a signal interrupts it.",
    )
    .action(async (options: ListenOptions) => finish(await listen(options, io, toolkit)));
}

async function listen(options: ListenOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const standard = createStandard(toolkit.catalog());
  const expected = (options.expect ?? []).map((name) => readEvent(name, standard.catalog));
  const duration = options.for === undefined ? undefined : readDuration("--for", options.for);
  const answers = readAnswers(options);
  const profile = options.target === undefined ? undefined : await readWebhookProfile(options.target, io, toolkit);
  const where = readListen(options, profile);
  const redactor = createRedactor(profile?.secrets ?? []);
  const organisations = profile?.organisations ?? [];
  const configured = (profile?.webhooks?.header ?? []).map(([name, { value }]): Header => [name, value]);
  const journalPath = `${options.out}/run.ndjson`;
  const file = io.openLines(journalPath);
  const journal = gatherLines(file.write, setImmediate);
  const forward = options.forward === undefined ? undefined : openForward(options.forward);
  let receiver: WebhookReceiver | undefined;
  try {
    const reception = createReceptionRun({
      rulebook: standard,
      webhook: {
        pins: profile?.pin ?? {},
        headers: configured,
      },
      organisation: organisations.length === 1 ? (organisations[0]?.name ?? "webhook") : "webhook",
      expected,
      redactor,
      loopback: isLoopbackAddress(where.hostname) && (profile?.loopback ?? true),
      identifiers: organisations.flatMap(({ customers }) =>
        customers.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)),
      ),
      tool: { name: "capillary-conformance", version: toolkit.version },
      id: randomUUID(),
      ...(options.target === undefined ? {} : { profile: options.target }),
      gates: listGates(options.failOn),
      journal: journalPath,
      clock: systemClock,
      write: (event: RunEvent) => journal.add(JSON.stringify(event)),
      show: options.quiet === true ? () => {} : (event) => tellDelivery(event, io),
      showPayload,
    });
    const ended = waitForEnd(io, duration);
    const tell = (trouble: string): void => {
      reception.note(trouble);
      journal.flush();
    };
    receiver = await openAt({
      listen: where,
      clock: systemClock,
      decode: decodeBody,
      take: async (delivery) => {
        const answer = forward === undefined ? answers() : await forward.send(delivery);
        const { request } = delivery;
        // Forwarded as it came; what is written down needs no secret of the sender's.
        const headers = hideCredentials(request.headers, configured);
        reception.take({ ...delivery, request: { ...request, headers } }, answer);
        // Nothing is acknowledged before it is written; deliveries that come together are written together.
        await journal.written();
        return answer;
      },
      onBroken: tell,
      onRefused: (status, reason) => tell(`a delivery was refused with HTTP ${status}: ${reason}`),
    });
    reception.start(receiver.url);
    journal.flush();
    io.stderr(`Listening on ${receiver.url}\n`);
    const signal = await ended;
    await receiver.close();
    receiver = undefined;
    const run = reception.end(duration === undefined ? undefined : signal);
    journal.flush();
    return presentRun(run, options, io);
  } finally {
    await receiver?.close();
    await forward?.close();
    file.close();
  }
}

function tellDelivery(event: RunEvent, io: CommandIo): void {
  if (event.event === "trouble") io.stderr(`${sanitizeTerminal(event.text)}\n`);
  if (event.event !== "verdict" || event.verdict.status !== "diverged") return;
  const { case: id, title, findings } = event.verdict;
  const broken = [...new Set(findings.map(({ requirement }) => requirement))].join(", ");
  io.stderr(`${sanitizeTerminal(`${id}: diverged: ${title} (${broken})`)}\n`);
}

/** The payload as a command that judges it again; one that no command line can hold is in the journal alone. */
function showPayload(text: string): string {
  return text.length > longestPayload
    ? "# the payload is too long for a command line; the journal has it"
    : `printf %s ${quoteShell(text)} | npx capillary-conformance check -`;
}

const longestPayload = 20_000;

/** Resolves at a signal with its exit code, or after that many milliseconds. */
function waitForEnd(io: CommandIo, ms: number | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    let cancel = (): void => {};
    const takeBack = io.onSignal((code) => {
      cancel();
      takeBack();
      resolve(code);
    });
    if (ms === undefined) return;
    cancel = systemClock.after(ms, () => {
      takeBack();
      resolve(undefined);
    });
  });
}

async function openAt(options: ReceiverOptions): Promise<WebhookReceiver> {
  try {
    return await openReceiver(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError([{ message: `cannot listen: ${message}`, hint: "give another --port; 0 takes any free one" }]);
  }
}

interface Forward {
  readonly send: (delivery: Delivery) => Promise<DeliveryAnswer>;
  readonly close: () => Promise<void>;
}

/** What belongs to one connection, or is made anew for the next one. */
const ofConnection = new Set(
  "host connection keep-alive proxy-connection te trailer upgrade expect content-length transfer-encoding content-encoding".split(
    " ",
  ),
);

/** Sends deliveries on to the one address that the user names; what does not answer is a bad gateway. */
function openForward(address: string): Forward {
  const { url, problem } = parseAddress(address);
  if (url === undefined) throw new InputError([{ message: `--forward ${problem.split(";")[0]}` }]);
  const limits = { timeoutMs: 30_000, bodyBytes: 1_000_000 };
  const transport = createTransport({ limits, clock: systemClock, allowedHosts: [url.origin] });
  const keep = (headers: readonly Header[]): Header[] =>
    headers.filter(([name]) => !ofConnection.has(name.toLowerCase()));
  return {
    close: () => transport.close(),
    send: async ({ request: { method, headers, body } }) => {
      const outcome = await transport({ method, url: url.href, headers: keep(headers), body });
      if (outcome.kind === "failure") return { status: 502 };
      const { status, headers: answered, body: answer } = outcome.response;
      return { status, headers: keep(answered), body: answer };
    },
  };
}

function readAnswers({ answer = "200", delay, forward }: ListenOptions): () => DeliveryAnswer {
  const statuses = answer.split(",").map((text) => (/^[2-5]\d\d$/.test(text.trim()) ? Number(text) : Number.NaN));
  if (statuses.some(Number.isNaN)) {
    throw new InputError([
      {
        message: `--answer ${answer} is no list of HTTP statuses from 200 to 599`,
        hint: "such as --answer 429,500,200",
      },
    ]);
  }
  if (forward !== undefined && (answer !== "200" || delay !== undefined)) {
    throw new InputError([
      { message: "--forward answers what the other side answers", hint: "leave out --answer and --delay" },
    ]);
  }
  const delayMs = delay === undefined ? 0 : readDuration("--delay", delay);
  let turn = 0;
  return () => {
    const status = statuses[Math.min(turn, statuses.length - 1)] ?? 200;
    turn += 1;
    return { status, body: noBody, delayMs };
  };
}

function readDuration(option: string, text: string): number {
  const ms = parseDuration(text);
  if (ms >= 0 && ms <= longestWaitMs) return ms;
  throw new InputError([
    { message: `${option} ${text} is no duration of up to a day`, hint: `such as ${option} 500ms, 30s or 10m` },
  ]);
}

async function readWebhookProfile(path: string, io: CommandIo, toolkit: Toolkit): Promise<Profile> {
  if (!/^https?:\/\//.test(path)) return readProfile(path, io, toolkit);
  throw new InputError([
    { message: "--target takes a profile here, not a URL", hint: "deliveries come to us; --port says where" },
  ]);
}

function readListen(
  { address, port }: ListenOptions,
  profile: Profile | undefined,
): { readonly hostname: string; readonly port: number } {
  const own = profile?.webhooks?.listen ?? { hostname: "127.0.0.1", port: defaultPort };
  const hostname = address ?? own.hostname;
  const text = `${hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname}:${port ?? own.port}`;
  const parsed = parseListenAddress(text);
  if (parsed !== undefined) return parsed;
  throw new InputError([
    {
      message: `${text} is no address and port to listen on`,
      hint: "--port is a whole number from 0 to 65535, --address a host such as 127.0.0.1",
    },
  ]);
}

function isLoopbackAddress(hostname: string): boolean {
  return isLoopback(hostname.includes(":") ? `[${hostname}]` : hostname);
}
