import { expect } from "chai";
import { classifyFailure } from "./classify-failure.ts";

const withCode = (code: string) => Object.assign(new Error("what the host sent: <script>"), { code });

describe("classifyFailure", () => {
  for (const [code, reason, detail] of [
    ["ECONNREFUSED", "refused", "connection refused by h:1; is the host running?"],
    ["ENETUNREACH", "refused", "there is no way to h:1; is the host running?"],
    ["ENOTFOUND", "dns", "the name of h:1 cannot be resolved; is it spelled right?"],
    ["EAI_AGAIN", "dns", "the name of h:1 cannot be resolved; is it spelled right?"],
    ["ECONNRESET", "reset", "h:1 closed the connection before its answer was whole; look at its own log"],
    ["EPIPE", "reset", "h:1 closed the connection before its answer was whole; look at its own log"],
    ["UND_ERR_SOCKET", "reset", "h:1 closed the connection before its answer was whole; look at its own log"],
    ["ETIMEDOUT", "timeout", "no connection to h:1 in time; is the address right?"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout", "no connection to h:1 in time; is the address right?"],
    ["EPROTO", "tls", "no secure connection to h:1 (EPROTO)"],
    ["CERT_HAS_EXPIRED", "tls", "no secure connection to h:1 (CERT_HAS_EXPIRED)"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "no secure connection to h:1 (DEPTH_ZERO_SELF_SIGNED_CERT)"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "no secure connection to h:1 (UNABLE_TO_VERIFY_LEAF_SIGNATURE)"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "no secure connection to h:1 (ERR_TLS_CERT_ALTNAME_INVALID)"],
    ["UND_ERR_HEADERS_OVERFLOW", "malformed", "the headers that h:1 answered are too long"],
  ] as const) {
    it(`takes ${code} for ${reason}, in words of its own`, () => {
      expect(classifyFailure(withCode(code), "h:1")).to.deep.equal({ reason, detail });
    });
  }

  it("finds a code behind another error", () => {
    expect(classifyFailure(new Error("outer", { cause: withCode("ENOTFOUND") }), "h:1").reason).to.equal("dns");
  });

  it("says of what is not HTTP what to look at, in words that are safe to show", () => {
    const parser = Object.assign(new Error("Parse Error (Expected HTTP/, RTSP/ or ICE/)"), { name: "HTTPParserError" });
    expect(classifyFailure(parser, "h:1")).to.deep.equal({
      reason: "malformed",
      detail: "what h:1 answered is not HTTP (Expected HTTP/, RTSP/ or ICE/); is it the address of an HTTP server?",
    });
    const loud = Object.assign(new Error("it said (<script>)"), { name: "HTTPParserError" });
    expect(classifyFailure(loud, "h:1").detail).to.equal(
      "what h:1 answered is not HTTP; is it the address of an HTTP server?",
    );
  });

  it("takes what it does not know for a broken connection", () => {
    expect(classifyFailure("no error at all", "h:1").reason).to.equal("reset");
  });
});
