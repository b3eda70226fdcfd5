import type { HttpRequest, Reply } from "../src/model/http.ts";
import type { Choices } from "./choices.ts";
import type { EventDraft } from "./events/event-draft.ts";
import type { EventDelivery } from "./events/write-deliveries.ts";
import type { Organisation } from "./fixtures.ts";
import type { Json } from "../src/model/json.ts";
import type { JsonTree } from "./json-text.ts";
import type { OperationName } from "./operation.ts";
import type { Query } from "./query.ts";
import type { Result } from "./result.ts";
import type { MockState } from "./state.ts";

/** What is drawn or read from outside for one request, so that behaving stays a function of its arguments. */
export interface Circumstances {
  readonly now: Date;
  /** 32 hexadecimal digits, with the dashes of a UUID where the choice request-id-form says so. */
  readonly requestId: string;
  /** A random integer from 0 to 2³¹ − 1, for choices such as an order. */
  readonly draw: number;
}

/** Everything known about the request being answered. */
export interface Moment {
  readonly state: MockState;
  readonly request: HttpRequest;
  /** Undefined where the request fits no operation or its credentials open none. */
  readonly organisation: Organisation | undefined;
  /** Undefined where the request fits no operation. */
  readonly operation: OperationName | undefined;
  /** The parameters as they were sent; empty where the request fits no operation. */
  readonly query: Query;
  /** The JSON body as it was sent; undefined where the operation takes none, or none can be read. */
  readonly body: Json | undefined;
  readonly choices: Choices;
  readonly circumstances: Circumstances;
  /** Whether the request before was the same. */
  readonly repeated: boolean;
  /** What the host would answer to these parameters, and this body, if nothing were twisted; nothing is changed by it. */
  readonly ask: (query: Query, body?: Json) => Result;
}

/** Everything known about what webhooks are being told. */
export interface EventMoment {
  /** As it is after what happened. */
  readonly organisation: Organisation;
  readonly choices: Choices;
  readonly circumstances: Circumstances;
  /** What brought it about: a request, the daily batch, or the state endpoint, which was told to emit it. */
  readonly origin: "request" | "batch" | "emit";
  /** The request that brought it about; undefined where it was none. */
  readonly cause: Moment | undefined;
}

/** A way of behaving otherwise: other choices, or a change at one stage of answering. Variants and defects are twists. */
export interface Twist {
  /** The only operation it is about; undefined for all of them. */
  readonly operation?: OperationName;
  readonly choices?: Partial<Choices>;
  /** Which organisation the credentials open. */
  readonly authorize?: (
    organisation: Organisation | undefined,
    request: HttpRequest,
    state: MockState,
  ) => Organisation | undefined;
  /** Whether a till that lacks the operation's access group may use it all the same. */
  readonly admit?: (admitted: boolean, request: HttpRequest) => boolean;
  /** The organisation that the operation sees; what an update makes of it is kept, so this is for reads. */
  readonly view?: (organisation: Organisation, moment: Moment) => Organisation;
  /** The parameters that the operation sees. */
  readonly query?: (query: Query, moment: Moment) => Query;
  /** The JSON body that the operation sees. */
  readonly input?: (body: Json, moment: Moment) => Json;
  /** The answer or refusal, with what the organisation is from now on and what is told to webhooks. */
  readonly result?: (result: Result, moment: Moment) => Result;
  /** The body of an answer or refusal. */
  readonly body?: (body: JsonTree, result: Result, moment: Moment) => JsonTree;
  /** The bytes, headers and status, or the broken connection. */
  readonly reply?: (reply: Reply, result: Result, moment: Moment) => Reply;
  /** What the daily relinking batch, run at an instant, leaves of an organisation. */
  readonly batch?: (after: Organisation, before: Organisation, now: Date) => Organisation;
  /** What webhooks are told of, one message each; also of what the state endpoint emits, where no operation is named. */
  readonly events?: (drafts: readonly EventDraft[], moment: EventMoment) => readonly EventDraft[];
  /** The message about one of them. */
  readonly eventBody?: (body: JsonTree, draft: EventDraft, moment: EventMoment) => JsonTree;
  /** What is delivered, after all is written. */
  readonly deliveries?: (deliveries: readonly EventDelivery[], moment: EventMoment) => readonly EventDelivery[];
}
