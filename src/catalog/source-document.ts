import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from "yaml";
import { InputError, type InputProblem } from "../model/input-error.ts";
import { parsePointer } from "../model/json-pointer.ts";
import { isObject } from "../model/json.ts";

const mostProblems = 10;
const mostAliases = 100;
const deepestNesting = 500;

/** A YAML or JSON file that the user wrote, with the way back from a value to its place. */
export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /** Where the value (or, with `key`, its member name) at a JSON Pointer stands; the nearest parent where it is absent. */
  locate(pointer: string, part?: "key" | "value"): { readonly line: number; readonly column: number };
  /** Whether the value at a pointer must not be shown in a message; absent: none is hidden. */
  readonly isHidden?: (pointer: string) => boolean;
  /** The text of a scalar as written (`0123`, not 83); undefined where there is none. */
  readSource(pointer: string): string | undefined;
}

/**
 * Parses one YAML document; throws an InputError for syntax errors, duplicate keys, unknown tags and alias bombs.
 * @param choices what files of others may have that ours do not: merge keys (`<<`), many aliases
 */
export function parseYaml(
  text: string,
  file: string,
  { merge = false, aliases = mostAliases }: { readonly merge?: boolean; readonly aliases?: number } = {},
): SourceDocument {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tooDeep = new InputError([{ message: "is nested too deeply to be read", file }]);
  if (measureNesting(text) > deepestNesting) throw tooDeep;
  try {
    // Not pretty: the library's own excerpts would print the line, and a line of a profile may hold a password.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error", merge });
    const mistakes = [...document.errors, ...document.warnings];
    const problems = mistakes.map((error) => ({ message: describeSyntax(error), file, ...place(error.pos[0]) }));
    for (const offset of findLooseAliases(document)) {
      problems.push({ message: "cannot be read: text that begins with * must be in quotes", file, ...place(offset) });
    }
    if (problems.length > 0) throw new InputError(limitProblems(problems, file));
    return {
      file,
      value: document.toJS({ maxAliasCount: aliases }) as unknown,
      locate: (pointer, part = "value") => place(findOffset(document, pointer, part)),
      readSource: (pointer) => findScalar(document, pointer),
    };
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof RangeError) throw tooDeep;
    if (!(error instanceof ReferenceError)) throw error;
    throw new InputError([{ message: "repeats its anchors so often that it would fill the memory", file }]);
  }
}

/** The most brackets open at once: beyond some ten thousand the parser does not throw but ends the process. */
function measureNesting(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, open);
  }
  return most;
}

/** Problems for one message: of very many only the first are named. */
export function limitProblems(problems: readonly InputProblem[], file: string): readonly InputProblem[] {
  if (problems.length <= mostProblems) return problems;
  return [...problems.slice(0, mostProblems), { message: `and ${problems.length - mostProblems} more`, file }];
}

function describeSyntax(error: { code: string; message: string }): string {
  switch (error.code) {
    case "DUPLICATE_KEY":
      return "the same member stands here twice";
    case "MULTIPLE_DOCS":
      return "a second document begins here; one is expected";
    case "RESOURCE_EXHAUSTION":
      return "is nested too deeply to be read";
    case "TAG_RESOLVE_FAILED":
      // The library would name the tag, and what looks like one may be a password that begins with an exclamation mark.
      return "cannot be read: text that begins with ! must be in quotes";
    default:
      return `cannot be read: ${error.message}`;
  }
}

/** Aliases without an anchor: most likely text that was meant to begin with an asterisk. */
function findLooseAliases(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) offsets.push(node.range?.[0] ?? 0);
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return offsets;
}

/** Follows a pointer as far as it leads. Keys compare as text, since YAML allows numbers as keys. */
function followPointer(document: Document.Parsed, pointer: string) {
  let key: unknown;
  let node: unknown = document.contents;
  for (const part of parsePointer(pointer)) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === part);
      if (pair === undefined) break;
      key = pair.key;
      node = pair.value ?? pair.key;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      if (item === undefined) break;
      key = item;
      node = item;
    } else break;
  }
  return { key: key ?? node, value: node };
}

function findOffset(document: Document.Parsed, pointer: string, part: "key" | "value"): number {
  const node = followPointer(document, pointer)[part];
  return isObject(node) && Array.isArray(node["range"]) ? Number(node["range"][0]) : 0;
}

function findScalar(document: Document.Parsed, pointer: string): string | undefined {
  const { value } = followPointer(document, pointer);
  return isScalar(value) ? value.source : undefined;
}
