import { createDeliveryJudge } from "../../src/check/judge-deliveries.ts";
import { createReadingLedger } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import { classifyBreach } from "../../src/model/requirement.ts";
import type { CheckedFile, CheckedItem, FileChecker, FileFinding, FileJudgement } from "./file-checker.ts";
import { createPlaceLocator, type PlaceLocator } from "./locate-place.ts";

/** A payload in a file, and where it stands. */
interface Found {
  /** JSON Pointer into the file, or into its line. */
  readonly pointer: string;
  /** Counts from 1; that of the payload's beginning where it has a line of its own. */
  readonly line?: number;
  readonly body: Uint8Array | Json;
  readonly locate: PlaceLocator;
}

/**
 * Judges payloads of webhooks: one, a list of them, one on each line, or the deliveries in a journal of `listen`. Those of one
 * file are taken for what one sender delivered.
 */
export function createPayloadChecker(rulebook: Rulebook): FileChecker {
  return {
    kinds: "payloads of webhooks",
    phase: "webhooks",
    gate: "deviation",
    judge: (file) => {
      const payloads = findPayloads(rulebook, file);
      return payloads === undefined ? undefined : judgePayloads(rulebook, payloads);
    },
  };
}

function judgePayloads(rulebook: Rulebook, payloads: readonly Found[]): FileJudgement {
  const judge = createDeliveryJudge<number>(rulebook);
  const notes: { pointer: string; text: string }[] = [];
  const ledger = createReadingLedger(rulebook.catalog, {});
  const items = payloads.map(({ pointer, line, body, locate }, index): CheckedItem => {
    const { judgement, event } = judge.judge({ body }, new Date(0), index);
    const contradicting = judgement.readings.flatMap((one) => ledger.observe("", one, "an earlier payload") ?? []);
    for (const { text, pointer: own = "" } of judgement.notes) {
      // When a file was written says nothing of when it was delivered.
      if (!/ arrived more than | lies more than a minute ahead /.test(text))
        notes.push({ pointer: pointer + own, text });
    }
    const subject = event ?? "a payload";
    const findings = [...judgement.findings, ...contradicting].map((finding): FileFinding => {
      const { requirement, kind, expected, actual } = finding;
      const name = classifyBreach(rulebook.catalog.requirements.get(requirement)?.basis ?? "stated");
      const at = pointer + finding.pointer;
      return { pointer: at, ...locate(at), requirement, class: name, kind, subject, expected, actual };
    });
    // What cannot be told from another event's payload is judged where something is wrong with it all the same.
    const id = event === undefined ? undefined : rulebook.catalog.findEvent(event)?.id;
    const operation = id ?? (findings.length === 0 ? undefined : "webhook");
    return { name: subject, pointer, ...(line === undefined ? {} : { line }), operation, findings };
  });
  return { noun: "payload", items, notes };
}

/** The payloads of a file; undefined where it holds none. */
function findPayloads(rulebook: Rulebook, { bytes, text, value, path }: CheckedFile): Found[] | undefined {
  if (value !== undefined) {
    const locate = createPlaceLocator(text);
    if (isPayload(rulebook, value)) return [{ pointer: "", body: value, locate }];
    if (!Array.isArray(value) || !value.some((one: Json) => isPayload(rulebook, one))) return undefined;
    return value.map((one: Json, index) => ({ pointer: `/${index}`, body: one, locate }));
  }
  // One text in another encoding is a payload that nobody can read.
  const inUtf8 = parseJson(new TextEncoder().encode(text));
  if (inUtf8.kind === "json" && isPayload(rulebook, inUtf8.value))
    return [{ pointer: "", body: bytes, locate: createPlaceLocator(text) }];
  const parsed = splitLines(bytes).map((one) => ({ ...one, json: parseJson(one.bytes) }));
  const values = parsed.flatMap(({ json }) => (json.kind === "json" ? [json.value] : []));
  const [first] = values;
  if (isObject(first) && first["event"] === "started") return findRecorded(parsed, path);
  if (parsed.length < 2 || !values.some((one) => isPayload(rulebook, one))) return undefined;
  return parsed.map(({ line, bytes: raw, json }) => ({
    pointer: "",
    line,
    body: json.kind === "json" ? json.value : raw,
    locate: createPlaceLocator(new TextDecoder().decode(raw), line),
  }));
}

/** The lines that are not blank. */
function splitLines(bytes: Uint8Array): { readonly line: number; readonly bytes: Uint8Array }[] {
  const lines: { readonly line: number; readonly bytes: Uint8Array }[] = [];
  for (let start = 0, line = 1; start < bytes.byteLength; line += 1) {
    const end = bytes.indexOf(10, start);
    const own = bytes.subarray(start, end < 0 ? bytes.byteLength : end);
    if (own.some((byte) => byte !== 32 && byte !== 9 && byte !== 13)) lines.push({ line, bytes: own });
    start += own.byteLength + 1;
  }
  return lines;
}

/** The deliveries of a journal. */
function findRecorded(
  lines: readonly { readonly line: number; readonly json: ReturnType<typeof parseJson> }[],
  path: string,
): Found[] {
  const found = lines.flatMap(({ line, json }): Found[] => {
    const exchange = json.kind === "json" && isObject(json.value) ? json.value["exchange"] : undefined;
    if (!isObject(exchange) || exchange["delivery"] !== "received") return [];
    const request = isObject(exchange["request"]) ? exchange["request"] : {};
    const { text, base64 } = isObject(request["body"]) ? request["body"] : {};
    // The payload is a string in the line, in which nothing has a column.
    const locate: PlaceLocator = () => ({ line });
    if (typeof text === "string") return [{ pointer: "", line, body: new TextEncoder().encode(text), locate }];
    return typeof base64 === "string" ? [{ pointer: "", line, body: Buffer.from(base64, "base64"), locate }] : [];
  });
  if (found.length > 0) return found;
  throw new InputError([
    { file: path, message: "this journal has no deliveries", hint: "`listen` writes one that has" },
  ]);
}

/** Whether it is an event, of those that are documented or by its envelope one of the vendor's others. */
function isPayload({ catalog, events }: Rulebook, value: Json): boolean {
  if (events?.recognize(value, { events: [...catalog.events.values()], pins: {} }).event !== undefined) return true;
  if (!isObject(value) || events === undefined) return false;
  const { attributes } = value;
  const names = [value["eventName"], value["eventType"], isObject(attributes) ? attributes["eventName"] : undefined];
  return names.some((name) => typeof name === "string") && (isObject(attributes) || isObject(value["data"]));
}
