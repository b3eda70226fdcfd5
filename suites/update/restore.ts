import type { Judgement } from "../../src/model/verdict.ts";
import { mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import type { HistoryEntry } from "../histories/page.ts";
import { grace, writeExpiry } from "./expiry.ts";
import type { Steps } from "./flow.ts";
import type { Linked } from "./members.ts";
import { fitsType } from "./oracle.ts";
import { makeUpdate } from "./request.ts";
import { readUntil, sendUpdate, type ShownEntry } from "./steps.ts";

/** Puts tier and expiry back as they were, by an update; a note tells where that was refused. */
export function* putBack(linked: Linked, before: HistoryEntry): Steps<Judgement> {
  return (yield* showPutBack(linked, before)).judgement;
}

/** What came of putting tier and expiry back. */
interface PutBack {
  readonly judgement: Judgement;
  /** The update that was made for it: the entry before it, what was sent, and what then showed. */
  readonly made?: {
    readonly present: HistoryEntry;
    readonly expiry: string | undefined;
    readonly shown: ShownEntry | undefined;
  };
}

/** The same, with what it shows of the update that it needs. */
export function* showPutBack(linked: Linked, before: HistoryEntry): Steps<PutBack> {
  const now = yield* readUntil(linked, () => true);
  const present = now?.entry.details;
  const { tierName, tierExpiry } = before.details;
  if (now === undefined || present === undefined || tierName === undefined) return { judgement: nothingJudged };
  const isExpiryMoved = instantOf(tierExpiry) !== instantOf(present.tierExpiry);
  if (present.tierName === tierName && !isExpiryMoved) return { judgement: nothingJudged };
  const expiry = isExpiryMoved && tierExpiry !== undefined ? keepable(tierExpiry, linked.state.now) : undefined;
  for (const type of listTypes(linked, present.tierName, tierName)) {
    const { result } = yield* sendUpdate(linked, makeUpdate(linked.program, type, tierName, expiry));
    if (result.outcome !== "made") continue;
    // What comes next must not take the time that this needs for an effect of its own.
    const isBack = ({ details }: HistoryEntry): boolean =>
      details.tierName === tierName &&
      (expiry === undefined || instantOf(details.tierExpiry) !== instantOf(present.tierExpiry));
    const shown = yield* readUntil(linked, isBack);
    // A host that loses the expiry with the tier is found by cases of its own, if they still find an expiry.
    const isLost = expiry === undefined && instantOf(shown?.entry.details.tierExpiry) !== instantOf(tierExpiry);
    const lost = isLost && tierExpiry !== undefined ? keepable(tierExpiry, linked.state.now) : undefined;
    if (lost !== undefined) {
      yield* sendUpdate(linked, makeUpdate(linked.program, "RENEW", tierName, lost));
      yield* readUntil(linked, ({ details }) => instantOf(details.tierExpiry) === instantOf(tierExpiry));
    }
    return { judgement: nothingJudged, made: { present: now.entry, expiry, shown } };
  }
  const text = `${linked.label}: the tier ${tierName} and its expiry could not be put back`;
  return { judgement: { ...nothingJudged, notes: [{ text }] } };
}

/** A judgement, with the tier and its expiry put back. */
export function* restoreAfter(linked: Linked, before: HistoryEntry, judgement: Judgement): Steps<Judgement> {
  return mergeJudgements([judgement, yield* putBack(linked, before)]);
}

/** The kind of update that fits, first; the others, where no order of the tiers is known. */
function listTypes({ state, program }: Linked, from: string | undefined, to: string): readonly string[] {
  if (from === to) return ["RENEW"];
  const found = state.programs.find(({ name }) => name === program);
  const types = ["UPGRADE", "DOWNGRADE"];
  if (found === undefined || from === undefined) return types;
  return types.toSorted((a, b) => Number(fits(b)) - Number(fits(a)));

  function fits(type: string): boolean {
    return found !== undefined && from !== undefined && fitsType(type, to, { ...found, tier: from });
  }
}

function keepable(expiry: string, now: string): string | undefined {
  const instant = readInstant(expiry);
  return instant - Date.parse(now) > grace ? writeExpiry(instant) : undefined;
}

function instantOf(expiry: string | undefined): number | undefined {
  return expiry === undefined ? undefined : readInstant(expiry);
}
