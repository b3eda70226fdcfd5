import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { Answer } from "../model/answer.ts";
import type { Binding, Case, ReadExchange, RequestPlan } from "../model/case.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Json } from "../model/json.ts";
import type { Finding, Note } from "../model/verdict.ts";

/** What a rule looks at: one exchange, and what its reply amounts to. */
export interface RuleInput {
  readonly exchange: Exchange;
  readonly operation: Operation | undefined;
  readonly answer: Answer;
  /** The query as the operation's schema describes it; an empty object where there is none. */
  readonly query: Json;
}

/** A finding of a rule, before it is placed in a trace. */
export type RuleFinding = Omit<Finding, "requirement" | "exchange" | "rests">;

/** A demand that a schema cannot express, on a single exchange. */
export interface Rule {
  readonly requirement: string;
  /** Where it is broken the reply says nothing about what the request was for: no expectation of the case is judged. */
  readonly blocking?: true;
  /** Undefined where the exchange gives no opportunity to break it; findings otherwise. Pure. */
  readonly check: (input: RuleInput) => readonly RuleFinding[] | undefined;
}

/** Something worth knowing about an exchange that is no breach. */
export type Noticer = (input: RuleInput) => readonly Note[];

/** What judges exchanges: the catalogue, the rules and the way a reply is read. */
export interface Rulebook {
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly noticers: readonly Noticer[];
  /** What a reply amounts to: an answer, a refusal and its codes, a crash, unreadable. */
  readonly interpret: (exchange: Exchange) => Answer;
}

/** Sends a request and reads the reply. */
export type Ask = (plan: RequestPlan) => Promise<ReadExchange>;

/** What may be done on a host besides reading. */
export interface Allowed {
  readonly writes: boolean;
  /** Whether the host has a state endpoint, of which it may know only a part. */
  readonly state: boolean;
}

/**
 * Everything that is particular to one vendor, as one value. `Organisation` is what a profile says of an organisation,
 * `World` what was found out about it, `Needs` what a case asks of it and `Subject` what a case is run with.
 */
export interface Standard<Organisation, World, Needs, Subject> extends Rulebook {
  readonly cases: readonly Case<Needs, Subject>[];
  /** Finds out what an organisation has to offer, by reads alone. `World` must survive JSON: replay reads it back. */
  readonly discover: (organisation: Organisation, ask: Ask, allowed: Allowed) => Promise<World>;
  /** One line for people: what was found, and what in the profile did not hold. */
  readonly describeWorld: (world: World) => readonly string[];
  readonly bind: (needs: Needs, world: World) => Binding<Subject>;
}
