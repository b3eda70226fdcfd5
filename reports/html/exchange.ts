import type { Header } from "../../src/model/http.ts";
import type { Binds } from "../../src/model/requirement.ts";
import type { Divergence, RecordedExchange } from "../../src/model/run.ts";
import { countOf } from "../describe.ts";
import { type Markup, markup } from "../markup.ts";
import { renderBody } from "./body.ts";

/** The pointer to mark in either body of an exchange. */
interface Marks {
  readonly request?: string;
  readonly response?: string;
}

function renderHead(first: string, headers: readonly Header[]): Markup {
  const lines = headers.map(([name, value]) => markup`\n<span class="name">${name}:</span> ${value}`);
  return markup`<pre class="head"><strong>${first}</strong>${lines}</pre>`;
}

function renderRequest({ request, credentials }: RecordedExchange, mark: string | undefined): Markup {
  const whose = credentials === "till" ? undefined : markup` <span class="quiet">credentials: ${credentials}</span>`;
  return markup`<div><h5>Request${whose}</h5>
${renderHead(`${request.method} ${request.url}`, request.headers)}
${renderBody(request.body, mark, "request body")}</div>`;
}

function renderResponse({ outcome }: RecordedExchange, mark: string | undefined): Markup {
  const took = markup` <span class="quiet">after ${outcome.ms} ms</span>`;
  if (outcome.kind === "failure") {
    return markup`<div><h5>No response${took}</h5>
<p class="failure"><strong>${outcome.reason}</strong>: ${outcome.detail}</p></div>`;
  }
  return markup`<div><h5>Response${took}</h5>
${renderHead(`HTTP ${outcome.status}`, outcome.headers)}
${renderBody(outcome.body, mark, "response body")}</div>`;
}

function renderExchange(exchange: RecordedExchange, marks: Marks): Markup {
  return markup`<div class="exchange">
${renderRequest(exchange, marks.request)}
${renderResponse(exchange, marks.response)}
</div>
`;
}

/**
 * The exchange that shows a divergence, request and response side by side, with the line that the pointer leads to
 * marked; the rest of the trace folded away. Who is bound by a requirement sent the body that breaks it.
 */
export function renderExchanges(divergence: Divergence, binds: Binds): Markup {
  const { exchanges, pointer, shownBy } = divergence;
  const shown = exchanges[shownBy];
  const others = exchanges.filter((_, index) => index !== shownBy);
  const marks: Marks = pointer === "" ? {} : binds === "host" ? { response: pointer } : { request: pointer };
  const rest =
    others.length === 0
      ? undefined
      : markup`<details><summary>${countOf(others.length, "other exchange")} of this case</summary>
${others.map((exchange) => renderExchange(exchange, {}))}</details>`;
  return markup`${shown === undefined ? undefined : renderExchange(shown, marks)}${rest}`;
}
