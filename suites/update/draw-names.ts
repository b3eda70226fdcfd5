import type { Draw } from "../../src/model/case.ts";
import { drawUnknownIdentifier } from "../points/needs.ts";
import type { Identifier } from "../world.ts";

/** A tier that no program has. */
export function drawTier(draw: Draw): string {
  return `No Such Tier ${draw.letters(8)}`;
}

/** A program that does not exist. */
export function drawProgram(draw: Draw): string {
  return `No Such Program ${draw.letters(8)}`;
}

/** An identifier that no customer has; an id so high that no platform has come to it. */
export function drawNobody(name: string, draw: Draw): Identifier {
  return name === "id" ? { name, value: `89${draw.digits(13)}` } : drawUnknownIdentifier(name, draw);
}
