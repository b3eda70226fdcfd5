import { createContractsPhase, type ContractsOptions } from "../../contracts/verify/contracts-phase.ts";
import type { Run } from "../../src/model/run.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import type { Subject } from "../../suites/need.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import type { World } from "../../suites/world.ts";
import { type LoadedContracts, openContracts } from "../contracts/open-contracts.ts";
import { openMock } from "./open-mock.ts";
import type { TableParts } from "./row.ts";

/** How pacts are verified here. */
export interface ContractsRun {
  readonly defects: readonly string[];
  readonly discover?: CapillaryStandard["discover"];
  /** Between the verifier and the mock: what answers is handed over, and what listens comes back. */
  readonly serve?: ContractsOptions<World>["serve"];
  readonly verify: ContractsOptions<World>["verify"];
}

/** Verifies pacts against a mock host in this process, with these defects. */
export async function runContracts(
  { standard: own, profileSchema, fixtures }: TableParts,
  contracts: LoadedContracts,
  { defects, discover, serve, verify }: ContractsRun,
): Promise<Run> {
  const { standard, target, clock, host } = openMock(own, profileSchema, { fixtures, defects });
  const options = openContracts(standard, contracts, { events: () => host.events() });
  const phase = createContractsPhase<World, string, Subject>({ ...options, verify, serve: serve ?? options.serve });
  return runConformance({
    standard: { ...standard, ...(discover === undefined ? {} : { discover }) },
    target,
    tool: { name: "capillary-conformance", version: "0" },
    id: "mock",
    seed: 1,
    phases: [phase],
    gates: ["violation", "deviation", "advisory"],
    clock,
    journal: "run.ndjson",
    write: () => {},
    show: () => {},
    interrupted: () => undefined,
  });
}
