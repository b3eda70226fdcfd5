import type { Defect } from "../defect.ts";
import { activityDefects } from "./activity-defects.ts";
import { activityFilterDefects } from "./activity-filter-defects.ts";
import { agreementDefects } from "./agreement-defects.ts";
import { authenticationDefects } from "./authentication-defects.ts";
import { batchDefects } from "./batch-defects.ts";
import { cancellationDefects } from "./cancellation-defects.ts";
import { customerDefects } from "./customer-defects.ts";
import { datedCountDefects, datedDetailsDefects } from "./dated-details-defects.ts";
import { earlyRelinkDefects } from "./early-relink-defects.ts";
import { formatDefects } from "./format-defects.ts";
import { initiationDefects } from "./initiation-defects.ts";
import { lastUpdateDefects } from "./last-update-defects.ts";
import { limitDefects } from "./limit-defects.ts";
import { longWindowDefects } from "./long-window-defects.ts";
import { mandatoryDefects } from "./mandatory-defects.ts";
import { notesDefects } from "./notes-defects.ts";
import { offsetDefects } from "./offset-defects.ts";
import { otherFilterDefects } from "./other-filter-defects.ts";
import { programDefects } from "./program-defects.ts";
import { aloneDefects, programFilterDefects } from "./program-filter-defects.ts";
import { benefitCountDefects, programValueDefects } from "./program-value-defects.ts";
import { resourceDefects } from "./resource-defects.ts";
import { shapeDefects } from "./shape-defects.ts";
import { sourceDefects } from "./source-defects.ts";
import { totalDefects } from "./total-defects.ts";
import { transportDefects } from "./transport-defects.ts";
import { typeFilterDefects } from "./type-filter-defects.ts";
import { updateDefects } from "./update-defects.ts";
import { windowDefects } from "./window-defects.ts";

/** Every fault in answers to requests for histories, and in what state calls leave for them. */
export const historiesDefects: readonly Defect[] = [
  ...resourceDefects,
  ...shapeDefects,
  ...formatDefects,
  ...programValueDefects,
  ...benefitCountDefects,
  ...lastUpdateDefects,
  ...activityDefects,
  ...notesDefects,
  ...programDefects,
  ...programFilterDefects,
  ...aloneDefects,
  ...typeFilterDefects,
  ...activityFilterDefects,
  ...windowDefects,
  ...longWindowDefects,
  ...datedDetailsDefects,
  ...datedCountDefects,
  ...otherFilterDefects,
  ...limitDefects,
  ...offsetDefects,
  ...totalDefects,
  ...mandatoryDefects,
  ...sourceDefects,
  ...customerDefects,
  ...agreementDefects,
  ...initiationDefects,
  ...earlyRelinkDefects,
  ...batchDefects,
  ...cancellationDefects,
  ...updateDefects,
  ...authenticationDefects,
  ...transportDefects,
];
