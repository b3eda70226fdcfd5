import { findNearest } from "../src/catalog/find-nearest.ts";
import { InputError } from "../src/model/input-error.ts";
import type { GeneratedChoices } from "../src/model/run-choices.ts";
import type { Phase } from "../src/model/verdict.ts";
import { resolveFilters } from "../src/run/plan.ts";
import type { CapillaryStandard } from "../suites/standard.ts";
import { webhookCases } from "../suites/webhooks/cases.ts";
import { phaseNames } from "./make-phases.ts";

/** What of a run the command line asks for. */
export interface Selection {
  readonly phases: readonly Phase[];
  /** Case or requirement ids; left out for all. */
  readonly only?: readonly string[];
  /** Ids of generated cases or their beginnings; left out for all. */
  readonly onlyGenerated?: readonly string[];
  /** Ids of cases about deliveries, or requirements; left out for all. */
  readonly onlyWebhooks?: readonly string[];
  /** Ids of interactions of pacts or their beginnings; left out for all. */
  readonly onlyContracts?: readonly string[];
  readonly generated: GeneratedChoices;
}

/** Reads the options that select. Throws an InputError where one names nothing. */
export function selectParts(
  standard: CapillaryStandard,
  options: {
    readonly phase?: readonly Phase[];
    readonly only?: readonly string[];
    readonly operation?: readonly string[];
    readonly cases?: number;
  },
): Selection {
  const { operation: operations = [], cases, only = [] } = options;
  checkOperations(standard, operations);
  const generated: GeneratedChoices = {
    ...(cases === undefined ? {} : { cases }),
    ...(operations.length === 0 ? {} : { operations }),
  };
  // Who names operations asks for them alone.
  const usual = operations.length === 0 ? phaseNames : phaseNames.filter((name) => name !== "webhooks");
  const wanted = options.phase ?? usual;
  if (only.length === 0) return { phases: wanted, generated };
  // Ids of generated cases say so themselves; requirements and written cases limit the suites.
  const onlyGenerated = only.filter((filter) => /^generated(\.|$)/.test(filter));
  const onlyContracts = only.filter((filter) => /^contracts(\.|$)/.test(filter));
  const others = only.filter((filter) => ![...onlyGenerated, ...onlyContracts].includes(filter));
  const requirements = [...standard.catalog.requirements.keys()];
  const ofSuites = resolveFilters(standard.cases, requirements, others);
  const ofWebhooks = resolveFilters(
    webhookCases.map((one) => one.case),
    requirements,
    others.filter((filter) => !/^transport(\.|$)/.test(filter)),
  );
  const written = ofSuites.only;
  const unknown = ofSuites.unknown.filter(
    (filter) => ofWebhooks.unknown.includes(filter) || /^transport(\.|$)/.test(filter),
  );
  if (unknown.length > 0) {
    throw new InputError([
      {
        message: `--only ${unknown.join(" ")} names no case and no requirement that a case shows`,
        hint: `cases begin with ${listBeginnings(standard.cases.map(({ id }) => id))}; \`requirements\` lists requirements`,
      },
    ]);
  }
  const onlyWebhooks = ofWebhooks.only;
  const asked: Readonly<Record<Phase, readonly string[]>> = {
    suites: written,
    generated: onlyGenerated,
    contracts: onlyContracts,
    webhooks: onlyWebhooks,
  };
  const isAsked = (phase: Phase): boolean => asked[phase].length > 0;
  return { phases: wanted.filter(isAsked), only: written, onlyGenerated, onlyContracts, onlyWebhooks, generated };
}

/**
 * Reads the options that select of a document that has no cases but generated ones. Throws an InputError where one names
 * nothing.
 */
export function selectGenerated(
  standard: Pick<CapillaryStandard, "catalog">,
  options: Parameters<typeof selectParts>[1] & { readonly openapi: string },
): Selection {
  const { operation: operations = [], cases, only = [], phase = ["generated"], openapi } = options;
  checkOperations(standard, operations);
  if (!phase.includes("generated")) {
    throw new InputError([
      {
        message: `--phase ${phase.join(" ")} has nothing to do with --openapi`,
        hint: "--openapi has generated cases alone",
      },
    ]);
  }
  const unknown = only.filter((filter) => !/^generated(\.|$)/.test(filter));
  if (unknown.length > 0) {
    throw new InputError([
      {
        message: `--only ${unknown.join(" ")} names no case`,
        hint: "cases of --openapi begin with generated.<operation>",
      },
    ]);
  }
  return {
    phases: ["generated"],
    ...(only.length === 0 ? {} : { onlyGenerated: only }),
    generated: {
      ...(cases === undefined ? {} : { cases }),
      ...(operations.length === 0 ? {} : { operations }),
      openapi,
    },
  };
}

function checkOperations({ catalog }: Pick<CapillaryStandard, "catalog">, operations: readonly string[]): void {
  const known = [...catalog.operations.keys()];
  const unknown = operations.filter((id) => !known.includes(id));
  const [first] = unknown;
  if (first === undefined) return;
  const near = findNearest(first, known);
  throw new InputError([
    {
      message: `--operation ${first} is no operation`,
      hint: near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`,
    },
  ]);
}

function listBeginnings(ids: readonly string[]): string {
  return [...new Set(ids.map((id) => id.split(".").slice(0, 2).join(".")))].join(", ");
}
