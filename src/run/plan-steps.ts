import type { Clock } from "../model/clock.ts";
import type { Exchange } from "../model/exchange.ts";
import { noBody } from "../model/http.ts";
import type { Target } from "../target/target.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import type { StepRunner } from "./run-case.ts";
import type { Sender } from "./sender.ts";

/**
 * How the steps of one case are carried out.
 * @param onChange is told before the host's state endpoint is called
 */
export function planSteps(
  { target, clock, inbox }: { readonly target: Target; readonly clock: Clock; readonly inbox?: DeliveryInbox },
  sender: Sender,
  caseId: string,
  onChange: () => void = () => {},
): StepRunner {
  const mailbox = inbox?.open(caseId);
  return {
    send: async (plan, id) => {
      const exchange = await sender.send(plan, id, caseId);
      if (inbox !== undefined && !("unable" in exchange)) inbox.note(exchange, caseId);
      return exchange;
    },
    callState: (step, id) => {
      onChange();
      return sender.callState(step, id, caseId);
    },
    emit: async (step, id) => {
      if (step.putOff !== undefined) mailbox?.putOff(step.putOff);
      return sender.emit(step, id, caseId);
    },
    awaitDelivery: async (step, id) => {
      if (inbox === undefined || mailbox === undefined) return { unable: noWebhook };
      if (inbox.silent) return { unable: explainSilence(inbox.url) };
      const found = await mailbox.next(step.delivery, step.patience);
      // Where nothing at all is delivered, the host may well deliver to somebody else.
      if (found === undefined && !inbox.reached) return { unable: explainSilence(inbox.url) };
      const taken = step.expect === undefined ? found : found && { operation: step.expect, ...found };
      const exchange = taken === undefined ? standForNone(id, inbox.url, clock) : { ...taken, id };
      sender.record(exchange, caseId);
      return exchange;
    },
    timing: target.profile.timing,
    clock,
  };
}

/** Why cases about deliveries cannot run, and what to add. */
export const noWebhook =
  "where the host delivers its webhooks is not known; add webhooks: { listen: … } to the profile, and have the host deliver there";

function explainSilence(url: string): string {
  return `nothing at all was delivered to ${url}; have the host's webhook deliver there (webhooks.listen, webhooks.publicUrl)`;
}

function standForNone(id: string, url: string, clock: Clock): Exchange {
  const outcome = { kind: "failure", reason: "timeout", detail: "no such delivery came", ms: 0 } as const;
  const request = { method: "POST", url, headers: [], body: noBody };
  return { id, delivery: "none", credentials: "nobody", request, outcome, startedAt: clock.now().toISOString() };
}
