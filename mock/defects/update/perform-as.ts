import type { Json } from "../../../src/model/json.ts";
import { type JsonMembers, isMembers } from "../../json-text.ts";
import type { Result } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import type { Sent } from "../../updates/read-request.ts";
import { type Asked, type Which, listAsked } from "./asked.ts";
import { editOwner, readOwner, resultsList, updatesList } from "./results.ts";

/** The part of an update that a body is written from. */
type Written = Pick<Asked, "entry" | "named" | "sent">;

/** The host performs another body in the place of one, and answers as if it were the one that was sent. */
export function performAs(rewrite: (asked: readonly Asked[], moment: Moment) => Json | undefined): Twist {
  return {
    result: (result, moment) => {
      const asked = listAsked(moment);
      const body = rewrite(asked, moment);
      return body === undefined ? result : restoreEcho(moment.ask(moment.query, body), asked);
    },
  };
}

/** The host takes some updates for others. */
export function takeUpdatesFor(which: Which, edit: (asked: Asked, moment: Moment) => Sent): Twist {
  return takeFor(which, (asked, moment) => ({ ...asked, sent: edit(asked, moment) }));
}

/** The host takes the identifiers of some customers for others. */
export function takeCustomersFor(which: Which, edit: (asked: Asked, moment: Moment) => Sent): Twist {
  return takeFor(which, (asked, moment) => ({ ...asked, named: edit(asked, moment) }));
}

/** The update with some of its details otherwise. */
export function withDetails({ sent, details }: Asked, more: Sent): Sent {
  return { ...sent, updateDetails: { ...details, ...more } };
}

/** The update without one of its details. */
export function withoutDetail({ sent, details }: Asked, name: string): Sent {
  return { ...sent, updateDetails: Object.fromEntries(Object.entries(details).filter(([key]) => key !== name)) };
}

/** A body of these updates; an entry's customer is that of its first update. */
export function writeBody(updates: readonly Written[]): Json {
  const places = [...new Set(updates.map(({ entry }) => entry))];
  return {
    [resultsList]: places.map((place) => {
      const own = updates.filter(({ entry }) => entry === place);
      return { customer: own[0]?.named ?? {}, [updatesList]: own.map(({ sent }) => sent) };
    }),
  };
}

function takeFor(which: Which, edit: (asked: Asked, moment: Moment) => Written): Twist {
  return performAs((asked, moment) =>
    asked.some((each) => which(each, moment, asked))
      ? writeBody(asked.map((each) => (which(each, moment, asked) ? edit(each, moment) : each)))
      : undefined,
  );
}

/** Results name what was sent: programs, kinds of update, and the identifiers of a customer who was not found. */
function restoreEcho(result: Result, asked: readonly Asked[]): Result {
  if (result.kind === "refusal") return result;
  const body = asked.reduce((answer, each) => {
    if (!isMembers(answer)) return answer;
    const named = editOwner(answer, "update", each, (update) => ({
      ...update,
      ...pickTexts(each.sent, ["partnerProgramName", "updateType"]),
    }));
    const isFound = readOwner(answer, "customer-status", each)?.["status"] === true;
    return isFound || !isMembers(named)
      ? named
      : editOwner(named, "customer", each, ({ status = null }) => ({
          ...(Number.isInteger(each.named["id"]) ? { id: Number(each.named["id"]) } : {}),
          ...pickTexts(each.named, ["mobile", "email", "externalId"]),
          status,
        }));
  }, result.body);
  return { ...result, body };
}

function pickTexts(sent: Sent, names: readonly string[]): JsonMembers {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = sent[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
