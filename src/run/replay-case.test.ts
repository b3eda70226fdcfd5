import { expect } from "chai";
import { fail, respond } from "../check/testing/orchard-rulebook.ts";
import { headerValue } from "../model/http.ts";
import { InputError } from "../model/input-error.ts";
import type { RunEvent } from "../model/run.ts";
import { createFakeClock } from "../target/testing/fake-clock.ts";
import type { Auth, OrganisationProfile, Profile } from "../target/profile.ts";
import {
  basicAuth,
  makeOrchard,
  makeOrganisation,
  makeTarget,
  type OrchardHost,
  runOrchard,
  soundHost,
} from "./testing/orchard-run.ts";
import { type Replay, replayCase } from "./replay-case.ts";

const tree = { kind: "apple", planted: "2030-01-01" };
const plums: OrchardHost = (request, number) =>
  request.url.includes("ada")
    ? respond({ ownerId: 1, trees: [{ ...tree, kind: "plum" }] })
    : soundHost(request, number);
/** rows cuts the list for one owner and does nothing for the other. */
const fickle: OrchardHost = (request, number) => {
  if (request.url.includes("nobody")) return soundHost(request, number);
  const cut = request.url.includes("ada") && request.url.includes("rows=");
  return respond({ ownerId: 1, trees: cut ? [tree] : [tree, tree] });
};

async function replay(
  events: readonly RunEvent[],
  id: string,
  host: OrchardHost,
  options: { organisation?: string; profile?: Partial<Profile> } = {},
): Promise<{ replay: Replay; urls: string[] }> {
  // What a replay gets has been written to a file and read again.
  const read = JSON.parse(JSON.stringify(events)) as RunEvent[];
  const { target, seen } = makeTarget(host, options.profile);
  const wanted = { case: id, organisation: options.organisation };
  const result = await replayCase(
    makeOrchard(),
    target,
    createFakeClock(),
    { events: read, file: "out/run.ndjson" },
    wanted,
  );
  return { replay: result, urls: seen.map(({ url }) => url) };
}

const urlsOf = (events: readonly RunEvent[], id: string): string[] =>
  events.flatMap((event) =>
    event.event === "exchange" && event.case === id && !event.exchange.id.includes("again")
      ? [event.exchange.request.url]
      : [],
  );

async function readMessage(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "nothing was wrong";
}

describe("replayCase", () => {
  it("sends the same requests again, and no others", async () => {
    for (const seed of [1, 99]) {
      const { journal } = await runOrchard(soundHost, { seed });
      for (const id of ["trees.unknown", "trees.rows[owner-2]", "trees.owner[owner-1]"]) {
        const { replay: result, urls } = await replay(journal, id, soundHost);
        expect(urls, id).to.deep.equal(urlsOf(journal, id)).and.to.not.deep.equal([]);
        expect(result.exchanges.map((exchange) => exchange.request.url)).to.deep.equal(urls);
        expect(result).to.deep.include({ case: id, organisation: "main", before: [], now: [] });
      }
    }
  });

  it("shows what the case found then and what it finds now", async () => {
    const { journal } = await runOrchard(plums);
    const still = (await replay(journal, "trees.owner[owner-1]", plums)).replay;
    expect(still.before.map(({ requirement }) => requirement)).to.deep.equal(["trees.tree.kind"]);
    expect(still.now).to.deep.equal(still.before);
    expect(still.title).to.equal("An owner's trees are answered");
    const mended = (await replay(journal, "trees.owner[owner-1]", soundHost)).replay;
    expect(mended.before).to.have.length(1);
    expect(mended.now).to.deep.equal([]);
  });

  it("shows an outcome that no reading allows again", async () => {
    const empty: OrchardHost = (request, number) =>
      request.url.includes("nobody")
        ? soundHost(request, number)
        : respond({ ownerId: 1, trees: request.url.includes("rows=") ? [] : [tree, tree] });
    const { journal } = await runOrchard(empty);
    const { now } = (await replay(journal, "trees.rows[owner-1]", empty)).replay;
    expect(now.map(({ requirement, kind }) => `${requirement} ${kind}`)).to.deep.equal([
      "trees.rows.reading no-reading",
    ]);
  });

  it("shows an outcome that contradicts the profile's pin again", async () => {
    const profile = { pin: { "trees.rows.reading": "ignored" } };
    const { journal } = await runOrchard(fickle, {}, profile);
    const { before, now } = (await replay(journal, "trees.rows[owner-1]", fickle, { profile })).replay;
    expect(before.map(({ kind }) => kind)).to.deep.equal(["no-reading"]);
    expect(now.map(({ kind }) => kind)).to.deep.equal(["no-reading"]);
  });

  it("shows an outcome that contradicts what earlier cases of the run observed again", async () => {
    const { journal } = await runOrchard(fickle);
    const { before, now } = (await replay(journal, "trees.rows[owner-2]", fickle)).replay;
    expect(before.map(({ kind }) => kind)).to.deep.equal(["no-reading"]);
    expect(now.map(({ kind }) => kind)).to.deep.equal(["no-reading"]);
  });

  it("says what is in the way of a case that had no subject", async () => {
    const { journal } = await runOrchard(() => fail("refused", "nothing listens"));
    const { replay: result, urls } = await replay(journal, "trees.owner", soundHost);
    expect(result.trouble).to.equal("the host was not reached: nothing listens");
    expect(urls).to.deep.equal([]);
  });

  it("finds that nobody answers any more", async () => {
    const { journal } = await runOrchard(soundHost);
    const { now } = (await replay(journal, "trees.owner[owner-1]", () => fail("refused", "nothing listens"))).replay;
    expect(now.map(({ requirement, actual }) => `${requirement}: ${actual}`)).to.deep.equal([
      "transport.answer.arrives: nothing listens",
    ]);
  });

  it("says that a limit of the profile keeps it from sending", async () => {
    const { journal } = await runOrchard(soundHost);
    const limits = { perMinute: Infinity, inFlight: 4, timeoutMs: 1000, bodyBytes: 1e6, requests: 1 };
    const { trouble } = (await replay(journal, "trees.twice[owner-1]", soundHost, { profile: { limits } })).replay;
    expect(trouble).to.match(/allows 1 requests/);
  });

  it("keeps to the organisation that is named", async () => {
    const organisations = ["one", "two"].map((name) => makeOrganisation({ name }));
    const { journal } = await runOrchard(soundHost, {}, { organisations });
    const named = await replay(journal, "trees.unknown", soundHost, {
      organisation: "two",
      profile: { organisations },
    });
    expect(named.replay.organisation).to.equal("two");
    const first = await replay(journal, "trees.unknown", soundHost, { profile: { organisations } });
    expect(first.replay.organisation).to.equal("one");
    const message = await readMessage(
      replay(journal, "trees.unknown", soundHost, { organisation: "three", profile: { organisations } }),
    );
    expect(message).to.match(/^out\/run\.ndjson: there is no case trees\.unknown/);
  });

  it("is bound by what this organisation showed before, and not by others or by later cases", async () => {
    const organisations = ["one", "two"].map((name) => makeOrganisation({ name }));
    const { journal } = await runOrchard(fickle, {}, { organisations });
    const find = async (id: string, organisation: string): Promise<string[]> => {
      const { now } = (await replay(journal, id, fickle, { organisation, profile: { organisations } })).replay;
      return now.map(({ kind, expected }) => `${kind}: ${expected}`);
    };
    const contradicted = [
      "no-reading: the reading that trees.rows[owner-1] agrees with: narrowed (rows cuts the list)",
    ];
    for (const name of ["one", "two"]) {
      expect(await find("trees.rows[owner-1]", name), name).to.deep.equal([]);
      expect(await find("trees.rows[owner-2]", name), name).to.deep.equal(contradicted);
    }
  });

  it("is not bound by what another organisation showed, or by what later cases showed", async () => {
    const makeTill = (name: string): OrganisationProfile =>
      makeOrganisation({
        name,
        auth: { ...basicAuth, user: { value: `till-${name}`, shell: name, secret: false } } as Auth,
      });
    const organisations = [makeTill("one"), makeTill("two")];
    const isOne = (request: Parameters<OrchardHost>[0]): boolean => {
      const [, credentials = ""] = (headerValue(request.headers, "authorization") ?? "").split(" ");
      return Buffer.from(credentials, "base64").toString().startsWith("till-one");
    };
    const each: OrchardHost = (request, number) => {
      if (request.url.includes("nobody")) return soundHost(request, number);
      const cut = request.url.includes("rows=") && !isOne(request);
      return respond({ ownerId: 1, trees: cut ? [tree] : [tree, tree] });
    };
    const { journal } = await runOrchard(each, {}, { organisations });
    const options = { organisation: "two", profile: { organisations } };
    expect((await replay(journal, "trees.rows[owner-1]", each, options)).replay.now).to.deep.equal([]);

    // One tree tells nothing, so that a later case was the first to narrow the readings.
    const single: OrchardHost = (request, number) =>
      request.url.includes("ada") ? respond({ ownerId: 1, trees: [tree] }) : each(request, number);
    const ignoring: OrchardHost = (request, number) =>
      request.url.includes("nobody") ? soundHost(request, number) : respond({ ownerId: 1, trees: [tree, tree] });
    const { journal: undecided } = await runOrchard(single);
    expect((await replay(undecided, "trees.rows[owner-1]", ignoring)).replay.now).to.deep.equal([]);
    expect((await replay(undecided, "trees.rows[owner-2]", ignoring)).replay.now).to.deep.equal([]);
  });

  it("is bound by what the profile pins now, whatever the run was told", async () => {
    const { journal } = await runOrchard(soundHost);
    const profile = { pin: { "trees.rows.reading": "refused" } };
    const { before, now } = (await replay(journal, "trees.rows[owner-1]", soundHost, { profile })).replay;
    expect(before).to.deep.equal([]);
    expect(now.map(({ expected }) => expected)).to.deep.equal([
      "the reading that the profile pins: refused (rows is refused)",
    ]);
  });

  it("says what to add where the host asks for credentials that the profile at hand lacks", async () => {
    const { journal } = await runOrchard(soundHost);
    const { auth: _none, ...bare } = makeOrganisation();
    const closed: OrchardHost = () => respond({}, { status: 401 });
    const { replay: result } = await replay(journal, "trees.unknown", closed, { profile: { organisations: [bare] } });
    expect(result.now).to.deep.equal([]);
    expect(result.trouble).to.equal("the host asks for credentials; add auth to the organisation main in the profile");
  });

  it("takes a case that does not exist for the one that is spelled most like it", async () => {
    const { journal } = await runOrchard(plums);
    expect(await readMessage(replay(journal, "trees.ownr[owner-2]", soundHost))).to.equal(
      "out/run.ndjson: there is no case trees.ownr[owner-2]\n  did you mean trees.owner[owner-2]?",
    );
  });

  it("names the cases that diverged where no case is spelled like the one that it is asked for", async () => {
    const { journal } = await runOrchard(plums);
    expect(await readMessage(replay(journal, "roots.of.some.thing.else", soundHost))).to.equal(
      "out/run.ndjson: there is no case roots.of.some.thing.else\n" +
        "  cases that diverged: trees.owner[owner-1], trees.rows[owner-1], trees.twice[owner-1]",
    );
    const { journal: clean } = await runOrchard(soundHost);
    expect(await readMessage(replay(clean, "roots.of.some.thing.else", soundHost))).to.equal(
      "out/run.ndjson: there is no case roots.of.some.thing.else\n  no case of it diverged",
    );
  });
});
