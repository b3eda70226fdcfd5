import type { ReadExchange } from "../../src/model/case.ts";
import type { Finding, Judgement } from "../../src/model/verdict.ts";
import { mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { type HistoriesPage, readPage } from "./page.ts";

/** One exchange of a trace with its place in it, and the page that it answered. */
export interface Look {
  readonly index: number;
  readonly read: ReadExchange;
  /** Left out where the answer is a refusal or holds no list. */
  readonly page?: HistoriesPage;
}

/** A look at an exchange that answered a page. */
export type PageLook = Look & { readonly page: HistoriesPage };

/** Every exchange of a trace in its place; calls of the state endpoint have no page. */
export function lookAt(trace: readonly ReadExchange[]): Look[] {
  return trace.map((read, index) => {
    const page = read.exchange.state === undefined ? readPage(read.answer) : undefined;
    return { index, read, ...(page === undefined ? {} : { page }) };
  });
}

/** The looks, if every one of them has a page. */
export function allPages(looks: readonly Look[]): PageLook[] | undefined {
  const pages = looks.filter((look): look is PageLook => look.page !== undefined);
  return pages.length === looks.length ? pages : undefined;
}

/** Where the looks stand in the trace, for what rests on them. */
export function placesOf(looks: readonly Look[]): number[] {
  return looks.map(({ index }) => index);
}

/** Parts of a trace of equal length one after another, each judged by itself. */
export function judgeParts(
  trace: readonly ReadExchange[],
  size: number,
  judge: (part: readonly Look[], number: number) => Judgement,
): Judgement {
  const looks = lookAt(trace);
  const count = Math.floor(looks.length / size);
  return mergeParts(
    Array.from({ length: count }, (_unused, part) => judge(looks.slice(part * size, (part + 1) * size), part)),
  );
}

/** Judgements of parts as one: of each requirement the first finding is enough. */
export function mergeParts(parts: readonly Judgement[]): Judgement {
  const merged = mergeJudgements(parts);
  const first = new Map<string, Finding>();
  for (const finding of merged.findings) {
    if (!first.has(finding.requirement)) first.set(finding.requirement, finding);
  }
  return { ...nothingJudged, ...merged, findings: [...first.values()] };
}
