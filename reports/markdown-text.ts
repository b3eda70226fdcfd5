import { stripControls } from "./plain-text.ts";

/** Text of ours as Markdown: nothing in it is markup, a mention or a reference. Newlines become blanks. */
export function escapeMarkdown(text: string): string {
  return (
    stripControls(text)
      .replace(/\s*\n\s*/g, " ")
      .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? character)
      .replace(/[\\`*_{}[\]()|~!$^]/g, "\\$&")
      // Forges look for these in the text that is shown, so that an entity does not stop them; a comment parts the text.
      .replace(/[@#]/g, "$&<!-- -->")
      .replace(/(https?|www)(?=[:.])/gi, "$1<!-- -->")
  );
}

/** Text of a host, in a code span that it cannot leave: no markup, no mention, no link. */
export function renderCode(text: string, longest = 300): string {
  const line = stripControls(text).replace(/\s*\n\s*/g, " ");
  const shown = line.length > longest ? `${cutText(line, longest)}…` : line;
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") || shown.trim() === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The same for a cell of a table, which ends at a bar even within code. */
export function renderCodeCell(text: string, longest?: number): string {
  return renderCode(text, longest).replaceAll("|", "\\|");
}

/** Lines of a host in a fenced block that they cannot leave. */
export function renderFence(text: string, language: string): string {
  const lines = stripControls(text);
  const runs = lines.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1);
  return `${fence}${language}\n${lines}\n${fence}`;
}

/** No half of a surrogate pair is left at the cut. */
function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
