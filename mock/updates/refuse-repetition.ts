import type { OperationContext } from "../operation.ts";
import { type RefusalResult, refuse } from "../result.ts";
import { findNamedCustomer } from "./find-named-customer.ts";
import { readName } from "./read-name.ts";
import type { UpdateEntry } from "./read-request.ts";

/** The refusal of a request that names a customer, or a customer's program, more than once; undefined where it is taken. */
export function refuseRepetition(
  entries: readonly UpdateEntry[],
  context: OperationContext,
): RefusalResult | undefined {
  const { choices } = context;
  // One update of one customer repeats nothing.
  if (entries.length === 1 && entries[0]?.updates.length === 1) return undefined;
  const named = entries.map(({ customer, updates }, index) => {
    const found = findNamedCustomer(customer, context);
    return { key: "code" in found ? `entry ${index}` : `customer ${found.id}`, updates };
  });
  // choice: customer-twice
  if (choices.customerTwice === "refused" && isRepeated(named.map(({ key }) => key))) {
    return refuse(400, "a customer comes twice");
  }
  const programs = named.flatMap(({ key, updates }) =>
    updates.flatMap((update) => {
      const name = readName(update["partnerProgramName"], choices);
      return name === undefined ? [] : [`${key} ${choices.nameCase === "ignored" ? name.toLowerCase() : name}`];
    }),
  );
  // choice: program-twice
  if (choices.programTwice === "refused" && isRepeated(programs)) {
    return refuse(400, "a partner program comes twice for one customer");
  }
  return undefined;
}

function isRepeated(keys: readonly string[]): boolean {
  return new Set(keys).size < keys.length;
}
