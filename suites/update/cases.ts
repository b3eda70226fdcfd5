import { batchCases } from "./cases/batches.ts";
import { codeCases } from "./cases/codes.ts";
import { customerCases } from "./cases/customers.ts";
import { expiryCases } from "./cases/expiry.ts";
import { missingCases } from "./cases/missing.ts";
import { otherCases } from "./cases/others.ts";
import { programCases } from "./cases/programs.ts";
import { refusedCases } from "./cases/refused.ts";
import { relinkingCases } from "./cases/relinking.ts";
import { requiredCases } from "./cases/required.ts";
import { silentCases } from "./cases/silent.ts";
import { tierCases } from "./cases/tiers.ts";

/** Everything that is tried with updates. */
export const updateCases = [
  ...tierCases,
  ...expiryCases,
  ...customerCases,
  ...missingCases,
  ...codeCases,
  ...programCases,
  ...refusedCases,
  ...relinkingCases,
  ...batchCases,
  ...otherCases,
  ...requiredCases,
  ...silentCases,
];
