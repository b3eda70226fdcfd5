import type { RequirementResult, RequirementStatus, Run } from "../../src/model/run.ts";
import { listCovered } from "../coverage.ts";
import { requirementStatusWords } from "../describe.ts";
import { type Markup, markup } from "../markup.ts";
import { formatAnchor, renderReasons, renderTable, type Section } from "./section.ts";

function renderRequirement({ id, statement }: RequirementResult): Markup {
  return markup`<code>${id}</code><br>${statement}`;
}

/** Requirements that the run could have exercised and did not, with what to add. */
export function renderUnexercised(run: Run): Section | undefined {
  const results = listCovered(run).filter(
    // What binds consumers is judged on a client's own requests, never on those of a run.
    ({ status, observable, binds }) => observable && binds !== "consumer" && status === "notExercised",
  );
  if (results.length === 0) return undefined;
  const rows = results.map((result) => [renderRequirement(result), renderReasons(result.reasons)]);
  return {
    id: "not-exercised",
    title: "Not exercised",
    count: results.length,
    body: renderTable("Why, and what to add", [{ title: "Requirement" }, { title: "Reason" }], rows),
  };
}

/** Requirements that no run can observe. */
export function renderUnobservable(run: Run): Section | undefined {
  const results = listCovered(run).filter(({ observable }) => !observable);
  if (results.length === 0) return undefined;
  const rows = results.map((result) => [renderRequirement(result), renderReasons(result.reasons)]);
  return {
    id: "not-observable",
    title: "Cannot be observed",
    count: results.length,
    body: renderTable("Why no run can tell", [{ title: "Requirement" }, { title: "Reason" }], rows),
  };
}

/** Every requirement with its status, those that need attention first. */
export function renderRequirements(run: Run): Section {
  const order = Object.keys(requirementStatusWords);
  const rank = (status: RequirementStatus) => order.indexOf(status);
  const covered = listCovered(run);
  const sorted = covered.toSorted((a, b) => rank(a.status) - rank(b.status));
  const rows = sorted.map((result) => {
    const word = result.observable ? requirementStatusWords[result.status] : "cannot be observed";
    const tone = result.observable ? result.status : "unobservable";
    const why = result.status === "errored" ? markup`<br>${renderReasons(result.reasons)}` : undefined;
    return [
      markup`<span id="${formatAnchor("requirement", result.id)}">${renderRequirement(result)}</span>${why}`,
      markup`<span class="state ${tone}">${word}</span>`,
      result.basis,
      result.binds,
      result.cases,
    ];
  });
  const columns = [
    { title: "Requirement" },
    { title: "Status", kind: "short" },
    { title: "Basis", kind: "short" },
    { title: "Binds", kind: "short" },
    { title: "Cases", kind: "number" },
  ] as const;
  return {
    id: "requirements",
    title: "Requirements",
    count: covered.length,
    body: renderTable("Everything the documents demand, by status", columns, rows),
  };
}
