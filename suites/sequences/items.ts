import type { Draw } from "../../src/model/case.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import type { Identifier } from "../world.ts";
import { drawProgram, drawTier } from "../update/draw-names.ts";
import { day, drawExpiry, grace, shiftDays, writeExpiry } from "../update/expiry.ts";
import { fitsType, type KnownState } from "../update/oracle.ts";
import { cancellation, makeUpdate, nameCustomer, renewalInitiation } from "../update/request.ts";
import type { SceneLink, ScenePerson } from "./scene.ts";

/** What an update of a sequence asks for. The first ones are made, the others are refused each for one reason. */
export const wishes = [
  "keep",
  "renew",
  "move",
  "against",
  "cancel",
  "renewal",
  "unknown-tier",
  "unknown-program",
  "foreign-program",
  "past-expiry",
  "unknown-type",
  "no-details",
] as const;
export type Wish = (typeof wishes)[number];

/** An update of a sequence before it is known what the person's tier is by then. */
export interface Wanted {
  /** The person's place in the scene. */
  readonly place: number;
  readonly link: SceneLink;
  readonly wish: Wish;
  /** Choices among the other tiers, and of an expiry: none, or in one of the offsets. */
  readonly tier: number;
  readonly expiry: number;
}

/** An update as it is sent. */
export interface Item extends Wanted {
  readonly update: { readonly [member: string]: Json };
  /** The program that it names. */
  readonly program: string;
  /** The expiry that it sends. */
  readonly sent?: string;
}

const offsets = ["+00:00", "+05:30", "-08:00"];

/** The update that is wanted, as the person stands to the program now. */
export function makeItem(
  wanted: Wanted,
  person: ScenePerson,
  state: KnownState,
  shownExpiry: string | undefined,
  draw: Draw,
): Item {
  const { link, wish } = wanted;
  const { program } = link;
  const known = state.programs.find(({ name }) => name === program);
  const own = known?.tier ?? link.tiers[0] ?? drawTier(draw);
  const others = link.tiers.filter((tier) => tier !== own);
  const target = others[wanted.tier % Math.max(1, others.length)] ?? own;
  const offset = offsets[wanted.expiry - 1];
  const expiry = offset === undefined ? undefined : drawExpiry(baseOf(shownExpiry, state.now), draw, offset);
  const item = (update: Item["update"], named = program, sent?: string): Item => ({
    ...wanted,
    update,
    program: named,
    ...(sent === undefined ? {} : { sent }),
  });
  const isUp = known === undefined || !fitsType("DOWNGRADE", target, known);
  switch (wish) {
    case "keep":
      return item(makeUpdate(program, "RENEW", own));
    case "renew":
      return item(makeUpdate(program, "RENEW", own, expiry), program, expiry);
    case "move":
      return item(makeUpdate(program, isUp ? "UPGRADE" : "DOWNGRADE", target, expiry), program, expiry);
    case "against":
      return item(makeUpdate(program, isUp ? "DOWNGRADE" : "UPGRADE", target, expiry), program, expiry);
    case "cancel":
      return item(makeUpdate(program, cancellation));
    case "renewal":
      return item(makeUpdate(program, renewalInitiation, own));
    case "unknown-tier":
      return item(makeUpdate(program, isUp ? "UPGRADE" : "DOWNGRADE", drawTier(draw)));
    case "unknown-program": {
      const unknown = drawProgram(draw);
      return item(makeUpdate(unknown, "RENEW", own), unknown);
    }
    case "foreign-program": {
      const foreign = person.foreign[wanted.tier % Math.max(1, person.foreign.length)] ?? drawProgram(draw);
      const [tier = own] = state.programs.find(({ name }) => name === foreign)?.tiers ?? [];
      return item(makeUpdate(foreign, "RENEW", tier), foreign);
    }
    case "past-expiry":
      return item(makeUpdate(program, "RENEW", own, writeExpiry(shiftDays(state.now, -draw.integer(3, 300)))));
    case "unknown-type":
      return item(makeUpdate(program, "EXTEND", own));
    case "no-details":
      return item(makeUpdate(program, "RENEW"));
  }
}

/** The tier that an update names. */
export function tierOf({ updateDetails }: Item["update"]): string | undefined {
  const tier = isObject(updateDetails) ? updateDetails["updatedTierName"] : undefined;
  return typeof tier === "string" ? tier : undefined;
}

/** How a person is named. */
export function nameBy(
  person: ScenePerson,
  choice: number,
): { readonly customer: Json; readonly identifier: Identifier } {
  const identifier = person.identifiers[choice % person.identifiers.length] ?? person.identifiers[0];
  return { customer: nameCustomer(identifier), identifier };
}

/** New expiries lie after the one that is there, and ahead of the present in every zone. */
function baseOf(shown: string | undefined, now: string): string {
  const earliest = Date.parse(now) + 2 * grace;
  const known = shown === undefined ? Number.NaN : Date.parse(shown);
  // A host need not understand the dates of a far future.
  const latest = earliest + 3650 * day;
  return new Date(known > earliest && known < latest ? known : earliest).toISOString();
}
