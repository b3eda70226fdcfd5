import { expect } from "chai";
import { type Answer, describeAnswer } from "./answer.ts";
import { wait } from "./clock.ts";
import { queryEntries } from "./exchange.ts";
import { headerValue, headerValues, isJsonMediaType, mediaType } from "./http.ts";
import { formatProblem, InputError } from "./input-error.ts";
import { formatPointer, generalizePointer, parsePointer, resolvePointer } from "./json-pointer.ts";
import { canonicalJson, jsonType, parseJson, showJson } from "./json.ts";
import { bases, classifyBreach } from "./requirement.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "./verdict.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("describeAnswer", () => {
  const rows: readonly (readonly [Answer, string])[] = [
    [{ kind: "answer", status: 200, value: {} }, "a successful answer (HTTP 200)"],
    [{ kind: "refusal", status: 403, codes: [], value: undefined }, "a refusal without a code (HTTP 403)"],
    [
      {
        kind: "refusal",
        status: 400,
        codes: [
          { code: 7, pointer: "/code" },
          { code: 8, pointer: "/x" },
        ],
        value: {},
      },
      "refused with 7, 8 (HTTP 400)",
    ],
    [{ kind: "crash", status: 502 }, "a server error (HTTP 502)"],
    [
      { kind: "unreadable", status: 200, reason: "the body is empty" },
      "an unreadable answer (HTTP 200): the body is empty",
    ],
    [{ kind: "failure", reason: "reset", detail: "the connection closed" }, "no response: the connection closed"],
  ];
  for (const [answer, text] of rows) it(`says "${text}"`, () => expect(describeAnswer(answer)).to.equal(text));
});

describe("Headers", () => {
  const headers = [
    ["Content-Type", "Application/JSON ; charset=utf-8"],
    ["X-Two", "a"],
    ["x-two", "b"],
  ] as const;

  it("are found whatever their case, each time they were sent, in order", () => {
    expect(headerValues(headers, "X-TWO")).to.deep.equal(["a", "b"]);
    expect(headerValue(headers, "x-Two")).to.equal("a");
    expect(headerValue(headers, "absent")).to.equal(undefined);
  });

  it("give the media type without its parameters", () => {
    expect(mediaType(headers)).to.equal("application/json");
    expect(mediaType([])).to.equal(undefined);
  });

  for (const [type, isJson] of [
    ["application/json", true],
    ["text/json", true],
    ["application/problem+json", true],
    ["application/json-seq", false],
    ["text/html", false],
    ["json", false],
    [undefined, false],
  ] as const) {
    it(`${isJson ? "take" : "do not take"} ${type} for JSON`, () => expect(isJsonMediaType(type)).to.equal(isJson));
  }
});

describe("queryEntries", () => {
  it("gives names and values in order, decoded as a form, repetitions included", () => {
    expect(queryEntries("http://a.example/x?b=1+2&a=%2B&b=&c")).to.deep.equal([
      ["b", "1 2"],
      ["a", "+"],
      ["b", ""],
      ["c", ""],
    ]);
  });
});

describe("parseJson", () => {
  it("tells JSON, nothing and anything else apart", () => {
    expect(parseJson(encode(' {"a":[1,null]} '))).to.deep.equal({ kind: "json", value: { a: [1, null] } });
    expect(parseJson(encode("\uFEFF[]")), "with a byte order mark").to.deep.equal({ kind: "json", value: [] });
    expect(parseJson(encode(""))).to.deep.equal({ kind: "empty" });
    expect(parseJson(encode('{"a":')).kind).to.equal("invalid");
    expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22))).to.deep.equal({
      kind: "invalid",
      reason: "the body is not valid UTF-8",
    });
  });

  it("does not take what is nested so deeply that it cannot be gone through, and takes what only looks like that", () => {
    const nest = (levels: number): Uint8Array => encode("[".repeat(levels) + "]".repeat(levels));
    for (const levels of [501, 50_000, 200_000]) {
      expect(parseJson(nest(levels))).to.deep.equal({
        kind: "invalid",
        reason: "the body is nested more than 500 levels deep",
      });
    }
    for (const body of [nest(400), encode(JSON.stringify("[".repeat(900))), encode(`[${"[],".repeat(900)}1]`)]) {
      expect(parseJson(body).kind).to.equal("json");
    }
  });
});

describe("A JSON value", () => {
  it("is named by its type, whole numbers apart", () => {
    const names = [null, [], {}, 1, 1.5, "1", true, undefined].map(jsonType);
    expect(names).to.deep.equal(["null", "array", "object", "integer", "number", "string", "boolean", "undefined"]);
  });

  it("is shown short", () => {
    expect(showJson({ a: 1 })).to.equal('{"a":1}');
    expect(showJson("abcdef", 4)).to.equal('"abc…');
    expect(showJson(undefined)).to.equal("nothing");
  });

  it("has one canonical text, whatever the order of members and the scale of numbers", () => {
    const [left, right] = ['{"b":[390.000,{"d":1,"c":null}],"a":"x"}', '{"a":"x","b":[390,{"c":null,"d":1.0}]}'];
    expect(canonicalJson(JSON.parse(left))).to.equal(canonicalJson(JSON.parse(right)));
    expect(canonicalJson([1, 2])).to.not.equal(canonicalJson([2, 1]));
    expect(canonicalJson("1")).to.not.equal(canonicalJson(1));
  });
});

describe("JSON pointers", () => {
  it("survive being written and read, with slashes and tildes in a name", () => {
    const parts = ["a/b", "c~d", "", "0"];
    expect(formatPointer(parts)).to.equal("/a~1b/c~0d//0");
    expect(parsePointer(formatPointer(parts))).to.deep.equal(parts);
    expect(parsePointer("")).to.deep.equal([]);
    expect(() => parsePointer("a")).to.throw(RangeError);
  });

  it("lead to own members and entries alone", () => {
    const document = { list: [{ a: null }] };
    expect(resolvePointer(document, "/list/0/a")).to.equal(null);
    expect(resolvePointer(document, "")).to.equal(document);
    for (const nowhere of ["/list/1", "/list/0/a/b", "/toString", "/list/map"]) {
      expect(resolvePointer(document, nowhere), nowhere).to.equal(undefined);
    }
  });

  it("are generalised to any entry of a list, without touching names that hold digits", () => {
    expect(generalizePointer("/a/0/b/12")).to.equal("/a/*/b/*");
    expect(generalizePointer("/a1/2b")).to.equal("/a1/2b");
    expect(generalizePointer("")).to.equal("");
  });
});

describe("classifyBreach", () => {
  it("weighs a breach by where the demand comes from", () => {
    expect(Object.fromEntries(bases.map((basis) => [basis, classifyBreach(basis)]))).to.deep.equal({
      stated: "violation",
      policy: "violation",
      shown: "deviation",
      derived: "deviation",
      protocol: "deviation",
      elsewhere: "advisory",
    });
  });
});

describe("InputError", () => {
  it("has a line for each problem: place, pointer, message, and the hint below", () => {
    const error = new InputError([
      { message: "is no number", file: "f.yaml", line: 3, column: 5, pointer: "/a/b", hint: "write 1" },
      { message: "cannot be read", file: "g.yaml" },
      { message: "nothing is known" },
    ]);
    expect(error.message).to.equal(
      "f.yaml:3:5 /a/b: is no number\n  write 1\ng.yaml: cannot be read\nnothing is known",
    );
    expect(formatProblem({ message: "m", pointer: "/a" })).to.equal("/a: m");
  });
});

describe("mergeJudgements", () => {
  it("keeps every finding, note and reading, and names each exercised requirement once", () => {
    const finding = { requirement: "a", pointer: "", kind: "value", expected: "1", actual: "2", exchange: 0 } as const;
    const one: Judgement = { ...nothingJudged, exercised: ["a", "b"], findings: [finding], notes: [{ text: "n" }] };
    const two: Judgement = { ...nothingJudged, exercised: ["b", "c"], findings: [finding] };
    const merged = mergeJudgements([one, nothingJudged, two]);
    expect(merged.exercised).to.deep.equal(["a", "b", "c"]);
    expect(merged.findings).to.have.length(2);
    expect(merged.notes).to.deep.equal([{ text: "n" }]);
    expect(mergeJudgements([])).to.deep.equal(nothingJudged);
  });
});

describe("wait", () => {
  it("resolves when the clock says so", async () => {
    let asked = -1;
    await wait(
      { now: () => new Date(0), elapsed: () => 0, after: (ms, action) => ((asked = ms), action(), () => {}) },
      250,
    );
    expect(asked).to.equal(250);
  });
});
