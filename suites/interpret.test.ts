import { expect } from "chai";
import type { Exchange } from "../src/model/exchange.ts";
import { noBody, type Outcome } from "../src/model/http.ts";
import { interpretExchange } from "./interpret.ts";

function read(status: number, body: string | Uint8Array, type = "application/json", operation = "points"): string {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return readOutcome(
    { kind: "response", ms: 1, response: { status, headers: [["content-type", type]], body: bytes } },
    operation,
  );
}

function readOutcome(outcome: Outcome, operation = "points"): string {
  const exchange: Exchange = {
    id: "x#0",
    operation,
    credentials: "till",
    request: { method: "GET", url: "http://h.example/", headers: [], body: noBody },
    outcome,
    startedAt: "2030-01-01T00:00:00.000Z",
  };
  const answer = interpretExchange(exchange);
  if (answer.kind !== "refusal") return answer.kind;
  return `refusal ${answer.codes.map(({ code, pointer }) => `${code} at ${pointer}`).join(", ")}`.trim();
}

const answer =
  '{"entityId":1,"entityType":"CUSTOMER","promisedPointsScheduleList":[],"triggerBasedPointsList":[],"warnings":[]}';
const html = "text/html; charset=utf-8";

describe("interpretExchange", () => {
  const rows: readonly (readonly [
    what: string,
    status: number,
    body: string | Uint8Array,
    type: string,
    read: string,
  ])[] = [
    ["an answer", 200, answer, "application/json", "answer"],
    ["an answer that is called text", 200, answer, "text/plain", "answer"],
    ["an answer with a status of 404", 404, answer, "application/json", "answer"],
    ["an answer with a status of 302", 302, '{"entityId":1}', "application/json", "answer"],
    ["JSON that is no object", 200, "[]", "application/json", "answer"],
    ["null", 200, "null", "application/json", "answer"],
    ["an empty object", 200, "{}", "application/json", "answer"],
    ["an answer with a list of no errors", 200, '{"entityId":1,"errors":[]}', "application/json", "answer"],
    [
      "an answer with codes in its warnings",
      200,
      '{"entityId":1,"warnings":[{"code":8015}]}',
      "application/json",
      "answer",
    ],
    [
      "an answer with a status of success",
      200,
      '{"entityId":1,"status":{"code":200,"status":true}}',
      "application/json",
      "answer",
    ],
    ["an answer with a code of success", 200, '{"entityId":1,"code":1000}', "application/json", "answer"],
    ["an answer with a code of success as text", 200, '{"entityId":1,"code":"200"}', "application/json", "answer"],
    ["an answer with a code deeper down", 200, '{"entityId":1,"data":{"code":8015}}', "application/json", "answer"],
    ["a code that is a word", 200, '{"entityId":1,"code":"GOLD"}', "application/json", "answer"],
    ["a code among errors", 400, '{"errors":[{"code":8015}]}', "application/json", "refusal 8015 at /errors/0/code"],
    [
      "codes among errors",
      200,
      '{"errors":[{},{"code":885},{"code":8015}]}',
      "application/json",
      "refusal 885 at /errors/1/code, 8015 at /errors/2/code",
    ],
    ["a code at the top", 400, '{"code":885}', "application/json", "refusal 885 at /code"],
    ["a code in the status", 200, '{"status":{"code":8015}}', "application/json", "refusal 8015 at /status/code"],
    ["a code in one error", 200, '{"error":{"code":8015}}', "application/json", "refusal 8015 at /error/code"],
    [
      "a code in errors that are no list",
      200,
      '{"errors":{"code":885}}',
      "application/json",
      "refusal 885 at /errors/code",
    ],
    ["an error of success", 200, '{"entityId":1,"error":{"code":200}}', "application/json", "answer"],
    ["an answer with an error that is null", 200, '{"entityId":1,"error":null}', "application/json", "answer"],
    ["an answer with errors that are null", 200, '{"entityId":1,"errors":null}', "application/json", "answer"],
    ["an answer with an error without a code", 200, '{"entityId":1,"error":{}}', "application/json", "answer"],
    ["a code as text", 400, '{"errors":[{"code":"8015"}]}', "application/json", "refusal 8015 at /errors/0/code"],
    [
      "a code beside an answer's members",
      200,
      '{"entityId":1,"code":8015}',
      "application/json",
      "refusal 8015 at /code",
    ],
    [
      "a code beside one of success",
      200,
      '{"status":{"code":200},"errors":[{"code":885}]}',
      "application/json",
      "refusal 885 at /errors/0/code",
    ],
    ["errors without a code", 200, '{"errors":[{"message":"no"}]}', "application/json", "refusal"],
    ["errors that are text", 200, '{"errors":["no"]}', "application/json", "refusal"],
    ["a 4xx status on other JSON", 403, '{"message":"no"}', "application/json", "refusal"],
    ["a redirect with JSON", 301, "{}", "application/json", "refusal"],
    ["a 404 page of HTML", 404, "<h1>not found</h1>", html, "refusal"],
    ["a 401 without a body", 401, "", "application/json", "refusal"],
    ["a redirect without a body", 302, "", html, "refusal"],
    ["a page of HTML with a status of success", 200, "<h1>hello</h1>", html, "unreadable"],
    ["nothing with a status of success", 204, "", "application/json", "unreadable"],
    ["JSON that is cut off", 200, answer.slice(0, 40), "application/json", "unreadable"],
    ["JSON that is cut off with a 4xx status", 400, '{"errors":[{"co', "application/json", "unreadable"],
    ["problem JSON that is cut off", 400, '{"title"', "application/problem+json", "unreadable"],
    ["bytes that are no UTF-8", 200, Uint8Array.of(0x7b, 0xff), "application/json", "unreadable"],
    ["a server error with an answer", 500, answer, "application/json", "crash"],
    ["a server error with a code", 503, '{"errors":[{"code":8015}]}', "application/json", "crash"],
    ["a server error without a body", 502, "", html, "crash"],
  ];
  for (const [what, status, body, type, kind] of rows) {
    it(`reads ${what} as ${kind}`, () => expect(read(status, body, type)).to.equal(kind));
  }

  it("takes a 4xx status with unknown members for a refusal, whatever the operation", () => {
    expect(read(404, '{"entityId":1}', "application/json", "something-else")).to.equal("refusal");
  });

  it("says that no response came", () => {
    expect(readOutcome({ kind: "failure", reason: "timeout", detail: "too late", ms: 5 })).to.equal("failure");
  });
});
