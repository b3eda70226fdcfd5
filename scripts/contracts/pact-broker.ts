import { isPact, readPact } from "../../contracts/pact/read-pact.ts";
import {
  type LoadedPact,
  planInteractions,
  type PlannedInteraction,
} from "../../contracts/verify/plan-interactions.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { findDivergences } from "../../reports/find-divergences.ts";
import type { Header, Transport } from "../../src/model/http.ts";
import { noBody } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import { resolvePointer } from "../../src/model/json-pointer.ts";
import type { Run } from "../../src/model/run.ts";
import type { BrokerChoices } from "../../src/model/run-choices.ts";

/** A pact of a broker, with where its results are published. */
export interface BrokerPact extends LoadedPact {
  readonly publishAt?: string;
}

/** What else of a broker is known: where versions are said to be of a branch, or tagged. */
export interface BrokerPacts {
  readonly pacts: readonly BrokerPact[];
  /** Publishes what a run came to. Resolves with why that was not possible; undefined where it was. */
  readonly publish: (run: Run, rulebook: Rulebook) => Promise<string | undefined>;
}

type Links = Readonly<Record<string, unknown>>;

/**
 * Asks a Pact Broker (or PactFlow) which pacts a provider is to verify, as Pact's own verifier does, and reads them. The
 * verifier itself gets them as files: it is told no secret and no address but those of this machine.
 * @param credentials headers that go to the broker alone
 */
export async function readBroker(
  choices: BrokerChoices,
  credentials: readonly Header[],
  transport: Transport,
  tool: Run["tool"],
): Promise<BrokerPacts> {
  const { url, provider, selectors, providerBranch, providerTags, enablePending, includeWipPactsSince } = choices;
  const { origin } = new URL(url);
  const ask = async (method: string, address: string, body?: Json): Promise<Json> => {
    const target = new URL(address, url);
    if (target.origin !== origin) throw complain(url, `it leads to another host, ${target.origin}, which is not asked`);
    const sent: readonly Header[] = [
      ["Accept", "application/hal+json"],
      ...(body === undefined ? [] : ([["Content-Type", "application/json"]] as const)),
      ...credentials,
    ];
    const bytes = body === undefined ? noBody : new TextEncoder().encode(JSON.stringify(body));
    const outcome = await transport({ method, url: target.href, headers: sent, body: bytes });
    if (outcome.kind === "failure") throw complain(target.href, outcome.detail);
    const { status, body: answered } = outcome.response;
    if (status === 401 || status === 403) throw complain(target.href, `HTTP ${status}`, credentialHint);
    if (status < 200 || status > 299) throw complain(target.href, `HTTP ${status}`);
    const parsed = parseJson(answered);
    if (parsed.kind === "invalid") throw complain(target.href, `its answer is no JSON: ${parsed.reason}`);
    return parsed.kind === "json" ? parsed.value : null;
  };

  const index = readLinks(await ask("GET", url));
  const listed = index["pb:provider-pacts-for-verification"] ?? index["beta:provider-pacts-for-verification"];
  if (listed === undefined) throw complain(url, "it has no link to the pacts of a provider", "is it a Pact Broker?");
  const found = await ask("POST", expand(listed, { provider }), {
    consumerVersionSelectors: [...selectors],
    ...(providerBranch === undefined ? {} : { providerVersionBranch: providerBranch }),
    ...(providerTags.length === 0 ? {} : { providerVersionTags: [...providerTags] }),
    includePendingStatus: enablePending,
    ...(includeWipPactsSince === undefined ? {} : { includeWipPactsSince }),
  });
  const embedded = isObject(found) && isObject(found["_embedded"]) ? found["_embedded"]["pacts"] : undefined;
  const pacts: BrokerPact[] = [];
  for (const one of Array.isArray(embedded) ? (embedded as readonly Json[]) : []) {
    const self = readLinks(one)["self"];
    if (self === undefined) continue;
    const file = expand(self, {});
    const document = await ask("GET", file);
    if (!isPact(document)) throw complain(file, "is no pact");
    const properties = isObject(one) ? one["verificationProperties"] : undefined;
    const publishAt = readLinks(document)["pb:publish-verification-results"];
    pacts.push({
      file,
      pact: readPact(document, file),
      document: withoutLinks(document),
      ...(isObject(properties) && properties["pending"] === true ? { pending: true } : {}),
      ...(publishAt === undefined ? {} : { publishAt: expand(publishAt, {}) }),
    });
  }
  if (pacts.length === 0) {
    const hint = "look at the provider's name and at --consumer-version-selector";
    throw complain(url, `there is no pact for the provider ${provider}`, hint);
  }

  const publish = async (run: Run, rulebook: Rulebook): Promise<string | undefined> => {
    const { providerVersion = "", buildUrl } = choices;
    const version = { pacticipant: provider, version: providerVersion };
    try {
      const branch = index["pb:pacticipant-branch-version"];
      if (providerBranch !== undefined && branch !== undefined)
        await ask("PUT", expand(branch, { ...version, branch: providerBranch }), {});
      const tagged = index["pb:pacticipant-version-tag"];
      for (const tag of tagged === undefined ? [] : providerTags)
        await ask("PUT", expand(tagged, { ...version, tag }), {});
      const planned = planInteractions(rulebook, pacts);
      for (const pact of pacts) {
        if (pact.publishAt === undefined) return `${pact.file} has no link to publish results at`;
        const own = planned.filter((each) => each.pact === pact);
        await ask("POST", pact.publishAt, writeResult(run, own, { providerVersion, buildUrl, tool }));
      }
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return { pacts, publish };
}

const credentialHint = "set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD";

function complain(file: string, message: string, hint?: string): InputError {
  return new InputError([{ file, message, ...(hint === undefined ? {} : { hint }) }]);
}

/** What is published: a pact is kept where all that was asked for was tried and nothing of it fails the run. */
function writeResult(
  run: Run,
  planned: readonly PlannedInteraction[],
  { providerVersion, buildUrl, tool }: { providerVersion: string; buildUrl: string | undefined; tool: Run["tool"] },
): Json {
  const results = planned.map((one) => {
    const cases = run.cases.filter((result) => result.case === one.id);
    const mismatches = cases.flatMap((result) =>
      findDivergences(run, result).filter(({ class: name }) => run.run.gates.includes(name)),
    );
    const isTried = cases.some(({ status }) => ["passed", "diverged", "known", "notApplicable"].includes(status));
    const reason = cases.find(({ status }) => status === "couldNotRun" || status === "errored")?.reason;
    return { one, success: isTried && mismatches.length === 0, mismatches, reason };
  });
  return {
    success: results.length > 0 && results.every(({ success }) => success),
    providerApplicationVersion: providerVersion,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    testResults: results.map(({ one, success, mismatches, reason }): Json => {
      const own = resolvePointer(one.pact.document, one.interaction.pointer);
      const id = isObject(own) && typeof own["_id"] === "string" ? { interactionId: own["_id"] } : {};
      return {
        ...id,
        interactionDescription: one.interaction.description,
        success,
        ...(reason === undefined ? {} : { exceptions: [{ message: reason }] }),
        mismatches: mismatches.map(({ pointer, requirement, expected, actual }) => ({
          attribute: "body",
          identifier: pointer,
          description: `${requirement}: expected ${expected}; got ${actual}`,
        })),
      };
    }),
    verifiedBy: { implementation: tool.name, version: tool.version },
  };
}

function readLinks(value: Json): Links {
  return isObject(value) && isObject(value["_links"]) ? value["_links"] : {};
}

/** The address of a link, its names in braces filled in. */
function expand(link: unknown, values: Readonly<Record<string, string>>): string {
  const one: unknown = Array.isArray(link) ? link[0] : link;
  const href = isObject(one) && typeof one["href"] === "string" ? one["href"] : "";
  return href.replace(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ""));
}

function withoutLinks(document: Json): Json {
  if (!isObject(document)) return document;
  const { _links: _unused, ...rest } = document as Readonly<Record<string, Json>>;
  return rest;
}
