import type { Choices } from "../choices.ts";
import type { Customer } from "../fixtures.ts";
import type { JsonMembers, JsonTree } from "../json-text.ts";
import type { Fault } from "./fault.ts";
import type { EntryResult, UpdateResult } from "./perform-entries.ts";
import type { Sent } from "./read-request.ts";

/** The body of an answer: response parameters, sample. */
export function renderResults(entries: readonly EntryResult[], choices: Choices): JsonMembers {
  const customers = entries.map((entry) => renderEntry(entry, choices));
  return {
    // choice: customers-order
    customersPartnerUpdates: choices.customersOrder === "reversed" ? customers.reverse() : customers,
    warnings: [],
  };
}

function renderEntry(entry: EntryResult, choices: Choices): JsonMembers {
  const { sent, customer } = entry;
  const updates = renderUpdates(entry, choices);
  if ("code" in customer) {
    return {
      customer: { ...copyIdentifiers(sent), status: renderFault(customer) },
      // choice: customer-not-found
      partnerProgramUpdates: choices.customerNotFound === "each-update" ? updates : [],
    };
  }
  // choice: customer-echo
  const identifiers =
    choices.customerEcho === "sent"
      ? copyIdentifiers(sent)
      : { ...(choices.customerEcho === "known" ? {} : noIdentifiers), ...listIdentifiers(customer) };
  const [only, ...others] = entry.updates;
  // choice: failure-place
  if (choices.failurePlace === "customer-status" && only?.fault !== undefined && others.length === 0) {
    return { customer: { ...identifiers, status: renderFault(only.fault) }, partnerProgramUpdates: [] };
  }
  return {
    // response parameter: customer.status.code
    customer: { ...identifiers, status: { status: true, message: "the customer was found", code: 1000 } },
    partnerProgramUpdates: updates,
  };
}

function renderUpdates({ updates }: EntryResult, choices: Choices): readonly JsonTree[] {
  const rendered = updates.map((update) => renderUpdate(update));
  // choice: updates-order
  return choices.updatesOrder === "reversed" ? rendered.reverse() : rendered;
}

function renderUpdate({ sent, fault }: UpdateResult): JsonMembers {
  const { partnerProgramName, updateType } = sent;
  const rendered: Record<string, JsonTree> = {};
  // response parameters: partnerProgramName, updateType are texts; what came as something else is left out
  if (typeof partnerProgramName === "string") rendered["partnerProgramName"] = partnerProgramName;
  if (typeof updateType === "string") rendered["updateType"] = updateType;
  // response parameter: updateStatus.code
  rendered["updateStatus"] =
    fault === undefined ? { status: true, message: "the update was made", code: 200 } : renderFault(fault);
  return rendered;
}

/** response parameters: status, message, code of customer.status and of updateStatus */
function renderFault({ code, message }: Fault): JsonMembers {
  return { status: false, message, code };
}

const noIdentifiers: JsonMembers = { mobile: null, email: null, externalId: null };

/** response parameters: id, mobile, email, externalId */
function listIdentifiers({ id, mobile, email, externalId }: Customer): JsonMembers {
  return copyIdentifiers({
    id,
    ...(mobile === undefined ? {} : { mobile }),
    ...(email === undefined ? {} : { email }),
    ...(externalId === undefined ? {} : { externalId }),
  });
}

/** The identifiers that have the JSON types of the response; an id that came as text becomes a number. */
function copyIdentifiers({ id, mobile, email, externalId }: Sent): JsonMembers {
  const number = typeof id === "string" && id !== "" ? Number(id) : id;
  const copied: Record<string, JsonTree> = {};
  if (typeof number === "number" && Number.isInteger(number)) copied["id"] = number;
  if (typeof mobile === "string") copied["mobile"] = mobile;
  if (typeof email === "string") copied["email"] = email;
  if (typeof externalId === "string") copied["externalId"] = externalId;
  return copied;
}
