import type { RecordedExchange } from "../../src/model/run.ts";
import type { Verdict } from "../../src/model/verdict.ts";

/** What is left of a request that was made smaller. */
export interface ShrunkRequest {
  readonly kind: string;
  /** In one line. */
  readonly request: string;
  /** How many parameters, members and entries it still has, and of how many requests the divergence consists. */
  readonly members: number;
  readonly steps: number;
  /** Whether it was made smaller to the end. */
  readonly minimised: boolean;
}

/** What a verdict's request has come down to; undefined where nothing was sent. */
export function describeShrunk(
  { findings: [finding], asFound }: Verdict,
  exchanges: readonly RecordedExchange[],
): ShrunkRequest | undefined {
  if (finding === undefined) return undefined;
  const asked = exchanges.find(({ request }) => request.method !== "GET") ?? exchanges[0];
  if (asked === undefined) return undefined;
  const url = new URL(asked.request.url);
  const body = asked.request.body.text ?? "";
  const request = `${asked.request.method} ${url.pathname.split("/").at(-1) ?? ""}${url.search} ${body}`.trim();
  return {
    kind: finding.kind,
    request,
    members: [...url.searchParams.keys()].length + countMembers(body),
    steps: exchanges.length,
    minimised: asFound !== true,
  };
}

function countMembers(body: string): number {
  try {
    const parsed: unknown = JSON.parse(body);
    let count = 0;
    JSON.stringify(parsed, (_name: string, value: unknown) => {
      count += 1;
      return value;
    });
    return count - 1;
  } catch {
    return 0;
  }
}
