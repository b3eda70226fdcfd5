import type { OperationContext } from "../operation.ts";
import { type RefusalResult, refuse } from "../result.ts";
import type { Entry } from "./list-entries.ts";
import { highestLimit } from "./page.ts";
import type { Question } from "./read-question.ts";

/** Entries of one page, and how many there are. */
export interface Selection {
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** The entries a request asks for, out of a customer's entries with the most recent first; or the refusal of the request. */
export function selectEntries(
  all: readonly Entry[],
  { programId, programType, page }: Question,
  { organisation, choices }: OperationContext,
): Selection | RefusalResult {
  const isKnown = organisation.partnerPrograms?.some(({ id }) => id === programId) ?? false;
  // choice: unknown-partner-program
  if (programId !== undefined && !isKnown && choices.unknownPartnerProgram === "refused") {
    return refuse(2006, "no partner program has this id");
  }
  // error code 2011 of the wider API. choice: no-programs
  if (all.length === 0 && choices.noPrograms === "refused") return refuse(2011, "the customer has no activity");
  // parameter: partnerProgramId
  const named = programId === undefined ? all : all.filter(({ program }) => program.id === programId);
  // choice: program-not-joined
  if (isKnown && named.length === 0 && choices.programNotJoined === "refused") {
    return refuse(2011, "the customer has no activity in this program");
  }
  // parameter: partnerProgramType
  const typed = programType === "all" ? named : named.filter(({ program }) => program.type === programType);

  // parameter: partnerProgramId, without it the recent ten are shown. choice: recent-ten
  const reached = programId !== undefined || choices.recentTen === "first-page" ? typed : keepRecent(typed);
  // choice: entry-order
  const ordered =
    choices.entryOrder === "recent-first" ? reached : [...reached].sort((a, b) => a.program.id - b.program.id);
  return {
    entries: ordered.slice(page.offset, page.offset + page.limit),
    // response parameter: total
    total: choices.recentTen === "of-a-total" ? typed.length : reached.length,
  };
}

function keepRecent(entries: readonly Entry[]): readonly Entry[] {
  const recent = [...new Set(entries.map(({ program }) => program.id))].slice(0, highestLimit);
  return entries.filter(({ program }) => recent.includes(program.id));
}
