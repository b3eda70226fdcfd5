import { messagePath, statePath } from "../../contracts/verify/answer-verifier.ts";
import type { RunVerifier, VerifierTask } from "../../contracts/verify/contracts-phase.ts";
import { planInteractions, readMark } from "../../contracts/verify/plan-interactions.ts";
import { eventDefects } from "../../mock/defects/events/event-defects.ts";
import type { PactResult } from "../../contracts/verify/read-verification.ts";
import type { Defect } from "../../mock/defects/defect.ts";
import { openLoopbackServer } from "../../src/capture/loopback-server.ts";
import type { HttpRequest, HttpResponse } from "../../src/model/http.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { Run } from "../../src/model/run.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import type { World } from "../../suites/world.ts";
import type { LoadedContracts } from "../contracts/open-contracts.ts";
import { openVerifier } from "../contracts/run-verifier.ts";
import { isExact, type Row, sumUp, type TableParts } from "./row.ts";
import { runContracts } from "./run-contracts.ts";

/** What verifying the pacts of the reference client made of one defect. */
export interface ContractsRow extends Row {
  readonly column: "contracts";
  /** How many interactions got another answer than from a sound host. */
  readonly touched: number;
}

/** What the verifier has asked of a sound host: a provider state, a request or a message, and what came back. */
interface Asked {
  readonly request: HttpRequest;
  /** The number of the interaction. */
  readonly index: number | undefined;
  readonly reply: string;
}

/** So many of the interactions that get another answer are verified first, and all of them where these do not tell what is wrong. */
const firstVerified = 2;

/** A whole verification of a sound host. */
interface SoundRun {
  readonly asked: readonly Asked[];
  readonly discover: CapillaryStandard["discover"];
}

/**
 * Makes rows: what the verifier asked of a sound host is asked of the one with the defect, without a network. Interactions
 * whose answers are the same byte for byte are kept by it too; the others are verified by Pact's own verifier, in a process
 * that is started once. All of them are judged together, as in a run.
 */
export function createContractsRows(
  parts: TableParts,
  contracts: LoadedContracts,
): { readonly make: (defect: Defect) => Promise<ContractsRow>; readonly close: () => void } {
  const { verify, close } = openVerifier();
  let sound: SoundRun | undefined;
  let soundEvents: SoundRun | undefined;
  return {
    make: async (defect) => {
      const isOfEvents = eventDefects.some(({ id }) => id === defect.id);
      sound ??= await recordSound(parts, contracts, verify);
      if (isOfEvents) soundEvents ??= await recordMessages(parts, contracts, sound);
      const { asked, discover } = (isOfEvents ? soundEvents : undefined) ?? sound;
      // What some of them show the others mostly show again, and each takes its time.
      for (const most of [firstVerified, Infinity]) {
        const { run, touched } = await verifyTouched(parts, contracts, defect.id, { asked, discover }, verify, most);
        const made: ContractsRow = { ...sumUp("contracts", defect, run.divergences), column: "contracts", touched };
        if (isExact(made) || touched <= most) return made;
      }
      throw new Error(`no row of ${defect.id}`);
    },
    close,
  };
}

/** Verifies a sound host and keeps what was asked of it. Throws an Error where that does not keep the pacts. */
async function recordSound(parts: TableParts, contracts: LoadedContracts, verify: RunVerifier): Promise<SoundRun> {
  const discover = await discoverSound(parts, contracts);
  const asked: Asked[] = [];
  let index: number | undefined;
  const { divergences, account } = await runContracts(parts, contracts, {
    defects: [],
    discover,
    verify,
    serve: (answer) =>
      openLoopbackServer(async (request) => {
        const reply = await answer(request);
        index = readIndex(request) ?? index;
        asked.push({ request, index, reply: describeReply(reply) });
        return reply;
      }),
  });
  if (divergences.length > 0 || account.passed === 0)
    throw new Error(
      "a sound mock does not keep its pacts, or they could not be verified: is Pact's library installed?",
    );
  return { asked, discover };
}

/** What of it is about messages, asked by itself: a fault in what webhooks are told is in no answer. */
async function recordMessages(parts: TableParts, contracts: LoadedContracts, sound: SoundRun): Promise<SoundRun> {
  const planned = planInteractions(parts.standard, contracts.pacts);
  const messages = new Set(
    planned.flatMap(({ interaction, index }) => (interaction.kind === "message" ? [index] : [])),
  );
  const asked: Asked[] = [];
  let ask: ((request: HttpRequest) => Promise<HttpResponse>) | undefined;
  await runContracts(parts, contracts, {
    defects: [],
    discover: sound.discover,
    serve: async (answer) => {
      ask = answer;
      return { url: "http://127.0.0.1:9", close: async () => {} };
    },
    verify: async () => {
      for (const { request, index } of sound.asked) {
        if (index === undefined || !messages.has(index) || ask === undefined) continue;
        asked.push({ request, index, reply: describeReply(await ask(request)) });
      }
      return { kind: "verified", results: new Map() };
    },
  });
  return { ...sound, asked };
}

/** What is found out about a sound host, so that it need not be found out for each defect again. */
async function discoverSound(parts: TableParts, contracts: LoadedContracts): Promise<CapillaryStandard["discover"]> {
  const worlds = new Map<string, World>();
  await runContracts(parts, contracts, {
    defects: [],
    discover: async (organisation, ask, allowed) => {
      const world = await parts.standard.discover(organisation, ask, allowed);
      worlds.set(organisation.name, world);
      return world;
    },
    serve: async () => ({ url: "http://127.0.0.1:9", close: async () => {} }),
    verify: async () => ({ kind: "verified", results: new Map() }),
  });
  return async (organisation, ask, allowed) =>
    worlds.get(organisation.name) ?? parts.standard.discover(organisation, ask, allowed);
}

/**
 * Verifies the pacts against the mock with a defect. Interactions whose answers are those of a sound host are asked for in this
 * process; the others by Pact's verifier, as far as so many of them.
 */
async function verifyTouched(
  parts: TableParts,
  contracts: LoadedContracts,
  id: string,
  { asked, discover }: SoundRun,
  verify: RunVerifier,
  most: number,
): Promise<{ readonly run: Run; readonly touched: number }> {
  const touched = new Set<number>();
  let server: Awaited<ReturnType<typeof openLoopbackServer>> | undefined;
  let ask: ((request: HttpRequest) => Promise<HttpResponse>) | undefined;
  let isFirst = true;
  const run = await runContracts(parts, contracts, {
    defects: [id],
    discover,
    serve: async (answer) => {
      ask = answer;
      // Most defects touch nothing: nobody is served then.
      return { url: "http://127.0.0.1:9", close: async () => server?.close() };
    },
    verify: async (task) => {
      const results = new Map<number, PactResult>();
      // In this process everything shows again that shows once.
      if (!isFirst) return { kind: "verified", results };
      isFirst = false;
      for (const { request, index, reply } of asked) {
        if (index === undefined) continue;
        const again = await ask?.(request);
        if (again === undefined || describeReply(again) !== reply) touched.add(index);
        else results.set(index, { mismatches: [] });
      }
      for (const index of touched) results.delete(index);
      if (touched.size === 0 || ask === undefined) return { kind: "verified", results };
      const chosen = new Set([...touched].slice(0, most));
      server = await openLoopbackServer(ask);
      const verified = await verify({
        ...task,
        providerUrl: server.url,
        stateUrl: `${server.url}${statePath}`,
        interactions: chosen.size,
        pacts: task.pacts.flatMap((pact) => keepInteractions(pact, chosen)),
      });
      if (verified.kind === "missing") return verified;
      return { kind: "verified", results: new Map([...results, ...verified.results]) };
    },
  });
  return { run, touched: touched.size };
}

/** A pact with these interactions alone; none where it has none of them. */
function keepInteractions(
  { name, document }: VerifierTask["pacts"][number],
  wanted: ReadonlySet<number>,
): VerifierTask["pacts"] {
  const listed = isObject(document) && Array.isArray(document["interactions"]) ? document["interactions"] : [];
  const interactions = listed.filter((one: Json) => {
    const index = isObject(one) ? readMark(String(one["description"])) : undefined;
    return index !== undefined && wanted.has(index);
  });
  return interactions.length === 0 ? [] : [{ name, document: { ...(document as object), interactions } }];
}

/** The number of the interaction that a call of the verifier begins. */
function readIndex({ url, body }: HttpRequest): number | undefined {
  const { pathname } = new URL(url);
  if (pathname !== statePath && pathname !== messagePath) return undefined;
  const parsed = parseJson(body);
  const value = parsed.kind === "json" && isObject(parsed.value) ? parsed.value : {};
  return readMark(String(value["state"] ?? value["description"]));
}

/** All of a reply but what is another for each request. */
function describeReply({ status, headers, body }: HttpResponse): string {
  const own = headers.filter(([name]) => !/^(date|x-cap-request-?id)$/i.test(name));
  return JSON.stringify([status, own, Buffer.from(body).toString("latin1")]);
}
