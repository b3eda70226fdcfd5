import { checkPayload } from "../../src/check/check-payload.ts";
import { settleReadings } from "../../src/check/readings.ts";
import { type DeliveryPlan, planDeliveries, type SamplePayload } from "../../src/generate/deliveries.ts";
import { createPayloadPools } from "../../src/generate/draw-payload.ts";
import { createDraw } from "../../src/generate/draw.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { Transport } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import type { Json } from "../../src/model/json.ts";
import type { SendChoices } from "../../src/model/run-choices.ts";
import type { AcknowledgePolicy } from "../../src/run/deliver-to-consumer.ts";
import type { SendOptions } from "../../src/run/send-deliveries.ts";
import { isLoopback, parseAddress } from "../../src/target/address.ts";
import { createRequestGate } from "../../src/target/limits.ts";
import { createRedactor } from "../../src/target/redaction.ts";
import { createTransport } from "../../src/target/transport.ts";
import { parseDuration } from "../../src/target/units.ts";
import { type CapillaryStandard, createStandard } from "../../suites/standard.ts";
import type { CommandIo } from "../io.ts";
import { readEvent } from "../read-event.ts";
import { readHeader } from "../read-header.ts";
import type { Toolkit } from "../toolkit.ts";
import { showSendAgain } from "./show-send-again.ts";

/** What is to be sent where, in the words of the command line. */
export interface SendRequest {
  readonly to: string;
  /** Names or ids of events; all where left out. */
  readonly event?: readonly string[];
  readonly count: number;
  readonly seed: number;
  /** `Name: value`. */
  readonly header?: readonly string[];
  readonly ackWithin: string;
  readonly ackStatus: string;
  readonly retry: string;
  /** Cases, by id or the beginning of one; all where left out. */
  readonly only?: readonly string[];
}

/** Everything that deliveries take but where they are written down. */
export type PreparedSend = Pick<
  SendOptions,
  | "catalog"
  | "to"
  | "plans"
  | "probe"
  | "headers"
  | "policy"
  | "transport"
  | "slowTransport"
  | "clock"
  | "redactor"
  | "isValid"
  | "showAgain"
  | "tool"
  | "seed"
  | "sent"
  | "loopback"
>;

export interface OpenSend {
  readonly prepared: PreparedSend;
  readonly close: () => Promise<void>;
}

const longestWaitMs = 600_000;
/** A slow body takes half of the time that the policy leaves, and no longer than this. */
const longestDripMs = 1000;

/** Plans the deliveries and opens the way to the consumer. Throws an InputError where an option cannot be used. */
export async function openSend(request: SendRequest, io: CommandIo, toolkit: Toolkit): Promise<OpenSend> {
  const standard = createStandard(toolkit.catalog());
  const { catalog } = standard;
  const { url, problem } = parseAddress(request.to);
  if (url === undefined) throw new InputError([{ message: `--to ${problem.split(";")[0]}` }]);
  const events = (request.event ?? [...catalog.events.values()].map(({ name }) => name)).map((name) =>
    readEvent(name, catalog),
  );
  const headers = (request.header ?? []).map((text) => readHeader("--header", text));
  const policy = readPolicy(request);
  const loopback = isLoopback(url.hostname);
  const ids = events.map(({ id }) => id);
  const samples = await readSamples(standard, ids, io);
  const isValid = (event: string, value: Json): boolean => isDocumented(standard, event, value);
  const only = request.only ?? [];
  const isChosen = (id: string): boolean =>
    only.length === 0 || only.some((one) => id === one || id.startsWith(`${one}.`));
  const all = planDeliveries(samples, {
    draw: (name) => createDraw(request.seed, name),
    count: request.count,
    drawPayload: createPayloadPools(catalog),
    isWanted: isChosen,
    isValid,
  });
  const [probe] = all;
  if (probe === undefined) throw new InputError([{ message: "there is no event to deliver" }]);
  const plans = all.filter(({ id }) => isChosen(id));
  if (plans.length === 0) throw complainOfOnly(all, only);
  const sent: SendChoices = {
    events: ids,
    count: request.count,
    ackWithin: request.ackWithin,
    ackStatus: request.ackStatus,
    retry: request.retry,
    headers: headers.map(([name]) => name),
  };
  const parts = {
    limits: { timeoutMs: policy.withinMs, bodyBytes: 1_000_000 },
    clock: systemClock,
    allowedHosts: [url.origin],
    deadlineOf: "--ack-within",
  };
  const [network, slow] = [
    createTransport(parts),
    createTransport({ ...parts, dripMs: Math.min(policy.withinMs / 2, longestDripMs) }),
  ];
  const limit = createLimiter(loopback);
  return {
    close: async () => void (await Promise.all([network.close(), slow.close()])),
    prepared: {
      catalog,
      to: url.href,
      plans,
      probe,
      headers,
      policy,
      transport: limit(network),
      slowTransport: limit(slow),
      clock: systemClock,
      redactor: createRedactor(
        headers.map(([, value], index) => ({ value, placeholder: `\${${nameHeaderVariable(index)}}` })),
      ),
      isValid,
      showAgain: (id) => showSendAgain({ to: url.href, seed: request.seed, only: id, sent }, catalog),
      tool: { name: "capillary-conformance", version: toolkit.version },
      seed: request.seed,
      sent,
      loopback,
    },
  };
}

/** The variable that stands for the value of a header in everything that is written. */
export function nameHeaderVariable(index: number): string {
  return `SEND_HEADER_${index + 1}`;
}

/** Elsewhere than on this machine no more than what any host is asked; both transports share it. */
function createLimiter(loopback: boolean): (network: Transport) => Transport {
  const limits = loopback
    ? { perMinute: Infinity, inFlight: 4, requests: Infinity }
    : { perMinute: 100, inFlight: 4, requests: 500 };
  const gate = createRequestGate(limits, systemClock);
  return (network) => async (request) => {
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

function complainOfOnly(plans: readonly DeliveryPlan[], only: readonly string[]): InputError {
  const families = [...new Set(plans.map(({ id }) => id.split(".").slice(0, 2).join(".")))];
  return new InputError([
    { message: `--only ${only.join(" ")} names no delivery`, hint: `there are ${families.join(", ")}` },
  ]);
}

function readPolicy({ ackWithin, ackStatus, retry }: SendRequest): AcknowledgePolicy {
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
