import type { Client } from "../client/client.ts";
import type { ClientReply } from "../client/reply.ts";
import type { ReceivedEvent } from "../client/receive-event.ts";

/** A value of a pact: JSON with matchers of Pact in it. */
export type Template = unknown;

/** A state that the host has to be in. Values that a request takes from it have the names of the parameters. */
export interface State {
  readonly name: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** One thing that the client relies on: a request, what comes back, and what the client makes of it. */
export interface HttpContract {
  readonly description: string;
  /** The requirement that it is about. */
  readonly requirement: string;
  /** Other requirements without which it cannot be kept. */
  readonly presupposes?: readonly string[];
  /** Requirements that are broken where an answer is expected and the host refuses with one of these codes. */
  readonly refusedAs?: Readonly<Record<number, string>>;
  readonly states: readonly State[];
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, Template>>;
  readonly body?: Template;
  readonly response: {
    /** Statuses that will do, the example first: no document gives any. */
    readonly statuses: readonly [number, ...number[]];
    readonly body?: Template;
  };
  /** That something is refused, with one of these codes wherever they stand; empty where the code is open. */
  readonly refused?: readonly number[];
  /** Calls the client against the consumer's mock server, and holds what it makes of an answer. */
  readonly exercise: (client: Client) => Promise<ClientReply<unknown>>;
}

/** One message that the receiver of webhooks relies on. */
export interface MessageContract {
  readonly description: string;
  readonly requirement: string;
  readonly states: readonly State[];
  /** The name of the envelope; a host delivers in one of those that are documented. */
  readonly envelope: string;
  readonly contents: Template;
  readonly exercise: (event: ReceivedEvent) => void;
}

/** A pact of its own for each area, so that none has too many interactions. */
export interface Consumer {
  readonly name: string;
  readonly http?: readonly HttpContract[];
  readonly messages?: readonly MessageContract[];
}

/** Success, whatever number of the 2xx it has. */
export const anySuccess: readonly [number, ...number[]] = [200, 201, 202, 207];

/** Statuses with which something can be refused: HTTP's own for the client's mistakes, or those of success. */
export const anyRefusal: readonly [number, ...number[]] = [400, 200, 201, 202, 207, 401, 403, 404, 409, 422];

/** The statuses of a request without good credentials. */
export const anyUnauthorised: readonly [number, ...number[]] = [401, 403, 400, 200];
