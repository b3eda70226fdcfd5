import { breach, keep, observe } from "../../check/judge.ts";
import { orchardRulebook, respond } from "../../check/testing/orchard-rulebook.ts";
import type { Standard } from "../../check/standard.ts";
import type { Case, RequestPlan } from "../../model/case.ts";
import { queryEntries } from "../../model/exchange.ts";
import type { HttpRequest, Outcome } from "../../model/http.ts";
import { isObject } from "../../model/json.ts";
import type { Run, RunEvent } from "../../model/run.ts";
import { createFakeClock } from "../../target/testing/fake-clock.ts";
import { type Auth, makeUrlProfile, type OrganisationProfile, type Profile } from "../../target/profile.ts";
import { createTarget, type Target } from "../../target/target.ts";
import { type RunOptions, runConformance } from "../run-conformance.ts";
import { createSuitesPhase } from "../run-phase.ts";

/** What was found out about an organisation of the orchard. */
export interface OrchardWorld {
  readonly owners: readonly string[];
}

export type OrchardNeed = "owner" | "nothing" | "season" | "broken";

export interface OrchardSubject {
  readonly owner: string;
}

export type OrchardCase = Case<OrchardNeed, OrchardSubject>;
export type OrchardStandard = Standard<OrganisationProfile, OrchardWorld, OrchardNeed, OrchardSubject>;

export function ask(query: Readonly<Record<string, string>>, more: Partial<RequestPlan> = {}): RequestPlan {
  return { operation: "trees", query: Object.entries(query), ...more };
}

const head = { operation: "trees", requirements: ["trees.owner.served"] as [string], needs: "owner" as OrchardNeed };

export const orchardCases: readonly OrchardCase[] = [
  {
    ...head,
    id: "trees.owner",
    title: "An owner's trees are answered",
    request: ({ owner }) => ask({ owner }),
    expect: { kind: "answered" },
  },
  {
    ...head,
    id: "trees.unknown",
    title: "An owner that does not exist is refused with 44",
    requirements: ["trees.code.44"],
    needs: "nothing",
    request: (_subject, draw) => ask({ owner: `nobody-${draw.letters(8)}` }),
    expect: { kind: "refused", codes: [44] },
  },
  {
    ...head,
    id: "trees.rows",
    title: "rows cuts the list, does nothing, or is refused",
    requirements: ["trees.rows.reading"],
    next: ({ owner }, trace) => [ask({ owner }), ask({ owner, rows: "1" })][trace.length],
    judge: (_subject, [plain, cut]) => {
      const [all, some] = [plain, cut].map((read) =>
        countTrees(read?.answer.kind === "answer" ? read.answer.value : {}),
      );
      const readings =
        cut?.answer.kind === "refusal"
          ? ["refused"]
          : [...(some === all ? ["ignored"] : []), ...(some === 1 ? ["narrowed"] : [])];
      return observe("trees.rows.reading", readings, { actual: `${some} of ${all}`, exchange: 1, rests: [0, 1] });
    },
  },
  {
    ...head,
    id: "trees.twice",
    title: "The same read twice answers the same",
    next: ({ owner }, trace) => (trace.length < 2 ? ask({ owner }) : undefined),
    judge: (_subject, [first, second]) => {
      const [one, two] = [first, second].map((read) => JSON.stringify(read?.answer));
      if (one === two) return keep("trees.owner.served");
      return breach({
        requirement: "trees.owner.served",
        kind: "disagreement",
        pointer: "",
        expected: "the same",
        actual: "something else",
        exchange: 1,
        rests: [0, 1],
      });
    },
  },
];

function countTrees(value: unknown): number {
  return isObject(value) && Array.isArray(value["trees"]) ? value["trees"].length : 0;
}

/** The orchard's documents as a Standard; the people of a profile are owners by their first identifier. */
export function makeOrchard(cases: readonly OrchardCase[] = orchardCases): OrchardStandard {
  return {
    ...orchardRulebook,
    cases,
    discover: async ({ customers }, send) => {
      const owners: string[] = [];
      for (const { identifiers } of customers) {
        const owner = identifiers[0]?.value ?? "";
        if ((await send(ask({ owner }))).answer.kind === "answer") owners.push(owner);
      }
      return { owners };
    },
    describeWorld: ({ owners }) => [`${owners.length} owners`],
    bind: (needs, { owners }) => {
      if (needs === "broken") throw new Error("the world is not as it should be");
      if (needs === "season") return { kind: "notApplicable", reason: "there is no season here" };
      if (needs === "nothing") return { kind: "ready", subjects: [{ label: "", subject: { owner: "" } }] };
      if (owners.length === 0) return { kind: "couldNotRun", reason: "no owner; add one" };
      return {
        kind: "ready",
        subjects: owners.map((owner, index) => ({ label: `owner-${index + 1}`, subject: { owner } })),
      };
    },
  };
}

export type OrchardHost = (request: HttpRequest, count: number) => Outcome;

const owners: Readonly<Record<string, unknown>> = {
  "ada-lovelace": {
    ownerId: 710_001,
    trees: [
      { kind: "apple", planted: "2030-01-01" },
      { kind: "pear", planted: "2030-01-02" },
    ],
  },
  "grace-hopper": { ownerId: 710_002, trees: [] },
};

/** A host that keeps to the orchard's documents. */
export const soundHost: OrchardHost = (request) => {
  const owner = new Map(queryEntries(request.url)).get("owner") ?? "";
  const found = Object.hasOwn(owners, owner) ? owners[owner] : undefined;
  return found === undefined ? respond({ code: 44, message: "no such owner" }, { status: 400 }) : respond(found);
};

export const basicAuth: Auth = {
  kind: "basic",
  user: { value: "till-1", shell: "${CAP_TILL}", secret: true },
  password: { value: "hunter22", shell: "${CAP_PASSWORD}", secret: true },
  form: "plain",
};

export function makeOrganisation(changes: Partial<OrganisationProfile> = {}): OrganisationProfile {
  const people = ["ada-lovelace", "grace-hopper"];
  return {
    name: "main",
    auth: basicAuth,
    relinking: "unknown",
    loyaltyPrograms: [],
    programs: [],
    customers: people.map((value) => ({ identifiers: [{ name: "name", value }], writable: false, is: [] })),
    ...changes,
  };
}

/** A target whose host is a function in this process; what reached it is in `seen`. */
export function makeTarget(host: OrchardHost, changes: Partial<Profile> = {}): { target: Target; seen: HttpRequest[] } {
  const seen: HttpRequest[] = [];
  const profile: Profile = {
    ...makeUrlProfile("http://127.0.0.1:1"),
    organisations: [makeOrganisation()],
    secrets: [{ value: "hunter22", placeholder: "${CAP_PASSWORD}" }],
    ...changes,
  };
  const transport = async (request: HttpRequest): Promise<Outcome> => {
    seen.push(request);
    return host(request, seen.length);
  };
  return { target: createTarget({ profile, clock: createFakeClock(), transport }), seen };
}

export interface OrchardRun {
  readonly run: Run;
  readonly seen: readonly HttpRequest[];
  readonly journal: readonly RunEvent[];
  readonly shown: readonly RunEvent[];
}

/** Runs the orchard's cases against a host that is a function. */
export async function runOrchard(
  host: OrchardHost,
  {
    only = [],
    ...options
  }: Partial<RunOptions<OrchardWorld, OrchardNeed, OrchardSubject>> & { readonly only?: readonly string[] } = {},
  profile: Partial<Profile> = {},
): Promise<OrchardRun> {
  const { target, seen } = makeTarget(host, profile);
  const [journal, shown]: [RunEvent[], RunEvent[]] = [[], []];
  const { standard = makeOrchard() } = options;
  const run = await runConformance({
    standard,
    target,
    tool: { name: "orchard", version: "1" },
    id: "run-1",
    seed: 1,
    phases: [createSuitesPhase(standard.cases, only)],
    gates: ["violation"],
    clock: createFakeClock(),
    journal: "out/run.ndjson",
    write: (event) => journal.push(structuredClone(event)),
    show: (event) => shown.push(structuredClone(event)),
    interrupted: () => undefined,
    ...options,
  });
  return { run, seen, journal, shown };
}
