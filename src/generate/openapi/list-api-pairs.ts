import type { ApiParameter } from "../../catalog/openapi/api-operation.ts";
import type { Json } from "../../model/json.ts";
import { createDraw } from "../draw.ts";
import { coverPairs, type Factor } from "../pairs.ts";
import { type ApiDraft, type ApiGenerator, makeApiDraft, sampleParameter } from "./list-api-cases.ts";
import type { ApiInstance } from "./write-api-request.ts";

/** So many values of a parameter are drawn, besides leaving it out. */
const drawnValues = 3;
/** Of more parameters the pairs of the first are tried. */
const mostFactors = 12;

/** A value of a parameter; undefined leaves it out. */
type Value = { readonly value: Json | undefined };

/** Sound values of all parameters of an operation, every pair of them at least once. Nothing for fewer than two. */
export function listApiPairs(generator: ApiGenerator, base: ApiInstance, seed: number): ApiDraft[] {
  const { operation } = generator;
  const byName = new Map(operation.parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const factors = [...byName]
    .map(([name, parameter]): Factor<Value> => ({ name, values: listValues(generator, parameter, base, seed) }))
    .filter(({ values }) => values.length > 1)
    .slice(0, mostFactors);
  if (factors.length < 2) return [];
  const rows = coverPairs(factors, createDraw(seed, `${operation.id} pairs`));
  return rows.map((row, index) => {
    const instance = Object.entries(row).reduce((made: ApiInstance, [name, { value }]): ApiInstance => {
      const parameter = byName.get(name);
      return parameter === undefined ? made : put(made, parameter, value);
    }, base);
    const title = `Parameters of ${operation.id} go together (${index})`;
    return makeApiDraft(generator, instance, `pairs.${index}`, title);
  });
}

function listValues(
  { operation, schemas }: ApiGenerator,
  parameter: ApiParameter,
  base: ApiInstance,
  seed: number,
): Value[] {
  const own = base[parameter.in]?.[parameter.name];
  const { schema } = parameter;
  const drawn = Array.from({ length: schema === undefined ? 0 : drawnValues }, (_unused, turn): Value | undefined => {
    const draw = createDraw(seed, `${operation.id} pairs ${parameter.in} ${parameter.name} ${turn}`);
    return sampleParameter(schemas, parameter, draw);
  });
  // A path with an empty part is another path.
  const isLost = ({ value }: Value): boolean => parameter.in === "path" && (value === "" || Array.isArray(value));
  const values = [own === undefined ? undefined : { value: own }, ...drawn].filter(
    (one): one is Value => one !== undefined && !isLost(one),
  );
  const all = parameter.required ? values : [...values, { value: undefined }];
  return [...new Map(all.map((one) => [JSON.stringify(one.value) ?? "nothing", one])).values()];
}

function put(instance: ApiInstance, { in: where, name }: ApiParameter, value: Json | undefined): ApiInstance {
  const { [name]: _before, ...others } = instance[where] ?? {};
  return { ...instance, [where]: value === undefined ? others : { ...others, [name]: value } };
}
