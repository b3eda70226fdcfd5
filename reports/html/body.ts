import type { RecordedBody } from "../../src/model/run.ts";
import { countOf } from "../describe.ts";
import { findLines, type JsonLine, layOutJson } from "../json-lines.ts";
import { type Markup, markup } from "../markup.ts";

/** A marked line further down than this is shown with so many lines around it, the whole body folded away. */
const far = 14;
const around = 8;

function renderLines(lines: readonly JsonLine[], marked: readonly number[], from: number, to: number): Markup {
  const shown = lines.slice(from, to).map(({ text }, index) => {
    const end = from + index + 1 < to ? "\n" : "";
    return marked.includes(from + index) ? markup`<mark>${text}</mark>${end}` : markup`${text}${end}`;
  });
  const above = from > 0 ? markup`<span class="quiet">… ${countOf(from, "line")} above</span>\n` : undefined;
  const below =
    to < lines.length ? markup`\n<span class="quiet">… ${countOf(lines.length - to, "line")} below</span>` : undefined;
  return markup`${above}${shown}${below}`;
}

function renderPre(content: Markup, label: string, kind = "body"): Markup {
  return markup`<pre class="${kind}" tabindex="0" aria-label="${label}">${content}</pre>`;
}

function renderJsonBody(lines: readonly JsonLine[], pointer: string | undefined, label: string): Markup {
  const marked = pointer === undefined ? [] : findLines(lines, pointer);
  const whole = renderPre(renderLines(lines, marked, 0, lines.length), label);
  const first = marked[0] ?? 0;
  if (first < far) return whole;
  const part = renderLines(lines, marked, first - around, Math.min(first + around + 1, lines.length));
  return markup`${renderPre(part, `${label}, around the marked line`)}
<details><summary>The whole ${label}</summary>${whole}</details>`;
}

/** A body: JSON laid out with the line that `pointer` leads to marked, other text as it is, bytes as base64. */
export function renderBody(body: RecordedBody, pointer: string | undefined, label: string): Markup {
  const cut =
    body.cut === undefined || body.cut === 0
      ? undefined
      : markup`<p class="quiet">${countOf(body.cut, "byte")} more in the ${label} were not kept.</p>`;
  if (body.base64 !== undefined) {
    const bytes = renderPre(markup`${body.base64}`, `${label} in base64`, "body text");
    return markup`<p class="quiet">Not UTF-8; the bytes in base64:</p>${bytes}${cut}`;
  }
  const text = body.text ?? "";
  if (text === "") return markup`<p class="quiet">no body</p>${cut}`;
  const lines = layOutJson(text);
  const shown =
    lines === undefined ? renderPre(markup`${text}`, label, "body text") : renderJsonBody(lines, pointer, label);
  return markup`${shown}${cut}`;
}
