import type { Catalog } from "../catalog/catalog.ts";
import type { Standard } from "../check/standard.ts";
import { type Draft, nameDraft } from "../generate/draft.ts";
import { createDraw } from "../generate/draw.ts";
import { listBreaches } from "../generate/name-breach.ts";
import { shrinkRequest } from "../generate/shrink-request.ts";
import type { Case, RequestPlan } from "../model/case.ts";
import type { DrawFor, Generation } from "../model/generation.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Target } from "../target/target.ts";
import { canReset } from "./reset-host.ts";
import type { Shrunk, Trial } from "./shrink-case.ts";
import { readRequest, shrinkGenerated } from "./shrink-generated.ts";
import type { PlannedGenerated } from "./source-plan.ts";

/** What drafts become cases with. */
export interface DraftParts<World> {
  readonly catalog: Catalog;
  readonly generation: Generation<World>;
  readonly world: World;
  readonly seed: number;
  readonly target: Pick<Target, "loopback" | "profile">;
}

/** A draft as a case of this organisation. */
export function planDraft<World>(parts: DraftParts<World>, draft: Draft): PlannedGenerated {
  const id = nameDraft(draft);
  if ("relation" in draft) {
    const { relation, subject } = draft;
    const { case: property } = relation;
    // A property is run with a subject of its own and no other.
    return { id, phase: "generated", case: { ...property, id }, state: { kind: "ready", subject } } as PlannedGenerated;
  }
  const { title, operation, requirements, request } = draft;
  const head = { id, title, operation, requirements };
  return {
    id,
    phase: "generated",
    case: makeCase(parts, head, request),
    shrink: (trial) => shrink(parts, head, request, trial),
    state: { kind: "ready", subject: undefined },
  };
}

type CaseHead = Pick<Case<undefined, undefined>, "id" | "title" | "operation" | "requirements">;

/** A request as a case, judged as the Standard says. */
function makeCase<World>(
  { generation, world, seed }: Pick<DraftParts<World>, "generation" | "world" | "seed">,
  head: CaseHead,
  request: RequestPlan,
): Case<undefined, undefined> {
  const { next, judge, writes } = generation.examine(request, world, drawFor(seed, head.id));
  return {
    ...head,
    needs: undefined,
    ...(writes === undefined ? {} : { writes }),
    next: (_subject, trace) => next(trace),
    judge: (_subject, trace) => judge(trace),
  };
}

/** Off this machine so many requests are sent to make one smaller; here there is no need to be sparing. */
export const mostRequests = { elsewhere: 50, here: 400 };

/**
 * Looks for a smaller request that breaks the same requirements, or none if this one breaks none, and is as safe. One
 * that changes something is left as it was found where the host cannot be reset.
 */
async function shrink<World>(
  parts: DraftParts<World>,
  head: CaseHead,
  request: RequestPlan,
  trial: Trial<undefined, undefined>,
): Promise<Shrunk<undefined, undefined> | undefined> {
  const { catalog, generation, world, target } = parts;
  const operation = catalog.operations.get(request.operation);
  const plan = (one: RequestPlan): Case<undefined, undefined> => makeCase(parts, head, one);
  if (plan(request).writes !== undefined && !canReset(target.profile)) return undefined;
  const classOf = (one: RequestPlan): string =>
    operation === undefined ? "" : JSON.stringify(listBreaches(catalog, operation, one) ?? "no JSON");
  const own = classOf(request);
  return shrinkGenerated(
    {
      request,
      plan,
      most: target.loopback ? mostRequests.here : mostRequests.elsewhere,
      smaller: function* (from) {
        for (const one of shrinkRequest(from)) if (generation.isSafe(one, world) && classOf(one) === own) yield one;
      },
    },
    trial,
  );
}

/** The draws of a case: of the same seed and id the same ones. */
export function drawFor(seed: number, id: string): DrawFor {
  return (part = "") => createDraw(seed, `${id} ${part}`);
}

/** The case of a recorded request, such as one that was shrunk; undefined where the verdict has none. */
export function remakeRequest<Organisation, World, Needs, Subject>(
  { generation }: Standard<Organisation, World, Needs, Subject>,
  { world, seed }: { readonly world: World; readonly seed: number },
  {
    case: id,
    title,
    operation,
    requirements,
    made,
  }: Pick<Verdict, "case" | "title" | "operation" | "requirements" | "made">,
): PlannedGenerated | undefined {
  const request = readRequest(made);
  const [first, ...others] = requirements;
  if (request === undefined || generation === undefined || first === undefined) return undefined;
  const head: CaseHead = { id, title, operation, requirements: [first, ...others] };
  const one = makeCase({ generation, world, seed }, head, request);
  return { id, phase: "generated", case: one, state: { kind: "ready", subject: undefined } };
}
