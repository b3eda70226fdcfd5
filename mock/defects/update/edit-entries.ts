import type { Customer } from "../../fixtures.ts";
import { type JsonMembers, type JsonTree, isMembers } from "../../json-text.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Asked, type Which, listAsked } from "./asked.ts";
import { makeStatus } from "./change-updates.ts";
import { editOwner, updatesList } from "./results.ts";

/** Changes the results of the customers whose first update is meant. */
export function editEntries(
  which: Which,
  edit: (entry: JsonMembers, asked: readonly Asked[], moment: Moment) => JsonTree,
): Twist {
  return {
    result: (result, moment) => {
      if (result.kind === "refusal") return result;
      const asked = listAsked(moment);
      const body = asked
        .filter((each) => each.update === 0 && which(each, moment, asked))
        .reduce<JsonTree>((tree, each) => {
          const own = asked.filter(({ entry }) => entry === each.entry);
          return isMembers(tree) ? editOwner(tree, "entry", each, (entry) => edit(entry, own, moment)) : tree;
        }, result.body);
      return { ...result, body };
    },
  };
}

/** Customers who are nobody are answered as found and updated. */
export function reportAsMade(which: Which): Twist {
  return editEntries(which, (entry, asked) => {
    const customer = entry["customer"];
    return {
      customer: {
        id: 0,
        ...(isMembers(customer) ? customer : {}),
        status: { status: true, message: "the customer was found", code: 1000 },
      },
      [updatesList]: asked.map(makeResult),
    };
  });
}

/** The result for a customer who was found. */
export function makeEntry(customer: Customer | undefined, updates: readonly JsonTree[]): JsonMembers {
  const { id = 0, mobile, email, externalId } = customer ?? {};
  return {
    customer: {
      id,
      ...(mobile === undefined ? {} : { mobile }),
      ...(email === undefined ? {} : { email }),
      ...(externalId === undefined ? {} : { externalId }),
      status: { status: true, message: "the customer was found", code: 1000 },
    },
    [updatesList]: updates,
  };
}

/** The result of an update that was made. */
export function makeResult({ sent }: Pick<Asked, "sent">): JsonMembers {
  return {
    partnerProgramName: String(sent["partnerProgramName"]),
    updateType: String(sent["updateType"]),
    updateStatus: makeStatus(200),
  };
}
