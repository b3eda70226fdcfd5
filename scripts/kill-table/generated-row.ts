import type { Fixtures } from "../../mock/fixtures.ts";
import { defects } from "../../mock/defects/defects.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import type { SchemaDocument } from "../../src/catalog/sources.ts";
import type { Divergence, GeneratedChoices } from "../../src/model/run.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { runOnMock } from "./run-on-mock.ts";

/** What generated cases alone made of one defect of the mock, with one seed. */
export interface GeneratedRow {
  readonly defect: string;
  readonly breaks: string;
  readonly seed: number;
  /** Left out where nothing was found. */
  readonly found?: GeneratedFind;
}

export interface GeneratedFind {
  /** The case that found it, after so many. */
  readonly case: string;
  readonly after: number;
  readonly requirement: string;
  readonly kind: string;
  /** The request as it was shrunk, in one line. */
  readonly request: string;
  /** How many parameters, members and entries it still has, and of how many requests the divergence consists. */
  readonly members: number;
  readonly steps: number;
  readonly minimised: boolean;
}

type Attempt = GeneratedChoices & { readonly auth?: "basic" | "md5" | "oauth"; readonly only?: readonly string[] };

/** Runs generated cases against the mock with one defect, until they find something or so many cases have run. */
export async function runGeneratedRow(
  parts: { readonly standard: CapillaryStandard; readonly profileSchema: SchemaDocument; readonly fixtures: Fixtures },
  id: string,
  seed: number,
): Promise<GeneratedRow> {
  const defect = defects.find((one) => one.id === id);
  if (defect === undefined) throw new RangeError(`no defect ${id}`);
  const row = { defect: id, breaks: defect.breaks, seed };
  for (const attempt of listAttempts(defect.operation, defect.breaks)) {
    const found = await attemptOnce(parts, id, seed, attempt);
    if (found !== undefined) return { ...row, found };
  }
  return row;
}

/**
 * A third of three thousand cases for each of the three operations, of which the defect's own is tried first; then the
 * properties of all, since what an update does is seen in histories. Credentials of other forms are tried by a few cases.
 */
function listAttempts(operation: string | undefined, breaks: string): Attempt[] {
  const own: Attempt = operation === undefined ? { cases: 3000 } : { cases: 1000, operations: [operation] };
  const relations: Attempt = { cases: 3000, only: ["generated.histories.relations", "generated.update.relations"] };
  const others = (["md5", "oauth"] as const).map((auth): Attempt => ({
    cases: 30,
    auth,
    only: ["generated.points.valid", "generated.histories.valid", "generated.update.valid"],
  }));
  return [own, ...(breaks.startsWith("authentication.") ? others : []), ...(operation === "points" ? [] : [relations])];
}

async function attemptOnce(
  { standard, profileSchema, fixtures }: Parameters<typeof runGeneratedRow>[0],
  id: string,
  seed: number,
  { auth = "basic", only = [], ...generated }: Attempt,
): Promise<GeneratedFind | undefined> {
  let count = 0;
  let isFound = false;
  const profile = renderProfile(fixtures, "http://127.0.0.1:8080", { auth });
  const { divergences } = await runOnMock(
    standard,
    profileSchema,
    { fixtures, defects: [id], profile },
    {
      generated,
      seed,
      only,
      stopped: () => (isFound ? "it was found" : undefined),
      write: (event) => {
        if (event.event !== "verdict" || isFound) return;
        count += 1;
        isFound = event.verdict.status === "diverged";
      },
    },
  );
  const [first] = divergences;
  return first === undefined ? undefined : describeFind(first, count);
}

function describeFind(divergence: Divergence, after: number): GeneratedFind {
  const { requirement, kind, minimised, exchanges, shownBy } = divergence;
  const asked = exchanges.find(({ request }) => request.method !== "GET") ?? exchanges[shownBy] ?? exchanges[0];
  const url = asked === undefined ? undefined : new URL(asked.request.url);
  const body = asked?.request.body.text ?? "";
  const request =
    `${asked?.request.method ?? ""} ${url?.pathname.split("/").at(-1) ?? ""}${url?.search ?? ""} ${body}`.trim();
  return {
    case: divergence.case,
    after,
    requirement,
    kind,
    request,
    members: [...(url?.searchParams.keys() ?? [])].length + countMembers(body),
    steps: exchanges.length,
    minimised,
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
