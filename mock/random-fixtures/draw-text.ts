import { foldText } from "../fold-text.ts";
import type { Draw } from "./draw.ts";

const scripts: readonly (readonly string[])[] = [
  ["Alder", "Birch", "Cedar", "Damson", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper"],
  ["Äpfel", "Brötchen", "Çiçek", "Dvořák", "Étoile", "Fjørd", "Łódź", "Ñandú", "Œuvre", "Straße"],
  ["Αλφα", "Βήτα", "Γάμμα", "Гвоздика", "Ирис", "Лилия"],
  ["ひまわり", "さくら", "牡丹", "梅花", "장미", "연꽃"],
  ["ורד", "כלנית", "חבצלת", "ياسمين", "نرجس", "زنبق"],
  ["गुलाब", "कमल", "ดอกบัว", "மல்லிகை"],
  ["🌻", "🌷🌷", "👩‍🌾", "🏳️‍🌈", "🍀"],
  [
    '"Quoted"',
    "O'Neill",
    "back\\slash",
    "<b>null</b>",
    "50% & more",
    "#1",
    "a+b=c",
    "[x]",
    "null",
    "true",
    "- dash",
    "*",
  ],
];

const ends = ["", "", " Plus", "-Partner", "_2", " Club", " & Co.", " (neu)"];

/** Draws texts of any script, none of which is another one of the same kind, case and blanks aside. */
export interface TextSource {
  /** A name of one to some words; now and then a very long one. */
  readonly name: () => string;
  /** The text that `make` gives, made again and again until it is a new one. */
  readonly fresh: (make: () => string) => string;
}

/** A source of texts that remembers what it gave. */
export function createTextSource(draw: Draw): TextSource {
  const used = new Set<string>();
  const fresh = (make: () => string): string => {
    for (;;) {
      const text = make();
      if (used.has(foldText(text))) continue;
      used.add(foldText(text));
      return text;
    }
  };
  const makeName = (): string => {
    const words = draw.one(scripts);
    const count = draw.chance(5) ? draw.integer(15, 30) : draw.integer(1, 3);
    const name = Array.from({ length: count }, () => draw.one(words)).join(draw.chance(90) ? " " : "  ");
    return `${name}${draw.one(ends)}${draw.chance(40) ? ` ${draw.integer(1, 999)}` : ""}`;
  };
  return { name: () => fresh(makeName), fresh };
}
