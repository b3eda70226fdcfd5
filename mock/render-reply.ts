import { type Header, type Reply, headerValue } from "../src/model/http.ts";
import { writeJson } from "./json-text.ts";
import { type Result, chooseStatus, renderResult } from "./result.ts";
import type { Moment, Twist } from "./twist.ts";

const encoder = new TextEncoder();

/** The reply that a result becomes, as the twists have it written. */
export function renderReply(result: Result, twists: readonly Twist[], moment: Moment): Reply {
  const { choices, circumstances } = moment;
  const status = chooseStatus(result, choices);
  const body = twists.reduce(
    (tree, twist) => twist.body?.(tree, result, moment) ?? tree,
    renderResult(result, choices),
  );
  // choice: layout
  const text = writeJson(body, choices.layout === "indented" ? "    " : "");
  const headers: Header[] = [
    ["Content-Type", "application/json"],
    ["X-CAP-REQUEST-ID", circumstances.requestId],
    // HTTP: the host's own clock
    ["Date", circumstances.now.toUTCString()],
  ];
  // HTTP: a challenge comes with 401, the methods with 405
  if (status === 401) headers.push(["WWW-Authenticate", 'Basic realm="mock"']);
  if (result.kind === "refusal" && result.allow !== undefined) headers.push(["Allow", result.allow.join(", ")]);
  const plain: Reply = { kind: "response", response: { status, headers, body: encoder.encode(text) } };
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
