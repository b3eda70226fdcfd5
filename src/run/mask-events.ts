import type { Catalog } from "../catalog/catalog.ts";
import { queryEntries } from "../model/exchange.ts";
import { resolvePointer } from "../model/json-pointer.ts";
import type { RecordedExchange, RunEvent } from "../model/run.ts";
import { createRedactor } from "../target/redaction.ts";
import { mapEventText } from "./map-event-text.ts";

/**
 * Masks personal data (`x-personal` in the schemas, and the identifiers sent) in events that go to reports and terminal.
 * The journal keeps them, so that a case can be replayed. Further values are learnt from the exchanges as they come.
 * @param identifiers personal data that are known from the start: those of the profile
 */
export function createEventMask(catalog: Catalog, identifiers: readonly string[] = []): (event: RunEvent) => RunEvent {
  const redactor = createRedactor([]);
  const known = new Set<string>();
  const learn = (values: readonly string[]): void => {
    const fresh = values.filter((value) => value !== "" && !known.has(value));
    for (const value of fresh) known.add(value);
    redactor.add(fresh.map((value) => ({ value, placeholder: maskValue(value) })));
  };
  learn(identifiers);
  return (event) => {
    if (event.event === "exchange") learn(collectPersonal(catalog, event.exchange));
    return mapEventText(event, (text) => redactor.text(text));
  };
}

/**
 * Masks the events of one run, from its first on: nothing where the target is on this machine, else what
 * `createEventMask` masks, with the identifiers that the run began with, which no one else gets to see.
 */
export function createRunMask(catalog: Catalog): (event: RunEvent) => RunEvent {
  let mask = (event: RunEvent): RunEvent => event;
  return (event) => {
    if (event.event !== "started") return mask(event);
    const { identifiers, ...shown } = event;
    if (!event.run.loopback) mask = createEventMask(catalog, identifiers);
    return mask(shown);
  };
}

/** The last two characters are kept, so that two customers can be told apart. */
function maskValue(value: string): string {
  return value.length < 6 ? "•••" : `•••${value.slice(-2)}`;
}

function collectPersonal(catalog: Catalog, exchange: RecordedExchange): string[] {
  const operation = exchange.operation === undefined ? undefined : catalog.operations.get(exchange.operation);
  const request = readJson(exchange.request.body.text);
  const answer = exchange.outcome.kind === "response" ? readJson(exchange.outcome.body.text) : undefined;
  const query = operation?.query === undefined ? undefined : Object.fromEntries(queryEntries(exchange.request.url));
  const described = [
    [operation?.query, query],
    [operation?.body, request],
    [operation?.answer, answer],
    ...(operation === undefined ? listPayloadParts(catalog, exchange.operation, request) : []),
  ] as const;
  const values = described.flatMap(([schema, value]): unknown[] => {
    if (schema === undefined || value === undefined) return [];
    return catalog.personal(schema, value).map((pointer) => resolvePointer(value, pointer));
  });
  return values.filter((value) => typeof value === "string" || typeof value === "number").map(String);
}

/**
 * A delivery to a webhook with every schema that may describe it or a part of it: which envelope it has, or whether it is
 * one at all where it names no operation, is left open, since what is masked in vain does no harm.
 */
function listPayloadParts(
  catalog: Catalog,
  id: string | undefined,
  payload: unknown,
): (readonly [schema: string, value: unknown])[] {
  const event = id === undefined ? undefined : catalog.events.get(id);
  const events = id === undefined ? [...catalog.events.values()] : event === undefined ? [] : [event];
  return events.flatMap(({ envelopes }) =>
    envelopes.flatMap(({ schema, parts }) => [
      [schema, payload] as const,
      ...parts.map((part) => [part.schema, resolvePointer(payload, part.at)] as const),
    ]),
  );
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
