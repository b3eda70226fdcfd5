import type { Log, ReportingDescriptor, Result, Run as SarifRun } from "sarif";
import type { DivergenceClass } from "../src/model/requirement.ts";
import type { Divergence, Run } from "../src/model/run.ts";
import { describeSource, findPageUrl } from "./describe.ts";
import { locateDivergence } from "./locate-divergence.ts";
import { stripControls } from "./plain-text.ts";
import { printJson } from "./print-json.ts";

const levels: Readonly<Record<DivergenceClass, "error" | "warning" | "note">> = {
  violation: "error",
  deviation: "warning",
  advisory: "note",
};

/** The requirements that diverge, each a rule, in the order of their divergences. */
function listRules(run: Run): ReportingDescriptor[] {
  const rules = new Map<string, ReportingDescriptor>();
  for (const { requirement: id, class: name, statement, source } of run.divergences) {
    if (rules.has(id)) continue;
    const helpUri = source.map(({ page }) => findPageUrl(run, page)).find((url) => url !== undefined);
    const documented = source.map((one) => `Documented: ${describeSource(run, one)}.`);
    rules.set(id, {
      id,
      shortDescription: { text: stripControls(statement) },
      help: { text: stripControls([statement, ...documented].join("\n")) },
      ...(helpUri === undefined ? {} : { helpUri }),
      defaultConfiguration: { level: levels[name] },
      properties: { tags: [name] },
    });
  }
  return [...rules.values()];
}

function describeResult(divergence: Divergence): string {
  const { statement, operation, pointer, expected, actual, reproduction } = divergence;
  const place = pointer === "" ? "" : ` at ${pointer}`;
  return stripControls(
    [
      `${statement} (${operation}${place})`,
      `Expected: ${expected}`,
      `Actual: ${actual}`,
      `Repeat: ${reproduction.replay}`,
    ].join("\n"),
  );
}

function renderResult(run: Run, divergence: Divergence, rules: readonly ReportingDescriptor[]): Result {
  const { requirement, fingerprint, organisation, operation, known } = divergence;
  const place = locateDivergence(run, divergence);
  const region =
    place?.line === undefined
      ? undefined
      : { startLine: place.line, ...(place.column === undefined ? {} : { startColumn: place.column }) };
  return {
    ruleId: requirement,
    ruleIndex: rules.findIndex(({ id }) => id === requirement),
    level: levels[divergence.class],
    message: { text: describeResult(divergence) },
    locations: [
      {
        ...(place === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: formatUri(place.file) },
                ...(region === undefined ? {} : { region }),
              },
            }),
        logicalLocations: [{ name: operation, kind: "resource", fullyQualifiedName: `${organisation}/${operation}` }],
      },
    ],
    partialFingerprints: { "capillaryConformance/v1": `${fingerprint}/${organisation}` },
    ...(known === undefined
      ? {}
      : { suppressions: [{ kind: "external" as const, justification: stripControls(known.reason) }] }),
    properties: {
      class: divergence.class,
      kind: divergence.kind,
      case: divergence.case,
      phase: divergence.phase,
      intermittent: divergence.intermittent,
    },
  };
}

/** A path as SARIF wants it: relative to the folder where the tool ran, or an absolute URI. */
function formatUri(file: string): string {
  const path = stripControls(file).replaceAll("\\", "/");
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${encoded.slice(4)}`;
  return path.startsWith("/") ? `file://${encoded}` : encoded.replace(/^\.\//, "");
}

/**
 * The run as SARIF 2.1.0, for code scanning: a rule for each requirement that diverges, with the documented page as its
 * help, and a result for each divergence. A divergence stands where the user's own file shows it, else at the profile.
 */
export function renderSarif(run: Run): string {
  const rules = listRules(run);
  const result: SarifRun = {
    tool: { driver: { name: run.tool.name, semanticVersion: run.tool.version, rules } },
    automationDetails: { id: `${run.tool.name}/${stripControls(run.run.target)}/` },
    invocations: [
      {
        executionSuccessful: run.exit.code === 0 || run.exit.code === 1,
        exitCode: run.exit.code,
        exitCodeDescription: stripControls(run.exit.reason),
        startTimeUtc: run.run.startedAt,
        ...(run.run.finishedAt === null ? {} : { endTimeUtc: run.run.finishedAt }),
      },
    ],
    columnKind: "utf16CodeUnits",
    results: run.divergences.map((divergence) => renderResult(run, divergence, rules)),
  };
  const log: Log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [result] };
  return printJson(log);
}
