import type { Benefit, PartnerProgram, Program } from "../fixtures.ts";
import { drawHex } from "../random.ts";
import type { Draw } from "./draw.ts";
import { createTextSource } from "./draw-text.ts";

/** One to six loyalty programs. */
export function drawPrograms(draw: Draw, nextId: () => number): readonly Program[] {
  const { name } = createTextSource(draw);
  return Array.from({ length: draw.integer(1, 6) }, () => ({ id: nextId(), name: name() }));
}

/** None to twenty partner programs, most of them EXTERNAL with tiers or SUPPLEMENTARY. */
export function drawPartnerPrograms(
  draw: Draw,
  nextId: () => number,
  programs: readonly Program[],
): readonly PartnerProgram[] {
  const count = draw.chance(12) ? 0 : draw.chance(30) ? draw.integer(1, 11) : draw.integer(12, 20);
  const { name } = createTextSource(draw);
  return Array.from({ length: count }, (_, index) => {
    // The first two are of both types, so that few organisations have no customer of a role for want of a program.
    const type = index === 0 || (index > 1 && draw.chance(55)) ? ("EXTERNAL" as const) : ("SUPPLEMENTARY" as const);
    const tiers = type === "EXTERNAL" && draw.chance(75) ? drawTiers(draw) : [];
    const benefits = type === "EXTERNAL" && draw.chance(75) ? drawBenefits(draw, nextId) : [];
    return {
      id: nextId(),
      name: name(),
      ...(draw.chance(80) ? { description: createTextSource(draw).name() } : {}),
      type,
      ...(draw.chance(50) ? { program: draw.one(programs).id } : {}),
      ...(tiers.length === 0 ? {} : { tiers }),
      ...(benefits.length === 0 ? {} : { benefits }),
    };
  });
}

function drawTiers(draw: Draw): readonly string[] {
  const { name, fresh } = createTextSource(draw);
  const isPlain = draw.chance(50);
  const plain = ["Bronze", "Silver", "Gold", "Platinum", "Black Pearl", "1", "Tier-2", "ღ"];
  return Array.from({ length: draw.integer(1, 6) }, () => (isPlain ? fresh(() => draw.one(plain)) : name()));
}

function drawBenefits(draw: Draw, nextId: () => number): readonly Benefit[] {
  const { name } = createTextSource(draw);
  return Array.from({ length: draw.integer(1, 4) }, () => ({
    name: name(),
    type: draw.one(["promotionalPoints", "promotionalPoints", "coupon"]),
    promotion: {
      id: nextId(),
      name: createTextSource(draw).name(),
      reference: [8, 4, 4, 4, 12].map((digits) => drawHex(draw.integer, digits)).join("-"),
    },
  }));
}
