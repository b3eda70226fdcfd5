import type { Json } from "../src/model/json.ts";
import type { Choices } from "./choices.ts";
import type { Organisation } from "./fixtures.ts";
import type { Query } from "./query.ts";
import type { Result } from "./result.ts";

/** What an operation may look at besides the request. */
export interface OperationContext {
  readonly organisation: Organisation;
  readonly choices: Choices;
  readonly now: Date;
  /** The present day, `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** A request as an operation sees it. */
export interface Input {
  readonly query: Query;
  /** Undefined where the operation takes no body. */
  readonly body?: Json;
}

export type OperationName = "points" | "histories" | "update";

/** One operation of the API. */
export interface Operation {
  readonly name: OperationName;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** A second address at which it is served, by these choices. */
  readonly otherPath?: (choices: Choices) => string | undefined;
  /** The access group that a till has to be in; undefined where the page names none. */
  readonly accessGroup?: string;
  /** Answers or refuses; pure. */
  readonly perform: (input: Input, context: OperationContext) => Result;
}
