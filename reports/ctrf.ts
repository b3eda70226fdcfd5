import type { CTRFReport, Test } from "ctrf";
import type { CaseResult, Run } from "../src/model/run.ts";
import { describeDivergences, listOrganisations } from "./describe.ts";
import { judgeCase } from "./judge-case.ts";
import { stripControls } from "./plain-text.ts";
import { printJson } from "./print-json.ts";

const statuses = { passed: "passed", failure: "failed", skipped: "skipped", error: "failed" } as const;

function renderTest(run: Run, result: CaseResult, several: boolean): Test {
  const { kind, message, divergences } = judgeCase(run, result);
  const suite = [result.phase, result.operation, ...(several ? [result.organisation] : [])];
  const flaky = divergences.length > 0 && divergences.every(({ intermittent }) => intermittent);
  return {
    name: stripControls(`${result.title} · ${result.case}`),
    status: statuses[kind],
    rawStatus: result.status,
    duration: Math.round(result.ms),
    suite: suite.map(stripControls),
    ...(message === undefined ? {} : { message: stripControls(message) }),
    ...(divergences.length === 0 ? {} : { trace: stripControls(describeDivergences(run, result, divergences)) }),
    ...(flaky ? { flaky } : {}),
    extra: { case: stripControls(result.case), fingerprints: result.fingerprints },
  };
}

/** A run without a verdict is red, or a reader of nothing but this file would call it green. */
function renderRunItself({ exit, trouble }: Run): Test[] {
  if (exit.code === 0 || exit.code === 1) return [];
  return [
    {
      name: "The run comes to a verdict",
      status: "failed",
      rawStatus: `exit ${exit.code}`,
      duration: 0,
      suite: ["run"],
      message: stripControls(exit.reason),
      ...(trouble.length === 0 ? {} : { trace: stripControls(trouble.join("\n")) }),
    },
  ];
}

/** The run in the Common Test Report Format (ctrf.io): a test for each planned case, red where it fails the run. */
export function renderCtrf(run: Run): string {
  const several = listOrganisations(run).length > 1;
  const tests = [...run.cases.map((result) => renderTest(run, result, several)), ...renderRunItself(run)];
  const count = (status: Test["status"]): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(run.run.startedAt) || 0;
  const stop = run.run.finishedAt === null ? start : Date.parse(run.run.finishedAt) || start;
  const report: CTRFReport = {
    reportFormat: "CTRF",
    specVersion: "1.0.0",
    ...(run.run.finishedAt === null ? {} : { timestamp: run.run.finishedAt }),
    generatedBy: run.tool.name,
    results: {
      tool: { name: run.tool.name, version: run.tool.version },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: 0,
        other: 0,
        start,
        stop,
      },
      tests,
      environment: { appName: stripControls(run.run.target), extra: { seed: run.run.seed, run: run.run.id } },
    },
    extra: { exitCode: run.exit.code, exitReason: stripControls(run.exit.reason) },
  };
  return printJson(report);
}
