import { keep } from "../../src/check/judge.ts";
import type { Judgement } from "../../src/model/verdict.ts";
import type { Steps } from "../update/flow.ts";
import { breachAt } from "../update/judge.ts";
import type { Linked } from "../update/members.ts";
import { type Awaited, expectEvent } from "./await-event.ts";
import { isAbout, type Matter, type ToldEvent } from "./told-event.ts";

export const announced = "updated.tier-update.announced";
export const silent = "updated.refused-update.silent";

/** What an event about a membership is about. */
export function matterOf({
  identifiers,
  program,
  membership,
}: Pick<Linked, "identifiers" | "program" | "membership">): Matter {
  return { identifiers, programId: membership.programId, programName: program };
}

export function isUpdateOf(linked: Parameters<typeof matterOf>[0]): (told: ToldEvent) => boolean {
  const matter = matterOf(linked);
  return (told) => told.event === "updated" && isAbout(told, matter);
}

/** The event of an update of this membership, which has to come. */
export function* expectUpdate(linked: Parameters<typeof matterOf>[0]): Steps<Awaited> {
  const matter = matterOf(linked);
  return yield* expectEvent("updated", (told) => isAbout(told, matter));
}

/** An update that was made is followed by its event. */
export function judgeArrival({ told, position }: Awaited, what: string): Judgement {
  if (told !== undefined) return keep(announced);
  return breachAt(announced, "effect", position, {
    pointer: "",
    expected: `partnerProgramUpdated for ${what}, because the update was reported as made`,
    actual: "none came",
  });
}

/** What is told although the update was refused. */
export function judgeSilence({ told, position }: Awaited, what: string): Judgement {
  if (told === undefined) return keep(silent);
  return breachAt(silent, "effect", position, {
    pointer: "",
    expected: `no partnerProgramUpdated for ${what}, because the update was refused`,
    actual: "one was delivered",
  });
}
