import type { ErrorObject } from "ajv";

/** So many steps into alternatives of alternatives. */
const deepest = 6;

/**
 * Of alternatives none of which fits, the errors of the one that was meant, where that is plain to see: all others are of
 * another type, or name another kind by a constant. Where it is not, the whole is what is wrong, and not each of them.
 * @param tryBranches the errors of the value that an error is about, against each of the alternatives
 */
export function chooseBranch(
  errors: readonly ErrorObject[],
  tryBranches: (error: ErrorObject) => ErrorObject[][],
  depth = 0,
): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (!isAlternative(error) && error.keyword !== "contains") {
      kept.push(error);
      continue;
    }
    const at = error.instancePath;
    const isBranch = (one: ErrorObject | undefined): boolean =>
      one !== undefined &&
      (one.instancePath === at || one.instancePath.startsWith(`${at}/`)) &&
      (one.schemaPath.startsWith(`${error.schemaPath}/`) ||
        !one.schemaPath.startsWith(error.schemaPath.slice(0, -error.keyword.length)));
    while (isBranch(kept.at(-1))) kept.pop();
    // That no entry is what one has to be is wrong with the list, and not with each entry.
    const meant = (error.keyword === "contains" ? [] : tryBranches(error)).filter(
      (branch) => !branch.some(isElsewhere),
    );
    const [only, ...others] = meant;
    if (only === undefined || others.length > 0 || depth > deepest) kept.push(error);
    else {
      const inside = chooseBranch(only, tryBranches, depth + 1);
      kept.push(...inside.map((one) => ({ ...one, instancePath: at + one.instancePath })));
    }
  }
  return kept;
}

function isAlternative({ keyword, params }: ErrorObject): boolean {
  return (
    (keyword === "anyOf" || keyword === "oneOf") && (params as { passingSchemas?: unknown }).passingSchemas == null
  );
}

/** Whether an error says that another branch was meant: the value is of another type, or its member names another kind. */
function isElsewhere({ keyword, instancePath, params }: ErrorObject): boolean {
  if (keyword === "type") return instancePath === "";
  if (keyword === "const") return instancePath.lastIndexOf("/") <= 0;
  const values = (params as { allowedValues?: unknown }).allowedValues;
  return keyword === "enum" && Array.isArray(values) && values.length === 1 && instancePath.lastIndexOf("/") <= 0;
}
