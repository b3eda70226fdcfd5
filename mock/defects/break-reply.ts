import type { Reply } from "../../src/model/http.ts";
import { type When, editResponse } from "../edit.ts";
import { type JsonMembers, mapMembers, omitMember } from "../json-text.ts";
import type { Twist } from "../twist.ts";

/** A delay that no client waits out. */
const longDelayMs = 3_600_000;

/** The reply is another one, or the connection breaks. */
export function breakOff(broken: Reply, when: When): Twist {
  return { reply: (reply, result, moment) => (when(moment, result) ? broken : reply) };
}

/** The reply does not come in time. */
export function hang(when: When): Twist {
  return {
    reply: (reply, result, moment) =>
      reply.kind === "response" && when(moment, result) ? { ...reply, delayMs: longDelayMs } : reply,
  };
}

/** The host fails with HTTP 500. */
export function crash(when: When): Twist {
  const body = new TextEncoder().encode('{"errors":[{"status":false,"code":500,"message":"unexpected trouble"}]}');
  return editResponse((response) => ({ ...response, status: 500, body }), when);
}

/** The bytes with one inside a text replaced by one that UTF-8 has not. */
export function spoilText(body: Uint8Array, text: string): Uint8Array {
  const spoiled = Uint8Array.from(body);
  const place = new TextDecoder().decode(body).indexOf(text);
  if (place !== -1) spoiled[place + 2] = 0xff;
  return spoiled;
}

/** Changes to the object that a refusal's code stands in. */
export const envelopeEdits: readonly (readonly [
  word: string,
  statement: string,
  edit: (item: JsonMembers) => JsonMembers,
])[] = [
  ["status-true", "The status beside a code is true.", (item) => ({ ...item, status: true })],
  ["status-removed", "The status beside a code is missing.", (item) => omitMember(item, "status")],
  ["status-retyped", "The status beside a code is text.", (item) => ({ ...item, status: "false" })],
  ["status-null", "The status beside a code is null.", (item) => ({ ...item, status: null })],
  ["message-removed", "The message beside a code is missing.", (item) => omitMember(item, "message")],
  [
    "message-retyped",
    "The message beside a code is an object.",
    (item) => ({ ...item, message: { en: item["message"] ?? "" } }),
  ],
  ["message-null", "The message beside a code is null.", (item) => ({ ...item, message: null })],
];

/** Changes the object that the code of a refusal stands in. */
export function editEnvelope(edit: (item: JsonMembers) => JsonMembers): Twist {
  return {
    body: (body, result) =>
      result.kind === "refusal"
        ? mapMembers(body, (members) => (Object.hasOwn(members, "code") ? edit(members) : members))
        : body,
  };
}
