import { expect } from "chai";
import type { Outcome } from "../model/http.ts";
import { interpretOrchard, makeExchange, respond } from "./testing/orchard-rulebook.ts";
import { protocolNoticers } from "./protocol-noticers.ts";

function notice(outcome: Outcome): string[] {
  const exchange = makeExchange(outcome);
  const input = { exchange, operation: undefined, answer: interpretOrchard(exchange), query: {} };
  return protocolNoticers.flatMap((noticer) => noticer(input)).map(({ text }) => text);
}

describe("protocolNoticers", () => {
  it("note a stack trace in a refusal or a crash, in plain text and within JSON", () => {
    const traces = [
      "java.lang.NullPointerException\n\tat com.example.Trees.plant(Trees.java:12)",
      "Error: no\n    at plant (/srv/app/trees.js:3:9)",
      'Traceback (most recent call last):\n  File "trees.py", line 3, in plant',
      "System.Exception: no\n   at Orchard.Trees.Plant(String owner) in /src/Trees.cs:line 7",
    ];
    for (const trace of traces) {
      expect(notice(respond({ code: 44, message: trace }, { status: 400 })), trace).to.deep.equal([
        "a reply shows a stack trace (HTTP 400)",
      ]);
      expect(notice(respond(trace, { status: 500, type: "text/plain" })), trace).to.deep.equal([
        "a reply shows a stack trace (HTTP 500)",
      ]);
    }
  });

  it("note a refusal that is a page, and nothing where a refusal is plain or the answer is sound", () => {
    expect(notice(respond("<h1>no</h1>", { status: 404, type: "text/html" }))).to.deep.equal([
      "a refusal is an HTML page (HTTP 404), which no client can read a code from",
    ]);
    expect(
      notice(respond({ code: 44, message: "look at the trees at home (today: 12)" }, { status: 400 })),
    ).to.deep.equal([]);
    expect(notice(respond({ trees: ["at home (a.js:1:2)"] }))).to.deep.equal([]);
  });
});
