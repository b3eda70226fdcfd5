import type { Defect } from "../../mock/defects/defect.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import type { SchemaDocument } from "../../src/catalog/sources.ts";
import type { Divergence } from "../../src/model/run.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";

/** Ways of finding a defect of the mock, each of which is a column of the kill table. */
export const columns = ["suites", "generated", "contracts", "webhooks"] as const;

export type Column = (typeof columns)[number];

/** What rows are of: a column, or requests that were made smaller, which have a document of their own. */
export type RowKind = Column | "shrunk";

/** What one way of looking made of the mock with one defect. */
export interface Row {
  readonly column: RowKind;
  readonly defect: string;
  /** The requirement that the defect breaks. */
  readonly breaks: string;
  /** The requirements that were reported, each once. */
  readonly found: readonly string[];
  /** The first case that reported the broken requirement, or else anything; left out where nothing was reported. */
  readonly by?: string;
}

/** What rows are made with. */
export interface TableParts {
  readonly standard: CapillaryStandard;
  readonly profileSchema: SchemaDocument;
  readonly fixtures: Fixtures;
}

/** The row of a run. */
export function sumUp(
  column: RowKind,
  { id, breaks }: Pick<Defect, "id" | "breaks">,
  divergences: readonly Pick<Divergence, "requirement" | "case">[],
): Row {
  const found = [...new Set(divergences.map(({ requirement }) => requirement))];
  const first = divergences.find(({ requirement }) => requirement === breaks) ?? divergences[0];
  return { column, defect: id, breaks, found, ...(first === undefined ? {} : { by: first.case }) };
}

/** Whether a row reports the broken requirement and no other. */
export function isExact({ found, breaks }: Pick<Row, "found" | "breaks">): boolean {
  return found.length === 1 && found[0] === breaks;
}
