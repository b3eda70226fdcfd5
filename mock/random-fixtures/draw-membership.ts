import type { Activity, BenefitAvailed, Membership, PartnerProgram } from "../fixtures.ts";
import type { Draw } from "./draw.ts";
import { day, drawMoment, drawZoned, hour, second } from "./draw-instant.ts";

/** What becomes of a membership that is drawn. */
export type MembershipKind = "present" | "past" | "future" | "pending";

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A membership in a program, seen from an instant. No date lies within two days of that instant or of a year before it, where
 * hosts may differ on whether it counts.
 */
export function drawMembership(draw: Draw, program: PartnerProgram, kind: MembershipKind, now: number): Membership {
  const span = drawSpan(draw, kind, now);
  const { tiers = [], type } = program;
  const activities = drawActivities(draw, program, kind, span, now);
  const benefitsAvailed = kind === "future" ? [] : drawBenefitsAvailed(draw, program, span, now);
  const hasMembershipId = tiers.length > 0 || (type === "EXTERNAL" && draw.chance(70));
  const relinkStart = drawMoment(draw, now, 3, 300);
  return {
    program: program.id,
    linked: kind !== "past",
    start: drawZoned(draw, span.start),
    end: drawZoned(draw, span.end),
    ...(hasMembershipId ? { membershipId: drawMembershipId(draw) } : {}),
    ...(tiers.length > 0
      ? { tier: draw.one(tiers), tierExpiry: drawZoned(draw, drawTierExpiry(draw, kind, span, now)) }
      : {}),
    ...(activities.length > 0 || draw.chance(50) ? { activities } : {}),
    ...(benefitsAvailed.length > 0 || draw.chance(20) ? { benefitsAvailed } : {}),
    ...(kind === "pending"
      ? {
          relink: { start: drawZoned(draw, relinkStart), end: drawZoned(draw, drawMoment(draw, relinkStart, 1, 1000)) },
        }
      : {}),
  };
}

function drawSpan(draw: Draw, kind: MembershipKind, now: number): Span {
  switch (kind) {
    case "future": {
      const start = drawMoment(draw, now, 3, 200);
      return { start, end: drawMoment(draw, start, 1, 1500) };
    }
    case "past": {
      const end = drawMoment(draw, now, draw.chance(15) ? 3 : -700, draw.chance(15) ? 300 : -3);
      return end < now
        ? { start: drawMoment(draw, end, -1000, -2), end }
        : { start: drawMoment(draw, now, -1000, -5), end };
    }
    case "present":
    case "pending":
      return { start: drawMoment(draw, now, -1500, -5), end: drawMoment(draw, now, 3, 2000) };
  }
}

function drawTierExpiry(draw: Draw, kind: MembershipKind, { start, end }: Span, now: number): number {
  if (kind === "past" && end < now) return end;
  return draw.chance(50) ? end : drawMoment(draw, Math.max(start, now), 3, 1500);
}

function drawMembershipId(draw: Draw): string {
  const number = draw.integer(1, 999_999_999);
  return draw.one([String(number), String(number).padStart(12, "0"), `M-${number}`, `№ ${number}`]);
}

/** What happened to a membership, newest first or in any order; no two things at the same second. */
function drawActivities(
  draw: Draw,
  { type }: PartnerProgram,
  kind: MembershipKind,
  { start, end }: Span,
  now: number,
): readonly Activity[] {
  const latest = now - hour;
  const first = Math.min(start, drawMoment(draw, now, -400, -4));
  const types = type === "EXTERNAL" ? ["ENROLLMENT"] : [...listSupplementary(draw, kind)];
  if (kind === "past" && end < now && draw.chance(50)) types.push("PARTNER_PROGRAM_EARLY_EXPIRY");
  // The set of types is open.
  if (draw.chance(5)) types.splice(1, 0, "MEMBERSHIP_CARD_REPLACED");
  if (kind !== "pending" && draw.chance(10)) return [];
  const step = Math.floor((latest - first) / types.length / second);
  const activities = types.map((each, index) => ({
    type: each,
    // The first thing to happen is the beginning.
    date: drawZoned(draw, first + (index * step + draw.integer(0, index === 0 ? 2 : step - 1)) * second),
  }));
  return draw.chance(70) ? activities.reverse() : draw.some(activities, activities.length);
}

/** Oldest first; a relink that was begun was also ended, but for the one that is pending. */
function listSupplementary(draw: Draw, kind: MembershipKind): readonly string[] {
  const ended = ["SUPPLEMENTARY_MEMBERSHIP_RELINKED", "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED"];
  const begun = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";
  const rounds = Array.from({ length: draw.chance(30) ? draw.integer(1, 3) : 0 }, () => [begun, draw.one(ended)]);
  return [
    "SUPPLEMENTARY_MEMBERSHIP_STARTED",
    ...(draw.chance(20) ? ["BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED"] : []),
    ...rounds.flat(),
    ...(kind === "pending" ? [begun] : []),
  ];
}

function drawBenefitsAvailed(
  draw: Draw,
  { benefits = [] }: PartnerProgram,
  { start, end }: Span,
  now: number,
): readonly BenefitAvailed[] {
  const last = Math.min(end, now - 2 * day);
  if (benefits.length === 0 || start > last || draw.chance(25)) return [];
  const date = (): number => start + draw.integer(0, Math.floor((last - start) / second)) * second;
  const moments = Array.from({ length: draw.integer(1, draw.one([3, 12, 30])) }, date);
  // Several on one day, at different times.
  const [some = start] = moments;
  const [from, to] = [Math.max(start, some - 5 * hour), Math.min(last, some + 5 * hour)];
  if (draw.chance(50)) moments.push(from, to);
  return moments
    .filter((moment) => Math.abs(moment - (now - 365 * day)) > 3 * day)
    .map((moment) => ({ benefit: draw.one(benefits).name, type: "BENEFIT_AVAILED", date: drawZoned(draw, moment) }));
}
