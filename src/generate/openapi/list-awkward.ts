import { awkwardTexts } from "../awkward-texts.ts";
import type { Edge } from "../edges.ts";
import type { Site } from "../instance-places.ts";
import { readEnum, readForm, readNumber, readTypes } from "../read-keyword.ts";

const known = new Set(["emoji", "right-to-left", "combining marks", "double quotes", "single quotes", "percent signs"]);

/** Where hosts are known to differ: letters of other scripts in patterns, and any letter but those that are named. */
const isAnyLetter = /[.]|\\[wWbBSp]|\[\^/;

/** Texts that hosts are known to stumble over, where there may be any text; `isOpen` where it is not for sure too long or of another form. */
export function listAwkward(site: Site, isBody: boolean): (Edge & { readonly isOpen: boolean })[] {
  const { pointer, schemas, value } = site;
  const types = readTypes(schemas);
  const isAny = types.length === 0 ? typeof value === "string" : types.includes("string");
  // A header carries letters of ASCII.
  if (!isAny || readEnum(schemas) !== undefined || pointer.startsWith("/header/")) return [];
  return awkwardTexts
    .filter(({ name }) => known.has(name) || (isBody && name === "a NUL"))
    .map(({ name, text }) => ({
      name: name.replaceAll(" ", "-"),
      words: `text with ${name}`,
      value: text,
      isOpen: isOpenTo(site, text),
    }));
}

/** Whether hosts that count letters in another way, or read patterns in another way, may well disagree about a text. */
function isOpenTo({ schemas }: Site, text: string): boolean {
  const letters = [...new Intl.Segmenter().segment(text)].length;
  const counts = [letters, [...text].length, text.length, Buffer.byteLength(text)];
  const [least, most] = [readNumber(schemas, "minLength") ?? 0, readNumber(schemas, "maxLength") ?? Infinity];
  const fits = new Set(counts.map((count) => count >= least && count <= most));
  const form = readForm(schemas);
  return fits.size > 1 || (form !== undefined && text.length !== Buffer.byteLength(text) && isAnyLetter.test(form));
}
