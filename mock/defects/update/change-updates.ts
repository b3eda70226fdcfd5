import type { Customer, Membership, Organisation } from "../../fixtures.ts";
import { type JsonMembers, isMembers } from "../../json-text.ts";
import type { AnswerResult } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Performed, listPerformed } from "./asked.ts";
import { editOwner } from "./results.ts";

/** Whether an update is meant, of which is known what was answered to it. */
export type WhichPerformed = (performed: Performed, moment: Moment, request: readonly Performed[]) => boolean;

/** What becomes of an update otherwise; what is left out stays as it is. */
interface Change {
  /** What is answered to it: 200, or the code of a refusal. */
  readonly code?: number;
  /** What is kept. */
  readonly keep?: (after: Organisation, before: Organisation) => Organisation;
}

/** Updates are answered with this code, and refused if it is one of a refusal: then they are not made. */
export function answerWith(choose: number | ((request: readonly Performed[]) => number), which: WhichPerformed): Twist {
  return changeUpdates(which, (performed, _moment, request) => {
    const code = typeof choose === "number" ? choose : choose(request);
    return code === 200 ? { code } : { code, keep: (after, before) => restore(after, before, performed) };
  });
}

/** Updates are answered with the code of a refusal, and made all the same. */
export function refuseYetKeep(choose: (request: readonly Performed[]) => number, which: WhichPerformed): Twist {
  return changeUpdates(which, (_performed, _moment, request) => ({ code: choose(request) }));
}

/** Updates are reported as they would be and not made. */
export function leaveUnmade(which: WhichPerformed): Twist {
  return changeUpdates(which, (performed) => ({ keep: (after, before) => restore(after, before, performed) }));
}

/** Updates leave another membership than they should. */
export function keepOtherwise(
  which: WhichPerformed,
  edit: (membership: Membership, performed: Performed, moment: Moment, request: readonly Performed[]) => Membership,
): Twist {
  return changeUpdates(which, (performed, moment, request) => ({
    keep: (after) => editMembership(after, performed, (membership) => edit(membership, performed, moment, request)),
  }));
}

/** Updates change something else too. */
export function changeOthers(
  which: WhichPerformed,
  edit: (
    organisation: Organisation,
    performed: Performed,
    moment: Moment,
    request: readonly Performed[],
  ) => Organisation,
): Twist {
  return changeUpdates(which, (performed, moment, request) => ({
    keep: (after) => edit(after, performed, moment, request),
  }));
}

/** The organisation with some of its customers otherwise. */
export function editCustomers(organisation: Organisation, edit: (customer: Customer) => Customer): Organisation {
  return { ...organisation, customers: organisation.customers.map(edit) };
}

/** The customer with some memberships otherwise. */
export function editMemberships(customer: Customer, edit: (membership: Membership) => Membership): Customer {
  return customer.memberships === undefined ? customer : { ...customer, memberships: customer.memberships.map(edit) };
}

/** The organisation with the membership otherwise that an update is about. */
export function editMembership(
  organisation: Organisation,
  { customer, membership }: Pick<Performed, "customer" | "membership">,
  edit: (membership: Membership) => Membership,
): Organisation {
  if (customer === undefined || membership === undefined) return organisation;
  return editCustomers(organisation, (each) =>
    each.id === customer.id
      ? editMemberships(each, (own) => (own.program === membership.program && own.linked ? edit(own) : own))
      : each,
  );
}

/** The status of an update that was made, or was refused with a code. */
export function makeStatus(code: number): JsonMembers {
  return code === 200
    ? { status: true, message: "the update was made", code }
    : { status: false, message: "the update was refused", code };
}

function changeUpdates(
  which: WhichPerformed,
  change: (performed: Performed, moment: Moment, request: readonly Performed[]) => Change,
): Twist {
  return {
    result: (result, moment) => {
      if (result.kind === "refusal") return result;
      const request = listPerformed(moment, result);
      return request
        .filter((performed) => which(performed, moment, request))
        .reduce((made, performed) => applyChange(made, performed, change(performed, moment, request), moment), result);
    },
  };
}

function applyChange(
  result: AnswerResult,
  performed: Performed,
  { code, keep }: Change,
  { organisation: before }: Moment,
): AnswerResult {
  const body =
    code === undefined || !isMembers(result.body)
      ? result.body
      : editOwner(result.body, "update", performed, (update) => ({ ...update, updateStatus: makeStatus(code) }));
  // What is refused is not told.
  const events =
    code === undefined || code === 200
      ? result.events
      : result.events?.filter(
          ({ customer, program, updateType }) =>
            customer.id !== performed.customer?.id ||
            program.id !== performed.program?.id ||
            updateType !== performed.sent["updateType"],
        );
  const organisation =
    keep === undefined || before === undefined ? result.organisation : keep(result.organisation ?? before, before);
  return {
    ...result,
    body,
    ...(events === undefined ? {} : { events }),
    ...(organisation === undefined ? {} : { organisation }),
  };
}

/** The membership that an update is about is again what it was before the request. */
function restore(after: Organisation, _before: Organisation, performed: Performed): Organisation {
  return editMembership(after, performed, (membership) => performed.membership ?? membership);
}
