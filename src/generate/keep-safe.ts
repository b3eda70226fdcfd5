import type { RequestDraft } from "./draft.ts";
import type { Generated, GeneratorParts } from "./plan-generated.ts";

/** The drafts of an operation that change nothing but what may be changed, on a host that takes them in any way. */
export function keepSafe<World>(
  {
    generation,
    world,
    generated,
  }: GeneratorParts<World> & {
    readonly world: World;
    readonly generated: readonly Generated<World>[];
  },
  { source }: Generated<World>,
  drafts: readonly RequestDraft[],
): RequestDraft[] {
  // A read that is sent by another method is no read any more.
  const canWrite = source.writes || generated.some((one) => one.source.writes);
  return drafts.filter(({ request, writes }) => generation.isSafe(request, world) && (!writes || canWrite));
}
