import { type ContractsOptions, createContractsPhase } from "../contracts/verify/contracts-phase.ts";
import type { GeneratedChoices } from "../src/model/run-choices.ts";
import type { Phase } from "../src/model/verdict.ts";
import { createGeneratedPhase } from "../src/run/generated-phase.ts";
import type { GeneratedSource } from "../src/run/source-plan.ts";
import { createSequencesSource } from "../src/run/plan-sequences.ts";
import type { DeliveryInbox } from "../src/run/delivery-inbox.ts";
import { createSuitesPhase, type RunPhase } from "../src/run/run-phase.ts";
import { createWebhooksPhase } from "../src/run/webhooks-phase.ts";
import type { Subject } from "../suites/need.ts";
import type { CapillaryStandard } from "../suites/standard.ts";
import { webhookCases } from "../suites/webhooks/cases.ts";
import type { World } from "../suites/world.ts";

export type CapillaryPhase = RunPhase<World, string, Subject>;

/** What phases are made of: the Standard, and what the command line says. */
export interface PhaseParts {
  readonly standard: CapillaryStandard;
  /** Case or requirement ids, or their beginnings; left out for all. */
  readonly only?: readonly string[];
  /** Ids of generated cases, or their beginnings; left out for all. */
  readonly onlyGenerated?: readonly string[];
  /** Ids of cases about deliveries, or their beginnings, or requirements; left out for all. */
  readonly onlyWebhooks?: readonly string[];
  readonly generated: GeneratedChoices;
  /** What the host's webhooks deliver, where that is received, and what has the host deliver it. */
  readonly inbox?: DeliveryInbox;
  readonly connect?: () => void;
  /** What contracts are verified with; left out where they are not. */
  readonly contracts?: ContractsOptions<World>;
  /** Whether messages of contracts are those that the phase about deliveries has brought about. */
  readonly contractsLast?: boolean;
}

/** What is generated besides requests. */
export function listSources(standard: CapillaryStandard): GeneratedSource<World>[] {
  return [createSequencesSource(standard)];
}

type MakePhase = (parts: PhaseParts, names: readonly Phase[]) => CapillaryPhase;

/** Every phase that a run can have, in the order in which they run. */
const makers: readonly (readonly [name: Phase, make: MakePhase])[] = [
  [
    "suites",
    ({ standard, only, generated: { operations = [] } }) =>
      createSuitesPhase(limitTo(standard.cases, operations), only),
  ],
  [
    "generated",
    ({ standard, onlyGenerated, generated }, names) =>
      createGeneratedPhase(standard, generated, {
        only: onlyGenerated,
        sources: listSources(standard),
        isAfterSuites: names.includes("suites"),
      }),
  ],
  [
    "contracts",
    ({ contracts }) => {
      if (contracts === undefined) throw new RangeError("contracts are verified with pacts, and none were given");
      return createContractsPhase(contracts);
    },
  ],
  [
    "webhooks",
    ({ standard, onlyWebhooks, inbox, connect }) =>
      createWebhooksPhase({ rulebook: standard, cases: webhookCases, inbox, connect, only: onlyWebhooks }),
  ],
];

export const phaseNames: readonly Phase[] = makers.map(([name]) => name);

/** The phases of these names. */
export function makePhases(names: readonly Phase[], parts: PhaseParts): CapillaryPhase[] {
  const isLater = (name: Phase): boolean => parts.contractsLast === true && name === "contracts";
  return makers
    .filter(([name]) => names.includes(name))
    .toSorted(([one], [other]) => Number(isLater(one)) - Number(isLater(other)))
    .map(([, make]) => make(parts, names));
}

function limitTo(cases: CapillaryStandard["cases"], operations: readonly string[]): CapillaryStandard["cases"] {
  return operations.length === 0 ? cases : cases.filter(({ operation }) => operations.includes(operation));
}
