import { isObject, jsonType, showJson } from "../../src/model/json.ts";
import type { Noticer, Rule, RuleInput } from "../../src/check/standard.ts";

/** Points types that the page names; the list is open. */
const namedPointsTypes = ["bill_regular", "bill_promotions", "line_item_regular", "line_item_promotions"];

/** What the page demands of a single promised-points exchange beyond its schemas. */
export const pointsRules: readonly Rule[] = [
  {
    // Response parameters, entityType: CUSTOMER in this case. Another kind of entity that is asked for is not described.
    requirement: "points.entity-type.customer",
    check: (input) => {
      const value = readMember(input, "entityType");
      const asked = isObject(input.query) ? (input.query["entityType"] ?? "CUSTOMER") : "CUSTOMER";
      if (typeof value !== "string" || asked !== "CUSTOMER") return undefined;
      if (value === "CUSTOMER") return [];
      return [
        {
          pointer: "/entityType",
          kind: "value",
          expected: '"CUSTOMER"',
          actual: `${jsonType(value)} ${showJson(value)}`,
        },
      ];
    },
  },
];

/** Points types that the page does not name. */
export const pointsNoticers: readonly Noticer[] = [
  (input) => {
    const lists = [readMember(input, "promisedPointsScheduleList"), readMember(input, "triggerBasedPointsList")];
    const entries: unknown[] = lists.flatMap((list) => (Array.isArray(list) ? list : []));
    const types = entries.flatMap((entry) =>
      isObject(entry) && typeof entry["pointsType"] === "string" ? [entry["pointsType"]] : [],
    );
    const others = [...new Set(types)].filter((type) => !namedPointsTypes.includes(type));
    return others
      .slice(0, 5)
      .map((type) => ({ text: `pointsType ${showJson(type)} is not one that the page names (its list is open)` }));
  },
];

function readMember({ operation, answer }: RuleInput, name: string): unknown {
  if (operation?.id !== "points" || answer.kind !== "answer" || !isObject(answer.value)) return undefined;
  return answer.value[name];
}
