import { isJsonMediaType, mediaType } from "../model/http.ts";
import { hasByteOrderMark } from "../model/json.ts";
import type { Rule } from "./standard.ts";

/** What HTTP (RFC 9110) and JSON (RFC 8259) demand of any host; part of every Standard. */
export const protocolRules: readonly Rule[] = [
  {
    requirement: "transport.answer.arrives",
    blocking: true,
    check: ({ answer }) => {
      if (answer.kind !== "failure") return [];
      if (answer.reason === "forbidden" || answer.reason === "budget") return undefined;
      return [
        {
          pointer: "",
          kind: answer.reason === "timeout" ? "timeout" : "no-answer",
          expected: "a whole response within the deadline",
          actual: answer.detail,
        },
      ];
    },
  },
  {
    requirement: "transport.status.no-crash",
    blocking: true,
    check: ({ answer }) => {
      if (answer.kind === "failure") return undefined;
      if (answer.kind !== "crash") return [];
      return [{ pointer: "", kind: "crash", expected: "an answer or a refusal", actual: `HTTP ${answer.status}` }];
    },
  },
  {
    requirement: "transport.status.success",
    check: ({ answer }) => {
      if (answer.kind !== "answer") return undefined;
      if (answer.status >= 200 && answer.status < 300) return [];
      return [
        {
          pointer: "",
          kind: "value",
          expected: "a 2xx status with a documented answer",
          actual: `HTTP ${answer.status}`,
        },
      ];
    },
  },
  {
    requirement: "transport.body.json",
    check: ({ exchange: { outcome }, answer }) => {
      if (outcome.kind === "failure" || answer.kind === "failure" || answer.kind === "crash") return undefined;
      const expected = "a body of JSON text in UTF-8";
      if (answer.kind === "unreadable") return [{ pointer: "", kind: "unreadable", expected, actual: answer.reason }];
      // RFC 8259, section 8.1: who sends must not add one, and who reads may refuse it.
      const isMarked = answer.value !== undefined && hasByteOrderMark(outcome.response.body);
      return isMarked
        ? [{ pointer: "", kind: "value", expected, actual: "a byte order mark before the JSON text" }]
        : [];
    },
  },
  {
    requirement: "transport.content-type.json",
    check: ({ exchange: { outcome }, answer }) => {
      if (outcome.kind === "failure" || (answer.kind !== "answer" && answer.kind !== "refusal")) return undefined;
      // A refusal whose body is no JSON text has no value.
      if (answer.value === undefined) return undefined;
      const type = mediaType(outcome.response.headers);
      if (isJsonMediaType(type)) return [];
      return [
        {
          pointer: "",
          kind: "value",
          expected: "a content type of JSON, such as application/json",
          actual: type ?? "no content type",
        },
      ];
    },
  },
];
