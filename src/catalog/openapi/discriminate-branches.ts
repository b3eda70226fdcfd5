import { parsePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";

type Schema = Readonly<Record<string, unknown>>;

/** The branches of a schema with a discriminator, and the values of the discriminating member that name each. */
interface Discriminated {
  readonly keyword: "oneOf" | "anyOf";
  readonly member: string;
  readonly branches: readonly { readonly schema: Schema; readonly names: readonly string[] }[];
  /** Whether a mapping names every branch. */
  readonly isMapped: boolean;
}

/**
 * A discriminator says which of the branches a value has to fit, whether others fit it too or not (discriminator object). Of
 * a value that no mapping names any branch will do, unless the document maps all of them.
 */
export function demandBranch(schema: Record<string, unknown>): Record<string, unknown> {
  const found = readDiscriminated(schema);
  if (found === undefined) return schema;
  const { keyword, member, branches, isMapped } = found;
  const { [keyword]: list, discriminator: _discriminator, ...rest } = schema;
  const all = branches.flatMap(({ names }) => names);
  const otherwise: Schema = isMapped
    ? { type: "object", required: [member], properties: { [member]: { enum: all } } }
    : { anyOf: list };
  const demanded = branches.reduceRight(
    (next: Schema, { schema: branch, names }): Schema => ({
      if: { type: "object", required: [member], properties: { [member]: { enum: names } } },
      then: branch,
      else: next,
    }),
    otherwise,
  );
  const { allOf } = rest;
  return { ...rest, allOf: [...(Array.isArray(allOf) ? (allOf as unknown[]) : []), demanded] };
}

/** Each branch bound to its names, so that values which are made of it have one. */
export function nameBranches(schema: Record<string, unknown>): Record<string, unknown> {
  const found = readDiscriminated(schema);
  if (found === undefined) return schema;
  const { keyword, member, branches } = found;
  const named = branches.map(({ schema: branch, names }) => ({
    allOf: [branch, { type: "object", required: [member], properties: { [member]: { enum: names } } }],
  }));
  const { discriminator: _discriminator, ...rest } = schema;
  return { ...rest, [keyword]: named };
}

function readDiscriminated(schema: Schema): Discriminated | undefined {
  const { discriminator } = schema;
  const keyword = (["oneOf", "anyOf"] as const).find((one) => Array.isArray(schema[one]));
  if (!isObject(discriminator) || keyword === undefined) return undefined;
  const member = discriminator["propertyName"];
  if (typeof member !== "string") return undefined;
  const mapping = Object.entries(isObject(discriminator["mapping"]) ? discriminator["mapping"] : {});
  const branches = (schema[keyword] as readonly unknown[]).flatMap((branch) => {
    const reference = isObject(branch) ? branch["$ref"] : undefined;
    if (!isObject(branch) || typeof reference !== "string") return [];
    const name = nameOf(reference);
    const mapped = mapping.filter(([, to]) => typeof to === "string" && nameOf(to) === name).map(([key]) => key);
    return [{ schema: branch, names: [...new Set([...mapped, name])], isMapped: mapped.length > 0 }];
  });
  // Of branches without a name nothing can be said by one.
  if (branches.length < (schema[keyword] as readonly unknown[]).length || branches.length === 0) return undefined;
  return { keyword, member, branches, isMapped: branches.every((one) => one.isMapped) };
}

/** A schema's own name: `Dog` of `#/components/schemas/Dog`, of `Dog` and of `./Dog.yaml`. */
function nameOf(reference: string): string {
  const [file = "", fragment = ""] = reference.split("#");
  const last = fragment.startsWith("/") ? parsePointer(fragment).at(-1) : undefined;
  return ((last ?? file).split("/").at(-1) ?? "").replace(/\.(ya?ml|json)$/i, "");
}
