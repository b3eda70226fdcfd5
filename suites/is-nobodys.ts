import { remember } from "../src/model/remember.ts";
import { foldIdentifier } from "./update/match.ts";
import type { World } from "./world.ts";

/** As identifiers of nobody are drawn. */
const drawn = /^(NOBODY-[A-Z-]+|nobody\.[a-z]+@example\.invalid|999\d{9}|89\d{13})$/;

/** Characters that stand in no number, address or id of a customer. */
const odd = /[^\p{L}\p{M}\p{N}\s@._+\-/#:=]/u;

/** Longer texts are nobody's either. */
const longestIdentifier = 300;

/** What is left of a text where a host drops odd characters has to be nothing, or more than may be somebody's by chance. */
const shortestRest = 5;

/**
 * Whether nobody can have an identifier: it was drawn as one that nobody has, or is odd or endless, and has nothing in common
 * with one that is known.
 */
export function isNobodys(text: string, world: World): boolean {
  if (isDrawnNobodys(text, world)) return true;
  const folded = foldIdentifier(text);
  if (!odd.test(text) && text.length <= longestIdentifier) return false;
  if (folded.length > 0 && folded.length < shortestRest) return false;
  // A host may cut off what follows an odd character, or drop the characters alone.
  const parts = [folded, ...text.split(odd).map(foldIdentifier)].filter((part) => part.length >= shortestRest);
  return !listTaken(world).some((one) =>
    parts.some((part) => one.includes(part) || (one !== "" && part.includes(one))),
  );
}

/** Whether an identifier was drawn as one that nobody has. */
export function isDrawnNobodys(text: string, world: World): boolean {
  return drawn.test(text) && !listTaken(world).includes(foldIdentifier(text));
}

/** The identifiers of all customers of the profile, as they can be compared. */
const listTaken: (world: World) => readonly string[] = remember(({ customers }: World) =>
  customers.flatMap(({ identifiers }) => identifiers.map(({ value }) => foldIdentifier(value))),
);
