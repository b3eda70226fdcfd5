import { expect } from "chai";
import { execFileSync } from "node:child_process";
import type { Header, HttpRequest } from "../model/http.ts";
import { noBody } from "../model/http.ts";
import { formatCurl, type CurlAuth } from "./curl.ts";
import { createRedactor } from "./redaction.ts";

const redactor = createRedactor([{ value: "s3cret-word", placeholder: "${CAP_PASSWORD}" }]);

function makeRequest(parts: Partial<HttpRequest>): HttpRequest {
  return { method: "GET", url: "http://127.0.0.1:8080/v2/x?a=1", headers: [], body: noBody, ...parts };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Runs a line in bash with a curl that prints its words, NUL between them, and then what was piped to it. */
function runLine(line: string, environment: Record<string, string> = {}): string[] {
  const fake = `curl() { printf '%s\\0' "$@"; for word; do if [ "$word" = @- ]; then base64 -w0; fi; done; }\n`;
  const out = execFileSync("bash", ["--norc", "--noprofile", "-c", fake + line], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: "/usr/bin:/bin", ...environment },
    encoding: "utf8",
  });
  return out.split("\0").filter((word, index, all) => index < all.length - 1 || word !== "");
}

const basic: CurlAuth = { words: ['-u "${CAP_TILL}:${CAP_PASSWORD}"'], headers: [["Authorization", "Basic abc"]] };

describe("formatCurl", () => {
  it("shows a plain request as one short line", () => {
    const line = formatCurl(makeRequest({ headers: [["Accept", "application/json"]] }), undefined, redactor);
    expect(line).to.equal("curl -sS -i -H 'Accept: application/json' 'http://127.0.0.1:8080/v2/x?a=1'");
  });

  it("shows credentials as variables and leaves out the header that they stand for", () => {
    const headers: Header[] = [["authorization", "Basic abc"]];
    const line = formatCurl(makeRequest({ headers }), basic, redactor);
    expect(line).to.equal("curl -sS -i -u \"${CAP_TILL}:${CAP_PASSWORD}\" 'http://127.0.0.1:8080/v2/x?a=1'");
    expect(runLine(line, { CAP_TILL: "a b", CAP_PASSWORD: 'c"$d' })).to.include('a b:c"$d');
  });

  it("keeps an authorization that the request brought itself", () => {
    const line = formatCurl(makeRequest({ headers: [["Authorization", "Basic"]] }), basic, redactor);
    expect(line).to.contain("-H 'Authorization: Basic'").and.not.contain("-u ");
  });

  it("drops the headers that curl makes itself and keeps an empty one", () => {
    const headers: Header[] = [
      ["Host", "x"],
      ["content-length", "3"],
      ["X-Empty", ""],
    ];
    expect(formatCurl(makeRequest({ headers }), undefined, redactor)).to.equal(
      "curl -sS -i -H 'X-Empty;' 'http://127.0.0.1:8080/v2/x?a=1'",
    );
  });

  const nasty = [
    `'; echo pwned; '`,
    `$(echo pwned)`,
    "`echo pwned`",
    `"\${CAP_PASSWORD}"`,
    "\\' \\",
    "line one\nline two\r\n\ttab",
    "ends with a backslash \\\n'",
    "\u001b[31mred\u0007 1",
    "right\u202eleft \u2066 \ufeff zero\u200bwidth",
    "!history !! !$",
    "é 漢 🙂",
    "",
  ];
  for (const text of nasty) {
    it(`carries ${encodeURIComponent(text)} through bash unchanged, on one line and without control characters`, () => {
      const request = makeRequest({
        method: "POST",
        body: encode(`${text}.`),
        headers: [
          ["Content-Type", "text/plain"],
          ["X-Text", `.${text}`],
        ],
        url: `http://127.0.0.1/?${text}`,
      });
      const line = formatCurl(request, undefined, redactor);
      // oxlint-disable-next-line no-control-regex
      expect(line).to.not.match(/[\u0000-\u001f\u007f\u202e\u2066\u200b\ufeff]/u);
      const words = runLine(line, { CAP_PASSWORD: "leaked" });
      expect(words).to.deep.include(`${text}.`);
      expect(words).to.deep.include(`X-Text: .${text}`);
      expect(words.at(-1)).to.equal(`http://127.0.0.1/?${text}`);
    });
  }

  it("puts a variable where a secret stands in the middle of a body", () => {
    const request = makeRequest({ method: "POST", body: encode(`{"password":"s3cret-word","it's":1}`) });
    const line = formatCurl(request, undefined, redactor);
    expect(line).to.not.contain("s3cret-word");
    expect(runLine(line, { CAP_PASSWORD: "filled in" })).to.include(`{"password":"filled in","it's":1}`);
  });

  it("sends a body that begins with @ as it is and not as the name of a file", () => {
    const line = formatCurl(makeRequest({ method: "POST", body: encode("@/etc/passwd") }), undefined, redactor);
    expect(line).to.contain("--data-raw '@/etc/passwd'");
  });

  it("suppresses the content type that curl would make up", () => {
    const line = formatCurl(makeRequest({ method: "POST", body: encode("{}") }), undefined, redactor);
    expect(line).to.contain("-X POST -H 'Content-Type:' --data-binary '{}'");
  });

  it("says GET for a GET with a body", () => {
    expect(formatCurl(makeRequest({ body: encode("{}") }), undefined, redactor)).to.contain("-X GET");
  });

  for (const [name, body] of [
    ["not UTF-8", Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)],
    ["with NUL", Uint8Array.of(0x61, 0, 0x62)],
    ["over 8 kB", new Uint8Array(200_000).fill(0x61)],
  ] as const) {
    it(`pipes a body that is ${name} as base64`, () => {
      const line = formatCurl(makeRequest({ method: "POST", body }), undefined, redactor);
      if (body.byteLength < 9000) expect(runLine(line).at(-1)).to.equal(Buffer.from(body).toString("base64"));
      else expect(line).to.match(/^printf %s '[A-Za-z0-9+/=]+' \| base64 -d \| curl .* --data-binary @- /);
    });
  }

  it("tells curl to leave brackets and dots in the address alone", () => {
    const line = formatCurl(makeRequest({ url: "http://[::1]:80/a/../b" }), undefined, redactor);
    expect(line).to.contain(" -g --path-as-is ");
  });
});
