import type { JsonMembers, JsonTree } from "./json-text.ts";
import type { Choices } from "./choices.ts";
import type { EventDraft } from "./events/event-draft.ts";
import type { Organisation } from "./fixtures.ts";

/** What an operation makes of a request, before it becomes bytes. */
export type Result = AnswerResult | RefusalResult;

export interface AnswerResult {
  readonly kind: "answer";
  readonly body: JsonTree;
  /** What the organisation is from now on; as before where it is left out. */
  readonly organisation?: Organisation;
  /** What is told to webhooks. */
  readonly events?: readonly EventDraft[];
}

export interface RefusalResult {
  readonly kind: "refusal";
  readonly code: number;
  readonly message: string;
  /** HTTP status where it is the refusal's own; else the choice refusal-status decides. */
  readonly status?: number;
  /** The methods that the address does take. */
  readonly allow?: readonly string[];
}

/** A refusal with a business code. */
export function refuse(code: number, message: string): RefusalResult {
  return { kind: "refusal", code, message };
}

/** A refusal by HTTP itself: its status is its code. */
export function refuseWithStatus(status: number, message: string): RefusalResult {
  return { kind: "refusal", code: status, message, status };
}

/** The HTTP status of a result. */
export function chooseStatus(result: Result, choices: Choices): number {
  // No page names a status; two variants answer refused updates with another one.
  if (result.kind === "answer") return 200;
  if (result.status !== undefined) return result.status;
  // choice: refusal-status
  switch (choices.refusalStatus) {
    case "400":
      return 400;
    case "200":
      return 200;
    case "by-code":
      return result.code === 8015 || result.code === 1632 ? 404 : 400;
  }
}

/** The body of a result. */
export function renderResult(result: Result, choices: Choices): JsonTree {
  return result.kind === "answer" ? result.body : renderRefusal(result, choices);
}

function renderRefusal({ code, message }: RefusalResult, choices: Choices): JsonMembers {
  // choice: refusal-order
  const item =
    choices.refusalOrder === "code-first" ? { status: false, code, message } : { status: false, message, code };
  // choice: refusal-form
  switch (choices.refusalForm) {
    case "errors":
      return { errors: [item] };
    case "root":
      return item;
    case "status":
      return { status: item };
  }
}
