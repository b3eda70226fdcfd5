import type { Choices } from "../choices.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** What a request asks for: benefits that were used, or what became of the memberships. */
export type AskedType = "benefitsAvailed" | "linkingUpdates";

/** Reads activityType, or refuses it. */
export function readActivityType(text: string | undefined, choices: Choices): AskedType | RefusalResult {
  // parameter: activityType, mandatory. choice: activity-type-missing
  if (text === undefined || text.trim() === "") {
    return refuse(choices.activityTypeMissing, "activityType is needed");
  }
  // error code 2014 of the wider API: the page has no codes
  return findSpelling(text, choices) ?? refuse(2014, "activityType is benefitsAvailed or linkingUpdates");
}

function findSpelling(text: string, choices: Choices): AskedType | undefined {
  const [inSample, inTable] = [text === "benefitsAvailed", text === "BENEFITS_AVAILED"];
  const [linking, linkingInCapitals] = [text === "linkingUpdates", text === "LINKING_UPDATES"];
  // choice: activity-type-spelling
  switch (choices.activityTypeSpelling) {
    case "both":
      return choose(inSample || inTable, linking || linkingInCapitals);
    case "any": {
      const letters = text.replaceAll("_", "").toLowerCase();
      return choose(letters === "benefitsavailed", letters === "linkingupdates");
    }
    case "sample":
      return choose(inSample, linking);
    case "table":
      return choose(inTable, linking || linkingInCapitals);
  }
}

function choose(benefits: boolean, linking: boolean): AskedType | undefined {
  if (benefits) return "benefitsAvailed";
  return linking ? "linkingUpdates" : undefined;
}
