import { expect } from "chai";
import type { Exchange } from "../model/exchange.ts";
import { noBody } from "../model/http.ts";
import { checkExchange, type Side } from "./check-exchange.ts";
import type { Rulebook } from "./standard.ts";
import { fail, makeExchange, orchardRulebook, orchardUrl, respond } from "./testing/orchard-rulebook.ts";

const sound = { ownerId: 7, trees: [{ kind: "apple", planted: "2030-01-01" }] };

function find(exchange: Exchange, side?: Side): string[] {
  const { findings } = checkExchange(orchardRulebook, exchange, side);
  return findings.map(({ requirement, kind, pointer }) => `${requirement} ${kind} ${pointer}`.trim());
}

describe("checkExchange", () => {
  it("finds nothing in a sound answer, and says what it gave the host an opportunity to break", () => {
    const judgement = checkExchange(orchardRulebook, makeExchange(respond(sound)));
    expect(judgement.findings).to.deep.equal([]);
    expect(judgement.notes).to.deep.equal([]);
    expect(judgement.readings).to.deep.equal([]);
    expect(judgement.exercised).to.have.members([
      "trees.answer.shape",
      "trees.trees.present",
      "trees.tree.kind",
      "transport.answer.arrives",
      "transport.status.no-crash",
      "transport.status.success",
      "transport.body.json",
      "transport.content-type.json",
    ]);
  });

  it("names the requirement, the place, what was expected and what came, and the position in the trace", () => {
    const exchange = makeExchange(respond({ ownerId: 7, trees: [{ kind: "plum", planted: "2030-01-01" }] }));
    expect(checkExchange(orchardRulebook, exchange, "host", 3).findings).to.deep.equal([
      {
        requirement: "trees.tree.kind",
        pointer: "/trees/0/kind",
        kind: "value",
        expected: '"apple" or "pear"',
        actual: 'string "plum"',
        exchange: 3,
      },
    ]);
  });

  it("judges the host's side unless another is asked for", () => {
    const both = makeExchange(respond({ ownerId: 7 }), "?rows=many");
    const host = ["trees.trees.present missing /trees"];
    const consumer = ["trees.query.owner missing /owner", "trees.query.rows type /rows"];
    expect(find(both)).to.deep.equal(host);
    expect(find(both, "host")).to.deep.equal(host);
    expect(find(both, "consumer")).to.have.members(consumer);
    expect(find(both, "both")).to.have.members([...host, ...consumer]);
  });

  it("holds rules against the side that they bind", () => {
    const exchange = makeExchange(respond("{"), "?owner=nobody");
    expect(find(exchange, "host")).to.deep.equal(["transport.body.json unreadable"]);
    expect(find(exchange, "consumer")).to.deep.equal(["trees.request.rule value /owner"]);
    const sane = makeExchange(respond(sound));
    expect(checkExchange(orchardRulebook, sane, "consumer").exercised).to.include("trees.request.rule");
    expect(checkExchange(orchardRulebook, sane, "host").exercised).to.not.include("trees.request.rule");
  });

  it("holds the body of a request against its schema, and one that is no JSON is of no type that it asks for", () => {
    const plant = (body: string): Exchange =>
      makeExchange(respond({}), "", {
        operation: "plant",
        request: { method: "POST", url: orchardUrl, headers: [], body: new TextEncoder().encode(body) },
      });
    expect(find(plant('{"kind":"apple"}'), "consumer")).to.deep.equal([]);
    expect(find(plant('{"kind":5}'), "consumer")).to.deep.equal(["plant.body.shape type /kind"]);
    expect(find(plant("{}"), "consumer")).to.deep.equal(["plant.body.shape missing /kind"]);
    expect(find(plant("{"), "consumer")).to.deep.equal(["plant.body.shape type"]);
    expect(checkExchange(orchardRulebook, plant(""), "consumer").findings).to.deep.equal([
      {
        requirement: "plant.body.shape",
        pointer: "",
        kind: "type",
        expected: "an object",
        actual: "no body",
        exchange: 0,
      },
    ]);
    expect(find(plant("{"), "host")).to.deep.equal([]);
  });

  it("does not blame a host for sending back what the request had at the same place", () => {
    const answered = makeExchange(respond({ ownerId: 7, trees: [{ kind: "plum", planted: "2030-01-01" }] }));
    const ask = (value: unknown): Exchange => {
      const body = new TextEncoder().encode(JSON.stringify(value));
      return { ...answered, request: { ...answered.request, body } };
    };
    expect(find(ask({ trees: [{ kind: "plum" }] }))).to.deep.equal([]);
    expect(find(ask({ trees: [{ kind: "cherry" }] }))).to.deep.equal(["trees.tree.kind value /trees/0/kind"]);
    expect(find(ask({ trees: [{}, { kind: "plum" }] }))).to.deep.equal(["trees.tree.kind value /trees/0/kind"]);
  });

  it("does not judge a query that is no UTF-8", () => {
    expect(find(makeExchange(respond(sound), "?rows=%FF"), "consumer")).to.deep.equal([]);
  });

  it("finds out which operation a request is meant for where nobody says", () => {
    const { operation: _unknown, ...exchange } = makeExchange(respond({ ownerId: 7 }));
    expect(find(exchange)).to.deep.equal(["trees.trees.present missing /trees"]);
    const elsewhere = { ...exchange, request: { ...exchange.request, url: "http://127.0.0.1:1/other" } };
    expect(find(elsewhere)).to.deep.equal([]);
    expect(find({ ...exchange, operation: "unheard-of" }), "an operation that does not exist").to.deep.equal([]);
  });

  it("holds a refusal against its schema only where it gives a code", () => {
    expect(find(makeExchange(respond({ code: 4, message: 5 }, { status: 400 })))).to.deep.equal([
      "transport.refusal.shape type /message",
    ]);
    expect(find(makeExchange(respond(["no"], { status: 404 })))).to.deep.equal([]);
  });

  it("notes what is no breach, on the host's side alone", () => {
    const exchange = makeExchange(respond({ ...sound, note: 1 }));
    expect(checkExchange(orchardRulebook, exchange).notes).to.deep.equal([{ text: "there is a note" }]);
    expect(checkExchange(orchardRulebook, exchange, "both").notes).to.have.length(1);
    expect(checkExchange(orchardRulebook, exchange, "consumer").notes).to.deep.equal([]);
  });

  it("passes on the readings that a rule saw, with the exchange that showed them", () => {
    const seen = { readings: ["narrowed"], pointer: "/trees", actual: "one tree" };
    const rulebook: Rulebook = {
      ...orchardRulebook,
      rules: [{ requirement: "trees.rows.reading", check: () => ({ findings: [], readings: [seen] }) }],
    };
    const { readings, exercised, findings } = checkExchange(rulebook, makeExchange(respond(sound)), "host", 3);
    expect(readings).to.deep.equal([{ ...seen, requirement: "trees.rows.reading", exchange: 3 }]);
    expect(exercised).to.include("trees.rows.reading");
    expect(findings).to.deep.equal([]);
  });

  it("judges a request although no answer came", () => {
    expect(find(makeExchange(fail("timeout"), "?rows=1"), "both")).to.have.members([
      "transport.answer.arrives timeout",
      "trees.query.owner missing /owner",
    ]);
  });
});

describe("protocolRules", () => {
  const html = "text/html; charset=utf-8";
  const rows: readonly (readonly [what: string, outcome: Exchange["outcome"], found: readonly string[]])[] = [
    ["a refusal", respond({ code: 4 }, { status: 400 }), []],
    ["a JSON type with a suffix and a parameter", respond(sound, { type: "application/v2+json; a=b" }), []],
    ["a passed deadline", fail("timeout"), ["transport.answer.arrives timeout"]],
    ["a closed connection", fail("reset"), ["transport.answer.arrives no-answer"]],
    ["what is not HTTP", fail("malformed"), ["transport.answer.arrives no-answer"]],
    ["a body over the cap", fail("too-large"), ["transport.answer.arrives no-answer"]],
    ["a request that the profile's limit held back", fail("budget"), []],
    ["a request to a host that is not allowed", fail("forbidden"), []],
    ["a server error", respond("<h1>", { status: 500, type: html }), ["transport.status.no-crash crash"]],
    ["a server error in JSON", respond({ code: 4 }, { status: 503 }), ["transport.status.no-crash crash"]],
    ["HTML in the place of JSON", respond("<h1>", { type: html }), ["transport.body.json unreadable"]],
    ["an empty body", respond(""), ["transport.body.json unreadable"]],
    ["bytes that are no UTF-8", respond(Uint8Array.of(0x22, 0xff, 0x22)), ["transport.body.json unreadable"]],
    ["a byte order mark", respond(`\uFEFF${JSON.stringify(sound)}`), ["transport.body.json value"]],
    ["an answer with a status of 404", respond(sound, { status: 404 }), ["transport.status.success value"]],
    ["an answer with a status of 302", respond(sound, { status: 302 }), ["transport.status.success value"]],
    ["JSON that is called HTML", respond(sound, { type: html }), ["transport.content-type.json value"]],
    ["JSON that is called nothing", respond(sound, { type: "" }), ["transport.content-type.json value"]],
    [
      "a refusal that is called text",
      respond({ code: 4 }, { status: 400, type: "text/plain" }),
      ["transport.content-type.json value"],
    ],
  ];
  for (const [what, outcome, found] of rows) {
    it(`${found.length === 0 ? "leave alone" : "find"} ${what}`, () => {
      expect(find(makeExchange(outcome))).to.deep.equal(found);
    });
  }

  it("give no opportunity where nothing was sent", () => {
    const { exercised } = checkExchange(orchardRulebook, makeExchange(fail("budget")));
    expect(exercised).to.deep.equal([]);
  });

  it("ask for a content type where there is none", () => {
    const { response } = respond(sound);
    const outcome = { kind: "response", ms: 1, response: { ...response, headers: [] } } as const;
    const [finding] = checkExchange(orchardRulebook, makeExchange(outcome)).findings;
    expect(finding).to.deep.include({ requirement: "transport.content-type.json", actual: "no content type" });
    const empty = { ...outcome, response: { ...outcome.response, status: 204, body: noBody } };
    expect(find(makeExchange(empty)), "an empty body needs none").to.deep.equal(["transport.body.json unreadable"]);
  });
});
