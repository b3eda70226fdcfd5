import type { Run, Timing } from "../../src/model/run.ts";
import { type Markup, markup } from "../markup.ts";
import { renderTable, type Section } from "./section.ts";

/** Width of the plot in units of its picture. */
const width = 200;

/** Where a duration stands on the common logarithmic scale from 0.1 ms to the longest of all. */
function place(ms: number, longest: number): number {
  const [low, high] = [Math.log10(0.1), Math.log10(Math.max(longest, 1))];
  const share = (Math.log10(Math.max(ms, 0.1)) - low) / (high - low);
  return Math.round(Math.min(Math.max(share, 0), 1) * (width - 8)) + 4;
}

/** From the median to the 99th percentile as a line, with marks; the numbers stand beside it. */
function renderPlot({ p50, p95, p99, max }: Timing, longest: number): Markup {
  const [median, high, highest, end] = [p50, p95, p99, max].map((ms) => place(ms, longest));
  return markup`<svg class="plot" viewBox="0 0 ${width} 16" width="${width}" height="16" aria-hidden="true" focusable="false"><line class="axis" x1="4" y1="8" x2="${width - 4}" y2="8"/><line class="range" x1="${median}" y1="8" x2="${highest}" y2="8"/><circle class="median" cx="${median}" cy="8" r="4"/><line class="tick" x1="${high}" y1="3" x2="${high}" y2="13"/><line class="tick" x1="${highest}" y1="3" x2="${highest}" y2="13"/><line class="end" x1="${end}" y1="5" x2="${end}" y2="11"/></svg>`;
}

/** How long answers took, by operation: a small plot on a scale that all share, and the numbers. */
export function renderTimings(run: Run): Section | undefined {
  const entries = Object.entries(run.timings);
  if (entries.length === 0) return undefined;
  const longest = Math.max(...entries.map(([, { max }]) => max));
  const rows = entries.map(([operation, timing]) => [
    markup`<code>${operation}</code>`,
    renderPlot(timing, longest),
    timing.count,
    ...[timing.p50, timing.p95, timing.p99, timing.max].map((ms) => ms.toFixed(1)),
  ]);
  const columns = [
    { title: "Operation" },
    { title: "● median, | 95 %, | 99 %", kind: "short" as const },
    ...["Responses", "Median", "95 %", "99 %", "Longest"].map((title) => ({ title, kind: "number" as const })),
  ];
  return {
    id: "timings",
    title: "Latency",
    body: renderTable("Milliseconds by operation; the plots share a logarithmic scale", columns, rows),
  };
}
