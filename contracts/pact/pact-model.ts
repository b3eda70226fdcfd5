import type { Json } from "../../src/model/json.ts";

/** A consumer's pact, read from a file of specification 2, 3 or 4. */
export interface Pact {
  readonly consumer: string;
  readonly provider: string;
  readonly interactions: readonly Interaction[];
}

export type Interaction = HttpInteraction | MessageInteraction | OtherInteraction;

interface InteractionHead {
  readonly description: string;
  /** JSON Pointer to it in the file. */
  readonly pointer: string;
  readonly states: readonly ProviderState[];
  /** What the consumer's test noted under our name, such as the requirement that the interaction is about. */
  readonly references: Readonly<Record<string, string>>;
}

export interface ProviderState {
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
}

export interface HttpInteraction extends InteractionHead {
  readonly kind: "http";
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: readonly (readonly [name: string, value: string])[];
    /** Whether the file has the query as one text, in which there are no places. */
    readonly isQueryText: boolean;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: PactBody;
    readonly rules: RulesByPart;
    readonly generators: GeneratorsByPart;
  };
  readonly response: {
    readonly status: number;
    /** The statuses that will do, as pact has them: numbers or a class such as `success`; undefined where `status` alone will. */
    readonly statuses?: readonly number[] | string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: PactBody;
    readonly rules: RulesByPart;
    readonly generators: GeneratorsByPart;
  };
}

export interface MessageInteraction extends InteractionHead {
  readonly kind: "message";
  readonly contents: PactBody;
  readonly rules: RulesByPart;
  readonly generators: GeneratorsByPart;
}

/** An interaction of a kind that no document describes, such as a synchronous message. */
export interface OtherInteraction extends InteractionHead {
  readonly kind: "other";
  readonly type: string;
}

/** A body as an example; `at` is its JSON Pointer in the file. */
export type PactBody =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: Json; readonly at: string; readonly isText: boolean }
  | { readonly kind: "other"; readonly text: string; readonly type: string; readonly at: string };

/** A place in a part of a message: `*` stands for any member or entry. */
export type PlaceParts = readonly (string | number)[];

export interface Matcher {
  /** `type`, `regex`, `integer` and so on; `equality` where the file names none. */
  readonly match: string;
  readonly options: Readonly<Record<string, Json>>;
}

/** The matchers of a place. */
export interface MatchingRule {
  readonly place: PlaceParts;
  readonly matchers: readonly Matcher[];
  readonly combine: "AND" | "OR";
  /** JSON Pointer to it in the file. */
  readonly pointer: string;
}

export interface Generator {
  readonly place: PlaceParts;
  /** `RandomInt`, `ProviderState` and so on. */
  readonly type: string;
  readonly options: Readonly<Record<string, Json>>;
  readonly pointer: string;
}

export type PartName = "path" | "query" | "header" | "body" | "status" | "metadata";
export type RulesByPart = Readonly<Record<PartName, readonly MatchingRule[]>>;
export type GeneratorsByPart = Readonly<Record<PartName, readonly Generator[]>>;
