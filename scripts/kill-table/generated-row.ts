import type { Defect } from "../../mock/defects/defect.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import type { RecordedExchange, RunEvent } from "../../src/model/run.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { listGenerated } from "../../src/run/generated-phase.ts";
import type { PlannedGenerated } from "../../src/run/source-plan.ts";
import { openSession, type OrganisationSession } from "../../src/run/run-session.ts";
import type { Subject } from "../../suites/need.ts";
import type { World } from "../../suites/world.ts";
import { listSources } from "../make-phases.ts";
import { describeShrunk, type ShrunkRequest } from "./describe-shrunk.ts";
import { openMock } from "./open-mock.ts";
import type { Row, TableParts } from "./row.ts";

/** What generated cases alone made of one defect of the mock, with one seed. */
export interface GeneratedRow extends Row {
  readonly column: "generated" | "shrunk";
  readonly seed: number;
  /** The place of the finding case among all that are planned. */
  readonly place?: number;
  /** What is left of the request, where it was made smaller. */
  readonly shrunk?: ShrunkRequest;
}

/** So many cases are drawn besides the boundaries, by all organisations and operations together. */
export const drawn = 3000;

/** Makes the row of one defect with one seed. */
type MakeGeneratedRow = (
  defect: Defect,
  task: {
    readonly seed: number;
    readonly column: GeneratedRow["column"];
    /** Ids of cases that are tried before all others, such as those that found it with other seeds. */
    readonly first?: readonly string[];
  },
) => Promise<GeneratedRow>;

type Session = OrganisationSession<World, string, Subject>;

/** A case of the plan with its place there. */
interface Placed {
  readonly planned: PlannedGenerated;
  readonly place: number;
}

/**
 * Makes rows: of all cases that a run with this seed plans, those are run that can see the defect, the likeliest first,
 * until one finds it. Each begins on a host that was reset, so that their order makes no difference.
 * For the column `shrunk` these are requests alone, neither properties nor sequences, and what finds it is made smaller.
 */
export function createGeneratedRows(parts: TableParts): MakeGeneratedRow {
  // What is found out about a host is the same with every seed, and takes longer than the case that finds its defect.
  const worlds = new Map<string, World>();
  const plan = function* (session: Session, position: number): Generator<Placed> {
    let place = 0;
    for (const planned of listGenerated(parts.standard, session, { cases: drawn }, listSources(parts.standard))) {
      place += 1;
      // The boundaries of an operation are tried in one organisation.
      if (position === 0 || !planned.id.includes(".boundaries.")) yield { planned, place };
    }
  };
  /** Planning all takes longer than most of what comes after it, and is the same wherever the world is that of a sound host. */
  let sound:
    | { readonly seed: number; readonly worlds: readonly string[]; readonly plans: readonly Placed[][] }
    | undefined;
  const planSound = async (seed: number): Promise<NonNullable<typeof sound>> => {
    const sessions = await openHunt(parts, worlds, { defects: [], seed, auth: "basic" }).open();
    const texts = sessions.map(({ world }) => JSON.stringify(world));
    return { seed, worlds: texts, plans: sessions.map((session, position) => [...plan(session, position)]) };
  };
  return async ({ id, breaks, operation }, { seed, column, first = [] }) => {
    const row = { column, defect: id, breaks, seed } as const;
    if (sound?.seed !== seed) sound = await planSound(seed);
    const { worlds: soundWorlds, plans } = sound;
    const forms = breaks.startsWith("authentication.") ? (["basic", "md5", "oauth"] as const) : (["basic"] as const);
    for (const auth of forms) {
      const hunt = openHunt(parts, worlds, { defects: [id], seed, auth });
      const sessions = await hunt.open();
      const isSound = (session: Session, position: number): boolean =>
        JSON.stringify(session.world) === soundWorlds[position];
      const order = function* (): Generator<Placed & { readonly session: Session }> {
        const later: (Placed & { readonly session: Session; readonly rank: number })[] = [];
        const isFirst = ({ planned }: Placed): boolean => first.includes(planned.id);
        for (const [position, session] of sessions.entries()) {
          if (!isSound(session, position)) continue;
          for (const one of (plans[position] ?? []).filter(isFirst)) yield { ...one, session };
        }
        for (const [position, session] of sessions.entries()) {
          const isPlanned = isSound(session, position);
          for (const one of isPlanned ? (plans[position] ?? []) : plan(session, position)) {
            const rank = rankCase(one, breaks, operation);
            if (rank === never || (column === "shrunk" && !isRequest(one))) continue;
            // Where the world is another one the defect shows in many answers already: no need to plan all before.
            const isSoon = !isPlanned && (rank <= soon || one.planned.id.includes(".valid.") || isFirst(one));
            if (isSoon) yield { ...one, session };
            else later.push({ ...one, session, rank });
          }
        }
        yield* later.toSorted((a, b) => a.rank - b.rank || a.place - b.place);
      };
      let tried = 0;
      for (const { session, planned, place } of order()) {
        // Other forms of credentials are seen by any case.
        if (auth !== "basic" && (tried += 1) > mostOfOtherForms) break;
        const { shrink: _shrink, ...asFound } = planned;
        const verdict = await session.run(column === "shrunk" ? planned : asFound);
        if (verdict.status !== "diverged") continue;
        const found = [...new Set(verdict.findings.map(({ requirement }) => requirement))];
        const shrunk = column === "shrunk" ? describeShrunk(verdict, hunt.exchangesOf(verdict)) : undefined;
        return { ...row, found, by: planned.id, place, ...(shrunk === undefined ? {} : { shrunk }) };
      }
    }
    return { ...row, found: [] };
  };
}

const mostOfOtherForms = 60;

/** Ranks up to this one are tried before all is planned. */
const soon = 2;
/** A case that cannot see the defect. */
const never = 9;

/**
 * How soon a case is tried: what is about the broken requirement first, then some requests of the operation, then all of
 * it, then what looks at it from another operation.
 */
function rankCase({ planned, place }: Placed, breaks: string, operation: string | undefined): number {
  const { id, case: one } = planned;
  if (one.requirements.includes(breaks)) return id.includes(".relations.") ? 0 : 1;
  if (operation === undefined) return 3;
  if (one.operation === operation) return id.includes(".boundaries.") && place % 8 === 1 ? 2 : place % 40 === 0 ? 2 : 3;
  if (operation === "points") return never;
  return id.includes(".relations.") ? 4 : id.startsWith("generated.sequence.") ? 5 : never;
}

/** Neither a property, which is written by hand, nor a sequence. */
function isRequest({ planned: { id } }: Placed): boolean {
  return !id.includes(".relations.") && !id.startsWith("generated.sequence.");
}

interface Hunt {
  readonly open: () => Promise<readonly Session[]>;
  /** The exchanges of the case that was run last. */
  readonly exchangesOf: (verdict: Verdict) => readonly RecordedExchange[];
}

/** Opens the mock with the defect, as a run that writes would. */
function openHunt(
  { standard: own, profileSchema, fixtures }: TableParts,
  worlds: Map<string, World>,
  {
    defects,
    seed,
    auth,
  }: {
    readonly defects: readonly string[];
    readonly seed: number;
    readonly auth: "basic" | "md5" | "oauth";
  },
): Hunt {
  const profile = renderProfile(fixtures, "http://127.0.0.1:8080", { auth });
  const discover: TableParts["standard"]["discover"] = async (organisation, ...rest) => {
    const key = [...defects, auth, organisation.name].join(" ");
    const world = worlds.get(key) ?? (await own.discover(organisation, ...rest));
    worlds.set(key, world);
    return world;
  };
  const { standard, target, clock } = openMock({ ...own, discover }, profileSchema, { fixtures, defects, profile });
  let exchanges = new Map<string, RecordedExchange>();
  const emit = (event: RunEvent): void => {
    if (event.event === "exchange") exchanges.set(event.exchange.id, event.exchange);
    if (event.event === "verdict" && event.verdict.status !== "diverged") exchanges = new Map();
  };
  const interrupted = (): undefined => undefined;
  const session = openSession({ standard, target, seed, writes: true, clock, interrupted, emit });
  return {
    open: async () => {
      const opened: Session[] = [];
      for (const organisation of target.profile.organisations)
        opened.push(await session.openOrganisation(organisation));
      // A host that was found out about has answered, with this seed or another: it is not given up for refusing what comes now.
      if (opened.every(({ world }) => world !== undefined))
        session.health.see({ kind: "answer", status: 200, value: null });
      return opened;
    },
    exchangesOf: ({ case: one, findings: [finding] }) => {
      const rests = [...new Set([...(finding?.rests ?? []), finding?.exchange ?? 0])].sort((a, b) => a - b);
      return rests.flatMap((position) => exchanges.get(`${one}#${position}`) ?? []);
    },
  };
}
