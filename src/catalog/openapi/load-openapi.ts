import { InputError, type InputProblem } from "../../model/input-error.ts";
import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import { parseYaml, type SourceDocument } from "../source-document.ts";
import { breakInheritance } from "./break-inheritance.ts";
import { findCircularReference } from "./circular-references.ts";
import { namesBelow, type Names, valueMembers } from "./reference-names.ts";
import { formatFragment, resolveReference } from "./resolve-reference.ts";
import { settleAnchors, settleForeign } from "./settle-anchors.ts";

/** The text of a file below the folder of the OpenAPI document; the path is relative to it. Throws an InputError. */
export type ReadBeside = (path: string) => Promise<string>;

/** An OpenAPI document and the files that it refers to, as they were written. */
export interface OpenapiFiles {
  /** The document's own path below its folder. */
  readonly root: string;
  readonly version: "3.0" | "3.1";
  /** By path below the folder. */
  readonly files: ReadonlyMap<string, unknown>;
  /** Where something in one of the files stands, for messages. */
  readonly locate: (file: string, pointer: string) => Pick<InputProblem, "file" | "line" | "column" | "pointer">;
}

/** So many files are read, each of so many characters at most, and all together of so many. */
const mostFiles = 5000;
const mostCharacters = 10_000_000;
const mostInAll = 20_000_000;
/** Values nested deeper are no description that anybody wrote. */
const mostDepth = 200;

/** Other files may use one anchor in many places; each use counts. */
const mostAliases = 5000;

/**
 * Reads an OpenAPI 3.0 or 3.1 document with all that it refers to. References stay inside its folder: none leads upwards
 * or to another host. Throws an InputError that names file and JSON pointer.
 * @param name how messages call the document
 */
export async function loadOpenapi(root: string, read: ReadBeside, name = root): Promise<OpenapiFiles> {
  const documents = new Map<string, SourceDocument>();
  const anchors = new Map<string, ReadonlyMap<string, string>>();
  const files = new Map<string, unknown>();
  const folder = name.endsWith(root) ? name.slice(0, -root.length) : "";
  const nameOf = (file: string): string => (file === root ? name : folder + file);
  const problemAt = (file: string, pointer: string, message: string, hint?: string): InputError => {
    const place = documents.get(file)?.locate(pointer) ?? {};
    return new InputError([
      { file: nameOf(file), ...place, pointer, message, ...(hint === undefined ? {} : { hint }) },
    ]);
  };
  const waiting = [root];
  let characters = 0;
  let version: OpenapiFiles["version"] = "3.1";
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (documents.has(file)) continue;
    if (documents.size >= mostFiles)
      throw new InputError([{ file: name, message: `refers to more than ${mostFiles} files` }]);
    const text = await read(file);
    if (text.length > mostCharacters)
      throw new InputError([{ file: nameOf(file), message: `is larger than ${mostCharacters} characters` }]);
    characters += text.length;
    if (characters > mostInAll)
      throw new InputError([{ file: name, message: `and what it refers to is larger than ${mostInAll} characters` }]);
    const document = parseFile(text, nameOf(file));
    documents.set(file, document);
    // A document of another version is told of before what it refers to.
    if (file === root) version = readVersion(document.value, (pointer, ...rest) => problemAt(root, pointer, ...rest));
    checkDepth(document.value, file, problemAt);
    const settled = version === "3.1" ? settleAnchors(document.value, file) : { value: document.value };
    files.set(file, settled.value);
    if ("anchors" in settled) anchors.set(file, settled.anchors);
    for (const { pointer, reference } of listReferences(settled.value)) {
      const [target] = splitReference(reference, file, pointer, problemAt);
      if (!documents.has(target)) waiting.push(target);
    }
  }
  const named = [...anchors.values()].some(({ size }) => size > 0) ? [...files] : [];
  for (const [file, value] of named) {
    const find = (reference: string): string => {
      const [target, fragment] = resolveReference(reference, file);
      const pointer = anchors.get(target)?.get(fragment);
      return pointer === undefined ? reference : reference.replace(/#.*$/, () => formatFragment(pointer));
    };
    files.set(file, settleForeign(value, find));
  }
  for (const [file, value] of files) {
    for (const { pointer, reference } of listReferences(value)) {
      const [target, fragment] = splitReference(reference, file, pointer, problemAt);
      if (fragment !== "" && !fragment.startsWith("/")) {
        const hint = "write a JSON pointer, such as #/components/schemas/Pet; in 3.1 a schema may have an $anchor";
        throw problemAt(file, `${pointer}/$ref`, `names an anchor that is not there: ${reference}`, hint);
      }
      if (resolvePointer(files.get(target), fragment) === undefined)
        throw problemAt(file, `${pointer}/$ref`, `leads nowhere: ${reference}`);
    }
  }
  const broken = breakInheritance(files);
  const circle = findCircularReference(broken, root);
  if (circle !== undefined) {
    throw problemAt(
      circle.file,
      circle.pointer,
      "is described by itself alone, so that no value could ever be held against it",
      "a schema must not be a part of its own allOf, anyOf or oneOf",
    );
  }
  return {
    root,
    version,
    files: broken,
    locate: (file, pointer) => ({ file: nameOf(file), pointer, ...documents.get(file)?.locate(pointer) }),
  };
}

type ProblemAt = (file: string, pointer: string, message: string, hint?: string) => InputError;

function parseFile(text: string, file: string): SourceDocument {
  // YAML's parser is a hundred times slower on what is JSON already; it is asked where that goes wrong, to say where.
  if (/^\s*\{/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      let located: SourceDocument | undefined;
      const locate: SourceDocument["locate"] = (pointer, part) => {
        located ??= parseYaml(text, file, { aliases: mostAliases });
        return located.locate(pointer, part);
      };
      return { file, value, locate, readSource: () => undefined };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  // Merge keys are of YAML 1.1, and in many documents all the same.
  return parseYaml(text, file, { merge: true, aliases: mostAliases });
}

function checkDepth(value: unknown, file: string, problemAt: ProblemAt): void {
  const walk = (node: unknown, parts: readonly string[]): void => {
    if (parts.length > mostDepth) throw problemAt(file, formatPointer(parts.slice(0, 5)), "is nested too deeply");
    if (typeof node !== "object" || node === null) return;
    for (const [name, one] of Object.entries(node)) walk(one, [...parts, name]);
  };
  walk(value, []);
}

function listReferences(value: unknown): { readonly pointer: string; readonly reference: string }[] {
  const found: { pointer: string; reference: string }[] = [];
  const walk = (node: unknown, parts: readonly string[], names: Names): void => {
    if (Array.isArray(node)) {
      for (const [index, one] of node.entries()) walk(one, [...parts, String(index)], "known");
      return;
    }
    if (!isObject(node)) return;
    const reference = node["$ref"];
    if (typeof reference === "string" && names !== "free") found.push({ pointer: formatPointer(parts), reference });
    for (const [name, one] of Object.entries(node)) {
      // What describes for people is no reference either, though some tools put files of text in there by one.
      if (names === "known" && (valueMembers.has(name) || name.startsWith("x-") || name === "description")) continue;
      walk(one, [...parts, name], names === "known" ? namesBelow(name) : "known");
    }
  };
  walk(value, [], "known");
  return found;
}

function splitReference(
  reference: string,
  file: string,
  pointer: string,
  problemAt: ProblemAt,
): readonly [file: string, fragment: string] {
  const place = `${pointer}/$ref`;
  const hint = "put the file into the folder of the OpenAPI document or below, or bundle all into one file first";
  if (/^[a-z][a-z\d+.-]*:/i.test(reference) || reference.startsWith("//"))
    throw problemAt(file, place, `leads to another place: ${reference}; nothing is fetched`, hint);
  try {
    const [target, fragment] = resolveReference(reference, file);
    if (target.startsWith("/") || target.startsWith("../") || target === ".." || target.includes("\\"))
      throw problemAt(file, place, `leads out of the document's folder: ${reference}`, hint);
    return [target, fragment];
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw problemAt(file, place, `cannot be read: ${reference}`);
  }
}

function readVersion(
  document: unknown,
  problemAt: (pointer: string, message: string, hint?: string) => InputError,
): OpenapiFiles["version"] {
  const given = isObject(document) ? document["openapi"] : undefined;
  // In YAML 3.1 without quotes is a number.
  const version = typeof given === "number" ? String(given) : given;
  if (typeof version === "string" && /^3\.0(\.|$)/.test(version)) return "3.0";
  if (typeof version === "string" && /^3\.1(\.|$)/.test(version)) return "3.1";
  const found =
    isObject(document) && typeof document["swagger"] === "string" ? `Swagger ${document["swagger"]}` : undefined;
  const words =
    document === null
      ? "is empty"
      : version === undefined
        ? "has no `openapi: 3.x.y`"
        : `is OpenAPI ${JSON.stringify(version)}`;
  throw problemAt(
    found === undefined ? "/openapi" : "/swagger",
    `${found === undefined ? words : `is ${found}`}, and no OpenAPI 3.0 or 3.1 document`,
    "openapi: has to be 3.0.x or 3.1.x; converters make 3.0 of Swagger 2.0",
  );
}
