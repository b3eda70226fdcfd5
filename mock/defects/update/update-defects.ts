import type { Defect } from "../defect.ts";
import { accessDefects } from "./access-defects.ts";
import { batchDefects } from "./batch-defects.ts";
import { codeDefects } from "./code-defects.ts";
import { echoDefects } from "./echo-defects.ts";
import { expiryDefects } from "./expiry-defects.ts";
import { faultDefects } from "./fault-defects.ts";
import { formDefects } from "./form-defects.ts";
import { identifierDefects } from "./identifier-defects.ts";
import { isolationDefects } from "./isolation-defects.ts";
import { limitDefects } from "./limit-defects.ts";
import { membershipDefects } from "./membership-defects.ts";
import { missingDefects } from "./missing-defects.ts";
import { nobodyDefects } from "./nobody-defects.ts";
import { repetitionDefects } from "./repetition-defects.ts";
import { requiredDefects } from "./required-defects.ts";
import { resourceDefects } from "./resource-defects.ts";
import { resultListDefects } from "./result-list-defects.ts";
import { shapeDefects } from "./shape-defects.ts";
import { sideEffectDefects } from "./side-effect-defects.ts";
import { tierDefects } from "./tier-defects.ts";
import { transportDefects } from "./transport-defects.ts";
import { valueDefects } from "./value-defects.ts";

/** Every fault of updates. */
export const updateDefects: readonly Defect[] = [
  ...resourceDefects,
  ...shapeDefects,
  ...valueDefects,
  ...echoDefects,
  ...identifierDefects,
  ...nobodyDefects,
  ...limitDefects,
  ...resultListDefects,
  ...batchDefects,
  ...isolationDefects,
  ...repetitionDefects,
  ...tierDefects,
  ...expiryDefects,
  ...membershipDefects,
  ...sideEffectDefects,
  ...codeDefects,
  ...missingDefects,
  ...faultDefects,
  ...requiredDefects,
  ...formDefects,
  ...transportDefects,
  ...accessDefects,
];
