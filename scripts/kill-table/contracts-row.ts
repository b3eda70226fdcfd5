import { messagePath, statePath } from "../../contracts/verify/answer-verifier.ts";
import { planInteractions, readMark } from "../../contracts/verify/plan-interactions.ts";
import type { Defect } from "../../mock/defects/defect.ts";
import { openLoopbackServer } from "../../src/capture/loopback-server.ts";
import type { HttpRequest, HttpResponse } from "../../src/model/http.ts";
import { isObject, parseJson } from "../../src/model/json.ts";
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

/** A whole verification of a sound host. */
interface SoundRun {
  readonly asked: readonly Asked[];
  readonly discover: CapillaryStandard["discover"];
}

/** So many of the interactions that get another answer are verified first, and the rest only where these do not tell what is wrong. */
const firstVerified = 2;

/**
 * Makes rows: what the verifier asked of a sound host is asked of the one with the defect, without a network. Interactions
 * whose answers are the same byte for byte are kept by it too; the others are verified by Pact's own verifier, in a process
 * that is started once.
 */
export function createContractsRows(
  parts: TableParts,
  contracts: LoadedContracts,
): { readonly make: (defect: Defect) => Promise<ContractsRow>; readonly close: () => void } {
  const { verify, close } = openVerifier();
  let sound: SoundRun | undefined;
  return {
    make: async (defect) => {
      const { id } = defect;
      sound ??= await recordSound(parts, contracts, verify);
      const { discover } = sound;
      const touched = await findTouched(parts, contracts, id, sound);
      const divergences: Run["divergences"][number][] = [];
      // What some of them show the others would show again, and each takes its time.
      for (const only of [touched.slice(0, firstVerified), touched.slice(firstVerified)]) {
        if (only.length === 0 || isExact(sumUp("contracts", defect, divergences))) continue;
        const run = await runContracts(parts, { ...contracts, only }, { defects: [id], discover, verify });
        divergences.push(...run.divergences);
      }
      return { ...sumUp("contracts", defect, divergences), column: "contracts", touched: touched.length };
    },
    close,
  };
}

/** Verifies a sound host and keeps what was asked of it. Throws an Error where that does not keep the pacts. */
async function recordSound(
  parts: TableParts,
  contracts: LoadedContracts,
  verify: Parameters<typeof runContracts>[2]["verify"],
): Promise<SoundRun> {
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

/** The cases of the interactions that get another answer from the mock with a defect. */
async function findTouched(
  parts: TableParts,
  contracts: LoadedContracts,
  id: string,
  { asked, discover }: SoundRun,
): Promise<readonly string[]> {
  const touched = new Set<number>();
  let ask: ((request: HttpRequest) => Promise<HttpResponse>) | undefined;
  await runContracts(parts, contracts, {
    defects: [id],
    discover,
    serve: async (answer) => {
      ask = answer;
      return { url: "http://127.0.0.1:9", close: async () => {} };
    },
    verify: async () => {
      for (const { request, index, reply } of asked) {
        const again = await ask?.(request);
        const isSame = again !== undefined && describeReply(again) === reply;
        if (!isSame && index !== undefined) touched.add(index);
      }
      return { kind: "verified", results: new Map() };
    },
  });
  const planned = planInteractions(parts.standard, contracts.pacts);
  return planned.filter(({ index }) => touched.has(index)).map((one) => one.id);
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
