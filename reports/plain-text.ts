const loneSurrogate = /\p{Cs}/gu;
const control = /(?![\t\n])\p{Cc}/gu;
/** Characters that reorder or break the text around them. */
const reordering = /[\p{Bidi_Control}\u2028\u2029]/gu;
const notXml = /[\ufffe\uffff]/g;

function showCodePoint(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** Text without control characters (tab and newline stay) and with whatever reorders text shown as `\u202e` and so on. */
export function stripControls(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(control, "")
    .replace(reordering, showCodePoint)
    .replace(loneSurrogate, "\ufffd")
    .replace(notXml, "\ufffd");
}

/** Text with every character that a reader could not see, or that moves what is around it, shown as `\u001b` and so on. */
export function showUnseen(text: string): string {
  return text
    .replace(control, showCodePoint)
    .replace(reordering, showCodePoint)
    .replace(loneSurrogate, showCodePoint)
    .replace(notXml, showCodePoint);
}
