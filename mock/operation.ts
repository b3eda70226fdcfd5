import type { Choices } from "./choices.ts";
import type { Organisation } from "./fixtures.ts";
import type { Query } from "./query.ts";
import type { Result } from "./result.ts";

/** What an operation may look at besides the parameters. */
export interface OperationContext {
  readonly organisation: Organisation;
  readonly choices: Choices;
  /** The present day, `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** One operation of the API. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Answers or refuses; pure. */
  readonly perform: (query: Query, context: OperationContext) => Result;
}
