import type { Defect } from "../../mock/defects/defect.ts";
import type { OperationName } from "../../mock/operation.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { type Row, sumUp, type TableParts } from "./row.ts";
import { runOnMock } from "./run-on-mock.ts";

/** Cases whose answers show most of what schemas and rules demand. */
const telling: Readonly<Record<OperationName, readonly string[]>> = {
  points: ["points"],
  histories: ["histories.read", "histories.filter", "histories.pages.limit", "histories.programs.each-alone"],
  update: ["update.upgrade", "update.batch", "update.unknown-customer", "update.tier"],
};

/** The cases on which a fault in one operation can show: its own, and those that look at it from another one. */
const affected: Readonly<Record<OperationName, readonly string[]>> = {
  points: ["points", "authentication.points"],
  histories: ["histories", "authentication.histories", "update"],
  update: ["update", "authentication.update", "histories.relinking"],
};

/**
 * Runs the suites against the mock with a defect. One that the plain profile cannot show (it concerns another form of
 * credentials) is tried with a profile that uses that form.
 * @param wide whether it is tried on all cases that it can affect, which takes long, rather than first on those made for it
 */
export async function makeSuitesRow(
  { standard, profileSchema, fixtures }: TableParts,
  { id, breaks, operation }: Defect,
  wide = false,
): Promise<Row> {
  for (const only of listScopes(standard, breaks, operation, wide)) {
    for (const auth of ["basic", "md5", "oauth"] as const) {
      const profile = renderProfile(fixtures, "http://127.0.0.1:8080", { auth });
      const mock = { fixtures, defects: [id], profile };
      const { divergences } = await runOnMock(standard, profileSchema, mock, { only });
      if (divergences.length > 0) return sumUp("suites", { id, breaks }, divergences);
    }
  }
  return sumUp("suites", { id, breaks }, []);
}

/**
 * On what a defect is tried, one after another until it shows: the cases that were made for its requirement, or those that
 * tell most; then all that it can affect. Wide is to begin with the last, which also shows what else it is taken for.
 */
function listScopes(
  { cases }: CapillaryStandard,
  breaks: string,
  operation: OperationName | undefined,
  wide: boolean,
): (readonly string[])[] {
  if (operation === undefined) return [[]];
  const own = cases.some(({ requirements }) => requirements.includes(breaks)) ? [breaks] : telling[operation];
  return wide ? [affected[operation]] : [own, affected[operation]];
}
