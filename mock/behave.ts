import { remember } from "../src/model/remember.ts";
import { type HttpRequest, type Reply, headerValue } from "../src/model/http.ts";
import { authenticate } from "./access/authenticate.ts";
import { refuseAccess } from "./access/refuse-access.ts";
import type { Service } from "./access/token-service.ts";
import { type Choices, defaultChoices } from "./choices.ts";
import type { EventDraft } from "./events/event-draft.ts";
import type { Organisation } from "./fixtures.ts";
import { findRoute } from "./find-route.ts";
import { readJsonBody } from "./json-body.ts";
import type { Input, Operation } from "./operation.ts";
import { type Query, findRepeatedParameters } from "./query.ts";
import { renderReply } from "./render-reply.ts";
import { type Result, refuse, refuseWithStatus } from "./result.ts";
import { type MockState, putOrganisation } from "./state.ts";
import type { Circumstances, EventMoment, Moment, Twist } from "./twist.ts";

/** The choices that are left when some twists have taken others. */
export const makeChoices: (twists: readonly Twist[]) => Choices = remember((twists) =>
  Object.assign({ ...defaultChoices }, ...twists.map(({ choices }) => choices)),
);

/** What became of one request. */
export interface Behaviour {
  readonly state: MockState;
  readonly reply: Reply;
  /** What webhooks are told; undefined where they are told nothing. */
  readonly told: Told | undefined;
}

/** What has happened, in order, and with what it is written as messages. */
export interface Told {
  readonly drafts: readonly EventDraft[];
  readonly twists: readonly Twist[];
  readonly moment: EventMoment;
}

/** Answers one request: state in, state and reply out, nothing else read or changed. */
export function behave(
  state: MockState,
  request: HttpRequest,
  allTwists: readonly Twist[],
  circumstances: Circumstances,
): Behaviour {
  const choices = makeChoices(allTwists);
  const route = findRoute(request, choices);
  if ("service" in route) return useService(route.service, state, request, allTwists, circumstances);
  const found = "operation" in route;
  const twists = allTwists.filter(
    ({ operation }) => operation === undefined || (found && operation === route.operation.name),
  );
  const authenticated = authenticate(state, request.headers, circumstances.now, choices);
  const organisation = twists.reduce(
    (opened, twist) => (twist.authorize === undefined ? opened : twist.authorize(opened, request, state)),
    authenticated?.organisation,
  );
  const body = found && route.operation.method === "POST" ? readJsonBody(request, choices) : undefined;

  const ask = (
    query: Query,
    sent = body?.kind === "json" ? body.value : undefined,
    seen: Organisation | undefined = organisation,
  ): Result => {
    if (!found) return route;
    // prerequisites: authentication; no page shows the refusal, so that it is HTTP's
    if (seen === undefined) return refuseWithStatus(401, "the credentials open nothing here");
    const admitted = authenticated?.access !== "none" || route.operation.accessGroup === undefined;
    if (!twists.reduce((open, twist) => twist.admit?.(open, request) ?? open, admitted)) {
      return refuseAccess(route.operation, choices);
    }
    if (body?.kind === "refusal") return body;
    const input = { query, ...(sent === undefined ? {} : { body: sent }) };
    return perform(route.operation, input, {
      organisation: seen,
      choices,
      now: circumstances.now,
      today: circumstances.now.toISOString().slice(0, 10),
    });
  };
  const moment: Moment = {
    state,
    request,
    organisation: found ? organisation : undefined,
    operation: found ? route.operation.name : undefined,
    query: found ? route.query : [],
    body: body?.kind === "json" ? body.value : undefined,
    choices,
    circumstances,
    repeated: isSameRequest(state.previous, request),
    ask,
  };

  const query = twists.reduce((seen, twist) => twist.query?.(seen, moment) ?? seen, moment.query);
  const sent = twists.reduce(
    (seen, twist) => (seen === undefined ? seen : (twist.input?.(seen, moment) ?? seen)),
    moment.body,
  );
  const seen = organisation && twists.reduce((known, twist) => twist.view?.(known, moment) ?? known, organisation);
  const result = twists.reduce((made, twist) => twist.result?.(made, moment) ?? made, ask(query, sent, seen));
  const reply = renderReply(result, twists, moment);
  const turnedAway =
    found && authenticated === undefined ? [...state.turnedAway, request.url].slice(-100) : state.turnedAway;
  const after = result.kind === "answer" ? result.organisation : undefined;
  const drafts = (result.kind === "answer" ? result.events : undefined) ?? [];
  const listening = after ?? organisation;
  return {
    state: { ...(after === undefined ? state : putOrganisation(state, after)), previous: request, turnedAway },
    reply,
    told:
      listening === undefined
        ? undefined
        : {
            drafts,
            twists,
            moment: { origin: "request", organisation: listening, choices, circumstances, cause: moment },
          },
  };
}

/** Answers what is no operation: twists show in how it is written alone. */
function useService(
  service: Service,
  state: MockState,
  request: HttpRequest,
  allTwists: readonly Twist[],
  circumstances: Circumstances,
): Behaviour {
  const choices = makeChoices(allTwists);
  const twists = allTwists.filter(({ operation }) => operation === undefined);
  const body = readJsonBody(request, choices);
  const served = body.kind === "json" ? service.serve(body.value, state, circumstances) : { result: body, state };
  const moment: Moment = {
    state,
    request,
    organisation: undefined,
    operation: undefined,
    query: [],
    body: undefined,
    choices,
    circumstances,
    repeated: isSameRequest(state.previous, request),
    ask: () => served.result,
  };
  return {
    state: { ...served.state, previous: request },
    reply: renderReply(served.result, twists, moment),
    told: undefined,
  };
}

function perform(operation: Operation, input: Input, context: Parameters<Operation["perform"]>[1]): Result {
  const repeated = findRepeatedParameters(input.query);
  if (repeated.length === 0) return operation.perform(input, context);
  // choice: repeated-parameter
  switch (context.choices.repeatedParameter) {
    case "refused":
      return refuse(400, `parameters come twice: ${repeated.join(", ")}`);
    case "first":
      return operation.perform(input, context);
    case "last":
      return operation.perform({ ...input, query: [...input.query].reverse() }, context);
  }
}

/** Whether two requests ask the same of the same organisation. */
function isSameRequest(one: HttpRequest | undefined, other: HttpRequest): boolean {
  if (one === undefined || one.url !== other.url || one.method !== other.method) return false;
  const [credentials, others] = [one, other].map(({ headers }) => headerValue(headers, "authorization") ?? "");
  return credentials === others && Buffer.compare(one.body, other.body) === 0;
}
