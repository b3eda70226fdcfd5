import type { Customer, Membership, PartnerProgram, Program } from "../fixtures.ts";
import type { Draw } from "./draw.ts";
import { type MembershipKind, drawMembership } from "./draw-membership.ts";
import { drawPromisedPoints, drawTriggerBasedPoints } from "./draw-points.ts";
import type { TextSource } from "./draw-text.ts";

/** What a customer is drawn to be, as far as the organisation's programs allow it. */
export const wishes = [
  "tiered",
  "benefits",
  "supplementary",
  "pending",
  "unlinked",
  "many-programs",
  "two-programs",
  "trigger-points",
  "nothing",
] as const;
export type Wish = (typeof wishes)[number];

/** Where a customer is drawn. */
export interface Surroundings {
  readonly programs: readonly Program[];
  readonly partnerPrograms: readonly PartnerProgram[];
  readonly relinking: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly nextId: () => number;
  /** Remembers every identifier of the organisation. */
  readonly identifiers: TextSource;
}

/** A customer with any identifiers, points and memberships. */
export function drawCustomer(draw: Draw, wish: Wish, surroundings: Surroundings): Customer {
  const { nextId, identifiers } = surroundings;
  const memberships = wish === "nothing" ? [] : drawMemberships(draw, wish, surroundings);
  const id = Number(identifiers.fresh(() => String(nextId())));
  return {
    id,
    ...drawIdentifiers(draw, identifiers),
    ...(draw.chance(50) ? { sources: [...draw.one(sources)] } : {}),
    ...(draw.chance(10) ? { idInProfile: false } : {}),
    ...(draw.chance(5) ? { inProfile: false } : {}),
    ...(draw.chance(10) ? { writable: false } : {}),
    ...drawAllPoints(draw, wish, surroundings),
    ...(memberships.length > 0 || draw.chance(30) ? { memberships } : {}),
  };
}

const sources = [["INSTORE"], ["INSTORE"], ["FACEBOOK"], ["INSTORE", "WEBSITE"], ["ECOMMERCE", "LINE"]];

function drawIdentifiers(draw: Draw, { fresh }: TextSource): Pick<Customer, "mobile" | "email" | "externalId"> {
  const digits = (count: number): string => Array.from({ length: count }, () => draw.integer(0, 9)).join("");
  const mobile = (): string => `${draw.one(["9197", "447700", "+1 555 01", "+91-97"])}${digits(8)}`;
  const email = (): string =>
    `${draw.one(["ada", "Björn", "chi.nguyen", "d'arcy", "eve+till", "فاطمة"])}${digits(4)}@customers.example`;
  const externalId = (): string =>
    draw.one([
      `EXT-${digits(6)}`,
      digits(10),
      `ÄÖ-ß ${digits(4)}/2&3=#%2B?;'"\\`,
      `客户 ${digits(5)} 🌻`,
      `a-key-of-another-system-${digits(150)}`,
    ]);
  return {
    ...(draw.chance(75) ? { mobile: fresh(mobile) } : {}),
    ...(draw.chance(60) ? { email: fresh(email) } : {}),
    ...(draw.chance(60) ? { externalId: fresh(externalId) } : {}),
  };
}

function drawAllPoints(
  draw: Draw,
  wish: Wish,
  { programs, now }: Surroundings,
): Pick<Customer, "promisedPoints" | "triggerBasedPoints"> {
  if (wish === "nothing") return draw.chance(50) ? {} : { promisedPoints: [], triggerBasedPoints: [] };
  const some = wish === "two-programs" || draw.chance(40);
  const promised = drawPromisedPoints(draw, programs, now, some ? draw.integer(4, draw.one([8, 20, 40])) : 0);
  const waits = wish === "trigger-points" || draw.chance(25);
  const waiting = drawTriggerBasedPoints(draw, programs, waits ? draw.integer(1, draw.one([4, 15])) : 0);
  return {
    ...(some || draw.chance(30) ? { promisedPoints: promised } : {}),
    ...(waits || draw.chance(30) ? { triggerBasedPoints: waiting } : {}),
  };
}

/** One membership that makes the wish come true, and any others beside it, in any order. */
function drawMemberships(draw: Draw, wish: Wish, surroundings: Surroundings): readonly Membership[] {
  const { partnerPrograms, relinking, now } = surroundings;
  const fit = partnerPrograms.filter((program) => fits(program, wish, relinking));
  const chosen = fit.length === 0 ? [] : [draw.one(fit)];
  const rest = partnerPrograms.filter((program) => !chosen.includes(program));
  const others = draw.some(rest, countOthers(draw, wish));
  const taken = new Set<number>();
  const memberships = [...chosen, ...others].map((program) => {
    const kind = chosen.includes(program) ? kindFor(wish) : drawKind(draw, program, relinking);
    for (;;) {
      const membership = drawMembership(draw, program, kind, now);
      const start = Date.parse(membership.start);
      // The programs of a customer are told apart by how recent they are.
      if (taken.has(start)) continue;
      taken.add(start);
      return membership;
    }
  });
  return draw.some(memberships, memberships.length);
}

function countOthers(draw: Draw, wish: Wish): number {
  if (wish === "many-programs") return draw.integer(11, 20);
  return draw.chance(40) ? draw.integer(1, 3) : 0;
}

function fits({ type, tiers = [], benefits = [] }: PartnerProgram, wish: Wish, relinking: boolean): boolean {
  switch (wish) {
    case "tiered":
      return tiers.length > 0;
    case "benefits":
      return benefits.length > 0;
    case "supplementary":
      return type === "SUPPLEMENTARY";
    case "pending":
      return type === "SUPPLEMENTARY" && relinking;
    case "unlinked":
      return true;
    case "many-programs":
    case "two-programs":
    case "trigger-points":
    case "nothing":
      return false;
  }
}

function kindFor(wish: Wish): MembershipKind {
  if (wish === "pending") return "pending";
  return wish === "unlinked" ? "past" : "present";
}

function drawKind(draw: Draw, { type }: PartnerProgram, relinking: boolean): MembershipKind {
  if (type === "SUPPLEMENTARY" && relinking && draw.chance(8)) return "pending";
  return draw.chance(65) ? "present" : draw.chance(75) ? "past" : "future";
}
