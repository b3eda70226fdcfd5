import { checkTrace } from "../check/check-case.ts";
import type { Standard } from "../check/standard.ts";
import { createDraw } from "../generate/draw.ts";
import type { Answer } from "../model/answer.ts";
import type { Case, ReadExchange, RequestPlan } from "../model/case.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import type { Judgement } from "../model/verdict.ts";
import type { Unable } from "./sender.ts";

/** Sends a planned request as one exchange of a case. */
export type SendPlan = (plan: RequestPlan, exchangeId: string) => Promise<Exchange | Unable>;

export type CaseOutcome =
  | { readonly kind: "judged"; readonly trace: Trace; readonly judgement: Judgement }
  /** A request could not be put to the host; the reason says what to add. */
  | { readonly kind: "unable"; readonly reason: string }
  /** Nothing can be sent any more: the profile's request limit, or a host that is not allowed. */
  | { readonly kind: "cut"; readonly reason: string };

/** A trace longer than this is a fault in the case. */
const longestTrace = 200;

/**
 * Sends the requests of a case and holds the trace against the documents.
 * @param name seeds the case's choices and numbers its exchanges
 * @param mark tells exchanges of a repetition from those of the first time
 */
export async function runCase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  planned: Case<Needs, Subject>,
  subject: Subject,
  run: { readonly seed: number; readonly name: string; readonly mark?: string; readonly send: SendPlan },
): Promise<CaseOutcome> {
  const draw = () => createDraw(run.seed, run.name);
  const read: ReadExchange[] = [];
  for (;;) {
    const plan = nextRequest(planned, subject, read, draw());
    if (plan === undefined) break;
    if (read.length >= longestTrace) throw new Error(`${planned.id} asks for more than ${longestTrace} requests`);
    const exchange = await run.send(plan, `${run.name}#${run.mark ?? ""}${read.length}`);
    if ("unable" in exchange) return { kind: "unable", reason: exchange.unable };
    const { outcome } = exchange;
    if (outcome.kind === "failure" && (outcome.reason === "budget" || outcome.reason === "forbidden")) {
      return { kind: "cut", reason: outcome.detail };
    }
    const answer = standard.interpret(exchange);
    read.push({ exchange, answer });
    if (!isReadable(answer)) break;
  }
  const trace = read.map(({ exchange }) => exchange);
  return { kind: "judged", trace, judgement: checkTrace(standard, planned, subject, draw(), trace) };
}

function isReadable(answer: Answer): boolean {
  return answer.kind === "answer" || answer.kind === "refusal";
}

function nextRequest<Needs, Subject>(
  planned: Case<Needs, Subject>,
  subject: Subject,
  read: readonly ReadExchange[],
  draw: ReturnType<typeof createDraw>,
): RequestPlan | undefined {
  if ("next" in planned) return planned.next(subject, read, draw);
  return read.length === 0 ? planned.request(subject, draw) : undefined;
}
