import type { Divergence, Run } from "../src/model/run.ts";
import type { FileLocation } from "../src/model/verdict.ts";

/** The user's own file to open for a divergence: the one that was checked, else the profile; undefined for a plain URL. */
export function locateDivergence(run: Run, { location }: Pick<Divergence, "location">): FileLocation | undefined {
  if (location !== undefined) return location;
  const { profile } = run.run;
  if (profile === undefined || /^https?:\/\//.test(profile)) return undefined;
  return { file: profile, line: 1 };
}
