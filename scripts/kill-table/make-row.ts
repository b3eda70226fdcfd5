import type { Defect } from "../../mock/defects/defect.ts";
import { allDefects } from "../../mock/defects/defects.ts";
import { createStandard } from "../../suites/standard.ts";
import { loadFixtures } from "../commands/mock.ts";
import { loadContracts } from "../contracts/open-contracts.ts";
import type { CommandIo } from "../io.ts";
import type { Toolkit } from "../toolkit.ts";
import { createContractsRows } from "./contracts-row.ts";
import { createGeneratedRows } from "./generated-row.ts";
import type { Row, RowKind } from "./row.ts";
import { makeSuitesRow } from "./suites-row.ts";
import { makeWebhooksRow } from "./webhooks-row.ts";

/** One cell of the kill table that is to be made. */
export interface RowTask {
  readonly column: RowKind;
  readonly defect: string;
  /** Of generated cases. */
  readonly seed?: number;
  /** Ids of generated cases that are tried before all others. */
  readonly first?: readonly string[];
  /** As of `makeSuitesRow`. */
  readonly wide?: boolean;
}

export interface RowMaker {
  /** Throws a RangeError where there is no such defect. */
  readonly make: (task: RowTask) => Promise<Row>;
  readonly close: () => void;
}

/** Makes rows of every column in this process. */
export async function createRowMaker(
  toolkit: Toolkit,
  io: Pick<CommandIo, "readFile" | "locate" | "listFiles">,
): Promise<RowMaker> {
  const standard = createStandard(toolkit.catalog());
  const fixtures = await loadFixtures(undefined, io);
  const parts = { standard, profileSchema: toolkit.meta("profile"), fixtures };
  const contracts = createContractsRows(parts, await loadContracts(standard, {}, io));
  const generated = createGeneratedRows(parts);
  return {
    make: async ({ column, defect: id, seed = 1, first = [], wide }) => {
      const defect = findDefect(id);
      switch (column) {
        case "suites":
          return makeSuitesRow(parts, defect, wide);
        case "webhooks":
          return makeWebhooksRow(parts, defect);
        case "contracts":
          return contracts.make(defect);
        case "generated":
        case "shrunk":
          return generated(defect, { seed, column, first });
      }
    },
    close: contracts.close,
  };
}

function findDefect(id: string): Defect {
  const defect = allDefects.find((one) => one.id === id);
  if (defect === undefined) throw new RangeError(`no defect ${id}`);
  return defect;
}
