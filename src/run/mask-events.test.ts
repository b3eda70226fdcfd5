import { expect } from "chai";
import { loadCatalog } from "../catalog/catalog.ts";
import { orchardEventSources } from "../catalog/testing/orchard-event-sources.ts";
import { orchardRulebook, respond } from "../check/testing/orchard-rulebook.ts";
import type { RunEvent } from "../model/run.ts";
import { createEventMask } from "./mask-events.ts";
import { makeOrchard, makeOrganisation, runOrchard, soundHost } from "./testing/orchard-run.ts";

const { catalog } = orchardRulebook;

function exchange(url: string, text: string, operation = "trees"): RunEvent {
  return {
    event: "exchange",
    organisation: "main",
    phase: "suites",
    case: "trees.owner",
    exchange: {
      id: "trees.owner#1",
      operation,
      credentials: "till",
      startedAt: "2030-01-01T00:00:00.000Z",
      request: { method: "GET", url, headers: [], body: { text: "" } },
      outcome: { kind: "response", status: 200, headers: [["X-Echo", "ada-lovelace"]], body: { text }, ms: 1 },
    },
  };
}

const url = "http://h.example/v1/trees?owner=ada-lovelace&rows=1";

describe("createEventMask", () => {
  it("masks what was sent and what was answered, wherever it stands in the exchange", () => {
    const mask = createEventMask(catalog);
    const text = JSON.stringify(mask(exchange(url, '{"ownerId":710001,"trees":[],"self":"/owners/710001"}')));
    expect(text).to.not.match(/ada-lovelace|710001/);
    expect(text).to.include("owner=•••ce&rows=1").and.to.include("•••01");
  });

  it("masks in later events what earlier ones have shown to be personal", () => {
    const mask = createEventMask(catalog);
    mask(exchange(url, '{"ownerId":710001,"trees":[]}'));
    const later = mask({ event: "trouble", text: "ada-lovelace has no trees, nor has 710001" });
    expect(later).to.deep.equal({ event: "trouble", text: "•••ce has no trees, nor has •••01" });
  });

  it("finds an identifier that is spelled as a URL does", () => {
    const mask = createEventMask(catalog);
    const masked = JSON.stringify(mask(exchange("http://h.example/v1/trees?owner=ada%40lovelace.example", "{}")));
    expect(masked).to.not.match(/lovelace\.example/);
  });

  it("masks a personal value of another type than the documents give it", () => {
    const mask = createEventMask(catalog);
    expect(JSON.stringify(mask(exchange("http://h.example/", '{"ownerId":"id-of-ada"}')))).to.not.include("id-of-ada");
  });

  it("leaves a short value no trace of itself", () => {
    const mask = createEventMask(catalog);
    const masked = JSON.stringify(mask(exchange("http://h.example/v1/trees?owner=ada12", '{"trees":[]}')));
    expect(masked)
      .to.include("owner=•••")
      .and.to.not.match(/ada12|•12/);
  });

  it("knows the identifiers that it is told from the start, and goes on learning", () => {
    const mask = createEventMask(catalog, ["ada@lovelace.example", "", "grace-hopper"]);
    const world: RunEvent = { event: "discovered", organisation: "main", world: { a: ["ada@lovelace.example", 5] } };
    expect(mask(world)).to.deep.equal({ event: "discovered", organisation: "main", world: { a: ["•••le", 5] } });
    mask(exchange(url, "{}"));
    expect(mask({ event: "trouble", text: "grace-hopper, ada-lovelace" })).to.deep.equal({
      event: "trouble",
      text: "•••er, •••ce",
    });
  });

  it("masks in bytes that are no text, which are written as base64", () => {
    const mask = createEventMask(catalog, ["ada-lovelace"]);
    const bytes = Buffer.concat([Buffer.of(0xff), Buffer.from("ada-lovelace has trees")]);
    const event = exchange("http://h.example/", "") as Extract<RunEvent, { event: "exchange" }>;
    const outcome = {
      ...event.exchange.outcome,
      body: { base64: bytes.toString("base64") },
    } as typeof event.exchange.outcome;
    const written = JSON.stringify(mask({ ...event, exchange: { ...event.exchange, outcome } }));
    const base64 = /"base64":"([^"]*)"/.exec(written)?.[1] ?? "";
    expect(Buffer.from(base64.replace(/•+\w*/, ""), "base64").toString("latin1")).to.not.include("lovelace");
  });

  it("masks what the body of a request has, where its operation or its event describes one", () => {
    const bodies: readonly (readonly [operation: string | undefined, text: string])[] = [
      ["plant", '{"kind":"apple","planter":"ada-lovelace"}'],
      ["felled", '{"name":"tree 7","owner":"ada-lovelace"}'],
      ["felled", '{"name":"tree 7","inside":{"tree":{"kind":"apple","owner":"ada-lovelace"}}}'],
      [undefined, '{"name":"tree 7","inside":{"tree":{"kind":"apple","owner":"ada-lovelace"}}}'],
    ];
    const schema = {
      ...orchardEventSources.schemas["trees/plant.schema.json"],
      properties: { kind: { type: "string" }, planter: { "x-personal": true } },
    };
    const events = loadCatalog({
      ...orchardEventSources,
      schemas: { ...orchardEventSources.schemas, "trees/plant.schema.json": schema },
    });
    for (const [operation, text] of bodies) {
      const mask = createEventMask(events);
      const { exchange: recorded, ...event } = exchange("http://h.example/hook", "{}") as Extract<
        RunEvent,
        { event: "exchange" }
      >;
      const { operation: _trees, ...rest } = recorded;
      const request = { ...recorded.request, method: "POST", body: { text } };
      const masked = mask({
        ...event,
        exchange: { ...rest, ...(operation === undefined ? {} : { operation }), request },
      });
      expect(JSON.stringify(masked), `${operation}: ${text}`).to.include("•••ce");
      expect(JSON.stringify(masked), `${operation}: ${text}`).to.not.include("ada-lovelace");
    }
  });

  it("leaves everything else as it was", () => {
    const mask = createEventMask(catalog);
    const event = exchange("http://h.example/v1/trees?rows=12", '{"trees":[{"kind":"apple"}]}');
    expect(mask(event)).to.deep.equal(event);
    const unknown = exchange("http://h.example/other?owner=ada-lovelace", "<p>no JSON", "unheard-of");
    expect(mask(unknown)).to.deep.equal(unknown);
  });

  it("leaves the tool's own numbers alone, whatever number a host calls somebody's id", () => {
    for (const ownerId of [0, 1, 3, 200]) {
      const mask = createEventMask(catalog);
      const seen = mask(exchange("http://h.example/v1/trees", `{"ownerId":${ownerId},"trees":[]}`));
      expect(seen.event === "exchange" && seen.exchange.outcome, `status with ownerId ${ownerId}`).to.deep.include({
        status: 200,
        ms: 1,
      });
      const events: readonly RunEvent[] = [
        { event: "planned", organisation: "main", phase: "suites", cases: 3 },
        { event: "finished", finishedAt: "2030-01-01T00:00:00.000Z", exit: { code: 1, reason: "" }, requests: 200 },
        { event: "finished", finishedAt: "2030-01-01T00:00:00.000Z", exit: { code: 0, reason: "" }, requests: 3 },
      ];
      for (const event of events) expect(mask(event), `with ownerId ${ownerId}`).to.deep.equal(event);
    }
  });
});

describe("A run off this machine", () => {
  const elsewhere = { host: "http://orchard.example", loopback: false };
  const faulty = (request: Parameters<typeof soundHost>[0]) =>
    request.url.includes("ada") ? respond({ ownerId: "710001", about: "ada-lovelace" }) : soundHost(request, 0);

  it("shows nobody's identifiers to people and keeps them in the journal, where replay needs them", async () => {
    const { run, shown, journal } = await runOrchard(faulty, {}, elsewhere);
    expect(run.divergences.length).to.be.greaterThan(0);
    for (const [what, value] of [
      ["the Run", run],
      ["what is shown", shown],
    ] as const) {
      expect(JSON.stringify(value), what).to.not.match(/ada-lovelace|grace-hopper|710001|710002/);
    }
    const kept = JSON.stringify(journal);
    for (const identifier of ["ada-lovelace", "grace-hopper", "710001", "710002"]) expect(kept).to.include(identifier);
  });

  it("shows no identifier of the profile that was never sent", async () => {
    const identifiers = [
      { name: "name", value: "ada-lovelace" },
      { name: "email", value: "ada@lovelace.example" },
    ];
    const organisations = [makeOrganisation({ customers: [{ identifiers, writable: false, is: [] }] })];
    const orchard = makeOrchard();
    const standard = {
      ...orchard,
      discover: async (...parts: Parameters<typeof orchard.discover>) => ({
        ...(await orchard.discover(...parts)),
        people: parts[0].customers,
      }),
    };
    const { shown, journal } = await runOrchard(soundHost, { standard }, { ...elsewhere, organisations });
    expect(JSON.stringify(journal)).to.include("ada@lovelace.example");
    expect(JSON.stringify(shown)).to.not.include("ada@lovelace.example");
  });

  it("has the same account and exit as one on this machine, whatever number a host calls somebody's id", async () => {
    for (const ownerId of [0, 1, 2, 7, 200]) {
      const host = (request: Parameters<typeof soundHost>[0]) =>
        request.url.includes("nobody") ? soundHost(request, 0) : respond({ ownerId, trees: [{ kind: "plum" }] });
      const [here, there] = [await runOrchard(host), await runOrchard(host, {}, elsewhere)];
      expect(there.run.account, `ownerId ${ownerId}`).to.deep.equal(here.run.account);
      expect(there.run.exit, `ownerId ${ownerId}`).to.deep.equal(here.run.exit);
      expect(there.run.divergences.map(({ exchanges, shownBy }) => [exchanges.length, shownBy])).to.deep.equal(
        here.run.divergences.map(({ exchanges, shownBy }) => [exchanges.length, shownBy]),
      );
    }
  });

  it("shows no identifier of the profile that the host brings up before it was ever sent", async () => {
    const grace = (request: Parameters<typeof soundHost>[0]) =>
      request.url.includes("ada") ? respond({ ownerId: 5, trees: [], friend: "grace-hopper" }) : soundHost(request, 0);
    const { shown } = await runOrchard(grace, {}, elsewhere);
    expect(JSON.stringify(shown)).to.not.include("grace-hopper");
  });

  it("masks nothing on this machine, where the data are made up", async () => {
    const { run } = await runOrchard(faulty);
    expect(JSON.stringify(run)).to.include("ada-lovelace");
  });
});
