import type { Defect } from "../../mock/defects/defect.ts";
import { defects } from "../../mock/defects/defects.ts";
import { eventDefects } from "../../mock/defects/events/event-defects.ts";
import { rareDefects } from "../../mock/defects/rare/rare-defects.ts";
import { type Cells, words, writeCells } from "./cells.ts";
import { drawn } from "./generated-row.ts";
import { readKillTable, renderKillTable, type TableHead } from "./render-kill-table.ts";
import type { Column, Row } from "./row.ts";

/** A document of the kill table: its defects, and the columns that can see them. */
export interface KillDocument {
  readonly file: string;
  readonly head: TableHead;
  readonly defects: readonly Defect[];
  readonly columns: (defect: Defect) => readonly Column[];
}

const rare = new Set(rareDefects.map(({ id }) => id));

const contracts = [
  "- **contracts**: what Pact's verifier asks of a sound mock with the pacts in `contracts/pacts/` is asked of the one with the defect.",
  "  Where no answer is another one, byte for byte, no interaction can break. Else Pact's own verifier verifies the interactions",
  "  with another answer, two at first and all where these do not tell what is wrong, and puts them down to the requirement that",
  "  explains most; where that leaves more than one they are named (`also`). What stands in brackets after a dash is why no pact can",
  `  tell a defect from another one; \`${words.kept}\` says that the pacts rely on nothing of what is wrong.`,
];

export const answersDocument: KillDocument = {
  file: "docs/kill-table.md",
  defects: [...defects, ...rareDefects],
  // Faults at values that nobody thinks of are what cases are generated for.
  columns: ({ id }) => (rare.has(id) ? ["generated"] : ["suites", "generated", "contracts"]),
  head: {
    title: "Kill table",
    matter: "answers",
    notes: [
      "- **suites**: the cases that were made for the requirement and, where these do not show the defect, all of its operation",
      "  (`-- --wide` tries all at once). What they miss is listed in `scripts/kill-table/open-defects.ts`.",
      "- **webhooks** looks at deliveries; [kill-table-events.md](kill-table-events.md) has the defects in these.",
      `- **generated**: the boundaries, ${drawn} drawn cases and the sequences of a run of \`fuzz\` that can see the operation, until one finds the`,
      "  defect, without the suites; the numbers are seeds that did and that were tried. A defect is missed where more than one seed",
      "  in twenty does not find it. Properties (`….relations.…`) are the suites' own with drawn subjects.",
      ...contracts,
    ],
  },
};

export const eventsDocument: KillDocument = {
  file: "docs/kill-table-events.md",
  defects: eventDefects,
  columns: () => ["webhooks", "contracts"],
  head: {
    title: "Kill table of events",
    matter: "what webhooks are told",
    notes: [
      "- **suites** and **generated** look at answers; [kill-table.md](kill-table.md) has the defects in these.",
      "- **webhooks**: the cases of the phase `webhooks` about the event, and all where the defect is of no single one.",
      "- Each message of a pact is held by itself and in one state: what only another delivery, an answer or the histories show to be",
      "  wrong is kept, and so are faults of envelopes, programs and kinds of updates that no interaction brings about.",
      ...contracts,
    ],
  },
};

export const documents = [answersDocument, eventsDocument];

/** A document of the rows that there are; what has none is taken from the document as it is. */
export function renderDocument(
  { head, defects: own, columns: listColumns }: KillDocument,
  rows: readonly Row[],
  before: string,
): string {
  const known = readKillTable(before);
  const byDefect = new Map<string, Row[]>();
  for (const row of rows) byDefect.set(row.defect, [...(byDefect.get(row.defect) ?? []), row]);
  const lines = own.map((defect) => {
    const seen = listColumns(defect);
    const state = (column: Column): string => {
      if (!seen.includes(column)) return words.unseen;
      return known.get(defect.id)?.[column] ?? words.untried;
    };
    const cells: Cells = {
      suites: state("suites"),
      webhooks: state("webhooks"),
      generated: state("generated"),
      contracts: state("contracts"),
    };
    return { defect, cells: writeCells(byDefect.get(defect.id) ?? [], cells) };
  });
  return renderKillTable(head, lines);
}
