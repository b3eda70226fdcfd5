import type { CaseResult } from "../model/run.ts";
import type { KnownEntry } from "./known-divergences.ts";
import type { PlannedCase } from "./plan.ts";
import type { OrganisationSession } from "./run-session.ts";

/** Finds the case of an entry in an organisation, with every subject that there is; none where it cannot be made again. */
export type FindKnownCase<World, Needs, Subject> = (
  organisation: OrganisationSession<World, Needs, Subject>,
  entry: KnownEntry,
) => readonly PlannedCase<unknown, unknown>[];

/** So many subjects are asked at most whether a divergence still shows. */
const mostSubjects = 5;

/**
 * Whether known divergences that no case of a run showed are fixed: by the case of the entry, if the run had it, else by
 * running it now. The data and the seed of the run may be others than when the entry was written.
 * @param entries those that were not seen
 * @param cases what the run tried
 * @returns true: fixed; false: its case still shows it; undefined: its case could not run
 */
export async function recheckKnown<World, Needs, Subject>(
  entries: readonly KnownEntry[],
  cases: readonly CaseResult[],
  organisations: readonly OrganisationSession<World, Needs, Subject>[],
  find: FindKnownCase<World, Needs, Subject>,
): Promise<ReadonlyMap<KnownEntry, boolean | undefined>> {
  const results = new Map<KnownEntry, boolean | undefined>();
  for (const entry of entries) {
    const isWhere = (organisation: string): boolean => (entry.organisation ?? organisation) === organisation;
    // With another seed the same id is another request.
    const hasId = entry.phase !== "generated" || entry.made === undefined;
    const wasTried = cases.some(
      (one) =>
        hasId && isWhere(one.organisation) && nameCase(one.case) === nameCase(entry.case) && judged.has(one.status),
    );
    const where = organisations.filter(({ profile }) => isWhere(profile.name));
    results.set(entry, wasTried ? true : await recheck(entry, where, find));
  }
  return results;
}

const judged: ReadonlySet<CaseResult["status"]> = new Set(["passed", "diverged", "known"]);

async function recheck<World, Needs, Subject>(
  entry: KnownEntry,
  organisations: readonly OrganisationSession<World, Needs, Subject>[],
  find: FindKnownCase<World, Needs, Subject>,
): Promise<boolean | undefined> {
  let isFixed: boolean | undefined;
  for (const organisation of organisations) {
    for (const planned of find(organisation, entry).slice(0, mostSubjects)) {
      const shown = await organisation.recheck(planned);
      if (shown?.includes(entry.fingerprint) === true) return false;
      if (shown !== undefined) isFixed = true;
    }
  }
  return isFixed;
}

/** A planned case without its subject. */
function nameCase(id: string): string {
  return id.replace(/\[.*$/, "");
}
