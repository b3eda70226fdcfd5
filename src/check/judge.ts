import type { ReadExchange } from "../model/case.ts";
import type { DivergenceKind, Finding, Judgement } from "../model/verdict.ts";
import { nothingJudged } from "../model/verdict.ts";

/** The requirement was tested and kept. */
export function keep(...requirements: readonly string[]): Judgement {
  return { ...nothingJudged, exercised: requirements };
}

/** The requirement was tested and broken. */
export function breach(finding: Finding): Judgement {
  return { ...nothingJudged, exercised: [finding.requirement], findings: [finding] };
}

/** An outcome of a trace as the readings that it agrees with; `actual` tells people what was seen. */
export function observe(
  requirement: string,
  readings: readonly string[],
  seen: {
    readonly actual: string;
    readonly pointer?: string;
    readonly exchange: number;
    readonly rests?: readonly number[];
  },
): Judgement {
  return { ...nothingJudged, exercised: [requirement], readings: [{ pointer: "", ...seen, requirement, readings }] };
}

/** The positions of all exchanges of a trace, for a finding that rests on every one of them. */
export function allOf(trace: readonly ReadExchange[]): number[] {
  return trace.map((_exchange, index) => index);
}

/** A finding that rests on a whole trace and shows in one exchange of it. */
export function traceFinding(
  trace: readonly ReadExchange[],
  exchange: number,
  finding: { requirement: string; kind: DivergenceKind; pointer: string; expected: string; actual: string },
): Finding {
  return { ...finding, exchange, rests: allOf(trace) };
}
