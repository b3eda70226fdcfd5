import { captureExchange } from "../../src/capture/capture-exchange.ts";
import { checkBody } from "../../src/check/check-body.ts";
import { checkExchange } from "../../src/check/check-exchange.ts";
import { settleReadings } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { findNearest } from "../../src/catalog/find-nearest.ts";
import { InputError } from "../../src/model/input-error.ts";
import { classifyBreach } from "../../src/model/requirement.ts";
import type { FileChecker, FileFinding } from "./file-checker.ts";
import { createPlaceLocator } from "./locate-place.ts";

/**
 * Judges single bodies of one operation: an answer by its schema, a request by its schema and the rules on requests. Where an
 * operation has both, a body is taken for what it breaks less of.
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
      const answer = operation.answer === undefined ? undefined : checkBody(catalog, operation.answer, value);
      const request = operation.body === undefined ? undefined : checkBody(catalog, operation.body, value);
      const isRequest =
        request !== undefined && (answer === undefined || request.findings.length <= answer.findings.length);
      const { method, path: url } = operation;
      const sent = captureExchange({ request: { url, method, body: text }, response: { status: 200, body: {} } });
      // What is demanded of a request beside its body cannot be told from the body.
      const judged = settleReadings(catalog, checkExchange(rulebook, { ...sent, operation: id }, "consumer"));
      const ofRequest = [
        ...(request?.findings ?? []).filter(({ pointer }) => pointer === ""),
        ...judged.filter(({ pointer }) => pointer !== ""),
      ];
      const findings = isRequest ? ofRequest : (answer?.findings ?? []);
      const locate = createPlaceLocator(text);
      const noun = isRequest ? "request body" : "answer body";
      const own = findings.map(({ pointer, requirement, kind, expected, actual }): FileFinding => {
        const name = classifyBreach(catalog.requirements.get(requirement)?.basis ?? "stated");
        return { pointer, ...locate(pointer), requirement, class: name, kind, subject: id, expected, actual };
      });
      return { noun, notes: [], items: [{ name: noun, pointer: "", operation: id, findings: own }] };
    },
  };
}
