import { showUnseen, stripControls } from "./plain-text.ts";

/** Text that is markup already; only the tags below make it, out of literals and escaped values. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand between the literals of a tagged template; text is always escaped. */
export type Content = Markup | string | number | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function renderContent(content: Content, escape: (text: string) => string): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escape(content);
  if (typeof content === "number") return String(content);
  return content.map((part) => renderContent(part, escape)).join("");
}

function createTag(escape: (text: string) => string) {
  return (literals: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
    new Markup(
      literals
        .map((literal, index) => (index === 0 ? "" : renderContent(contents[index - 1], escape)) + literal)
        .join(""),
    );
}

/** Tag for HTML: values are escaped, and characters that cannot be seen are shown. */
export const markup = createTag((text) => escapeMarkup(showUnseen(text)));

/** Tag for XML 1.0: values are escaped, and characters that XML does not allow are taken out. Newlines survive in attributes. */
export const xml = createTag((text) =>
  escapeMarkup(stripControls(text)).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;"),
);

/** Tag for the text of an XML element, where newlines may stand as they are. */
export const xmlText = createTag((text) => escapeMarkup(stripControls(text)));
