import { type DeliveryPlan, renewDelivery } from "../generate/deliveries.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Outcome } from "../model/http.ts";
import { type Finding, type Judgement, nothingJudged, type Verdict } from "../model/verdict.ts";
import { formatDuration } from "../target/units.ts";
import {
  type AcknowledgePolicy,
  type ConsumerLine,
  isCrash,
  isHeldBack,
  type TraceSink,
} from "./deliver-to-consumer.ts";
import { shrinkDelivery, type ShrinkDeliveryOptions } from "./shrink-delivery.ts";

/** What became of a case of deliveries. */
export interface ConsumerResult extends Pick<Verdict, "status" | "reason" | "intermittent" | "asFound"> {
  readonly judgement: Judgement;
  /** That it has to be seen whether the endpoint is still there. */
  readonly mayBeDown?: true;
}

type FoundFinding = Omit<Finding, "exchange" | "rests">;

/** The requirement that a case of deliveries is about. */
export function demandOf({ demand }: Pick<DeliveryPlan, "demand">): string {
  return {
    valid: "webhook.valid.acknowledged",
    repeated: "webhook.repeated.acknowledged",
    survived: "webhook.endpoint.alive",
  }[demand];
}

/** Delivers what is planned and says what the consumer made of it; the trace gets every exchange that a finding names. */
export async function judgeConsumer(
  plan: DeliveryPlan,
  policy: AcknowledgePolicy,
  options: ShrinkDeliveryOptions & {
    /** Whether the run has shown the same already, smaller. */
    readonly isReported: (finding: FoundFinding) => boolean;
  },
  trace: TraceSink & { readonly list: readonly Exchange[] },
): Promise<ConsumerResult> {
  const { line, probe } = options;
  const requirement = demandOf(plan);
  const pass = (...notes: readonly string[]): ConsumerResult => ({
    status: "passed",
    judgement: { ...nothingJudged, exercised: [requirement], notes: notes.map((text) => ({ text })) },
  });
  const last = await deliverAll(plan, line, trace);
  if (isHeldBack(last.outcome))
    return { status: "cut", reason: describeOutcome(last.outcome), judgement: nothingJudged };
  let failed = last;
  if (plan.demand === "survived") {
    failed = await line.deliver(trace, probe, renewDelivery(probe.bodies[0], plan.id));
    if (line.isTaken(failed.outcome)) {
      return isCrash(last.outcome)
        ? pass("what is no documented delivery is answered with 5xx, which has it sent again")
        : pass();
    }
  } else if (line.isTaken(last.outcome)) {
    const isLate = trace.list.length > plan.bodies.length;
    return isLate ? pass("a documented delivery was acknowledged only when it was sent again") : pass();
  }
  const found = describeFinding(plan, policy, failed.outcome);
  const shrunk = options.isReported(found)
    ? { intermittent: false, minimal: false }
    : await shrinkDelivery(plan, options);
  const first = trace.list.length;
  for (const exchange of shrunk.trace ?? []) trace.add({ ...exchange, id: trace.nextId() });
  const shown = shrunk.trace === undefined ? trace.list : trace.list.slice(first);
  const worst =
    shrunk.trace === undefined ? failed : (shown.findLast(({ outcome }) => !line.isTaken(outcome)) ?? failed);
  const finding = describeFinding(plan, policy, worst.outcome);
  // What took the endpoint down is to be seen, and not what came after it.
  const culprit = plan.demand === "survived" ? (shrunk.trace === undefined ? last : (shown[0] ?? last)) : worst;
  const rests = shown.map((exchange) => trace.list.indexOf(exchange));
  return {
    status: "diverged",
    judgement: {
      ...nothingJudged,
      exercised: [requirement],
      findings: [{ ...finding, exchange: trace.list.indexOf(culprit), rests }],
    },
    ...(shrunk.intermittent ? { intermittent: [0] } : {}),
    ...(shrunk.minimal ? {} : { asFound: true }),
    // Who answers nothing at all may be gone for whatever comes next.
    ...(plan.demand === "survived" || worst.outcome.kind === "failure" ? { mayBeDown: true } : {}),
  };
}

/** The exchange that the deliveries came to: the first that was not taken, else the last. */
async function deliverAll(plan: DeliveryPlan, line: ConsumerLine, trace: TraceSink): Promise<Exchange> {
  const { bodies, demand, manner, event } = plan;
  if (manner === "together") {
    const sent = await Promise.all(bodies.map((body) => line.send(body, "", event)));
    const taken = sent.map((exchange): Exchange => {
      const own = { ...exchange, id: trace.nextId() };
      trace.add(own);
      return own;
    });
    let last: Exchange | undefined;
    // What is put off comes again by itself, as from any sender.
    for (const [index, exchange] of taken.entries()) {
      last = await line.deliver(trace, plan, bodies[index] ?? bodies[0], exchange);
      if (!line.isTaken(last.outcome)) return last;
    }
    if (last !== undefined) return last;
  }
  let last = await line.deliver(trace, plan, bodies[0]);
  for (const body of bodies.slice(1)) {
    if (demand !== "survived" && !line.isTaken(last.outcome)) break;
    last = await line.deliver(trace, plan, body);
  }
  return last;
}

function describeFinding(plan: DeliveryPlan, policy: AcknowledgePolicy, outcome: Outcome): FoundFinding {
  const requirement = demandOf(plan);
  if (plan.demand === "survived") {
    const expected = `${policy.statuses} for the next documented delivery`;
    return { requirement, pointer: "", kind: "crash", expected, actual: `after it ${describeOutcome(outcome)}` };
  }
  const isLate = outcome.kind === "failure" && outcome.reason === "timeout";
  return {
    requirement: isLate ? "webhook.valid.in-time" : requirement,
    pointer: "",
    kind: isLate ? "timeout" : "refused",
    expected: `${policy.statuses} within ${formatDuration(policy.withinMs)}`,
    actual: describeOutcome(outcome),
  };
}

function describeOutcome(outcome: Outcome): string {
  return outcome.kind === "response" ? `HTTP ${outcome.response.status}` : `no answer: ${outcome.detail}`;
}
