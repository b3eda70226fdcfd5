import type { Clock } from "../model/clock.ts";
import type { Target } from "../target/target.ts";
import type { StepRunner } from "./run-case.ts";
import type { Sender } from "./sender.ts";

/**
 * How the steps of one case are carried out.
 * @param onChange is told before the host's state endpoint is called
 */
export function planSteps(
  { target, clock }: { readonly target: Target; readonly clock: Clock },
  sender: Sender,
  caseId: string,
  onChange: () => void = () => {},
): StepRunner {
  return {
    send: (plan, id) => sender.send(plan, id, caseId),
    callState: (step, id) => {
      onChange();
      return sender.callState(step, id, caseId);
    },
    timing: target.profile.timing,
    clock,
  };
}
