import { createDeliveryJudge } from "../check/judge-deliveries.ts";
import { settleReadings } from "../check/readings.ts";
import type { Rulebook } from "../check/standard.ts";
import type { Header } from "../model/http.ts";
import type { RecordedBody, RecordedExchange, RunEvent } from "../model/run.ts";
import type { Finding, Verdict } from "../model/verdict.ts";
import type { Target } from "../target/target.ts";

/**
 * What the checks say now of the deliveries that a case consists of, as the journal has them; undefined for a case that
 * has sent something, and can be sent again. Nothing is sent.
 */
export function rejudgeDeliveries(
  rulebook: Rulebook,
  { profile, redactor }: Pick<Target, "profile" | "redactor">,
  events: readonly RunEvent[],
  verdict: Pick<Verdict, "case" | "organisation">,
): { readonly now: readonly Finding[]; readonly exchanges: readonly RecordedExchange[] } | undefined {
  const own = events.flatMap((event) =>
    event.event === "exchange" && event.case === verdict.case && event.organisation === verdict.organisation
      ? [event.exchange]
      : [],
  );
  const [delivery, earlier] = own;
  if (delivery === undefined || !own.every((exchange) => exchange.delivery === "received")) return undefined;
  const pins = profile.pin;
  // The journal has placeholders where secrets were, so that is what the headers are held against.
  const headers = (profile.webhooks?.header ?? []).map(([name, { value }]): Header => [name, redactor.text(value)]);
  const judge = createDeliveryJudge<undefined>(rulebook, { pins, headers });
  const judgeRecorded = ({ request, startedAt }: RecordedExchange) =>
    judge.judge({ body: readBody(request.body), headers: request.headers }, new Date(startedAt), undefined);
  if (earlier !== undefined) judgeRecorded(earlier);
  return { now: settleReadings(rulebook.catalog, judgeRecorded(delivery).judgement, pins), exchanges: own };
}

function readBody({ text, base64 = "" }: RecordedBody): Uint8Array {
  return new Uint8Array(text === undefined ? Buffer.from(base64, "base64") : Buffer.from(text, "utf8"));
}
