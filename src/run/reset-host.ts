import type { Case } from "../model/case.ts";
import type { Profile } from "../target/profile.ts";
import type { Sender } from "./sender.ts";

/** What cases leave behind: what they found, as far as documented calls allow, or something else. */
type Left = "restored" | "changed";

/** Puts a host back where it has a state endpoint that can do that. */
export interface Resetter {
  /**
   * Resets the host before a case where that is needed: one that writes starts from a reset, and one that reads finds what
   * was found out about the organisation. False where the host cannot be reset.
   */
  prepare(sender: Sender, caseId: string, writes: Case<string, unknown>["writes"]): Promise<boolean>;
  /** Takes note of what a case has left behind. */
  note(left: Left): void;
  /** Resets the host after the last case, if any wrote to it. */
  leave(): Promise<void>;
}

/** Whether a host can be put back. A reset is a write: a host on which nothing may be written is never reset. */
export function canReset({ state, writes }: Pick<Profile, "state" | "writes">): boolean {
  return state !== undefined && writes;
}

export function createResetter(profile: Pick<Profile, "state" | "writes">): Resetter {
  let works = canReset(profile);
  let count = 0;
  let last: Sender | undefined;
  // Nobody knows what a host was left with before the run.
  let found: Left | "clean" | "unknown" = "unknown";
  const reset = async (sender: Sender, caseId: string): Promise<boolean> => {
    if (!works) return false;
    const done = await sender.callState({ state: "reset" }, `${caseId}#reset-${count++}`, caseId);
    works = !("unable" in done);
    if (works) found = "clean";
    return works;
  };
  return {
    prepare: async (sender, caseId, writes) => {
      last = sender;
      if (found === "clean" || (writes === undefined && found !== "changed")) return works;
      return reset(sender, caseId);
    },
    note: (left) => {
      if (found !== "changed") found = left;
    },
    leave: async () => {
      if (last !== undefined && (found === "changed" || found === "restored")) await reset(last, "end");
    },
  };
}
