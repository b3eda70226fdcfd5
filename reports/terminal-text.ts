import { stripControls } from "./plain-text.ts";

/**
 * Text of a host made safe for one line of a terminal: control characters (C0, C1, so every escape sequence) are taken
 * out, tabs and newlines become blanks, characters that reorder text are shown as `\u202e` and so on. What CI systems
 * take for a command in a log (`::error`, `##[group]`, `##vso[…]`, `##teamcity[…]`) is parted by a blank.
 */
export function sanitizeTerminal(text: string): string {
  return stripControls(text.replace(/[\t\n\r]+/g, " "))
    .replace(/(^|\s)::(?=\w)/g, "$1: :")
    .replace(/##(?=\w*\[)/g, "# #");
}

/** Breaks text at blanks into lines of at most `width` characters; a word that is longer stays whole. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "")) {
    if (line !== "" && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}
