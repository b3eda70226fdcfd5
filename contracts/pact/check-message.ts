import { checkPayload } from "../../src/check/check-payload.ts";
import { settleReadings } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import type { EventDefinition } from "../../src/catalog/events.ts";
import type { Json } from "../../src/model/json.ts";
import { resolvePointer } from "../../src/model/json-pointer.ts";
import { type BodyFinding, checkBodyExpectation } from "./check-body-expectation.ts";
import { checkGenerators } from "./check-generators.ts";
import type { MessageInteraction } from "./pact-model.ts";
import type { PactFinding } from "./pact-finding.ts";
import { placeFindings } from "./place-findings.ts";
import { type Expectation, readExpectation } from "./read-expectation.ts";

/** Holds a message that a consumer expects against the documented events; undefined where it is none of them. */
export function checkMessage(
  rulebook: Rulebook,
  interaction: MessageInteraction,
): { readonly event: string; readonly findings: readonly PactFinding[] } | undefined {
  const { catalog, events } = rulebook;
  const { contents, rules } = interaction;
  if (contents.kind !== "json") return undefined;
  const expectation = readExpectation(contents.value, rules.body);
  const known = [...catalog.events.values()];
  const recognized = events?.recognize(expectation.named, { events: known, pins: {} });
  const event = recognized?.event;
  if (event === undefined) return undefined;
  const envelope = event.envelopes.find(({ name }) => name === recognized?.envelope);
  const parts =
    envelope === undefined
      ? []
      : [
          { schema: envelope.schema, at: "" },
          ...envelope.parts.filter(({ at }) => resolvePointer(expectation.named, at) !== undefined),
        ];
  const found = checkBodyExpectation(rulebook, parts, expectation);
  // Where a part has a schema of its own, the envelope's describes none of its members.
  const own = found.filter(
    ({ unpromised, pointer }) => unpromised !== true || isUndescribed(rulebook, parts, expectation.named, pointer),
  );
  const made = checkGenerators(catalog, parts, interaction.generators.body, contents.value);
  const findings = [...own, ...made, ...checkRules(rulebook, event, expectation)];
  return { event: event.id, findings: placeFindings(catalog, interaction, contents, findings) };
}

/** Whether the innermost part that a place is in does not describe it. */
function isUndescribed(
  { catalog }: Rulebook,
  parts: readonly { readonly schema: string; readonly at: string }[],
  value: Json,
  pointer: string,
): boolean {
  const inside = parts
    .filter(({ at }) => pointer.startsWith(`${at}/`))
    .toSorted((a, b) => b.at.length - a.at.length)[0];
  if (inside === undefined) return true;
  const part = inside.at === "" ? value : resolvePointer(value, inside.at);
  return catalog.unknownMembers(inside.schema, part).some((one) => inside.at + one === pointer);
}

/** The event's rules, on what the pact insists on; what it leaves out is no breach. */
function checkRules(rulebook: Rulebook, event: EventDefinition, { counted, named }: Expectation): BodyFinding[] {
  const { catalog } = rulebook;
  const isWhole = counted !== undefined;
  const { judgement } = checkPayload(rulebook, { event: event.id, body: counted ?? named });
  return settleReadings(catalog, judgement).flatMap(({ requirement, pointer, kind, expected, actual }) => {
    const check = catalog.requirements.get(requirement)?.check;
    if (check === undefined || "schema" in check || kind === "missing" || !isWhole) return [];
    // Which envelope it is shows in the names of its members, which need no value.
    if (kind === "no-reading" && requirement.endsWith(".envelope.form")) return [];
    return [{ pointer, requirement, kind, expected, actual: `the pact expects ${actual}` }];
  });
}
