import { divergenceClasses, type DivergenceClass, type Source } from "../src/model/requirement.ts";
import type { CaseResult, Divergence, KnownResult, ReadingState, RequirementStatus, Run } from "../src/model/run.ts";
import type { CaseStatus, FileLocation } from "../src/model/verdict.ts";

/** The states of a case in the words of the reports. */
export const caseStatusWords: Readonly<Record<CaseStatus, string>> = {
  passed: "passed",
  diverged: "diverged",
  known: "known",
  notApplicable: "not applicable",
  couldNotRun: "could not run",
  cut: "cut",
  errored: "errored",
};

/** The states of a requirement, the ones that need attention first. */
export const requirementStatusWords: Readonly<Record<RequirementStatus, string>> = {
  diverging: "diverging",
  errored: "errored",
  notExercised: "not exercised",
  known: "known",
  passed: "passed",
};

export const readingStateWords: Readonly<Record<ReadingState, string>> = {
  observed: "observed",
  undecided: "undecided",
  contradictory: "agrees with no reading",
  notObserved: "not observed",
};

/** The title of a page of the documents, or its id where the run does not know it. */
export function titlePage(run: Run, id: string): string {
  return run.pages.find((page) => page.id === id)?.title ?? id;
}

/** The address of a page of the documents, where it is one of the web. */
export function findPageUrl(run: Run, id: string): string | undefined {
  const url = run.pages.find((page) => page.id === id)?.url;
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
}

/** `Page title › part › row`. */
export function describeSource(run: Run, source: Source): string {
  const place = [source.part, source.row, source.pointer].filter((part) => part !== undefined && part !== "");
  return [titlePage(run, source.page), ...place].join(" › ");
}

/** Divergences by class, violations first; within a class in the order of the run. */
export function groupDivergences(run: Run): readonly (readonly [DivergenceClass, readonly Divergence[]])[] {
  return divergenceClasses.map((name) => [name, run.divergences.filter((divergence) => divergence.class === name)]);
}

/** The organisations of a run, in the order of its cases. */
export function listOrganisations(run: Run): readonly string[] {
  return [...new Set(run.cases.map(({ organisation }) => organisation))];
}

/** One line on an entry of `known-divergences.yaml`: what became of it, why it is put up with, and until when. */
export function describeKnown({ fingerprint, requirement, state, reason, expires, link }: KnownResult): string {
  const states = {
    present: "still there",
    expired: `still there, and expired on ${expires ?? ""}`,
    fixed: "no longer there: take it out of the file",
    undecided: "its case could not run",
  };
  const until = expires === undefined || state === "expired" ? "" : ` until ${expires}`;
  return `${requirement} (${fingerprint}): ${states[state]}; known${until}: ${reason}${link === undefined ? "" : ` ${link}`}`;
}

/** `file:line:column`, as editors and terminals understand it. */
export function formatLocation({ file, line, column }: FileLocation): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** `1 case`, `2 cases`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * The divergences of a case as plain text: what the documents demand and where, what came instead, how to see it again. One
 * that another case showed first is told in full there.
 */
export function describeDivergences(run: Run, { case: id }: CaseResult, divergences: readonly Divergence[]): string {
  return divergences
    .map((divergence) =>
      divergence.case === id
        ? describeDivergence(run, divergence)
        : `${divergence.class} ${divergence.requirement}: ${divergence.statement} (in full at ${divergence.case})`,
    )
    .join("\n\n");
}

function describeDivergence(run: Run, divergence: Divergence): string {
  const place = divergence.pointer === "" ? "the whole message" : divergence.pointer;
  return [
    `${divergence.class} ${divergence.requirement}: ${divergence.statement}`,
    `expected:   ${divergence.expected}`,
    `actual:     ${divergence.actual}`,
    `place:      ${place}`,
    ...divergence.source.map((source) => `documented: ${describeSource(run, source)}`),
    `shown by:   ${divergence.case} (${countOf(divergence.count, "case")})${divergence.intermittent ? ", intermittent" : ""}`,
    ...(divergence.location === undefined ? [] : [`file:       ${formatLocation(divergence.location)}`]),
    ...(divergence.reproduction.curl === "" ? [] : [`see it:     ${divergence.reproduction.curl}`]),
    `again:      ${divergence.reproduction.replay}`,
  ].join("\n");
}
