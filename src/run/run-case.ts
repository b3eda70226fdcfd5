import { checkTrace, readExchange } from "../check/check-case.ts";
import type { Rulebook } from "../check/standard.ts";
import { createDraw } from "../generate/draw.ts";
import type { Answer } from "../model/answer.ts";
import type {
  Case,
  DeliveryStep,
  EmitStep,
  ReadExchange,
  RequestPlan,
  StateStep,
  Step,
  UnableStep,
} from "../model/case.ts";
import { type Clock, wait } from "../model/clock.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import type { Judgement } from "../model/verdict.ts";
import type { Unable } from "./sender.ts";

/** How the steps of a case are carried out. */
export interface StepRunner {
  /** Sends a planned request as one exchange of a case. */
  readonly send: (plan: RequestPlan, exchangeId: string) => Promise<Exchange | Unable>;
  readonly callState: (step: StateStep, exchangeId: string) => Promise<Exchange | Unable>;
  /** Has the host tell its webhooks of an event. */
  readonly emit: (step: EmitStep, exchangeId: string) => Promise<Exchange | Unable>;
  readonly awaitDelivery: (step: DeliveryStep, exchangeId: string) => Promise<Exchange | Unable>;
  /** How long effects may take. */
  readonly timing: { readonly settleMs: number; readonly pollMs: number };
  readonly clock: Clock;
}

export type CaseOutcome =
  | { readonly kind: "judged"; readonly trace: Trace; readonly judgement: Judgement }
  /** A step could not be taken; the reason says what to add. */
  | { readonly kind: "unable"; readonly reason: string }
  /** Nothing can be sent any more: the profile's request limit, or a host that is not allowed. */
  | { readonly kind: "cut"; readonly reason: string };

/** How one case is run. */
export interface CaseRun {
  readonly seed: number;
  /** Seeds the case's choices and numbers its exchanges. */
  readonly name: string;
  /** Tells exchanges of a repetition from those of the first time. */
  readonly mark?: string;
  readonly steps: StepRunner;
  /** The first exchanges of the trace, where they have been made before: the case goes on after them. */
  readonly begun?: Trace;
}

/** A trace longer than this is a fault in the case. */
const longestTrace = 200;

/** Takes the steps of a case and holds the trace against the documents. */
export async function runCase<Needs, Subject>(
  standard: Rulebook,
  planned: Case<Needs, Subject>,
  subject: Subject,
  run: CaseRun,
): Promise<CaseOutcome> {
  const draw = () => createDraw(run.seed, run.name);
  const read: ReadExchange[] = (run.begun ?? []).map((exchange) => readExchange(standard, exchange));
  for (;;) {
    const step = nextStep(planned, subject, read, draw());
    if (step === undefined) break;
    if ("unable" in step) return { kind: "unable", reason: step.unable };
    if (read.length >= longestTrace) throw new Error(`${planned.id} asks for more than ${longestTrace} requests`);
    const exchange = await takeStep(standard, step, `${run.name}#${run.mark ?? ""}${read.length}`, run.steps);
    if ("unable" in exchange) return { kind: "unable", reason: exchange.unable };
    const { outcome } = exchange;
    if (
      exchange.delivery === undefined &&
      outcome.kind === "failure" &&
      (outcome.reason === "budget" || outcome.reason === "forbidden")
    ) {
      return { kind: "cut", reason: outcome.detail };
    }
    const taken = readExchange(standard, exchange);
    read.push(taken);
    if (!isReadable(taken.answer)) break;
  }
  const trace = read.map(({ exchange }) => exchange);
  return { kind: "judged", trace, judgement: checkTrace(standard, planned, subject, draw(), trace) };
}

/** Takes one step; a request whose effect is waited for is sent again until it shows or the settle time has passed. */
async function takeStep(
  standard: Rulebook,
  step: Exclude<Step, UnableStep>,
  exchangeId: string,
  { send, callState, emit, awaitDelivery, timing, clock }: StepRunner,
): Promise<Exchange | Unable> {
  if ("state" in step) return callState(step, exchangeId);
  if ("emit" in step) return emit(step, exchangeId);
  if ("delivery" in step) return awaitDelivery(step, exchangeId);
  const { until } = step;
  const started = clock.elapsed();
  for (let attempt = 0; ; attempt += 1) {
    const exchange = await send(step, attempt === 0 ? exchangeId : `${exchangeId}.${attempt}`);
    if (until === undefined || "unable" in exchange) return exchange;
    const taken = readExchange(standard, exchange);
    if (!isReadable(taken.answer) || until(taken)) return exchange;
    if (clock.elapsed() - started + timing.pollMs > timing.settleMs) return exchange;
    await wait(clock, timing.pollMs);
  }
}

function isReadable(answer: Answer): boolean {
  return answer.kind === "answer" || answer.kind === "refusal";
}

function nextStep<Needs, Subject>(
  planned: Case<Needs, Subject>,
  subject: Subject,
  read: readonly ReadExchange[],
  draw: ReturnType<typeof createDraw>,
): Step | undefined {
  if ("next" in planned) return planned.next(subject, read, draw);
  return read.length === 0 ? planned.request(subject, draw) : undefined;
}
