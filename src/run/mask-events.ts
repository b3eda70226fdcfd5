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

/** The last two characters are kept, so that two customers can be told apart. */
function maskValue(value: string): string {
  return value.length < 6 ? "•••" : `•••${value.slice(-2)}`;
}

function collectPersonal(catalog: Catalog, exchange: RecordedExchange): string[] {
  const operation = exchange.operation === undefined ? undefined : catalog.operations.get(exchange.operation);
  if (operation === undefined) return [];
  const values: unknown[] = [];
  if (operation.query !== undefined) {
    const query = Object.fromEntries(queryEntries(exchange.request.url));
    for (const pointer of catalog.personal(operation.query, query)) values.push(resolvePointer(query, pointer));
  }
  const body = exchange.outcome.kind === "response" ? readJson(exchange.outcome.body.text) : undefined;
  if (operation.answer !== undefined && body !== undefined) {
    for (const pointer of catalog.personal(operation.answer, body)) values.push(resolvePointer(body, pointer));
  }
  return values.filter((value) => typeof value === "string" || typeof value === "number").map(String);
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
