import type { FailureReason } from "./http.ts";
import type { Json } from "./json.ts";

/** A code with which a host refuses, and where in the body it stands. */
export interface RefusalCode {
  readonly code: number;
  readonly pointer: string;
}

/**
 * What a host's reply amounts to, read once for all checks: a documented answer, a refusal with its codes (perhaps none),
 * a crash (HTTP 5xx), something that cannot be read, or no response at all.
 */
export type Answer =
  | { readonly kind: "answer"; readonly status: number; readonly value: Json }
  | {
      readonly kind: "refusal";
      readonly status: number;
      readonly codes: readonly RefusalCode[];
      readonly value: Json | undefined;
    }
  | { readonly kind: "crash"; readonly status: number }
  | { readonly kind: "unreadable"; readonly status: number; readonly reason: string }
  | { readonly kind: "failure"; readonly reason: FailureReason; readonly detail: string };

/** One line that says what a reply was, for the `actual` of a finding. */
export function describeAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "answer":
      return `a successful answer (HTTP ${answer.status})`;
    case "refusal": {
      const codes = answer.codes
        .slice(0, 5)
        .map(({ code }) => code)
        .join(", ");
      return codes === ""
        ? `a refusal without a code (HTTP ${answer.status})`
        : `refused with ${codes} (HTTP ${answer.status})`;
    }
    case "crash":
      return `a server error (HTTP ${answer.status})`;
    case "unreadable":
      return `an unreadable answer (HTTP ${answer.status}): ${answer.reason}`;
    case "failure":
      return `no response: ${answer.detail}`;
  }
}
