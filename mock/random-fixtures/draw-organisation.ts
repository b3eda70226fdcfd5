import type { Organisation, Till } from "../fixtures.ts";
import type { Draw } from "./draw.ts";
import { drawCustomer, wishes } from "./draw-customer.ts";
import { drawPartnerPrograms, drawPrograms } from "./draw-programs.ts";
import { type TextSource, createTextSource } from "./draw-text.ts";

/** What the organisations of some fixtures have in common. */
export interface Neighbourhood {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly nextId: () => number;
  readonly names: TextSource;
  /** Remembers the users and keys of every organisation. */
  readonly users: TextSource;
}

/** An organisation with all that belongs to it. */
export function drawOrganisation(draw: Draw, { now, nextId, names, users }: Neighbourhood): Organisation {
  const relinking = draw.one([true, true, true, false, undefined]);
  const programs = drawPrograms(draw, nextId);
  const partnerPrograms = drawPartnerPrograms(draw, nextId, programs);
  const surroundings = {
    programs,
    partnerPrograms,
    relinking: relinking === true,
    now,
    nextId,
    identifiers: createTextSource(draw),
  };
  const count = draw.chance(10) ? 0 : draw.chance(15) ? draw.integer(1, 4) : draw.integer(9, 12);
  const order = draw.some(wishes, wishes.length);
  return {
    name: names.name(),
    ...(draw.chance(80) ? { orgId: nextId() } : {}),
    till: drawTill(draw, users),
    ...(draw.chance(70) ? { tillWithoutAccess: drawTill(draw, users) } : {}),
    ...(draw.chance(70) ? { oauth: { key: drawUser(draw, users), secret: drawPassword(draw) } } : {}),
    ...(relinking === undefined ? {} : { relinking }),
    defaultProgram: draw.one(programs).id,
    programs,
    ...(partnerPrograms.length === 0 && draw.chance(50) ? {} : { partnerPrograms }),
    customers: Array.from({ length: count }, (_, index) =>
      drawCustomer(draw, order[index % order.length] ?? "nothing", surroundings),
    ),
  };
}

function drawTill(draw: Draw, users: TextSource): Till {
  return { user: drawUser(draw, users), password: drawPassword(draw) };
}

function drawUser(draw: Draw, users: TextSource): string {
  return users.fresh(() => `${draw.one(["till.", "Kasse ", "$till/", "收银 "])}${draw.integer(1, 99_999)}`);
}

/** Every character but those that no printed profile can hold. */
function drawPassword(draw: Draw): string {
  const parts = ["open", "Sesam", "42", " ", ":", "'", '"', "$", "`", "\\", "&", "%41", "+", "ä", "🔑", "=", "#", "{"];
  const password = Array.from({ length: draw.integer(3, 10) }, () => draw.one(parts)).join("");
  return `p${password.replaceAll(/\$\{+/g, "$")}w`;
}
