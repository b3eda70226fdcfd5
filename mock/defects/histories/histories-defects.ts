import type { Defect } from "../defect.ts";
import { activityFilterDefects } from "./activity-filter-defects.ts";
import { agreementDefects } from "./agreement-defects.ts";
import { authenticationDefects } from "./authentication-defects.ts";
import { customerDefects } from "./customer-defects.ts";
import { formatDefects } from "./format-defects.ts";
import { limitDefects } from "./limit-defects.ts";
import { notesDefects } from "./notes-defects.ts";
import { offsetDefects } from "./offset-defects.ts";
import { otherFilterDefects } from "./other-filter-defects.ts";
import { programDefects } from "./program-defects.ts";
import { relinkingDefects } from "./relinking-defects.ts";
import { resourceDefects } from "./resource-defects.ts";
import { shapeDefects } from "./shape-defects.ts";
import { totalDefects } from "./total-defects.ts";
import { transportDefects } from "./transport-defects.ts";
import { typeFilterDefects } from "./type-filter-defects.ts";
import { updateDefects } from "./update-defects.ts";
import { valueDefects } from "./value-defects.ts";
import { windowDefects } from "./window-defects.ts";

/** Every fault in answers to requests for histories. */
export const historiesDefects: readonly Defect[] = [
  ...resourceDefects,
  ...shapeDefects,
  ...formatDefects,
  ...valueDefects,
  ...notesDefects,
  ...programDefects,
  ...typeFilterDefects,
  ...activityFilterDefects,
  ...windowDefects,
  ...otherFilterDefects,
  ...limitDefects,
  ...offsetDefects,
  ...totalDefects,
  ...customerDefects,
  ...agreementDefects,
  ...relinkingDefects,
  ...updateDefects,
  ...authenticationDefects,
  ...transportDefects,
];
