import { readFileSync } from "node:fs";
import { loadRealCatalog } from "../../../src/catalog/testing/load-real-catalog.ts";
import { checkPayload, checkPayloads, type Payload } from "../../../src/check/check-payload.ts";
import type { WebhookOptions } from "../../../src/check/standard.ts";
import { settleReadings } from "../../../src/check/readings.ts";
import { isObject, type Json } from "../../../src/model/json.ts";
import { formatPointer, parsePointer } from "../../../src/model/json-pointer.ts";
import type { Judgement } from "../../../src/model/verdict.ts";
import { createStandard } from "../../standard.ts";

export const catalog = loadRealCatalog();
export const standard = createStandard(catalog);

/** Every event in every envelope, as the examples beside the schemas have them. */
export const samples = [...catalog.events.values()].flatMap((event) =>
  event.envelopes.map((envelope) => {
    const file = new URL(`../../../schemas/${event.id}/examples/${envelope.name}.json`, import.meta.url);
    const { value } = JSON.parse(readFileSync(file, "utf8")) as { readonly value: Json };
    return { event, envelope, value };
  }),
);

export function sample(event: string, envelope: string): Json {
  const found = samples.find((one) => one.event.id === event && one.envelope.name === envelope);
  if (found === undefined) throw new RangeError(`no sample of ${event} in ${envelope}`);
  return found.value;
}

/** What stands for a member that is taken away. */
export const gone = undefined;

/** A copy with other values at these places; members that were not there come last. */
export function change(value: Json, changes: Readonly<Record<string, Json | undefined>>): Json {
  let changed = value;
  for (const [pointer, by] of Object.entries(changes)) changed = changeAt(changed, parsePointer(pointer), by);
  return changed;
}

function changeAt(value: Json, [part, ...rest]: readonly string[], by: Json | undefined): Json {
  if (!isObject(value) || part === undefined) throw new RangeError("a change needs a place in an object");
  const { [part]: member, ...others } = value as Readonly<Record<string, Json>>;
  const next = rest.length === 0 ? by : changeAt(member ?? {}, rest, by);
  return next === undefined ? others : { ...others, [part]: next };
}

/** The members of a value that are in objects, by their pointers. */
export function listMembers(value: Json, place: readonly string[] = []): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    formatPointer([...place, name]),
    ...listMembers(member, [...place, name]),
  ]);
}

/** What is found in a payload, readings that contradict included: requirement, kind and place. */
export function findIn(body: Payload["body"], payload: Omit<Payload, "body"> = {}, options?: WebhookOptions): string[] {
  const { judgement } = checkPayload(standard, { ...payload, body }, options);
  return describeFindings(judgement, options);
}

export function findInSeries(bodies: readonly Json[]): string[] {
  const { judgement } = checkPayloads(
    standard,
    bodies.map((body) => ({ body })),
  );
  return settleReadings(catalog, judgement).map(
    ({ requirement, exchange, rests, pointer }) => `${requirement} ${[...(rests ?? [exchange])].join("+")} ${pointer}`,
  );
}

function describeFindings(judgement: Judgement, options: WebhookOptions = {}): string[] {
  return settleReadings(catalog, judgement, options.pins).map(({ requirement, kind, pointer }) =>
    `${requirement} ${kind} ${pointer}`.trim(),
  );
}
