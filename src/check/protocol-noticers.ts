import { mediaType } from "../model/http.ts";
import type { Note } from "../model/verdict.ts";
import type { Noticer } from "./standard.ts";

/** Lines as the usual platforms write them when something was thrown: Java, Node.js, Python, .NET, Ruby, PHP, Go. */
const traces: readonly RegExp[] = [
  /^\s*at [\w$.<>]+\([\w$]+\.(java|kt|scala):\d+\)/m,
  /^\s*at .*\(?(?:node:|file:\/\/|\/)[^\s()]+:\d+:\d+\)?/m,
  /Traceback \(most recent call last\)/,
  /^\s*at [\w.`<>[\],]+\(.*\) in .*:line \d+/m,
  /^.*\.rb:\d+:in [`'][^'`]+'/m,
  /^#\d+ .*\.php\(\d+\): /m,
  /^goroutine \d+ \[\w+\]:/m,
];

/** So much of a body is looked at. */
const longestLook = 20_000;

/** Refusals in a form that no page shows and that no client can read: nothing forbids them, but somebody ought to know. */
export const protocolNoticers: readonly Noticer[] = [
  ({ exchange: { outcome }, answer }): readonly Note[] => {
    if (outcome.kind === "failure" || answer.kind === "answer") return [];
    const { status, headers, body } = outcome.response;
    // A trace within a JSON text has its line breaks escaped.
    const text = new TextDecoder()
      .decode(body.subarray(0, longestLook))
      .replaceAll("\\n", "\n")
      .replaceAll("\\t", "\t");
    const isPage = mediaType(headers) === "text/html";
    return [
      ...(isPage ? [{ text: `a refusal is an HTML page (HTTP ${status}), which no client can read a code from` }] : []),
      ...(traces.some((trace) => trace.test(text)) ? [{ text: `a reply shows a stack trace (HTTP ${status})` }] : []),
    ];
  },
];
