import { agreementDefects } from "./agreement-defects.ts";
import { authenticationDefects } from "./authentication-defects.ts";
import { customerDefects, lookupDefects } from "./customer-defects.ts";
import type { Defect } from "./defect.ts";
import { eventDefects } from "./events/event-defects.ts";
import { historiesDefects } from "./histories/histories-defects.ts";
import { matrixDefects } from "./matrix-defects.ts";
import type { OperationName } from "../operation.ts";
import { programDefects } from "./program-defects.ts";
import { rareDefects } from "./rare/rare-defects.ts";
import { shapeDefects } from "./shape-defects.ts";
import { transportDefects } from "./transport-defects.ts";
import { updateDefects } from "./update/update-defects.ts";
import { valueDefects } from "./value-defects.ts";
import { windowDefects } from "./window-defects.ts";

/** Every fault in the answers of operations. */
export const defects: readonly Defect[] = [
  ...limitTo("points", [
    ...shapeDefects,
    ...valueDefects,
    ...matrixDefects,
    ...programDefects,
    ...windowDefects,
    ...customerDefects,
    ...lookupDefects,
    ...agreementDefects,
    ...transportDefects,
    ...authenticationDefects,
  ]),
  ...limitTo("histories", historiesDefects),
  ...limitTo("update", updateDefects),
];

/** Every fault that the mock can be given: those in answers, rare ones at last, then those in what webhooks are told. */
export const allDefects: readonly Defect[] = [...defects, ...rareDefects, ...eventDefects];

function limitTo(operation: OperationName, list: readonly Defect[]): readonly Defect[] {
  return list.map((defect) => ({ ...defect, operation }));
}
