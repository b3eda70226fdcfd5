/** Text as a host sees it that heeds neither case nor blanks; two texts that fold to one cannot be told apart everywhere. */
export function foldText(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
}
