import type { Json } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";
import { type Customer, readIdentifier } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import type { Fault } from "./fault.ts";
import type { Sent } from "./read-request.ts";
import { isIdText } from "./request-shape.ts";

/** The identifiers in the order of the page's rows. */
const identifierRows = ["id", "mobile", "email", "externalId"] as const;

/** The customer whom a request means, or why there is none. */
export function findNamedCustomer(sent: Sent, { organisation, choices }: OperationContext): Customer | Fault {
  // body parameter: customer, at least one identifier; sample: empty strings stand for identifiers that are not used
  const given = identifierRows.filter((name) => sent[name] !== undefined && sent[name] !== null && sent[name] !== "");
  const isReadable = given.every((name) => isIdentifier(name, sent[name], choices));
  // choice: customer-unnamed; an identifier of another JSON type names nobody. choice: wrong-type, id-as-text
  if (given.length === 0 || !isReadable) {
    const whole = choices.customerUnnamed === "request";
    return {
      code: choices.customerUnnamed === "request" ? 400 : choices.customerUnnamed,
      message:
        given.length === 0 ? "no identifier names a customer" : "an identifier has another JSON type than it should",
      whole,
    };
  }

  const found = given.map((name) =>
    organisation.customers.find((customer) => readIdentifier(customer, name) === String(sent[name])),
  );
  return (
    chooseCustomer(found, choices) ?? {
      // The page has no code for it; this one is the platform's.
      code: 8015,
      message: "no customer has this identifier",
      // choice: customer-not-found
      whole: choices.customerNotFound === "request",
    }
  );
}

function isIdentifier(name: (typeof identifierRows)[number], value: Json | undefined, choices: Choices): boolean {
  if (typeof value === "string") return name !== "id" || isIdText(value, choices);
  return name === "id" && Number.isInteger(value);
}

/** One of the customers whom the identifiers name, each in its place. */
function chooseCustomer(
  found: readonly (Customer | undefined)[],
  { identifiersDisagree }: Choices,
): Customer | undefined {
  // choice: identifiers-disagree
  switch (identifiersDisagree) {
    case "first-found":
      return found.find((customer) => customer !== undefined);
    case "first-given":
      return found[0];
    case "refused":
      return found.every((customer) => customer?.id === found[0]?.id) ? found[0] : undefined;
  }
}
