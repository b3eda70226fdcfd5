/** One thing wrong with a file or an option that the user gave. */
export interface InputProblem {
  readonly message: string;
  readonly file?: string;
  /** Both count from 1. */
  readonly line?: number;
  readonly column?: number;
  /** JSON Pointer into the file. */
  readonly pointer?: string;
  /** What to write instead. */
  readonly hint?: string;
}

/** The user's input cannot be used: shown without a stack, exit code 2. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "InputError";
    this.problems = problems;
  }
}

/** `file:line:column pointer: message` and the hint on a line of its own. */
export function formatProblem(problem: InputProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const where = [place, problem.pointer].filter((part) => part !== undefined && part !== "").join(" ");
  const line = where === "" ? problem.message : `${where}: ${problem.message}`;
  return problem.hint === undefined ? line : `${line}\n  ${problem.hint}`;
}
