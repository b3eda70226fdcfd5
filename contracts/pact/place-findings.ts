import type { Catalog } from "../../src/catalog/catalog.ts";
import { classifyBreach } from "../../src/model/requirement.ts";
import type { BodyFinding } from "./check-body-expectation.ts";
import type { Interaction, PactBody } from "./pact-model.ts";
import type { PactFinding } from "./pact-finding.ts";

/** Findings on a body as findings on the file: at the matcher that is to blame, else at the place in the body. */
export function placeFindings(
  catalog: Pick<Catalog, "requirements">,
  { description }: Pick<Interaction, "description">,
  body: PactBody,
  findings: readonly BodyFinding[],
): PactFinding[] {
  const inFile = (pointer: string): string => {
    if (body.kind === "none") return "";
    return body.kind === "json" && !body.isText ? body.at + pointer : body.at;
  };
  return findings.map(({ pointer, rule, requirement, kind, expected, actual, unpromised }) => ({
    pointer: rule?.pointer ?? inFile(pointer),
    requirement,
    class: unpromised === true ? "deviation" : classOf(catalog, requirement),
    kind,
    subject: description,
    expected,
    actual,
  }));
}

/** The class of a breach of a requirement. */
export function classOf({ requirements }: Pick<Catalog, "requirements">, requirement: string): PactFinding["class"] {
  return classifyBreach(requirements.get(requirement)?.basis ?? "shown");
}
