import { captureExchange } from "../../src/capture/capture-exchange.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import { checkAnswer } from "../../src/check/check-answer.ts";
import { checkBody } from "../../src/check/check-body.ts";
import { checkExchange } from "../../src/check/check-exchange.ts";
import { settleReadings } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { findNearest } from "../../src/catalog/find-nearest.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { classifyBreach } from "../../src/model/requirement.ts";
import type { FileChecker, FileFinding } from "./file-checker.ts";
import { createPlaceLocator } from "./locate-place.ts";

/**
 * Judges single bodies of one operation, by their schema and by the rules that need no more than the body. Where an operation
 * has requests with a body, it is told by what the body holds whether it is one.
 */
export function createBodyChecker(rulebook: Rulebook, id: string): FileChecker {
  const { catalog } = rulebook;
  const operation = catalog.operations.get(id);
  if (operation === undefined) {
    const names = [...catalog.operations.keys()];
    const near = findNearest(id, names);
    const hint = near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`;
    throw new InputError([{ message: `--operation ${id} is no operation`, hint }]);
  }
  return {
    kinds: `bodies of ${id}`,
    phase: "suites",
    gate: "deviation",
    judge: ({ path, text, value, trouble }) => {
      if (value === undefined)
        throw new InputError([{ file: path, message: `cannot be read: ${trouble ?? "no JSON"}` }]);
      const { method, path: url } = operation;
      // What is demanded of a request beside its body cannot be told from the body, nor what an answer has to do with it.
      const sent = captureExchange({ request: { url, method, body: text }, response: { status: 200, body: {} } });
      const told = captureExchange({ request: { url, method }, response: { status: 200, body: text } });
      const isRequest = isLikelierRequest(catalog, operation, value);
      const judged = isRequest
        ? checkExchange(rulebook, { ...sent, operation: id }, "consumer")
        : checkAnswer(rulebook, operation, told);
      const whole = operation.body === undefined ? [] : checkBody(catalog, operation.body, value).findings;
      const settled = settleReadings(catalog, judged);
      const ofRequest = [
        ...whole.filter(({ pointer }) => pointer === ""),
        ...settled.filter(({ pointer }) => pointer !== ""),
      ];
      const findings = isRequest ? ofRequest : settled;
      const locate = createPlaceLocator(text);
      const noun = isRequest ? "request body" : "answer body";
      const own = findings.map(({ pointer, requirement, kind, expected, actual }): FileFinding => {
        const name = classifyBreach(catalog.requirements.get(requirement)?.basis ?? "stated");
        return { pointer, ...locate(pointer), requirement, class: name, kind, subject: id, expected, actual };
      });
      return {
        noun,
        notes: isRequest ? [] : judged.notes.map(({ text: note, pointer = "" }) => ({ pointer, text: note })),
        items: [{ name: noun, pointer: "", operation: id, findings: own }],
      };
    },
  };
}

/**
 * Where an operation has both, a body is taken for what describes more of it: what it breaks counts, and every member that
 * is not described. Where both describe it as well, for the request, which is the one of which documents say more.
 */
function isLikelierRequest(catalog: Catalog, { body, answer }: Operation, value: Json): boolean {
  if (body === undefined || answer === undefined) return body !== undefined;
  const count = (schema: string): number =>
    checkBody(catalog, schema, value).findings.length + catalog.unknownMembers(schema, value).length;
  const isRefusal = isObject(value) && Array.isArray(value["errors"]);
  return !isRefusal && count(body) <= count(answer);
}
