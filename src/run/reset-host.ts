import type { Sender } from "./sender.ts";

/** Puts a host back where it has a state endpoint that can do that. */
export interface Resetter {
  /** Resets the host before a case that writes; false where it cannot be reset. */
  prepare(sender: Sender, caseId: string): Promise<boolean>;
  /** Resets the host after the last case, if any wrote to it. */
  leave(): Promise<void>;
}

/** @param hasState whether the profile names a state endpoint */
export function createResetter(hasState: boolean): Resetter {
  let works = hasState;
  let count = 0;
  let last: Sender | undefined;
  const reset = async (sender: Sender, caseId: string): Promise<boolean> => {
    if (!works) return false;
    const done = await sender.callState({ state: "reset" }, `${caseId}#reset-${count++}`, caseId);
    works = !("unable" in done);
    return works;
  };
  return {
    prepare: async (sender, caseId) => {
      if (!(await reset(sender, caseId))) return false;
      last = sender;
      return true;
    },
    leave: async () => {
      if (last !== undefined) await reset(last, "end");
    },
  };
}
