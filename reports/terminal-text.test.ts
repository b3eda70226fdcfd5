import { expect } from "chai";
import { sanitizeTerminal, wrapText } from "./terminal-text.ts";

describe("sanitizeTerminal", () => {
  it("takes out every character a terminal acts on", () => {
    expect(sanitizeTerminal("a\u001b[2Jb\u0007\u009b31mc\u007f\u0000")).to.equal("a[2Jb31mc");
  });

  it("shows what reorders text", () => {
    expect(sanitizeTerminal("\u202egpj\u2066\u200f\u061c")).to.equal("\\u202egpj\\u2066\\u200f\\u061c");
  });

  it("keeps text on one line", () => {
    expect(sanitizeTerminal("a\r\nexit 0: clean\tb\u2028")).to.equal("a exit 0: clean b\\u2028");
  });

  it("replaces lone surrogates and keeps pairs", () => {
    expect(sanitizeTerminal("\ud800x😀é")).to.equal("\ufffdx😀é");
  });

  it("leaves nothing that a CI system takes for a command", () => {
    expect(sanitizeTerminal("::error::x ::set-env name=a::b and a::b")).to.equal(
      ": :error::x : :set-env name=a::b and a::b",
    );
    expect(sanitizeTerminal("x ##[group]y ##vso[task.z] ##teamcity[a]")).to.equal(
      "x # #[group]y # #vso[task.z] # #teamcity[a]",
    );
  });
});

describe("wrapText", () => {
  it("breaks at blanks and leaves longer words whole", () => {
    expect(wrapText("one two /a/very/long/pointer end", 8)).to.deep.equal(["one two", "/a/very/long/pointer", "end"]);
    expect(wrapText("", 8)).to.deep.equal([""]);
  });
});
