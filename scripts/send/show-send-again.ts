import type { Catalog } from "../../src/catalog/catalog.ts";
import type { SendChoices } from "../../src/model/run-choices.ts";
import { quoteShell } from "../../src/target/shell.ts";

/** What `send` takes where an option is left out. */
export const sendDefaults = { count: 2, seed: 1, ackWithin: "5s", ackStatus: "2xx", retry: "1s,2s,4s" } as const;

/**
 * A command that sends the deliveries of a case again: the same bytes, headers and policy. The values of headers come from
 * the environment, as in curl lines.
 */
export function showSendAgain(
  case_: { readonly to: string; readonly seed: number; readonly only: string; readonly sent: SendChoices },
  { events: known }: Pick<Catalog, "events">,
): string {
  const { to, seed, only, sent } = case_;
  const { events, count, ackWithin, ackStatus, retry, headers } = sent;
  const words = ["npx capillary-conformance send", "--to", quoteShell(to), "--seed", String(seed)];
  if (events.length < known.size) words.push("--event", ...events);
  if (count !== sendDefaults.count) words.push("--count", String(count));
  for (const [index, name] of headers.entries())
    words.push("--header", `${quoteShell(`${name}: `)}"\${SEND_HEADER_${index + 1}}"`);
  if (ackWithin !== sendDefaults.ackWithin) words.push("--ack-within", quoteShell(ackWithin));
  if (ackStatus !== sendDefaults.ackStatus) words.push("--ack-status", quoteShell(ackStatus));
  if (retry !== sendDefaults.retry) words.push("--retry", quoteShell(retry));
  return [...words, "--only", only].join(" ");
}
