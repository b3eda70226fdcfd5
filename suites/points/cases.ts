import { customerCases } from "./cases/customers.ts";
import { programCases } from "./cases/programs.ts";
import { readCases } from "./cases/reads.ts";
import { resemblingCases } from "./cases/resembling.ts";
import { silentCases } from "./cases/silent.ts";
import { unknownProgramCases } from "./cases/unknown-programs.ts";
import { windowCases } from "./cases/window.ts";

/** Everything that is tried with promised points. */
export const pointsCases = [
  ...readCases,
  ...programCases,
  ...unknownProgramCases,
  ...windowCases,
  ...customerCases,
  ...resemblingCases,
  ...silentCases,
];
