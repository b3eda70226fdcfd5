import type { Catalog } from "../../src/catalog/catalog.ts";
import { formatPointer, resolvePointer } from "../../src/model/json-pointer.ts";
import type { Json } from "../../src/model/json.ts";
import type { BodyFinding, DescribedPart } from "./check-body-expectation.ts";
import { listGenerated } from "./generated-values.ts";
import type { Generator } from "./pact-model.ts";
import { placeValue } from "./place-value.ts";

/** Values that the consumer's own mock server would make up and no documented body has. */
export function checkGenerators(
  catalog: Pick<Catalog, "check">,
  parts: readonly DescribedPart[],
  generators: readonly Generator[],
  example: Json,
): BodyFinding[] {
  return generators.flatMap((generator): BodyFinding[] => {
    const place = generator.place.map((part) => (part === "*" ? 0 : part));
    const pointer = formatPointer(place);
    for (const value of listGenerated(generator)) {
      const body = placeValue(example, place, value, example);
      const breaches = parts.flatMap(({ schema, at }) =>
        catalog
          .check(schema, at === "" ? body : resolvePointer(body, at))
          .breaches.map((breach) => ({ ...breach, pointer: at + breach.pointer })),
      );
      const breach = breaches.find((one) => one.pointer === pointer && one.aspect !== "missing");
      if (breach === undefined) continue;
      const { requirement, aspect, expected, actual } = breach;
      const rule = { place, matchers: [], combine: "AND" as const, pointer: generator.pointer };
      const made = `${actual}, made by the generator ${generator.type}`;
      return [{ pointer, rule, requirement, kind: aspect, expected, actual: made }];
    }
    return [];
  });
}
