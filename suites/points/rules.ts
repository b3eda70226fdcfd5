import { isObject, jsonType, showJson } from "../../src/model/json.ts";
import type { Noticer, Rule, RuleFinding, RuleInput } from "../../src/check/standard.ts";

/** Points types that the page names; the list is open. */
const namedPointsTypes = ["bill_regular", "bill_promotions", "line_item_regular", "line_item_promotions"];

/** What the page demands of a single promised-points exchange beyond its schemas. */
export const pointsRules: readonly Rule[] = [
  {
    // Response parameters, entityType: CUSTOMER in this case. Another kind of entity that is asked for is not described.
    requirement: "points.entity-type.customer",
    check: (input) => {
      const asked = isObject(input.query) ? (input.query["entityType"] ?? "CUSTOMER") : "CUSTOMER";
      return asked === "CUSTOMER" ? checkEntityType(input) : undefined;
    },
    // What is asked about is a customer, or a fleet on other pages of the vendor.
    checkAlone: (input) => (readMember(input, "entityType") === "FLEET" ? undefined : checkEntityType(input)),
  },
];

function checkEntityType(input: RuleInput): RuleFinding[] | undefined {
  const value = readMember(input, "entityType");
  if (typeof value !== "string") return undefined;
  if (value === "CUSTOMER") return [];
  const actual = `${jsonType(value)} ${showJson(value)}`;
  return [{ pointer: "/entityType", kind: "value", expected: '"CUSTOMER"', actual }];
}

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
