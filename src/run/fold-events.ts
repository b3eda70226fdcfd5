import { isBalanced, judgeRequirement, type RequirementTally } from "../check/account.ts";
import { createReadingLedger } from "../check/readings.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { classifyBreach, operationOf } from "../model/requirement.ts";
import type {
  CaseResult,
  Divergence,
  FindingProof,
  RecordedExchange,
  Run,
  RunEvent,
  RunHead,
  RunNote,
} from "../model/run.ts";
import { type CaseStatus, caseStatuses, type Verdict } from "../model/verdict.ts";
import { quoteShell } from "../target/shell.ts";
import { createDurationMeasure, type DurationMeasure } from "./measure-durations.ts";

/** Takes events in, one at a time, and gives the Run that they amount to so far. Memory does not grow with exchanges. */
export interface EventFold {
  add(event: RunEvent): void;
  /** The Run so far; without a `finished` event it is one that was cut off. */
  result(): Run;
  /** Whether the states of all cases add up to what was planned. */
  isBalanced(): boolean;
}

/** So many generated cases that passed are listed one by one; more are counted alone, so that memory stays flat. */
const mostGenerated = 2000;

/** Notes quote the host, which may have no end of things to note. */
const mostNotes = 200;

type VerdictEvent = Extract<RunEvent, { event: "verdict" }>;

/** @param journal the path that replay commands name */
export function createEventFold(catalog: Catalog, journal: string): EventFold {
  const unknownRun: RunHead = { id: "", startedAt: "", seed: 0, target: "", phases: [], gates: [], loopback: false };
  let head: Pick<Run, "tool" | "run"> = {
    tool: { name: "", version: "" },
    run: { ...unknownRun, finishedAt: null, requests: 0 },
  };
  let requests = 0;
  let exit: Run["exit"] | undefined;
  let planned = 0;
  const organisations: string[] = [];
  const cases: CaseResult[] = [];
  const counts: Record<CaseStatus, number> = { ...noCases };
  const total = (): number => caseStatuses.reduce((sum, status) => sum + counts[status], 0);
  let unlisted = 0;
  const tallies = new Map<string, Mutable<RequirementTally>>();
  const divergences = new Map<string, Divergence>();
  /** The case that each divergence was last counted for: one that shows it in many places counts once. */
  const countedFor = new Map<string, string>();
  const notes = new Map<string, RunNote>();
  const durations = new Map<string, DurationMeasure>();
  const trouble: string[] = [];
  let knownResults: Run["known"] = [];
  const ledger = createReadingLedger(catalog, {});
  /** Those of the case under way by id; one that was sent again, because the host asked to wait, counts as last sent. */
  let exchanges = new Map<string, RecordedExchange>();

  function tallyOf(id: string): Mutable<RequirementTally> {
    const known = tallies.get(id);
    if (known !== undefined) return known;
    const tally = { exercised: 0, diverged: false, known: false, errored: false, reasons: [] };
    tallies.set(id, tally);
    return tally;
  }

  function addVerdict(event: VerdictEvent): void {
    const { verdict, proofs } = event;
    for (const id of verdict.exercised) tallyOf(id).exercised += 1;
    verdict.findings.forEach(({ requirement }, index) => {
      tallyOf(requirement)[proofs[index]?.known === undefined ? "diverged" : "known"] = true;
    });
    if (verdict.status === "errored") for (const id of verdict.requirements) tallyOf(id).errored = true;
    if (verdict.reason !== undefined) for (const id of verdict.requirements) addReason(tallyOf(id), verdict.reason);
    for (const observed of verdict.readings) ledger.observe(verdict.organisation, observed, verdict.case);
    const texts = new Map(verdict.notes.map((note) => [note.text, note]));
    for (const { text, pointer } of texts.values()) {
      const known = notes.get(`${verdict.operation} ${text}`);
      if (known === undefined && notes.size >= mostNotes) continue;
      const note = { text, operation: verdict.operation, ...(pointer === undefined ? {} : { pointer }) };
      notes.set(`${verdict.operation} ${text}`, { ...note, count: (known?.count ?? 0) + 1 });
    }
    counts[verdict.status] += 1;
    if (verdict.phase === "generated" && verdict.status === "passed") unlisted += 1;
    if (unlisted <= mostGenerated || verdict.phase !== "generated" || verdict.status !== "passed")
      cases.push(summarizeVerdict(event));
    proofs.forEach((proof, index) => addDivergence(verdict, index, proof));
    // Contracts get their verdicts one after another when the verifier has ended.
    const isOther = (id: string): boolean => verdict.phase === "contracts" && !id.startsWith(`${verdict.case}#`);
    exchanges = new Map([...exchanges].filter(([id]) => isOther(id)));
  }

  function addDivergence(
    verdict: Verdict,
    index: number,
    { fingerprint, curl, replay, known: entry }: FindingProof,
  ): void {
    const finding = verdict.findings[index];
    const requirement = finding === undefined ? undefined : catalog.requirements.get(finding.requirement);
    if (finding === undefined || requirement === undefined) return;
    const key = `${verdict.organisation} ${fingerprint}`;
    const intermittent = verdict.intermittent?.includes(index) ?? false;
    const known = divergences.get(key);
    const again = countedFor.get(key) === verdict.case ? 0 : 1;
    countedFor.set(key, verdict.case);
    if (known !== undefined) {
      divergences.set(key, { ...known, count: known.count + again, intermittent: known.intermittent && intermittent });
      return;
    }
    const rests = [...new Set([...(finding.rests ?? []), finding.exchange])].sort((a, b) => a - b);
    const about = operationOf(requirement.id);
    const isKnownOperation = about !== undefined && (catalog.operations.has(about) || catalog.events.has(about));
    const shown = rests.flatMap((position) => exchanges.get(`${verdict.case}#${position}`) ?? []);
    divergences.set(key, {
      fingerprint,
      requirement: requirement.id,
      class: classifyBreach(requirement.basis),
      statement: requirement.statement,
      source: requirement.source,
      operation: isKnownOperation ? about : verdict.operation,
      organisation: verdict.organisation,
      phase: verdict.phase,
      case: verdict.case,
      pointer: finding.pointer,
      kind: finding.kind,
      expected: finding.expected,
      actual: finding.actual,
      count: 1,
      minimised: verdict.asFound !== true,
      intermittent,
      ...(entry === undefined ? {} : { known: entry }),
      reproduction: {
        curl,
        replay: replay ?? writeReplay(verdict),
      },
      exchanges: shown,
      shownBy: Math.max(0, rests.indexOf(finding.exchange)),
      ...(verdict.location === undefined ? {} : { location: verdict.location }),
    });
  }

  /** A case of the first organisation is what the command finds where none is named. */
  function writeReplay({ case: id, organisation }: Verdict): string {
    const named = organisations.length > 1 && organisation !== organisations[0];
    const which = named ? ` --organisation ${quoteShell(organisation)}` : "";
    return `npx capillary-conformance replay ${journal} --case '${id}'${which}`;
  }

  return {
    add(event) {
      switch (event.event) {
        case "started":
          head = { tool: event.tool, run: { ...event.run, finishedAt: null, requests: 0 } };
          requests = 0;
          return;
        case "discovered":
          organisations.push(event.organisation);
          exchanges = new Map();
          return;
        case "planned":
          planned += event.cases;
          return;
        case "exchange": {
          const { exchange } = event;
          exchanges.set(exchange.id, exchange);
          if (exchange.delivery !== undefined) return;
          if (wasSent(exchange)) requests += 1;
          if (exchange.outcome.kind === "response") {
            const name = exchange.operation ?? "other";
            let measured = durations.get(name);
            if (measured === undefined) durations.set(name, (measured = createDurationMeasure()));
            measured.add(exchange.outcome.ms);
          }
          return;
        }
        case "verdict":
          addVerdict(event);
          return;
        case "trouble":
          trouble.push(event.text);
          return;
        case "known":
          knownResults = event.known;
          return;
        case "finished":
          exit = event.exit;
          head = { ...head, run: { ...head.run, finishedAt: event.finishedAt } };
      }
    },
    isBalanced: () => isBalanced({ planned: total(), ...counts }, planned),
    result: () => ({
      formatVersion: 1,
      ...head,
      run: { ...head.run, requests },
      exit: exit ?? { code: 3, reason: `the run was cut off after ${total()} of ${planned} cases` },
      account: { planned: total(), ...counts },
      requirements: [...catalog.requirements.values()].map((requirement) =>
        judgeRequirement(requirement, tallies.get(requirement.id)),
      ),
      readings: ledger.results(organisations),
      divergences: [...divergences.values()].sort(compareDivergences),
      notes: [...notes.values()],
      cases,
      pages: catalog.pages,
      operations: [...catalog.operations.values(), ...catalog.events.values()].map(({ id, summary }) => ({
        id,
        title: summary,
      })),
      trouble,
      known: knownResults,
      timings: Object.fromEntries([...durations].map(([name, measured]) => [name, measured.read()])),
    }),
  };
}

const noCases: Readonly<Record<CaseStatus, number>> = {
  passed: 0,
  diverged: 0,
  known: 0,
  notApplicable: 0,
  couldNotRun: 0,
  cut: 0,
  errored: 0,
};

function addReason({ reasons }: Mutable<RequirementTally>, reason: string): void {
  if (!reasons.includes(reason)) reasons.push(reason);
}

/**
 * Whether an exchange is a request that went out. What others deliver is none, nor is what the profile's own limits held
 * back, which is an outcome all the same.
 */
export function wasSent({ delivery, outcome }: RecordedExchange): boolean {
  if (delivery !== undefined) return false;
  return outcome.kind === "response" || (outcome.reason !== "budget" && outcome.reason !== "forbidden");
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

function summarizeVerdict({ verdict, proofs }: VerdictEvent): CaseResult {
  const { title, organisation, operation, phase, status, reason, ms } = verdict;
  const fingerprints = [...new Set(proofs.map(({ fingerprint }) => fingerprint))];
  return {
    case: verdict.case,
    title,
    organisation,
    operation,
    phase,
    status,
    ...(reason === undefined ? {} : { reason }),
    fingerprints,
    ms,
  };
}

/** Violations first, then by requirement. */
function compareDivergences(a: Divergence, b: Divergence): number {
  const weight = { violation: 0, deviation: 1, advisory: 2 };
  return weight[a.class] - weight[b.class] || a.requirement.localeCompare(b.requirement, "en");
}
