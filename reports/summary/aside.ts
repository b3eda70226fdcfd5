import type { ReadingResult, Run } from "../../src/model/run.ts";
import { listCovered } from "../coverage.ts";
import { countOf, describeKnown, listOrganisations, readingStateWords } from "../describe.ts";
import { renderEntries, type SummaryPage } from "./page.ts";

function describeReading(result: ReadingResult, several: boolean): string {
  const subject = `${result.requirement}${several ? ` [${result.organisation}]` : ""}`;
  const readings = result.readings.map((reading, index) => {
    const meaning = result.meanings[index];
    return meaning === undefined || meaning === "" ? reading : `${reading} (${meaning})`;
  });
  switch (result.state) {
    case "observed":
      return `${subject}: ${readings.join(", ")}`;
    case "undecided":
      return `${subject}: undecided between ${result.readings.join(", ")}`;
    case "contradictory":
    case "notObserved":
      return `${subject}: ${readingStateWords[result.state]}`;
  }
}

/**
 * Why cases did not run, with how many each, where no requirement has said so; what is not applicable needs nothing. A
 * reason that not every organisation gives names those that do: what to add is to be added there.
 */
function countReasons(run: Run, said: ReadonlySet<string>): string[] {
  const all = listOrganisations(run).length;
  const counts = new Map<string, { cases: number; readonly organisations: Set<string> }>();
  for (const { status, reason, organisation } of run.cases) {
    if ((status !== "couldNotRun" && status !== "cut") || reason === undefined || said.has(reason)) continue;
    const counted = counts.get(reason) ?? { cases: 0, organisations: new Set() };
    counts.set(reason, { ...counted, cases: counted.cases + 1 });
    counted.organisations.add(organisation);
  }
  return [...counts].map(([reason, { cases, organisations }]) => {
    const where = organisations.size < all ? ` [${[...organisations].join(", ")}]` : "";
    return `${countOf(cases, "case")}${where}: ${reason}`;
  });
}

/** What is no divergence but worth knowing: readings, what was not exercised and why, and the tool's own trouble. */
export function renderFindingsAside(page: SummaryPage): string[] {
  const { run } = page;
  const several = listOrganisations(run).length > 1;
  const open = listCovered(run).filter(({ status, observable }) => observable && status === "notExercised");
  // What binds consumers is judged on a client's own requests, never on those of a run.
  const unexercised = open.filter(({ binds }) => binds !== "consumer");
  const errored = run.requirements.filter(({ status }) => status === "errored");
  const { passed, diverged, known } = run.account;
  // Where nothing ran, one reason says it all.
  if (passed + diverged + known === 0)
    return [
      ...renderEntries(page, "Cases that could not run", countReasons(run, new Set())),
      ...renderEntries(page, "Trouble", run.trouble),
    ];
  return [
    ...renderEntries(page, "Known divergences", run.known.map(describeKnown)),
    ...renderEntries(
      page,
      "Readings",
      run.readings.filter(({ state }) => state !== "notObserved").map((result) => describeReading(result, several)),
    ),
    ...renderEntries(
      page,
      `Not exercised (${unexercised.length})`,
      unexercised.map(({ id, reasons }) => (reasons.length === 0 ? id : `${id}: ${reasons.join("; ")}`)),
    ),
    ...renderEntries(
      page,
      "Cases that could not run",
      countReasons(run, new Set(unexercised.flatMap(({ reasons }) => reasons))),
    ),
    ...renderEntries(
      page,
      `Errored (${errored.length})`,
      errored.map(({ id, reasons }) => (reasons.length === 0 ? id : `${id}: ${reasons.join("; ")}`)),
    ),
    ...renderEntries(page, "Trouble", run.trouble),
  ];
}
