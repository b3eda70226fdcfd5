import type { SchemaDocument } from "../../src/catalog/sources.ts";
import type { Run, RunEvent } from "../../src/model/run.ts";
import type { GeneratedChoices } from "../../src/model/run-choices.ts";
import { createGeneratedPhase } from "../../src/run/generated-phase.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import { createSuitesPhase } from "../../src/run/run-phase.ts";
import { createWebhooksPhase } from "../../src/run/webhooks-phase.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { webhookCases } from "../../suites/webhooks/cases.ts";
import { listSources } from "../make-phases.ts";
import { type MockChoice, openMock } from "./open-mock.ts";

/** The suites, or other phases, against a mock host in this process, without a network: for the kill table and tests. */
export async function runOnMock(
  own: CapillaryStandard,
  profileSchema: SchemaDocument,
  mock: MockChoice,
  options: {
    readonly only?: readonly string[];
    /** Default: the suites alone. */
    readonly phases?: readonly ("suites" | "webhooks")[];
    readonly seed?: number;
    /** Generated cases instead of the suites. */
    readonly generated?: GeneratedChoices;
    /** Why no more cases are to be run. */
    readonly stopped?: () => string | undefined;
    /** Takes every event as the journal would. */
    readonly write?: (event: RunEvent) => void;
  } = {},
): Promise<Run> {
  const { phases: names = ["suites"], only } = options;
  const { standard, target, clock, inbox, connect } = openMock(own, profileSchema, mock);
  return runConformance({
    standard,
    target,
    tool: { name: "capillary-conformance", version: "0" },
    id: "mock",
    seed: options.seed ?? 1,
    phases:
      options.generated === undefined
        ? names.map((name) =>
            name === "suites"
              ? createSuitesPhase(standard.cases, only)
              : createWebhooksPhase({ rulebook: standard, cases: webhookCases, inbox, connect, only }),
          )
        : [createGeneratedPhase(standard, options.generated, { only, sources: listSources(standard) })],
    inbox,
    ...(options.generated === undefined ? {} : { generated: options.generated }),
    ...(options.stopped === undefined ? {} : { stopped: options.stopped }),
    gates: ["violation", "deviation", "advisory"],
    clock,
    journal: "run.ndjson",
    write: options.write ?? (() => {}),
    show: () => {},
    interrupted: () => undefined,
  });
}
