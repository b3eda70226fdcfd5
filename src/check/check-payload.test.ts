import { expect } from "chai";
import { loadCatalog } from "../catalog/catalog.ts";
import { orchardEventSources } from "../catalog/testing/orchard-event-sources.ts";
import { noBody } from "../model/http.ts";
import { isObject, showJson } from "../model/json.ts";
import { checkExchange } from "./check-exchange.ts";
import { checkPayload, checkPayloads, type Payload } from "./check-payload.ts";
import { makeExchange, orchardRulebook, respond } from "./testing/orchard-rulebook.ts";
import { settleReadings } from "./readings.ts";
import type { EventInput, Rulebook, WebhookOptions } from "./standard.ts";

const catalog = loadCatalog(orchardEventSources);

function nameOf({ value }: EventInput): unknown {
  return isObject(value) ? value["name"] : undefined;
}

/** A felled tree is known by a name that begins with `tree`, a letter by what is inside. */
const rulebook: Rulebook = {
  ...orchardRulebook,
  catalog,
  events: {
    recognize: (value, { events, expected, pins }) => {
      const [felled] = events;
      const isFelled = isObject(value) && String(value["name"]).startsWith("tree");
      const event = expected ?? (isFelled ? felled : undefined);
      if (event === undefined) return {};
      if (!isObject(value)) return { event };
      return { event, envelope: "inside" in value || pins["felled.form"] === "letter" ? "letter" : "card" };
    },
    rules: [
      {
        event: "felled",
        requirement: "felled.form",
        check: ({ envelope, trouble }) => ({
          findings: [],
          readings: [
            { readings: envelope === undefined ? [] : [envelope.name], pointer: "", actual: trouble ?? "something" },
          ],
        }),
      },
      {
        event: "felled",
        requirement: "felled.name.polite",
        check: (input) => {
          const configured = input.configured?.[0]?.[1];
          const name = nameOf(input);
          if (typeof name !== "string") return undefined;
          if (configured === undefined || name.endsWith(configured)) return [];
          return [{ pointer: "/name", kind: "value", expected: `…${configured}`, actual: showJson(name) }];
        },
      },
      { event: "planted", requirement: "felled.never", check: () => expect.fail("a rule of another event") },
    ],
    identify: () => undefined,
    noticeArrival: () => [],
    findCause: () => undefined,
    readRequestId: () => undefined,
    readable: "felled.readable",
    series: [
      {
        requirement: "felled.names.different",
        check: (inputs) => {
          const names = inputs.map((input) => (input === undefined ? undefined : nameOf(input)));
          if (names.length < 2) return undefined;
          return names.flatMap((name, exchange) => {
            const first = names.indexOf(name);
            if (name === undefined || first === exchange) return [];
            const rests = [first, exchange];
            return [
              { pointer: "/name", kind: "disagreement", expected: "another", actual: showJson(name), exchange, rests },
            ];
          });
        },
      },
    ],
    noticers: [
      { event: "felled", notice: () => [{ text: "it fell" }] },
      { event: "planted", notice: () => expect.fail("a noticer of another event") },
    ],
  },
};

const card = { name: "tree 7", owner: "ada" };
const letter = { name: "tree 7", inside: { tree: { kind: "apple" } } };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function find(payload: Payload, options?: WebhookOptions): string[] {
  const { findings } = checkPayload(rulebook, payload, options).judgement;
  return findings.map(({ requirement, kind, pointer }) => `${requirement} ${kind} ${pointer}`.trim());
}

describe("checkPayload", () => {
  it("says which event and envelope a sound payload is, and what it gave an opportunity to break", () => {
    const { event, envelope, judgement } = checkPayload(rulebook, { body: letter });
    expect({ event, envelope }).to.deep.equal({ event: "treeFelled", envelope: "letter" });
    expect(judgement.findings).to.deep.equal([]);
    expect(judgement.exercised).to.have.members([
      "felled.letter.shape",
      "felled.tree.object",
      "felled.tree.kind",
      "felled.form",
      "felled.name.polite",
    ]);
  });

  it("holds it against the schema of its envelope and of the parts inside, each in its place", () => {
    expect(find({ body: { name: "tree 7" } })).to.deep.equal(["felled.card.shape missing /owner"]);
    expect(find({ body: { name: "tree 7", inside: {} } })).to.deep.equal([]);
    expect(find({ body: { name: "tree 7", inside: { tree: {} } } })).to.deep.equal([
      "felled.tree.kind missing /inside/tree/kind",
    ]);
    expect(find({ body: { name: "tree 7", inside: { tree: "oak" } } })).to.deep.equal([
      "felled.tree.object type /inside/tree",
    ]);
  });

  it("takes bytes as well as parsed JSON", () => {
    expect(find({ body: encode('{"name":"tree 7"}') })).to.deep.equal(["felled.card.shape missing /owner"]);
  });

  it("takes the caller's word for the event, by id or by name", () => {
    for (const event of ["felled", "treeFelled"])
      expect(find({ event, body: { name: "a bush" } })).to.deep.equal(["felled.card.shape missing /owner"]);
    expect(() => checkPayload(rulebook, { event: "planted", body: {} })).to.throw(
      RangeError,
      "planted is no documented event; there are treeFelled",
    );
  });

  it("tells the rules how the webhook is configured, and the recognition what is pinned", () => {
    expect(find({ body: card }, { headers: [["X", "8"]] })).to.deep.equal(["felled.name.polite value /name"]);
    expect(find({ body: card }, { pins: { "felled.form": "letter" } })).to.deep.equal([
      "felled.letter.shape missing /inside",
    ]);
  });

  it("gives the readings that were seen, and none for a payload that has no form at all or is no JSON text", () => {
    const read = (payload: Payload) => checkPayload(rulebook, payload, {}, 4).judgement.readings;
    const head = { requirement: "felled.form", pointer: "", exchange: 4 };
    expect(read({ body: card })).to.deep.equal([{ ...head, readings: ["card"], actual: "something" }]);
    expect(read({ event: "felled", body: 7 }).map(({ readings }) => readings)).to.deep.equal([[]]);
    for (const body of [encode("{"), noBody]) {
      expect(read({ event: "felled", body })).to.deep.equal([]);
      expect(find({ event: "felled", body })).to.deep.equal(["felled.readable unreadable"]);
    }
  });

  it("notes members that nobody describes, and what the event's noticers see", () => {
    const { notes } = checkPayload(rulebook, { body: { ...card, colour: "red" } }).judgement;
    expect(notes).to.deep.equal([
      { text: 'the documents describe no member "colour" of treeFelled', pointer: "/colour" },
      { text: "it fell" },
    ]);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_none, index) => [`member${index}`, 1]));
    expect(checkPayload(rulebook, { body: { ...card, ...many } }).judgement.notes.length).to.be.below(30);
  });

  const rows: readonly (readonly [what: string, body: Payload["body"], why: string])[] = [
    ["another name", { eventName: "bushFelled" }, 'eventName "bushFelled" is none of the documented events'],
    ["another name inside", { attributes: { eventName: 5 } }, "eventName 5 is none of the documented events"],
    ["no name", { about: "a bush" }, "nothing in it names a documented event"],
    ["a list", [card], "a payload is an object, and this is array"],
    ["no JSON", encode("<p>"), "the body is no JSON text: "],
    ["nothing", noBody, "the body is empty"],
  ];
  for (const [what, body, why] of rows) {
    it(`takes ${what} for no documented event, says why, and judges nothing`, () => {
      const { event, envelope, judgement } = checkPayload(rulebook, { body });
      expect([event, envelope]).to.deep.equal([undefined, undefined]);
      expect(judgement).to.deep.include({ findings: [], readings: [], exercised: [] });
      expect(judgement.notes[0]?.text).to.include(why);
    });
  }

  it("knows no event where the rulebook has none", () => {
    const { events: _none, ...bare } = rulebook;
    expect(checkPayload(bare, { body: card }).event).to.equal(undefined);
    expect(() => checkPayload(orchardRulebook, { event: "felled", body: card })).to.throw("there are none");
  });
});

describe("checkPayloads", () => {
  it("judges each payload by itself, then all of them together, by their positions in the list", () => {
    const { payloads, judgement } = checkPayloads(rulebook, [
      { body: card },
      { body: "?" },
      { body: { name: "tree 7" } },
    ]);
    expect(payloads.map(({ event }) => event)).to.deep.equal(["treeFelled", undefined, "treeFelled"]);
    expect(
      judgement.findings.map(({ requirement, exchange, rests }) => ({ requirement, exchange, rests })),
    ).to.deep.equal([
      { requirement: "felled.card.shape", exchange: 2, rests: undefined },
      { requirement: "felled.names.different", exchange: 2, rests: [0, 2] },
    ]);
    expect(judgement.exercised).to.include("felled.names.different");
  });

  it("leaves out what the list gave no opportunity to break", () => {
    expect(checkPayloads(rulebook, [{ body: card }]).judgement.exercised).to.not.include("felled.names.different");
    expect(checkPayloads(rulebook, []).judgement.exercised).to.deep.equal([]);
  });
});

describe("checkExchange of a delivery", () => {
  const delivery = (body: string) =>
    makeExchange(respond(""), "", {
      operation: "felled",
      request: { method: "POST", url: "http://127.0.0.1:1/hook", headers: [], body: encode(body) },
    });

  it("judges the payload as the host's side, and asks nothing of who received it", () => {
    const { findings, readings } = checkExchange(rulebook, delivery('{"name":"tree 7"}'), "both", 2);
    expect(findings.map(({ requirement, exchange }) => `${requirement} ${exchange}`)).to.deep.equal([
      "felled.card.shape 2",
    ]);
    expect(readings.map(({ exchange }) => exchange)).to.deep.equal([2]);
    expect(checkExchange(rulebook, delivery("{}"), "consumer").findings).to.deep.equal([]);
  });
});

describe("settleReadings", () => {
  const settle = (bodies: readonly Payload["body"][], pins = {}): string[] => {
    const { judgement } = checkPayloads(
      rulebook,
      bodies.map((body) => ({ event: "felled", body })),
    );
    return settleReadings(catalog, judgement, pins)
      .filter(({ requirement }) => requirement === "felled.form")
      .map(({ kind, expected, actual, exchange }) => `${exchange} ${kind}: ${expected}; ${actual}`);
  };

  it("keeps the findings, and finds nothing in readings that agree", () => {
    expect(settle([card, { ...card, name: "tree 8" }])).to.deep.equal([]);
    const { judgement } = checkPayload(rulebook, { body: { name: "tree 7" } });
    expect(settleReadings(catalog, judgement)).to.deep.equal(judgement.findings);
  });

  it("finds what agrees with no reading, not with the pinned one, or not with what came before", () => {
    expect(settle([[]])).to.deep.equal([
      "0 no-reading: one of the readings card (a card), or letter (a letter); something",
    ]);
    expect(settle([card], { "felled.form": "letter" })).to.deep.equal([
      "0 no-reading: the reading that the profile pins: letter (a letter); something",
    ]);
    expect(settle([card, letter])).to.deep.equal([
      "1 no-reading: the reading that what came before agrees with: card (a card); something, which agrees with letter alone",
    ]);
  });
});
