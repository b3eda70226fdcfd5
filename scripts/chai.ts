import type { Rulebook } from "../src/check/standard.ts";
import { type AssertionOptions, createChaiPlugin } from "../suites/chai-plugin.ts";
import { loadStandard } from "./load-standard.ts";

export type { AssertionOptions, ConformOptions, EventOptions, ExchangeRecorder } from "../suites/chai-plugin.ts";

/**
 * A plug-in of chai's, `chai.use(conformance())`, with `conform`, `conformToEvent` and `seenOnlyConformingRequests`.
 * @param options how strict they are, and what they judge by: Capillary's documents unless `standard` is another
 */
export function conformance(
  options: AssertionOptions & { readonly standard?: Rulebook } = {},
): ReturnType<typeof createChaiPlugin> {
  const { standard = loadStandard(), ...defaults } = options;
  return createChaiPlugin(standard, defaults);
}
