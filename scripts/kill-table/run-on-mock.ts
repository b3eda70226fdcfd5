import { createHost } from "../../mock/host.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import { mountDirect } from "../../mock/mounts/direct.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import { createRandom } from "../../mock/random.ts";
import type { SchemaDocument } from "../../src/catalog/sources.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { Run, RunEvent } from "../../src/model/run.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import { createSuitesPhase } from "../../src/run/run-phase.ts";
import { loadProfile } from "../../src/target/profile.ts";
import { createTarget } from "../../src/target/target.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";

/** The suites against a mock host in this process, without a network: for the kill table and tests. */
export async function runOnMock(
  standard: CapillaryStandard,
  profileSchema: SchemaDocument,
  mock: {
    readonly fixtures: Fixtures;
    readonly defects?: readonly string[];
    readonly variants?: readonly string[];
    readonly profile?: string;
  },
  options: {
    readonly only?: readonly string[];
    readonly seed?: number;
    /** Takes every event as the journal would. */
    readonly write?: (event: RunEvent) => void;
  } = {},
): Promise<Run> {
  const host = createHost({ random: createRandom(1), ...mock });
  const url = "http://127.0.0.1:8080";
  const profile = loadProfile(mock.profile ?? renderProfile(mock.fixtures, url), "mock", {}, profileSchema);
  const target = createTarget({ profile, clock: systemClock, transport: mountDirect(host, { timeoutMs: 1000 }) });
  return runConformance({
    standard,
    target,
    tool: { name: "capillary-conformance", version: "0" },
    id: "mock",
    seed: options.seed ?? 1,
    phases: [createSuitesPhase(standard.cases, options.only)],
    gates: ["violation", "deviation", "advisory"],
    clock: systemClock,
    journal: "run.ndjson",
    write: options.write ?? (() => {}),
    show: () => {},
    interrupted: () => undefined,
  });
}
