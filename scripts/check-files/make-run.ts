import { createHash } from "node:crypto";
import { countCases, judgeRequirement } from "../../src/check/account.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { generalizePointer } from "../../src/model/json-pointer.ts";
import { type DivergenceClass, divergenceClasses } from "../../src/model/requirement.ts";
import type { CaseResult, Divergence, Run, RunExit } from "../../src/model/run.ts";
import type { Phase } from "../../src/model/verdict.ts";
import type { CheckedItem, FileFinding } from "./file-checker.ts";
import type { JudgedFile } from "./render-check.ts";

/** What a Run of checked files is made of besides them. */
export interface FileRunOptions {
  readonly tool: Run["tool"];
  readonly id: string;
  /** ISO 8601 instants. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly gates: readonly DivergenceClass[];
  readonly exit: RunExit;
  /** A command that checks one of the files again. */
  readonly showAgain: (file: string) => string;
}

/** Reports tell organisations apart, and files belong to none. */
const organisation = "files";

/**
 * Checked files as a Run, so that every report format tells of them: what is judged by itself in a file is a case, and each
 * finding a divergence that stands at its place in the file.
 */
export function makeFileRun(
  catalog: Pick<Catalog, "requirements" | "pages" | "operations" | "events">,
  files: readonly (JudgedFile & { readonly phase: Phase })[],
  options: FileRunOptions,
): Run {
  const { tool, id, startedAt, finishedAt, gates, exit, showAgain } = options;
  const seen = new Map<string, number>();
  const divergences: Divergence[] = [];
  const cases: CaseResult[] = [];
  for (const { file, phase, items } of files) {
    for (const item of items) {
      const own = item.findings.flatMap((finding): Divergence[] => {
        const requirement = catalog.requirements.get(finding.requirement);
        if (requirement === undefined) return [];
        const { id: name, statement, source } = requirement;
        const { class: weight, pointer, kind, expected, actual, line, column } = finding;
        return [
          {
            fingerprint: fingerprintPlace(file, finding, seen),
            requirement: name,
            class: weight,
            statement,
            source,
            operation: item.operation ?? "",
            organisation,
            phase,
            case: nameCase(file, item),
            pointer,
            kind,
            expected,
            actual,
            count: 1,
            minimised: true,
            intermittent: false,
            reproduction: { curl: "", replay: showAgain(file) },
            exchanges: [],
            shownBy: 0,
            location: {
              file,
              ...(line === undefined ? {} : { line }),
              ...(column === undefined ? {} : { column }),
            },
          },
        ];
      });
      divergences.push(...own);
      const isForeign = item.operation === undefined;
      cases.push({
        case: nameCase(file, item),
        title: item.name,
        organisation,
        operation: item.operation ?? "none of the documents",
        phase,
        status: isForeign ? "notApplicable" : own.length > 0 ? "diverged" : "passed",
        ...(isForeign ? { reason: "it is about nothing that the documents describe" } : {}),
        fingerprints: own.map(({ fingerprint }) => fingerprint),
        ms: 0,
      });
    }
  }
  const broken = new Set(divergences.map(({ requirement }) => requirement));
  return {
    formatVersion: 1,
    tool,
    run: {
      id,
      startedAt,
      finishedAt,
      seed: 0,
      target: files.length === 1 ? (files[0]?.file ?? "") : `${files.length} files`,
      phases: [...new Set(files.map(({ phase }) => phase))],
      gates,
      loopback: true,
      requests: 0,
      files: files.map(({ file }) => file),
    },
    exit,
    account: countCases(cases.map(({ status }) => status)),
    // Which others a file had an opportunity to break is not known of pacts.
    requirements: [...catalog.requirements.values()]
      .filter((requirement) => broken.has(requirement.id))
      .map((requirement) => {
        const own = divergences.filter((divergence) => divergence.requirement === requirement.id);
        const exercised = new Set(own.map((divergence) => divergence.case)).size;
        return judgeRequirement(requirement, { exercised, diverged: true, known: false, errored: false, reasons: [] });
      }),
    readings: [],
    divergences: divergences.toSorted(
      (a, b) => divergenceClasses.indexOf(a.class) - divergenceClasses.indexOf(b.class),
    ),
    notes: files.flatMap(({ file, notes }) =>
      notes.map(({ pointer, text }) => ({ text, operation: file, count: 1, ...(pointer === "" ? {} : { pointer }) })),
    ),
    cases,
    pages: catalog.pages,
    operations: [...catalog.operations.values(), ...catalog.events.values()].map(({ id: name, summary }) => ({
      id: name,
      title: summary,
    })),
    trouble: [],
    known: [],
    timings: {},
  };
}

/** `till.json /interactions/3`, `deliveries.ndjson:12`. */
function nameCase(file: string, { pointer, line }: CheckedItem): string {
  return `${file}${line === undefined ? "" : `:${line}`}${pointer === "" ? "" : ` ${pointer}`}`;
}

/**
 * The same for the same finding while the file grows around it: the place without its indexes, and the how-manieth it is
 * of those that are alike.
 */
function fingerprintPlace(file: string, finding: FileFinding, seen: Map<string, number>): string {
  const { requirement, subject, pointer, kind } = finding;
  const alike = [requirement, file, subject, generalizePointer(pointer), kind].join("\n");
  const number = seen.get(alike) ?? 0;
  seen.set(alike, number + 1);
  return createHash("sha256").update(`${alike}\n${number}`).digest("hex").slice(0, 16);
}
