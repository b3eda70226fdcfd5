import type { Header } from "../model/http.ts";
import type { RecordedBody, RecordedExchange, RunEvent } from "../model/run.ts";

/**
 * An event with every text that the host or the profile had a say in passed through `map`: redaction and masking work on
 * these alone, so that a secret like `main` or `200` cannot change ids, counts and states of the tool itself.
 */
export function mapEventText(event: RunEvent, map: (text: string) => string): RunEvent {
  switch (event.event) {
    case "started":
      return { ...event, run: { ...event.run, target: map(event.run.target) } };
    case "discovered":
      return { ...event, world: mapTexts(event.world, map) };
    case "planned":
      return event;
    case "exchange":
      return { ...event, exchange: mapExchange(event.exchange, map) };
    case "verdict": {
      const { verdict, proofs } = event;
      return {
        ...event,
        verdict: {
          ...verdict,
          ...(verdict.reason === undefined ? {} : { reason: map(verdict.reason) }),
          findings: verdict.findings.map((one) => ({ ...one, expected: map(one.expected), actual: map(one.actual) })),
          notes: verdict.notes.map((note) => ({ ...note, text: map(note.text) })),
          readings: verdict.readings.map((one) => ({ ...one, actual: map(one.actual) })),
        },
        proofs: proofs.map((proof) => ({
          ...proof,
          curl: map(proof.curl),
          ...(proof.replay === undefined ? {} : { replay: map(proof.replay) }),
        })),
      };
    }
    case "known":
      return event;
    case "trouble":
      return { ...event, text: map(event.text) };
    case "finished":
      return { ...event, exit: { ...event.exit, reason: map(event.exit.reason) } };
  }
}

function mapExchange(exchange: RecordedExchange, map: (text: string) => string): RecordedExchange {
  const { request, outcome } = exchange;
  const mapHeaders = (headers: readonly Header[]): Header[] => headers.map(([name, value]) => [map(name), map(value)]);
  const mapBody = (body: RecordedBody): RecordedBody => ({
    ...body,
    ...(body.text === undefined ? {} : { text: map(body.text) }),
    ...(body.base64 === undefined ? {} : { base64: mapBytes(body.base64, map) }),
  });
  return {
    ...exchange,
    request: { ...request, url: map(request.url), headers: mapHeaders(request.headers), body: mapBody(request.body) },
    outcome:
      outcome.kind === "failure"
        ? { ...outcome, detail: map(outcome.detail) }
        : { ...outcome, headers: mapHeaders(outcome.headers), body: mapBody(outcome.body) },
  };
}

/** Bytes that are no text can hold words all the same; Latin-1 maps every byte to a character and back. */
function mapBytes(base64: string, map: (text: string) => string): string {
  const text = Buffer.from(base64, "base64").toString("latin1");
  return Buffer.from(map(text), "latin1").toString("base64");
}

/** Every text within a JSON value; names of members and numbers are kept. */
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [name, mapTexts(member, map)]),
  );
}
