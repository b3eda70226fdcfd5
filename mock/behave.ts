import { type Header, type HttpRequest, type Reply, headerValue } from "../src/model/http.ts";
import { authenticate } from "./access/authenticate.ts";
import { refuseAccess } from "./access/refuse-access.ts";
import { type Choices, defaultChoices } from "./choices.ts";
import type { EventDraft } from "./events/event-draft.ts";
import type { Organisation } from "./fixtures.ts";
import { activityHistories } from "./histories/activity-histories.ts";
import { writeJson } from "./json-text.ts";
import { readJsonBody } from "./json-body.ts";
import type { Input, Operation } from "./operation.ts";
import { promisedPoints } from "./points/promised-points.ts";
import { type Query, findRepeatedParameters, readTarget } from "./query.ts";
import { type RefusalResult, type Result, chooseStatus, refuse, refuseWithStatus, renderResult } from "./result.ts";
import { type MockState, putOrganisation } from "./state.ts";
import type { Circumstances, Moment, Twist } from "./twist.ts";
import { partnerProgramUpdate } from "./updates/partner-program-update.ts";

/** The operations the mock serves. */
export const operations: readonly Operation[] = [promisedPoints, activityHistories, partnerProgramUpdate];

/** The choices that are left when some twists have taken others. */
export function makeChoices(twists: readonly Twist[]): Choices {
  return twists.reduce((choices, twist) => ({ ...choices, ...twist.choices }), defaultChoices);
}

/** What became of one request. */
export interface Behaviour {
  readonly state: MockState;
  readonly reply: Reply;
  /** What happened that webhooks are told of, and in which organisation. */
  readonly events: readonly EventDraft[];
  readonly organisation: Organisation | undefined;
}

/** Answers one request: state in, state and reply out, nothing else read or changed. */
export function behave(
  state: MockState,
  request: HttpRequest,
  allTwists: readonly Twist[],
  circumstances: Circumstances,
): Behaviour {
  const choices = makeChoices(allTwists);
  const route = findRoute(request);
  const found = "operation" in route;
  const twists = allTwists.filter(
    ({ operation }) => operation === undefined || (found && operation === route.operation.name),
  );
  const authenticated = authenticate(state, request.headers, circumstances.now);
  const organisation = twists.reduce(
    (opened, twist) => (twist.authorize === undefined ? opened : twist.authorize(opened, request, state)),
    authenticated?.organisation,
  );
  const body = found && route.operation.method === "POST" ? readJsonBody(request, choices) : undefined;

  const ask = (query: Query, sent = body?.kind === "json" ? body.value : undefined): Result => {
    if (!found) return route;
    if (organisation === undefined) return refuseWithStatus(401, "the credentials open nothing here");
    const admitted = authenticated?.access !== "none" || route.operation.accessGroup === undefined;
    if (!twists.reduce((open, twist) => twist.admit?.(open, request) ?? open, admitted)) {
      return refuseAccess(route.operation, choices);
    }
    if (body?.kind === "refusal") return body;
    const input = { query, ...(sent === undefined ? {} : { body: sent }) };
    return perform(route.operation, input, {
      organisation,
      choices,
      now: circumstances.now,
      today: circumstances.now.toISOString().slice(0, 10),
    });
  };
  const line = describeRequest(request);
  const moment: Moment = {
    state,
    request,
    organisation: found ? organisation : undefined,
    operation: found ? route.operation.name : undefined,
    query: found ? route.query : [],
    body: body?.kind === "json" ? body.value : undefined,
    choices,
    circumstances,
    repeated: state.previous === line,
    ask,
  };

  const query = twists.reduce((seen, twist) => twist.query?.(seen, moment) ?? seen, moment.query);
  const sent = twists.reduce(
    (seen, twist) => (seen === undefined ? seen : (twist.input?.(seen, moment) ?? seen)),
    moment.body,
  );
  const result = twists.reduce((made, twist) => twist.result?.(made, moment) ?? made, ask(query, sent));
  const reply = renderReply(result, twists, moment);
  const turnedAway =
    found && authenticated === undefined ? [...state.turnedAway, request.url].slice(-100) : state.turnedAway;
  const after = result.kind === "answer" ? result.organisation : undefined;
  return {
    state: { ...(after === undefined ? state : putOrganisation(state, after)), previous: line, turnedAway },
    reply,
    events: result.kind === "answer" ? (result.events ?? []) : [],
    organisation: after ?? organisation,
  };
}

/** Finds the operation before credentials are looked at. */
function findRoute({ method, url }: HttpRequest): { operation: Operation; query: Query } | RefusalResult {
  const target = readTarget(url);
  if (target === undefined) return refuseWithStatus(400, "the address cannot be read");
  const served = operations.filter(({ path }) => path === target.path);
  if (served.length === 0) return refuseWithStatus(404, "nothing is served at this address");
  const operation = served.find((each) => each.method === method);
  return operation === undefined
    ? { ...refuseWithStatus(405, `this address does not take ${method}`), allow: served.map((each) => each.method) }
    : { operation, query: target.query };
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

function renderReply(result: Result, twists: readonly Twist[], moment: Moment): Reply {
  const { choices, circumstances } = moment;
  const status = chooseStatus(result, choices);
  const body = twists.reduce(
    (tree, twist) => twist.body?.(tree, result, moment) ?? tree,
    renderResult(result, choices),
  );
  const text = writeJson(body, choices.layout === "indented" ? "    " : "");
  const headers: Header[] = [
    ["Content-Type", "application/json"],
    ["X-CAP-REQUEST-ID", circumstances.requestId],
    // HTTP: the host's own clock
    ["Date", circumstances.now.toUTCString()],
  ];
  if (status === 401) headers.push(["WWW-Authenticate", 'Basic realm="mock"']);
  if (result.kind === "refusal" && result.allow !== undefined) headers.push(["Allow", result.allow.join(", ")]);
  const plain: Reply = { kind: "response", response: { status, headers, body: new TextEncoder().encode(text) } };
  return declareLength(twists.reduce<Reply>((made, twist) => twist.reply?.(made, result, moment) ?? made, plain));
}

/** Declares how long the body is, unless it is sent in chunks. */
function declareLength(reply: Reply): Reply {
  if (reply.kind === "reset") return reply;
  const { response } = reply;
  if (headerValue(response.headers, "transfer-encoding") !== undefined) return reply;
  // A host that writes its header names in lower case writes this one so too.
  const name = response.headers.every(([key]) => key === key.toLowerCase()) ? "content-length" : "Content-Length";
  return {
    ...reply,
    response: { ...response, headers: [...response.headers, [name, String(response.body.byteLength)]] },
  };
}

/** A request in one line, equal for equal requests. */
function describeRequest({ method, url, headers }: HttpRequest): string {
  return `${method} ${url} ${headerValue(headers, "authorization") ?? ""}`;
}
