import { type Json, isObject } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";

/** The JSON types of the page's body parameters; null is as good as absent. */
type Shape = "string" | "integer" | { readonly list: Shape } | { readonly members: Readonly<Record<string, Shape>> };

// body parameters: column Type
const requestShape: Shape = {
  members: {
    customersPartnerUpdates: {
      list: {
        members: {
          customer: { members: { id: "integer", mobile: "string", email: "string", externalId: "string" } },
          partnerProgramUpdates: {
            list: {
              members: {
                partnerProgramName: "string",
                updateType: "string",
                updateDetails: { members: { updatedTierName: "string", updatedTierExpiryDate: "string" } },
              },
            },
          },
        },
      },
    },
  },
};

/** The name of a member that has another JSON type than the page says, or undefined where there is none. */
export function findWrongType(body: Json, choices: Choices): string | undefined {
  return findIn(body, requestShape, "the body", choices);
}

function findIn(value: Json | undefined, shape: Shape, name: string, choices: Choices): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape === "string") return typeof value === "string" ? undefined : name;
  if (shape === "integer") {
    // choice: id-as-text
    return Number.isInteger(value) || (typeof value === "string" && isIdText(value, choices)) ? undefined : name;
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return name;
    return findFirst(value as readonly Json[], (entry) => findIn(entry, shape.list, `an entry of ${name}`, choices));
  }
  if (!isObject(value)) return name;
  return findFirst(Object.entries(shape.members), ([key, inner]) => findIn(value[key], inner, key, choices));
}

/** Whether text can stand for an id: digits where that choice is taken, and nothing at all, which counts as absent. */
export function isIdText(text: string, { idAsText }: Choices): boolean {
  return text === "" || (idAsText === "taken" && /^\d+$/.test(text));
}

function findFirst<T>(list: readonly T[], find: (entry: T) => string | undefined): string | undefined {
  for (const entry of list) {
    const found = find(entry);
    if (found !== undefined) return found;
  }
  return undefined;
}
