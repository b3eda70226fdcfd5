import { type Header, type HttpRequest, type Reply, headerValue } from "../src/model/http.ts";
import { authenticate } from "./authenticate.ts";
import { type Choices, defaultChoices } from "./choices.ts";
import { writeJson } from "./json-text.ts";
import type { Operation } from "./operation.ts";
import { promisedPoints } from "./points/promised-points.ts";
import { type Query, findRepeatedParameters, readTarget } from "./query.ts";
import { type RefusalResult, type Result, chooseStatus, refuse, refuseWithStatus, renderResult } from "./result.ts";
import type { MockState } from "./state.ts";
import type { Circumstances, Moment, Twist } from "./twist.ts";

/** The operations the mock serves. */
export const operations: readonly Operation[] = [promisedPoints];

/** The choices that are left when some twists have taken others. */
export function makeChoices(twists: readonly Twist[]): Choices {
  return twists.reduce((choices, twist) => ({ ...choices, ...twist.choices }), defaultChoices);
}

/** Answers one request: state in, state and reply out, nothing else read or changed. */
export function behave(
  state: MockState,
  request: HttpRequest,
  twists: readonly Twist[],
  circumstances: Circumstances,
): { readonly state: MockState; readonly reply: Reply } {
  const choices = makeChoices(twists);
  const route = findRoute(request);
  const found = "operation" in route;
  const authenticated = authenticate(state.organisations, request.headers);
  const organisation = twists.reduce(
    (opened, twist) => (twist.authorize === undefined ? opened : twist.authorize(opened, request, state)),
    authenticated,
  );

  const ask = (query: Query): Result => {
    if (!found) return route;
    if (organisation === undefined) return refuseWithStatus(401, "the credentials open nothing here");
    return perform(route.operation, query, {
      organisation,
      choices,
      today: circumstances.now.toISOString().slice(0, 10),
    });
  };
  const line = describeRequest(request);
  const moment: Moment = {
    state,
    request,
    organisation: found ? organisation : undefined,
    query: found ? route.query : [],
    choices,
    circumstances,
    repeated: state.previous === line,
    ask,
  };

  const query = twists.reduce((seen, twist) => twist.query?.(seen, moment) ?? seen, moment.query);
  const result = twists.reduce((made, twist) => twist.result?.(made, moment) ?? made, ask(query));
  const reply = renderReply(result, twists, moment);
  const turnedAway =
    found && authenticated === undefined ? [...state.turnedAway, request.url].slice(-100) : state.turnedAway;
  return { state: { ...state, previous: line, turnedAway }, reply };
}

/** Finds the operation before credentials are looked at. */
function findRoute({ method, url }: HttpRequest): { operation: Operation; query: Query } | RefusalResult {
  const target = readTarget(url);
  if (target === undefined) return refuseWithStatus(400, "the address cannot be read");
  const served = operations.filter(({ path }) => path === target.path);
  if (served.length === 0) return refuseWithStatus(404, "nothing is served at this address");
  const operation = served.find((each) => each.method === method);
  return operation === undefined
    ? refuseWithStatus(405, `this address does not take ${method}`)
    : { operation, query: target.query };
}

function perform(operation: Operation, query: Query, context: Parameters<Operation["perform"]>[1]): Result {
  const repeated = findRepeatedParameters(query);
  if (repeated.length === 0) return operation.perform(query, context);
  // choice: repeated-parameter
  switch (context.choices.repeatedParameter) {
    case "refused":
      return refuse(400, `parameters come twice: ${repeated.join(", ")}`);
    case "first":
      return operation.perform(query, context);
    case "last":
      return operation.perform([...query].reverse(), context);
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
  ];
  if (status === 401) headers.push(["WWW-Authenticate", 'Basic realm="mock"']);
  if (status === 405) headers.push(["Allow", "GET"]);
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
