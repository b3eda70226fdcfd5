import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject } from "../model/json.ts";

const validators = new WeakMap<object, ValidateFunction>();

function compile(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  // One instance per schema: two schemas of the same $id may meet in one process (sources and build).
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
}

/** The validator's errors without the noise of alternatives: of each anyOf and oneOf only the nearest branch is kept. */
export function findErrors(value: unknown, schema: object, root: object, base: string): ErrorObject[] {
  const validate = compile(schema);
  if (validate(value) === true) return [];
  const kept: ErrorObject[] = [];
  for (const error of validate.errors ?? []) {
    const { keyword, schemaPath, instancePath } = error;
    if (keyword === "if") continue;
    if (keyword === "propertyNames") {
      // Its own error names the member; the one before it says what is wrong with the name, but at the parent.
      if (kept.at(-1)?.propertyName !== undefined) kept.pop();
    } else if ((keyword === "anyOf" || keyword === "oneOf") && error.params["passingSchemas"] == null) {
      const parent = schemaPath.slice(0, -keyword.length);
      // The branches' errors come right before; a sibling's share the parent's path, a branch's go through the keyword or a $ref.
      while (kept.length > 0 && isOfBranch(kept.at(-1), base + instancePath, parent, schemaPath)) kept.pop();
      kept.push(...chooseBranch(error, root, base));
      continue;
    }
    kept.push({ ...error, instancePath: base + instancePath });
  }
  return kept;
}

function isOfBranch(error: ErrorObject | undefined, at: string, parent: string, schemaPath: string): boolean {
  if (error === undefined) return false;
  const inside = error.instancePath === at || error.instancePath.startsWith(`${at}/`);
  return inside && (error.schemaPath.startsWith(`${schemaPath}/`) || !error.schemaPath.startsWith(parent));
}

function chooseBranch(error: ErrorObject, root: object, base: string): ErrorObject[] {
  const at = base + error.instancePath;
  const own: ErrorObject = { ...error, instancePath: at };
  const branches: unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const candidates = branches.filter(isObject).map((branch) => {
    // A branch on its own needs the definitions that its references lead to.
    const alone = { ...branch, $defs: (root as Readonly<Record<string, unknown>>)["$defs"] ?? {} };
    try {
      return findErrors(error.data, alone, alone, at);
    } catch {
      return [own]; // It refers to something outside the definitions.
    }
  });
  const isWhole = (errors: readonly ErrorObject[]) =>
    errors.some(({ instancePath, keyword }) => instancePath === at && ["type", "const", "enum"].includes(keyword));
  const near = candidates.filter((errors) => !isWhole(errors));
  if (near.length > 0)
    return near.reduce((best, errors) => (rateErrors(errors, at) < rateErrors(best, at) ? errors : best));
  const types = candidates.flatMap((errors) => errors.filter(({ keyword }) => keyword === "type"));
  const allowed = types.flatMap((each): unknown[] => [each.params["type"]].flat());
  if (allowed.length === 0) return candidates[0] ?? [own];
  return [{ ...own, keyword: "type", params: { type: [...new Set(allowed)] } }];
}

/** How far a value is from a branch: a missing or unknown member of its own weighs more than a mistake further inside. */
function rateErrors(errors: readonly ErrorObject[], at: string): number {
  return errors.reduce((sum, { instancePath, keyword }) => {
    const isDiscriminator = keyword === "const" && instancePath.lastIndexOf("/") === at.length;
    return sum + (isDiscriminator ? 10 : instancePath === at ? 3 : 1);
  }, 0);
}
