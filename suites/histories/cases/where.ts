import { observe } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { type Look, lookAt, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoryEntry } from "../page.ts";
import { linkingUpdates } from "../request.ts";

export interface Place {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  /** The readings that no entry contradicts. */
  readonly read: (benefits: readonly HistoryEntry[], linking: readonly HistoryEntry[]) => readonly string[];
  /** Where in an entry the member stands. */
  readonly member: string;
  /** Whether the readings are about both kinds of activities. */
  readonly both?: true;
}

/**
 * Members that stand with some entries only, and readings of where. Each reading is a claim about all entries, so that a
 * customer's answers can contradict it and never prove it; the loosest one of each is never contradicted.
 */
const places: readonly Place[] = [
  {
    id: "histories.programs.tier-members",
    title: "Tier and membership members stand with programs that have tiers, or do not depend on that",
    requirement: "histories.tier-members.where",
    member: "/partnerProgramDetails",
    read: (benefits, linking) => {
      const isExact = [...benefits, ...linking].every(
        ({ details }) => details.tierBased === undefined || details.tierBased === hasTierMember(details),
      );
      return [...(isExact ? ["with-tiers"] : []), "independent"];
    },
  },
  {
    id: "histories.programs.benefits-summary",
    title: "A program without benefits has no benefitsSummary, or an empty one, or there is no such program",
    requirement: "histories.benefits.where",
    member: "/partnerProgramDetails/benefitsSummary",
    read: (benefits, linking) => {
      const entries = [...benefits, ...linking].filter(({ unsound }) => !unsound.has("benefits"));
      const isAbsent = entries.some(({ details }) => details.benefits === undefined);
      const isEmpty = entries.some(({ details }) => details.benefits?.length === 0);
      return [
        ...(isEmpty ? [] : ["left-out"]),
        ...(isAbsent ? [] : ["empty-list"]),
        ...(isEmpty || isAbsent ? [] : ["everywhere"]),
        "either",
      ];
    },
  },
  {
    id: "histories.programs.last-updated",
    title: "The last update stands nowhere, with supplementary programs, for some requests or all, or with any program",
    requirement: "histories.last-updated.where",
    both: true,
    member: "/partnerProgramDetails/partnerProgramMembershipLastUpdatedDate",
    read: (benefits, linking) => {
      const isOther = ({ details: { type } }: HistoryEntry) => type !== undefined && type !== "SUPPLEMENTARY";
      const [first, second] = [benefits.filter(isUpdated), linking.filter(isUpdated)];
      const carried = [...first, ...second];
      const isOneKind = (first.length === 0) !== (second.length === 0);
      const isBoth = first.length > 0 && second.length > 0;
      const isSupplementary = !carried.some(isOther);
      const isTurned = [benefits, linking].some((entries) => areOthersAlone(entries, linking));
      return [
        ...(carried.length === 0 ? ["nowhere"] : []),
        ...(isSupplementary && !isBoth ? ["supplementary-only"] : []),
        ...(isSupplementary && !isOneKind ? ["supplementary-always"] : []),
        ...(isTurned ? [] : ["any-program"]),
      ];
    },
  },
];

/**
 * Whether other programs carry the last update in an answer in which no supplementary one does, though one of these has
 * several activities, hence was updated: in the samples it is these that carry it.
 */
function areOthersAlone(entries: readonly HistoryEntry[], linking: readonly HistoryEntry[]): boolean {
  const [supplementary, others] = [
    entries.filter(({ details }) => details.type === "SUPPLEMENTARY"),
    entries.filter(({ details: { type } }) => type !== undefined && type !== "SUPPLEMENTARY"),
  ];
  const updated = new Set(linking.filter(({ activities = [] }) => activities.length > 1).map(({ key }) => key));
  return (
    others.some(isUpdated) &&
    !supplementary.some(isUpdated) &&
    supplementary.some(({ key }) => key !== undefined && updated.has(key))
  );
}

/** Where the members stand that only some entries of the samples have. */
export const whereCases = places.map((place) =>
  defineHistoriesCase({
    id: place.id,
    title: place.title,
    operation: "histories",
    requirements: [place.requirement],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        [person.benefits, linkingUpdates].map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => judgePlace(place, lookAt(trace)),
  }),
);

/** The readings that a customer's answers, one for each kind of activities, do not contradict. */
export function judgePlace(place: Place, [benefits, linking]: readonly Look[]): Judgement {
  const pages = [benefits, linking].filter((look): look is PageLook => look?.page !== undefined);
  const first = pages.find(({ page }) => page.entries.length > 0);
  if (benefits?.page === undefined || first === undefined) return nothingJudged;
  if (place.both === true && pages.length < 2) return nothingJudged;
  const readings = place.read(benefits.page.entries, linking?.page?.entries ?? []);
  return observe(place.requirement, readings, {
    actual: `${pages.flatMap(({ page }) => page.entries).length} entries, which are as in ${readings.join(" or ") || "no reading"}`,
    pointer: `${first.page.entries[0]?.pointer ?? "/data"}${place.member}`,
    exchange: first.index,
    rests: placesOf(pages),
  });
}

function hasTierMember({ tierName, tierNumber, tierExpiry, membershipId }: HistoryEntry["details"]): boolean {
  return [tierName, tierNumber, tierExpiry, membershipId].some((member) => member !== undefined);
}

function isUpdated({ details: { lastUpdatedDate, lastUpdatedActivity } }: HistoryEntry): boolean {
  return lastUpdatedDate !== undefined || lastUpdatedActivity !== undefined;
}
