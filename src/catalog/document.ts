import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from "yaml";
import { InputError, type InputProblem } from "../model/input-error.ts";
import { formatPointer, parsePointer } from "../model/json-pointer.ts";
import { isObject, jsonType, showJson } from "../model/json.ts";

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
 * Parses YAML 1.2 (JSON is a part of it) and checks it against a JSON Schema 2020-12 without references to other files.
 * Throws an InputError with one problem per mistake: file, line, column, JSON Pointer, what is wrong and what to write.
 * Two annotations of the schema are heeded: `x-hint`, what to write instead, and `writeOnly`, whose value is never shown.
 */
export function loadYaml(text: string, file: string, schema: object): unknown {
  const document = parseYaml(text, file);
  checkDocument(document, schema);
  return document.value;
}

/** Parses one YAML document; throws an InputError for syntax errors, duplicate keys, unknown tags and alias bombs. */
export function parseYaml(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tooDeep = new InputError([{ message: "is nested too deeply to be read", file }]);
  if (measureNesting(text) > deepestNesting) throw tooDeep;
  try {
    // Not pretty: the library's own excerpts would print the line, and a line of a profile may hold a password.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const mistakes = [...document.errors, ...document.warnings];
    const problems = mistakes.map((error) => ({ message: describeSyntax(error), file, ...place(error.pos[0]) }));
    for (const offset of findLooseAliases(document)) {
      problems.push({ message: "cannot be read: text that begins with * must be in quotes", file, ...place(offset) });
    }
    if (problems.length > 0) throw new InputError(limitProblems(problems, file));
    return {
      file,
      value: document.toJS({ maxAliasCount: mostAliases }) as unknown,
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

/** Checks a parsed document against a JSON Schema; throws as `loadYaml` does. */
export function checkDocument(document: SourceDocument, schema: object): void {
  const problems = explainMistakes(document.value, schema, document).map(
    ({ at, part, message, hint }): InputProblem => ({
      message,
      file: document.file,
      ...document.locate(at, part),
      pointer: at,
      ...(hint === undefined ? {} : { hint }),
    }),
  );
  if (problems.length === 0) return;
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  throw new InputError(limitProblems(problems, document.file));
}

function limitProblems(problems: readonly InputProblem[], file: string): readonly InputProblem[] {
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

// --- Places ---

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

// --- Mistakes ---

interface Mistake {
  readonly at: string;
  readonly part: "key" | "value";
  readonly message: string;
  readonly hint?: string | undefined;
}

const validators = new WeakMap<object, ValidateFunction>();

function compile(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  // One instance per schema: two schemas of the same $id may meet in one process (sources and build).
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
}

function explainMistakes(value: unknown, schema: object, document: SourceDocument): Mistake[] {
  return findErrors(value, schema, schema, "").flatMap((error) => describeError(error, document));
}

/** The validator's errors without the noise of alternatives: of each anyOf and oneOf only the nearest branch is kept. */
function findErrors(value: unknown, schema: object, root: object, base: string): ErrorObject[] {
  const validate = compile(schema);
  if (validate(value) === true) return [];
  const kept: ErrorObject[] = [];
  for (const error of validate.errors ?? []) {
    const { keyword, schemaPath, instancePath } = error;
    if (keyword === "if") continue;
    if (keyword === "propertyNames") {
      // Its own error names the member; the one before it says what is wrong with the name, but at the parent.
      if (kept.at(-1)?.propertyName !== undefined) kept.pop();
    } else if ((keyword === "anyOf" || keyword === "oneOf") && error.params["passingSchemas"] == null) {
      const parent = schemaPath.slice(0, -keyword.length);
      // The branches' errors come right before; a sibling's share the parent's path, a branch's go through the keyword or a $ref.
      while (kept.length > 0 && isOfBranch(kept.at(-1), base + instancePath, parent, schemaPath)) kept.pop();
      kept.push(...chooseBranch(error, root, base));
      continue;
    }
    kept.push({ ...error, instancePath: base + instancePath });
  }
  return kept;
}

function isOfBranch(error: ErrorObject | undefined, at: string, parent: string, schemaPath: string): boolean {
  if (error === undefined) return false;
  const inside = error.instancePath === at || error.instancePath.startsWith(`${at}/`);
  return inside && (error.schemaPath.startsWith(`${schemaPath}/`) || !error.schemaPath.startsWith(parent));
}

function chooseBranch(error: ErrorObject, root: object, base: string): ErrorObject[] {
  const at = base + error.instancePath;
  const own: ErrorObject = { ...error, instancePath: at };
  const branches: unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const candidates = branches.filter(isObject).map((branch) => {
    // A branch on its own needs the definitions that its references lead to.
    const alone = { ...branch, $defs: (root as Readonly<Record<string, unknown>>)["$defs"] ?? {} };
    try {
      return findErrors(error.data, alone, alone, at);
    } catch {
      return [own]; // It refers to something outside the definitions.
    }
  });
  const isWhole = (errors: readonly ErrorObject[]) =>
    errors.some(({ instancePath, keyword }) => instancePath === at && ["type", "const", "enum"].includes(keyword));
  const near = candidates.filter((errors) => !isWhole(errors));
  if (near.length > 0)
    return near.reduce((best, errors) => (rateErrors(errors, at) < rateErrors(best, at) ? errors : best));
  const types = candidates.flatMap((errors) => errors.filter(({ keyword }) => keyword === "type"));
  const allowed = types.flatMap((each): unknown[] => [each.params["type"]].flat());
  if (allowed.length === 0) return candidates[0] ?? [own];
  return [{ ...own, keyword: "type", params: { type: [...new Set(allowed)] } }];
}

/** How far a value is from a branch: a missing or unknown member of its own weighs more than a mistake further inside. */
function rateErrors(errors: readonly ErrorObject[], at: string): number {
  return errors.reduce((sum, { instancePath, keyword }) => {
    const isDiscriminator = keyword === "const" && instancePath.lastIndexOf("/") === at.length;
    return sum + (isDiscriminator ? 10 : instancePath === at ? 3 : 1);
  }, 0);
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

function describeError(error: ErrorObject, document: SourceDocument): Mistake[] {
  const at = error.instancePath;
  const parent: Readonly<Record<string, unknown>> = isObject(error.parentSchema) ? error.parentSchema : {};
  const ownHint = typeof parent["x-hint"] === "string" ? parent["x-hint"] : undefined;
  const isSecret = parent["writeOnly"] === true || document.isHidden?.(at) === true;
  const isText = typeof error.data === "string";
  const got = isSecret ? (isText ? "" : `, got ${describeType(error.data)}`) : `, got ${showActual(error.data)}`;
  const say = (message: string, hint = ownHint): Mistake[] => [{ at, part: "value", message, hint }];
  const { params } = error;
  switch (error.keyword) {
    case "type": {
      const types = [params["type"]].flat().map(String);
      const words = types.map((type) => typeWords[type] ?? type).join(" or ");
      return say(`must be ${words}${got}`, ownHint ?? hintQuotes(types, error.data, at, document, isSecret));
    }
    case "required": {
      const name = String(params["missingProperty"]);
      return say(`the member "${name}" is missing`, ownHint ?? `add ${name}`);
    }
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = String(params["additionalProperty"] ?? params["unevaluatedProperty"]);
      const allowed = Object.keys(isObject(parent["properties"]) ? parent["properties"] : {});
      const hint = suggestName(name, allowed);
      return [{ at: at + formatPointer([name]), part: "key", message: `there is no member "${name}" here`, hint }];
    }
    case "propertyNames": {
      const name = String(params["propertyName"]);
      return [
        { at: at + formatPointer([name]), part: "key", message: `"${name}" cannot be a name here`, hint: ownHint },
      ];
    }
    case "enum":
    case "const": {
      const allowed: unknown[] = error.keyword === "enum" ? [params["allowedValues"]].flat() : [params["allowedValue"]];
      const list = allowed.map((each) => showJson(each)).join(", ");
      const near = isSecret || !isText ? undefined : findNearest(String(error.data), allowed.map(String));
      const hint = near === undefined ? ownHint : `did you mean "${near}"?`;
      return say(`must be ${allowed.length === 1 ? "" : "one of "}${list}${got}`, hint);
    }
    case "minLength":
      return say(
        params["limit"] === 1 ? "must not be empty" : `must have at least ${params["limit"]} characters${got}`,
      );
    case "pattern":
      return say(`is not of the form that is needed${got}`, ownHint ?? `the form is ${params["pattern"]}`);
    case "format":
      return say(`must be a valid ${params["format"]}${got}`);
    case "minItems":
    case "minProperties":
      return say(params["limit"] === 1 ? "must not be empty" : `must have at least ${params["limit"]} entries`);
    case "maxItems":
    case "maxProperties":
      return say(`must have at most ${params["limit"]} ${params["limit"] === 1 ? "entry" : "entries"}`);
    case "minimum":
      return say(`must be at least ${params["limit"]}${got}`);
    case "maximum":
      return say(`must be at most ${params["limit"]}${got}`);
    case "uniqueItems":
      return say(
        `entries ${[params["i"], params["j"]]
          .map(Number)
          .sort((a, b) => a - b)
          .join(" and ")} (from 0) are the same`,
      );
    case "anyOf":
      return say("fits none of the allowed forms");
    case "oneOf":
      return say("must fit exactly one of the allowed forms");
    default:
      return say(`${error.message ?? "does not fit"}${got}`);
  }
}

function describeType(value: unknown): string {
  return value === null ? "nothing" : (typeWords[jsonType(value)] ?? "something else");
}

function showActual(value: unknown): string {
  return typeof value === "object" ? describeType(value) : showJson(value, 60);
}

/** YAML reads 0123 and true as other things than text: shows what was written, in quotes. */
function hintQuotes(types: readonly string[], value: unknown, at: string, from: SourceDocument, isSecret: boolean) {
  if (!types.includes("string") || isSecret || value === null || typeof value === "object") return undefined;
  return `write "${from.readSource(at) ?? String(value)}", in quotes`;
}

function suggestName(name: string, allowed: readonly string[]): string | undefined {
  const near = findNearest(name, allowed);
  if (near !== undefined) return `did you mean "${near}"?`;
  return allowed.length === 0 ? undefined : `allowed are ${allowed.join(", ")}`;
}

/** The allowed word at the smallest edit distance, where that is small enough to be a slip of the keyboard. */
function findNearest(word: string, allowed: readonly string[]): string | undefined {
  const rated = allowed
    .map((each) => ({ each, distance: measureDistance(word.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = rated[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
}

/** Edit distance, two swapped letters counting as one slip; words far apart in length are not compared. */
function measureDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 4) return Infinity;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
