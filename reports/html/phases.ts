import type { Run } from "../../src/model/run.ts";
import { caseStatuses } from "../../src/model/verdict.ts";
import { caseStatusWords } from "../describe.ts";
import { markup } from "../markup.ts";
import { renderTable, type Section } from "./section.ts";

/** How many cases of each phase ended in which state. */
export function renderPhases(run: Run): Section | undefined {
  if (run.cases.length === 0) return undefined;
  const phases = run.run.phases.filter((phase) => run.cases.some((one) => one.phase === phase));
  const statuses = caseStatuses.filter((status) => run.account[status] > 0);
  const rows = phases.map((phase) => {
    const own = run.cases.filter((one) => one.phase === phase);
    return [
      markup`<code>${phase}</code>`,
      own.length,
      ...statuses.map((status) => own.filter((one) => one.status === status).length),
    ];
  });
  const columns = [
    { title: "Phase" },
    { title: "Planned", kind: "number" as const },
    ...statuses.map((status) => ({ title: caseStatusWords[status], kind: "number" as const })),
  ];
  return { id: "phases", title: "Cases by phase", body: renderTable("Cases of each phase by state", columns, rows) };
}
