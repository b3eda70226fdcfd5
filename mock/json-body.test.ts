import { expect } from "chai";
import type { Header } from "../src/model/http.ts";
import { type Choices, defaultChoices } from "./choices.ts";
import { readJsonBody } from "./json-body.ts";

function read(text: string | Uint8Array, type: string | undefined, choices: Partial<Choices> = {}): unknown {
  const headers: readonly Header[] = type === undefined ? [] : [["content-TYPE", type]];
  const body = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const result = readJsonBody(
    { method: "POST", url: "http://mock.example/", headers, body },
    { ...defaultChoices, ...choices },
  );
  return result.kind === "json" ? result.value : result.status;
}

describe("a JSON body", () => {
  for (const type of ["application/json", "Application/JSON;charset=utf-8", "application/json; charset=UTF-8"]) {
    it(`is read where it is declared as ${type}`, () => {
      expect(read('{"a":[1]}', type)).to.deep.equal({ a: [1] });
      expect(read("null", type)).to.equal(null);
    });
  }

  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "json"]) {
    it(`is refused with 415 where it is declared as "${type}"`, () => {
      expect(read("{}", type)).to.equal(415);
      expect(read("{}", type, { contentTypeMissing: "taken" })).to.equal(415);
      expect(read("{", type)).to.equal(415);
    });
  }

  it("without a declared type is refused with 415, or read where that choice is taken", () => {
    expect(read("{}", undefined)).to.equal(415);
    expect(read("{}", undefined, { contentTypeMissing: "taken" })).to.deep.equal({});
  });

  it("may begin with a byte order mark, unless that is refused", () => {
    expect(read("\uFEFF{}", "application/json")).to.deep.equal({});
    expect(read("\uFEFF{}", "application/json", { byteOrderMark: "refused" })).to.equal(400);
    expect(read("{}", "application/json", { byteOrderMark: "refused" })).to.deep.equal({});
  });

  for (const text of ["", " ", "{", "{'a':1}", '{"a":1,}', "undefined", "[1][2]", "customersPartnerUpdates=1"]) {
    it(`is refused with 400 where it is ${JSON.stringify(text)}`, () => {
      expect(read(text, "application/json")).to.equal(400);
    });
  }

  it("is refused with 400 where its bytes are no UTF-8", () => {
    expect(read(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]), "application/json")).to.equal(400);
  });
});
