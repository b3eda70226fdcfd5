import { parseTree, findNodeAtLocation } from "jsonc-parser";
import { createDeliveryJudge } from "../../src/check/judge-deliveries.ts";
import { createReadingLedger } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import { parsePointer } from "../../src/model/json-pointer.ts";
import { classifyBreach } from "../../src/model/requirement.ts";
import type { Finding } from "../../src/model/verdict.ts";
import type { CheckedFile, FileChecker, FileFinding, FileJudgement } from "./file-checker.ts";

/** A payload in a file, and where it stands. */
interface Found {
  /** JSON Pointer into the file, or into its line. */
  readonly pointer: string;
  /** Counts from 1; that of the payload's beginning where it has a line of its own. */
  readonly line: number | undefined;
  readonly body: Uint8Array | Json;
}

/**
 * Judges payloads of webhooks: one, a list of them, one on each line, or the deliveries in a journal of `listen`. Those of one
 * file are taken for what one sender delivered.
 */
export function createPayloadChecker(rulebook: Rulebook): FileChecker {
  return {
    kinds: "payloads of webhooks",
    gate: "deviation",
    judge: (file) => {
      const payloads = findPayloads(rulebook, file);
      return payloads === undefined ? undefined : judgePayloads(rulebook, file, payloads);
    },
  };
}

function judgePayloads(rulebook: Rulebook, file: CheckedFile, payloads: readonly Found[]): FileJudgement {
  const judge = createDeliveryJudge<number>(rulebook);
  const findings: FileFinding[] = [];
  const notes: { pointer: string; text: string }[] = [];
  const ledger = createReadingLedger(rulebook.catalog, {});
  let count = 0;
  for (const [index, { pointer, line, body }] of payloads.entries()) {
    const { judgement, event } = judge.judge({ body }, new Date(0), index);
    if (event !== undefined || judgement.findings.length > 0) count += 1;
    const contradicting = judgement.readings.flatMap((one) => ledger.observe("", one, "an earlier payload") ?? []);
    const place = (own: string): string => pointer + own;
    for (const finding of [...judgement.findings, ...contradicting]) {
      findings.push(describeFinding(rulebook, file, finding, place(finding.pointer), line, event ?? "a payload"));
    }
    for (const { text, pointer: own = "" } of judgement.notes) {
      // When a file was written says nothing of when it was delivered.
      if (!/ arrived more than | lies more than a minute ahead /.test(text)) notes.push({ pointer: place(own), text });
    }
  }
  return { checked: { count, noun: "payload" }, findings, notes };
}

function describeFinding(
  { catalog }: Rulebook,
  file: CheckedFile,
  { requirement, kind, expected, actual }: Finding,
  pointer: string,
  line: number | undefined,
  subject: string,
): FileFinding {
  const basis = catalog.requirements.get(requirement)?.basis ?? "stated";
  const at = line ?? findLine(file.text, pointer);
  return {
    pointer,
    requirement,
    class: classifyBreach(basis),
    kind,
    subject,
    expected,
    actual,
    ...(at === undefined ? {} : { line: at }),
  };
}

/** The line of a place in a JSON text, or of the nearest one above it. */
export function findLine(text: string, pointer: string): number | undefined {
  const tree = parseTree(text);
  if (tree === undefined) return undefined;
  for (let parts = parsePointer(pointer); ; parts = parts.slice(0, -1)) {
    const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const node = findNodeAtLocation(tree, path);
    if (node !== undefined) return text.slice(0, node.offset).split("\n").length;
    if (parts.length === 0) return undefined;
  }
}

/** The payloads of a file; undefined where it holds none. */
function findPayloads(rulebook: Rulebook, { text, value, path }: CheckedFile): Found[] | undefined {
  if (value !== undefined) {
    if (isEvent(rulebook, value)) return [{ pointer: "", line: undefined, body: value }];
    if (!Array.isArray(value) || !value.some((one: Json) => isEvent(rulebook, one))) return undefined;
    return value.map((one: Json, index) => ({ pointer: `/${index}`, line: undefined, body: one }));
  }
  const lines = text
    .split("\n")
    .flatMap((line, index) => (line.trim() === "" ? [] : [{ line: index + 1, text: line }]));
  const parsed = lines.map((one) => ({ ...one, json: parseJson(new TextEncoder().encode(one.text)) }));
  const values = parsed.flatMap(({ json }) => (json.kind === "json" ? [json.value] : []));
  const [first] = values;
  if (isObject(first) && first["event"] === "started") return findRecorded(parsed, path);
  if (lines.length < 2 || !values.some((one) => isEvent(rulebook, one))) return undefined;
  return parsed.map(({ line, text: raw, json }) => ({
    pointer: "",
    line,
    body: json.kind === "json" ? json.value : new TextEncoder().encode(raw),
  }));
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
    if (typeof text === "string") return [{ pointer: "", line, body: new TextEncoder().encode(text) }];
    return typeof base64 === "string" ? [{ pointer: "", line, body: Buffer.from(base64, "base64") }] : [];
  });
  if (found.length > 0) return found;
  throw new InputError([
    { file: path, message: "this journal has no deliveries", hint: "`listen` writes one that has" },
  ]);
}

function isEvent({ catalog, events }: Rulebook, value: Json): boolean {
  return events?.recognize(value, { events: [...catalog.events.values()], pins: {} }).event !== undefined;
}
