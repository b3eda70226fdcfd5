/** A text as the inside of a shell word in double quotes. */
export function escapeDoubleQuoted(text: string): string {
  return text.replace(/[\\"$`]/g, "\\$&");
}

/**
 * Whether a text holds what should not reach a terminal as it is: control characters, and the invisible and
 * direction-changing characters with which a line can look like another one.
 */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text as one literal word of bash, on one line, whatever it holds. NUL cannot be in a word and is left out. */
export function quoteShell(text: string): string {
  if (text.search(unprintable) < 0) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replace(/[\\']/g, "\\$&")
    .replaceAll("\0", "")
    .replace(unprintable, (character) => {
      if (character === "\n") return "\\n";
      const bytes = [...new TextEncoder().encode(character)];
      // Octal, since a hexadecimal escape would swallow digits that follow.
      return bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
    });
  return `$'${escaped}'`;
}
