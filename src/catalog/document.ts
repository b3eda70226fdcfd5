import { InputError, type InputProblem } from "../model/input-error.ts";
import { explainMistakes } from "./explain-mistakes.ts";
import { limitProblems, parseYaml, type SourceDocument } from "./source-document.ts";

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
