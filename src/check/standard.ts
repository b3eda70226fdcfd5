import type { Catalog } from "../catalog/catalog.ts";
import type { EventDefinition, EventEnvelope } from "../catalog/events.ts";
import type { Operation } from "../catalog/operations.ts";
import type { Answer } from "../model/answer.ts";
import type { Binding, Case, ReadExchange, RequestPlan } from "../model/case.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Generation } from "../model/generation.ts";
import type { Header } from "../model/http.ts";
import type { Json } from "../model/json.ts";
import type { Sequences } from "../model/sequence.ts";
import type { Finding, Note, ObservedReadings } from "../model/verdict.ts";
import type { CheckedPart } from "./apply-rules.ts";

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

/** The readings of a rule's requirement that an exchange agrees with, before they are placed in a trace. */
export type RuleReading = Omit<ObservedReadings, "requirement" | "exchange" | "rests">;

/** What a rule says of its requirement where that has readings: which of them were seen. */
export interface RuleOutcome {
  readonly findings: readonly RuleFinding[];
  readonly readings: readonly RuleReading[];
}

/** What a check found; undefined where there was no opportunity to break the requirement. */
export type RuleResult = readonly RuleFinding[] | RuleOutcome | undefined;

/** A demand that a schema cannot express, on a single exchange. */
export interface Rule {
  readonly requirement: string;
  /** Where it is broken the reply says nothing about what the request was for: no expectation of the case is judged. */
  readonly blocking?: true;
  /** Undefined where the exchange gives no opportunity to break it; findings otherwise. Pure. */
  readonly check: (input: RuleInput) => RuleResult;
  /** The same of a reply whose request is not known; left out where nothing can be said without it. */
  readonly checkAlone?: (input: RuleInput) => RuleResult;
}

/** Something worth knowing about an exchange that is no breach. */
export type Noticer = (input: RuleInput) => readonly Note[];

/** What a rule on an event looks at: one payload, and what it was taken for. */
export interface EventInput {
  readonly event: EventDefinition;
  /** The envelope that it is held against; undefined where it shows the marks of none. */
  readonly envelope: EventEnvelope | undefined;
  /** The payload; undefined where the body is no JSON, and `trouble` says why. */
  readonly value: Json | undefined;
  readonly trouble?: string;
  /** The headers that it came with, where they are known. */
  readonly headers?: readonly Header[];
  /** The headers that the webhook is configured with, where they are known. */
  readonly configured?: readonly Header[];
}

/** A demand on a single payload of one event (by its id) that a schema cannot express. */
export interface EventRule {
  readonly event: string;
  readonly requirement: string;
  /** Undefined where the payload gives no opportunity to break it. Pure. */
  readonly check: (input: EventInput) => RuleResult;
}

/** A finding on several payloads; `exchange` and `rests` are positions in the list. */
export type SeriesFinding = Omit<Finding, "requirement">;

/** A demand on several payloads of a sender. What was recognised as no event is undefined in the list. */
export interface SeriesRule {
  readonly requirement: string;
  /** Undefined where the payloads give no opportunity to break it. Pure. */
  readonly check: (inputs: readonly (EventInput | undefined)[]) => readonly SeriesFinding[] | undefined;
}

/** Something worth knowing about a payload of one event (by its id) that is no breach. */
export interface EventNoticer {
  readonly event: string;
  readonly notice: (input: EventInput) => readonly Note[];
}

/** What is known of a payload before it is judged. */
export interface EventExpectation {
  readonly events: readonly EventDefinition[];
  /** The event that the caller says it is. */
  readonly expected?: EventDefinition;
  /** Requirement to the one reading that a profile accepts. */
  readonly pins: Readonly<Record<string, string>>;
}

/** What is known of the webhook. */
export interface WebhookOptions {
  /** Requirement to the one reading that is accepted, such as the envelope. */
  readonly pins?: Readonly<Record<string, string>>;
  /** The headers that it is configured with, which deliveries have to carry. */
  readonly headers?: readonly Header[];
}

/** How a delivery came, beside those before it. */
export interface Arrival {
  readonly receivedAt: Date;
  /** Whether the same event was delivered before. */
  readonly repeated: boolean;
  /** The event of the same kind that was delivered before it, where there was one. */
  readonly previous: EventInput | undefined;
}

/** What judges payloads of webhooks. */
export interface EventRulebook {
  /** Which event a payload is, and the name of the envelope it came in; without an event nothing can be judged. */
  readonly recognize: (
    value: Json | undefined,
    expectation: EventExpectation,
  ) => { readonly event?: EventDefinition; readonly envelope?: string };
  readonly rules: readonly EventRule[];
  readonly series: readonly SeriesRule[];
  readonly noticers: readonly EventNoticer[];
  /** What deliveries of one event have in common and no other event has; undefined where a payload does not tell. */
  readonly identify: (input: EventInput) => string | undefined;
  /** The id of the request that brought an event about, as it tells it; undefined where it does not. */
  readonly findCause: (input: EventInput) => string | undefined;
  /** The id that the host gave a request, in the same form; undefined where its answer has none. */
  readonly readRequestId: (exchange: Exchange) => string | undefined;
  /** What is worth knowing of how a delivery came: its order and its lag. */
  readonly noticeArrival: (input: EventInput, arrival: Arrival) => readonly Note[];
  /** The requirement that a delivery breaks whose body is no JSON text, whatever event it was to be. */
  readonly readable: string;
}

/** What judges exchanges: the catalogue, the rules and the way a reply is read. */
export interface Rulebook {
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly noticers: readonly Noticer[];
  /** What a reply amounts to: an answer, a refusal and its codes, a crash, unreadable. */
  readonly interpret: (exchange: Exchange) => Answer;
  /** Left out where no event is documented. */
  readonly events?: EventRulebook;
  /** What else a reply is held against, where that depends on its status or media type. */
  readonly checkReply?: (exchange: Exchange) => CheckedPart;
  /** That a refusal shows as well as an answer that the right host is there. */
  readonly refusalsAreAnswers?: true;
  /** What the target's webhook is configured with, for the deliveries in traces. */
  readonly webhook?: WebhookOptions;
}

/** Sends a request and reads the reply. */
export type Ask = (plan: RequestPlan) => Promise<ReadExchange>;

/** What may be done on a host besides reading. */
export interface Allowed {
  readonly writes: boolean;
  /** Whether the host has a state endpoint, of which it may know only a part. */
  readonly state: boolean;
  /** The present instant, ISO 8601, where it is given rather than read from the host. */
  readonly now?: string;
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
  /** Left out where cases are written alone. */
  readonly generation?: Generation<World>;
  /** Left out where nothing is known of what requests do to a host's state. */
  readonly sequences?: Sequences<Needs, Subject>;
}
