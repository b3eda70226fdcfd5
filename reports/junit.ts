import type { CaseResult, Run } from "../src/model/run.ts";
import { describeDivergences, listOrganisations } from "./describe.ts";
import { type CaseOutcome, judgeCase } from "./judge-case.ts";
import { type Markup, xml, xmlText } from "./markup.ts";

interface TestSuite {
  readonly name: string;
  readonly testCases: readonly TestCase[];
}

interface TestCase {
  readonly kind: CaseOutcome["kind"];
  readonly element: Markup;
  readonly ms: number;
}

function renderOutcome(run: Run, result: CaseResult): Pick<TestCase, "kind"> & { readonly content?: Markup } {
  const { kind, message = "", divergences, red } = judgeCase(run, result);
  const body = describeDivergences(run, result, divergences);
  switch (kind) {
    case "passed":
      return body === "" ? { kind } : { kind, content: xmlText`<system-out>${body}</system-out>` };
    case "error":
      return { kind, content: xml`<error type="errored" message="${message}"/>` };
    case "skipped":
      return { kind, content: xml`<skipped message="${message}"/>` };
    case "failure": {
      const opening = xml`<failure type="${red?.class ?? "divergence"}" message="${message}">`;
      const text = body === "" ? (result.reason ?? result.fingerprints.join("\n")) : body;
      return { kind, content: xmlText`${opening}${text}</failure>` };
    }
  }
}

function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function renderTestCase(run: Run, result: CaseResult): TestCase {
  const { kind, content } = renderOutcome(run, result);
  const name = `${result.title} · ${result.case}`;
  const attributes = xml`name="${name}" classname="${result.operation}" time="${formatSeconds(result.ms)}"`;
  const element =
    content === undefined
      ? xml`<testcase ${attributes}/>`
      : xml`<testcase ${attributes}>
      ${content}
    </testcase>`;
  return { kind, element, ms: result.ms };
}

/** A run that came to no verdict is an error of its own, or a pipeline that reads nothing but this file would call it green. */
function renderRunItself(run: Run): TestSuite[] {
  if (run.exit.code === 0 || run.exit.code === 1) return [];
  const opening = xml`<error type="exit ${run.exit.code}" message="${run.exit.reason}">`;
  const element = xmlText`<testcase name="The run comes to a verdict" classname="run" time="0.000">
      ${opening}${run.trouble.join("\n")}</error>
    </testcase>`;
  return [{ name: "run", testCases: [{ kind: "error", element, ms: 0 }] }];
}

function groupSuites(run: Run): TestSuite[] {
  const several = listOrganisations(run).length > 1;
  const suites = new Map<string, TestCase[]>();
  for (const result of run.cases) {
    const name = several ? `${result.operation} [${result.organisation}]` : result.operation;
    const testCases = suites.get(name) ?? [];
    testCases.push(renderTestCase(run, result));
    suites.set(name, testCases);
  }
  return [...[...suites].map(([name, testCases]) => ({ name, testCases })), ...renderRunItself(run)];
}

function renderCounts(testCases: readonly TestCase[]): Markup {
  const count = (kind: TestCase["kind"]) => testCases.filter((testCase) => testCase.kind === kind).length;
  const time = formatSeconds(testCases.reduce((sum, { ms }) => sum + ms, 0));
  return xml`tests="${testCases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}" time="${time}"`;
}

/**
 * The run as JUnit XML in the dialect that GitLab, Jenkins and GitHub readers take: a suite for each operation, a test
 * case for each planned case. Divergences of classes that do not gate stay green, with their text in `system-out`.
 */
export function renderJunit(run: Run): string {
  const suites = groupSuites(run);
  const timestamp = run.run.startedAt.slice(0, 19);
  const elements = suites.map(
    ({ name, testCases }) => xml`  <testsuite name="${name}" ${renderCounts(testCases)} timestamp="${timestamp}">
${testCases.map(({ element }) => xml`    ${element}\n`)}  </testsuite>
`,
  );
  const all = suites.flatMap(({ testCases }) => testCases);
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${run.tool.name}" ${renderCounts(all)}>
${elements}</testsuites>
`.text;
}
