import type { DivergenceClass } from "../src/model/requirement.ts";
import type { Divergence, Run } from "../src/model/run.ts";
import { describeSource } from "./describe.ts";
import { locateDivergence } from "./locate-divergence.ts";
import { stripControls } from "./plain-text.ts";

type Level = "error" | "warning" | "notice";

const levels: Readonly<Record<DivergenceClass, Level>> = {
  violation: "error",
  deviation: "warning",
  advisory: "notice",
};

/** GitHub shows no more than so many annotations of a level for one step. */
const mostOfALevel = 10;

/** The data of a workflow command: what ends it or its line is encoded. */
function escapeData(text: string): string {
  return stripControls(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function renderCommand(level: Level, properties: Readonly<Record<string, string | undefined>>, text: string): string {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(value)}`],
  );
  return `::${level} ${given.join(",")}::${escapeData(text)}`;
}

function renderDivergence(run: Run, divergence: Divergence, level: Level): string {
  const { requirement, statement, expected, actual, operation, pointer, source, reproduction } = divergence;
  const place = locateDivergence(run, divergence);
  const text = [
    statement,
    `${operation}${pointer === "" ? "" : ` at ${pointer}`}: expected ${expected}; got ${actual}`,
    ...source.slice(0, 1).map((one) => `Documented: ${describeSource(run, one)}`),
    `Repeat: ${reproduction.replay}`,
  ].join("\n");
  const properties = {
    file: place?.file,
    line: place?.line?.toString(),
    col: place?.column?.toString(),
    title: `${divergence.class}: ${requirement}`,
  };
  return renderCommand(level, properties, text);
}

/**
 * The run as workflow commands of GitHub Actions, to be printed to the log of a step: one annotation for each divergence,
 * what gates as an error, and one for what the run came to. GitHub shows ten of a level; a line says how many are left out.
 */
export function renderGithub(run: Run): string {
  const open = run.divergences.filter(({ known }) => known === undefined);
  const levelOf = ({ class: name }: Divergence): Level => (run.run.gates.includes(name) ? "error" : levels[name]);
  const lines = (["error", "warning", "notice"] as const).flatMap((level) => {
    const own = open.filter((divergence) => levelOf(divergence) === level);
    const shown = own.slice(0, own.length > mostOfALevel ? mostOfALevel - 1 : mostOfALevel);
    const left = own.length - shown.length;
    return [
      ...shown.map((divergence) => renderDivergence(run, divergence, level)),
      ...(left === 0 ? [] : [renderCommand(level, { title: "More divergences" }, `${left} more are in the report`)]),
    ];
  });
  const { code, reason } = run.exit;
  const level = code === 0 ? "notice" : "error";
  const ending = renderCommand(level, { title: `${run.tool.name}: exit ${code}` }, reason);
  return `${[...lines, ending].join("\n")}\n`;
}
