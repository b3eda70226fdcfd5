import type { Exchange } from "../model/exchange.ts";
import type { Header } from "../model/http.ts";
import type { RecordedBody, RecordedExchange } from "../model/run.ts";
import type { Redactor } from "./redaction.ts";

const mostBytes = 256_000;

/**
 * An exchange as it may be written to files: secrets replaced, bodies as text or base64 and cut after 256 kB, unless more
 * of them is asked for.
 */
export function recordExchange(exchange: Exchange, redactor: Redactor, most = mostBytes): RecordedExchange {
  const { id, operation, state, delivery, credentials, startedAt, request, outcome } = exchange;
  const recordHeaders = (headers: readonly Header[]) =>
    headers.map(([name, value]): Header => [redactor.text(name), redactor.text(value)]);
  return {
    id,
    ...(operation === undefined ? {} : { operation }),
    ...(state === undefined ? {} : { state }),
    ...(delivery === undefined ? {} : { delivery }),
    credentials,
    startedAt,
    request: {
      method: request.method,
      url: redactor.text(request.url),
      headers: recordHeaders(request.headers),
      body: recordBody(request.body, redactor, most),
    },
    outcome:
      outcome.kind === "response"
        ? {
            kind: "response",
            status: outcome.response.status,
            headers: recordHeaders(outcome.response.headers),
            body: recordBody(outcome.response.body, redactor, most),
            ms: roundMs(outcome.ms),
          }
        : { ...outcome, detail: redactor.text(outcome.detail), ms: roundMs(outcome.ms) },
  };
}

function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** Redacted as a whole before it is cut, since half a secret would not be recognised. */
function recordBody(body: Uint8Array, redactor: Redactor, most: number): RecordedBody {
  if (body.byteLength === 0) return { text: "" };
  const redacted = redactor.bytes(body);
  const end = findCharacterStart(redacted, most);
  const text = decodeText(redacted.subarray(0, end));
  const kept = text === undefined ? Math.min(most, redacted.byteLength) : end;
  const cut = kept < redacted.byteLength ? { cut: redacted.byteLength - kept } : {};
  if (text !== undefined) return { text, ...cut };
  return { base64: Buffer.from(redacted.subarray(0, kept)).toString("base64"), ...cut };
}

/** The end of the body, or the nearest place at or before `most` at which a UTF-8 character begins. */
function findCharacterStart(bytes: Uint8Array, most: number): number {
  if (bytes.byteLength <= most) return bytes.byteLength;
  let end = most;
  while (end > most - 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
