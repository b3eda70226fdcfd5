import type { EmitStep, ReadExchange } from "../../src/model/case.ts";
import { isObject } from "../../src/model/json.ts";
import type { Sent, Steps } from "../update/flow.ts";
import type { Person } from "../update/members.ts";
import { nameCustomer } from "../update/request.ts";
import { readTold, type ToldEvent } from "./told-event.ts";

/** An event that was delivered, and where in the trace. */
export interface Told extends ToldEvent {
  readonly position: number;
}

/** What was waited for: an event, or that none came, at the same place. */
export interface Awaited {
  readonly position: number;
  readonly told: Told | undefined;
}

/** Waits for an event; with the patience `silence` it is looked for no longer than it takes to say that none comes. */
export function* awaitEvent(
  fits: (told: ToldEvent) => boolean,
  patience: "arrival" | "silence" = "arrival",
): Steps<Awaited> {
  const sent: Sent = yield { delivery: (read: ReadExchange) => fits(readTold(read)), patience };
  return readAwaited(sent);
}

/**
 * Waits for an event that has to come. Where none does, a delivery that does not say which event it is, and might well be
 * this one, is taken for it, and judged as such.
 */
export function* expectEvent(event: string, fits: (told: ToldEvent) => boolean = () => true): Steps<Awaited> {
  const awaited = yield* awaitEvent((told) => told.event === event && fits(told));
  if (awaited.told !== undefined) return awaited;
  const sent: Sent = yield {
    delivery: (read: ReadExchange) => isNameless(read) && fits(readTold(read)),
    patience: "silence",
    expect: event,
  };
  return readAwaited(sent);
}

function readAwaited(sent: Sent): Awaited {
  const { position } = sent;
  if (sent.exchange.delivery !== "received") return { position, told: undefined };
  return { position, told: { ...readTold(sent), position } };
}

/** Whether a delivery is no documented event and none of other pages either: it has no name, or the data of one of these. */
function isNameless(read: ReadExchange): boolean {
  const value = "value" in read.answer ? read.answer.value : undefined;
  if (read.exchange.operation !== undefined) return false;
  if (!isObject(value)) return true;
  const { data } = readTold(read);
  const inside = isObject(value["attributes"]) ? value["attributes"] : value;
  const name = inside["eventName"] ?? value["eventType"];
  return typeof name !== "string" || name === "" || "partnerProgramId" in data || "partnerProgramName" in data;
}

/** Collects events until none comes any more. */
export function* awaitAll(fits: (told: ToldEvent) => boolean): Steps<readonly Told[]> {
  const all: Told[] = [];
  while (all.length < mostCollected) {
    const { told } = yield* awaitEvent(fits, "silence");
    if (told === undefined) break;
    all.push(told);
  }
  return all;
}

const mostCollected = 20;

/** Has the host tell of an event as if it had happened to this customer in this program. */
export function emitEvent(
  event: string,
  { organisation, identifiers }: Pick<Person, "organisation" | "identifiers">,
  program: string,
  putOff?: EmitStep["putOff"],
): EmitStep {
  const body = { event, organisation, customer: nameCustomer(...identifiers), program };
  return { emit: event, body, ...(putOff === undefined ? {} : { putOff }) };
}
