/** C1 controls and characters that reorder or break text; JSON allows them as they are, a terminal should not get them. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

function escapeUnseen(character: string): string {
  return character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A value as JSON text: two blanks of indent, a newline at the end; what a terminal would act on is written as `\u`
 * escapes, which every JSON reader undoes.
 */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unseen, escapeUnseen)}\n`;
}
