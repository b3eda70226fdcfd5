import type { OperationContext } from "../operation.ts";
import { type RefusalResult, refuse } from "../result.ts";
import type { Question } from "./read-question.ts";

/** The ids of the programs whose points are answered, by the page's matrix, or the refusal of an unknown program. */
export function selectPrograms(
  { programId, allPrograms }: Question,
  { organisation, choices }: OperationContext,
): ReadonlySet<number> | RefusalResult {
  const known = organisation.programs.map(({ id }) => id);
  const named = programId === undefined || !/^\d+$/.test(programId.trim()) ? undefined : Number(programId);
  const isUnknown = programId !== undefined && (named === undefined || !known.includes(named));
  if (allPrograms) {
    // choice: unknown-program-with-all
    if (isUnknown && choices.unknownProgramWithAll === "refused") return refuseProgram();
    if (isUnknown && choices.unknownProgramWithAll === "nothing") return new Set();
    // note matrix: fetchDataForAllPrograms true, programId passed or not
    return new Set(known);
  }
  // error code 885; an empty programId names no program either
  if (isUnknown) return refuseProgram();
  // note matrix: fetchDataForAllPrograms false, programId passed; not passed
  return new Set([named ?? organisation.defaultProgram]);
}

function refuseProgram(): RefusalResult {
  return refuse(885, "no program has this id");
}
