import { keep } from "../../src/check/judge.ts";
import { nothingJudged } from "../../src/model/verdict.ts";
import type { Flow } from "./flow.ts";
import { breachAt, makeHarmless } from "./judge.ts";
import { readIdentifiers } from "./match.ts";
import { nameCustomer } from "./request.ts";
import { sendUpdate } from "./steps.ts";
import type { Renewable } from "./subjects.ts";

const requirement = "update.identifiers.same";

/**
 * The same customer by each identifier, with an update that changes nothing: what comes back of mobile, email and externalId
 * is the same each time. That it is the same customer is told by the host's own id, so that a mistake in the profile is none
 * of the host's.
 */
export const agreeIdentifiers: Flow<Renewable> = function* (member) {
  const harmless = makeHarmless(member);
  if (harmless === undefined) return nothingJudged;
  const seen = new Map<string, { readonly value: string; readonly by: string }>();
  let first: string | undefined;
  let compared = false;
  for (const named of member.identifiers) {
    const asked = yield* sendUpdate(member, harmless, nameCustomer(named));
    const [result] = asked.results.customers;
    if (result?.outcome !== "found") continue;
    const given = readIdentifiers(result.customer);
    const id = given.get("id");
    first ??= id;
    if (id === undefined || id !== first) continue;
    for (const [name, value] of given) {
      const before = seen.get(name);
      seen.set(name, before ?? { value, by: named.name });
      if (before === undefined || name === "id") continue;
      compared = true;
      // The code of a country may be written or not.
      if (before.value.endsWith(value) || value.endsWith(before.value)) continue;
      return breachAt(requirement, "disagreement", asked.position, {
        pointer: `${result.pointer}/customer/${name}`,
        expected: `the same ${name} as where the customer is named by ${before.by}`,
        actual: `another ${name}, with the same id, where it is named by ${named.name}`,
      });
    }
  }
  return compared ? keep(requirement) : nothingJudged;
};
