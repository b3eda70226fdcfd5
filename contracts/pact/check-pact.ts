import type { Rulebook } from "../../src/check/standard.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import { checkCodes } from "./check-codes.ts";
import { checkMessage } from "./check-message.ts";
import { checkRequest } from "./check-request.ts";
import { checkResponse, expectedAnswer } from "./check-response.ts";
import { findOperation } from "./find-operation.ts";
import { makeExchange } from "./make-exchange.ts";
import type { HttpInteraction, Interaction, Pact } from "./pact-model.ts";
import { dropRepeated, type PactFinding } from "./pact-finding.ts";

/** What the static check says of a pact. */
export interface PactJudgement {
  readonly interactions: readonly (JudgedInteraction & Pick<Interaction, "description" | "pointer">)[];
  /** Those of all interactions. */
  readonly findings: readonly PactFinding[];
}

/** Holds a consumer's pact against the documents, with no host: what it sends, and what it expects to get. */
export function checkPact(rulebook: Rulebook, pact: Pact): PactJudgement {
  const interactions = pact.interactions.map((interaction) => {
    const judged = checkInteraction(rulebook, interaction);
    const { description, pointer } = interaction;
    return { ...judged, description, pointer, findings: dropRepeated(judged.findings) };
  });
  return { interactions, findings: interactions.flatMap(({ findings }) => findings) };
}

interface JudgedInteraction {
  /** The operation or event that it is about; undefined where that is none of the documents. */
  readonly operation: string | undefined;
  readonly findings: readonly PactFinding[];
  readonly notes: readonly { readonly pointer: string; readonly text: string }[];
}

/** What one interaction relies on and the documents do not promise. */
function checkInteraction(rulebook: Rulebook, interaction: Interaction): JudgedInteraction {
  const skip = (text: string): JudgedInteraction => ({
    operation: undefined,
    findings: [],
    notes: [{ pointer: interaction.pointer, text: `${interaction.description}: ${text}` }],
  });
  switch (interaction.kind) {
    case "other":
      return skip(`an interaction of the type ${interaction.type} is of no documented kind`);
    case "message": {
      const judged = checkMessage(rulebook, interaction);
      if (judged !== undefined) return { operation: judged.event, findings: judged.findings, notes: [] };
      return skip("the message is none of the documented events, and was not judged");
    }
    case "http":
      return checkHttp(rulebook, interaction, skip);
  }
}

function checkHttp(
  rulebook: Rulebook,
  interaction: HttpInteraction,
  skip: (text: string) => JudgedInteraction,
): JudgedInteraction {
  const { request, pointer } = interaction;
  const meant = findOperation(rulebook.catalog, makeExchange(interaction, undefined));
  const named = `${request.method} ${request.path}`;
  if (meant.kind === "foreign") return skip(`${named} is no documented operation, and was not judged`);
  const { operation } = meant;
  if (meant.kind === "sample-path") {
    const text = `${interaction.description}: whether ${request.path}, the path of a sample, is served is a reading`;
    const { findings } = judge(rulebook, operation, interaction);
    return { operation: operation.id, findings, notes: [{ pointer: `${pointer}/request/path`, text }] };
  }
  const findings = judge(rulebook, operation, interaction);
  if (meant.kind === "documented") return { operation: operation.id, ...findings, notes: [] };
  const own: PactFinding = {
    pointer: `${pointer}/request/${meant.kind === "other-method" ? "method" : "path"}`,
    requirement: `${operation.id}.resource.served`,
    class: "violation",
    kind: "value",
    subject: interaction.description,
    expected: `${operation.method} ${operation.path}`,
    actual: named,
  };
  // What another method or path is sent and answers stands nowhere.
  return { operation: operation.id, findings: [own], notes: [] };
}

function judge(
  rulebook: Rulebook,
  operation: Operation,
  interaction: HttpInteraction,
): { readonly findings: readonly PactFinding[] } {
  const answer = expectedAnswer(rulebook, operation, interaction);
  const codes = checkCodes(rulebook, operation, interaction, answer);
  // A request that is to be refused may be as wrong as it likes.
  const request = codes.isRefusal ? [] : checkRequest(rulebook, operation, interaction);
  return { findings: [...request, ...checkResponse(rulebook, operation, interaction), ...codes.findings] };
}
