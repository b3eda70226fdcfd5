import type { Binding } from "../../src/model/case.ts";
import type { ActionKind, SequenceAction, Sequences } from "../../src/model/sequence.ts";
import { createCaseDefiner, type Subject } from "../need.ts";
import { playFlow } from "../update/flow.ts";
import type { World } from "../world.ts";
import { actionKinds, playActions } from "./play.ts";
import { findScene, type Scene } from "./scene.ts";

const needs = "sequences:scene";
const defineSequence = createCaseDefiner<{ [needs]: Scene }>();

/** Sequences of updates, reads and calls of the state endpoint, held against the model of what they leave. */
export const sequences: Sequences<string, Subject> = {
  needs,
  operations: ["update", "histories"],
  // Sound because a case is given the subject of its own need and no other.
  kinds: (subject) => listKinds(subject as unknown as Scene),
  play: (id, actions) => makeSequence(id, actions),
};

export function isSequencesNeed(need: string): boolean {
  return need === needs;
}

/** The one scene of an organisation, or what its profile lacks. */
export function bindSequences(world: World): Binding<Subject> {
  if (!world.writes)
    return {
      kind: "couldNotRun",
      reason: "nothing may be changed on the host; set writes: true and mark customers writable: true",
    };
  if (!world.state)
    return {
      kind: "couldNotRun",
      reason:
        "a sequence begins on a host that was reset; add state.url to the profile if the host has a state endpoint",
    };
  const scene = findScene(world);
  if (scene === undefined)
    return {
      kind: "couldNotRun",
      reason:
        "no customer with writable: true is linked to a partner program, and in fewer than ten of them, so that histories show all on one page; list one",
    };
  return { kind: "ready", subjects: [{ label: "", subject: scene as unknown as Subject }] };
}

function makeSequence(id: string, actions: readonly SequenceAction[]) {
  const defined = defineSequence({
    id,
    title: `After ${describeActions(actions)} the host shows what was done and nothing else`,
    operation: "update",
    requirements: [
      "update.effect.others",
      "update.effect.membership",
      "update.refused.unchanged",
      "update.upgrade.tier",
      "update.downgrade.tier",
      "update.renew.expiry",
      "update.expiry.set",
      "update.expiry.kept",
      "update.cancel.enrolment",
      "histories.cancelled.not-relinked",
    ],
    needs,
    writes: "kept",
    ...playFlow(playActions(actions)),
  });
  if (!("next" in defined)) throw new TypeError("a sequence is a case of several requests");
  return defined;
}

function describeActions(actions: readonly SequenceAction[]): string {
  const names = actions.map(({ kind }) => words[kind] ?? kind);
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} steps more`] : names;
  return shown.join(", ") || "no step";
}

const words: Readonly<Record<string, string>> = {
  update: "an update",
  batch: "several updates in one request",
  cancel: "a cancellation",
  queue: "a queued relink",
  clock: "some days",
  daily: "the daily batch",
  look: "a read",
  points: "a read of points",
};

function listKinds(scene: Scene): ActionKind[] {
  return actionKinds.flatMap(({ fits, ...kind }) => (fits === undefined || fits(scene) ? [kind] : []));
}
