import { type DeliveryPlan, renewDelivery } from "../generate/deliveries.ts";
import type { Clock } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import { isObject, type Json } from "../model/json.ts";
import { type ConsumerLine, isHeldBack } from "./deliver-to-consumer.ts";

export interface ShrinkDeliveryOptions {
  readonly line: ConsumerLine;
  /** A documented delivery, to see whether the endpoint is still there. */
  readonly probe: DeliveryPlan;
  /** Whether a payload is as documented; a smaller one has to be so too. */
  readonly isValid: (event: string, value: Json) => boolean;
  readonly clock: Clock;
  readonly interrupted: () => number | undefined;
}

/** What a smaller delivery that shows the same came to. */
export interface ShrunkDelivery {
  /** The exchanges that show it; undefined where the delivery as it was is the smallest. */
  readonly trace?: readonly Exchange[];
  /** Whether the delivery as it was did not show it when it was sent again. */
  readonly intermittent: boolean;
  /** Whether nothing smaller was left to try: false where time, requests or the endpoint ran out. */
  readonly minimal: boolean;
}

/** So much is tried for one divergence; who does not answer costs the whole deadline each time. */
const mostTries = 80;
const mostUnanswered = 10;
const mostMs = 20_000;

/**
 * Looks for a smaller delivery that shows the same. A documented one stays as documented, with an id of its own, since
 * who has heard of an event may well say so for whatever comes with its id.
 */
export async function shrinkDelivery(plan: DeliveryPlan, options: ShrinkDeliveryOptions): Promise<ShrunkDelivery> {
  const { line, probe, isValid, clock } = options;
  const ends = clock.elapsed() + mostMs;
  let tries = 0;
  let isHeld = false;
  let unanswered = 0;
  const isSpent = (): boolean =>
    isHeld ||
    unanswered >= mostUnanswered ||
    tries >= mostTries ||
    clock.elapsed() > ends ||
    options.interrupted() !== undefined;
  const send: ConsumerLine["send"] = async (...parts) => {
    const exchange = await line.send(...parts);
    isHeld ||= isHeldBack(exchange.outcome);
    if (exchange.outcome.kind === "failure") unanswered += 1;
    return exchange;
  };

  let probes = 0;
  const renewProbe = (): Uint8Array => renewDelivery(probe.bodies[0], `${plan.id} probe ${(probes += 1)}`);
  /** The exchanges of a try that shows it; undefined where it does not. */
  const tryBody = async (body: Uint8Array): Promise<readonly Exchange[] | undefined> => {
    tries += 1;
    const shown = await (plan.demand === "survived" ? tryUnsound(body) : tryDocumented(body));
    return isHeld ? undefined : shown;
  };
  const tryUnsound = async (body: Uint8Array): Promise<readonly Exchange[] | undefined> => {
    const sent = await send(body, "", plan.event);
    const after = await send(renewProbe(), "", probe.event);
    return line.isTaken(after.outcome) ? undefined : [sent, after];
  };
  const tryDocumented = async (body: Uint8Array): Promise<readonly Exchange[] | undefined> => {
    const fresh = renewDelivery(body, `${plan.id} ${tries}`);
    const times = plan.demand === "repeated" ? plan.bodies.length : 1;
    const trace: Exchange[] = [];
    if (plan.manner === "together") {
      trace.push(...(await Promise.all(Array.from({ length: times }, () => send(fresh, "", plan.event)))));
      return trace.every(({ outcome }) => line.isTaken(outcome)) ? undefined : trace;
    }
    while (trace.length < times) {
      const exchange = await send(fresh, "", plan.event, plan.manner);
      trace.push(exchange);
      if (line.isTaken(exchange.outcome)) continue;
      // One that is not even taken the first time is another divergence.
      return plan.demand === "repeated" && trace.length === 1 ? undefined : trace;
    }
    return undefined;
  };
  /** An endpoint that is down for good fails whatever is tried next. */
  const isUp = async (): Promise<boolean> =>
    plan.demand !== "survived" || line.isTaken((await send(renewProbe(), "", probe.event)).outcome);

  let body = plan.bodies[plan.bodies.length - 1] ?? plan.bodies[0];
  if (!(await isUp())) return { intermittent: false, minimal: false };
  let trace = await tryBody(body);
  if (trace === undefined) return { intermittent: plan.bodies.length === 1 || plan.demand !== "valid", minimal: false };
  // A slow body takes its time each time.
  if (plan.manner === "slow") return { trace, intermittent: false, minimal: false };
  for (let again = true; again;) {
    again = false;
    for (const smaller of listSmallerBodies(body)) {
      if (isSpent() || !(await isUp())) return { trace, intermittent: false, minimal: false };
      const value = readJson(smaller);
      if (plan.demand !== "survived" && (value === undefined || !isValid(plan.event, value))) continue;
      const shown = await tryBody(smaller);
      if (shown === undefined) continue;
      [body, trace, again] = [smaller, shown, true];
      break;
    }
  }
  return { trace, intermittent: false, minimal: true };
}

function readJson(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as Json;
  } catch {
    return undefined;
  }
}

/** Bodies of more bytes are cut down before any member of theirs is looked at. */
const large = 10_000;

function* listSmallerBodies(body: Uint8Array): Generator<Uint8Array> {
  const { byteLength: length } = body;
  const value = length > large ? undefined : readJson(body);
  if (value === undefined || length > large) {
    if (length < 2) return;
    // Without its middle, nested or quoted text stays what it is.
    const quarter = Math.floor(length / 4);
    yield new Uint8Array(Buffer.concat([body.subarray(0, quarter), body.subarray(length - quarter)]));
    yield body.subarray(0, Math.floor(length / 2));
    return;
  }
  for (const smaller of listSmaller(value)) yield new TextEncoder().encode(JSON.stringify(smaller));
}

/** The value without one of its members or entries, or with one of its texts short, at any depth. */
function* listSmaller(value: Json): Generator<Json> {
  if (typeof value === "string" && value.length > 1) yield "a";
  if (typeof value === "number" && value > 1) yield 1;
  if (Array.isArray(value)) {
    const entries = value as readonly Json[];
    for (const index of entries.keys()) yield entries.filter((_entry, other) => other !== index);
    for (const [index, entry] of entries.entries())
      for (const smaller of listSmaller(entry)) yield entries.with(index, smaller);
  }
  if (!isObject(value)) return;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  for (const [name] of members) yield Object.fromEntries(members.filter(([other]) => other !== name));
  for (const [name, member] of members) {
    for (const smaller of listSmaller(member)) yield { ...(value as Readonly<Record<string, Json>>), [name]: smaller };
  }
}
