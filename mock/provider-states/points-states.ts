import { isObject } from "../../src/model/json.ts";
import type { Params } from "../find-named.ts";
import type { Customer, Organisation, PromisedPoints, TriggerBasedPoints } from "../fixtures.ts";
import type { CustomerState, Situation } from "./provider-state.ts";

/** States of a customer and of a customer's points. */
export const pointsStates: Readonly<Record<string, CustomerState>> = {
  "customer exists": defineState(
    () => true,
    ({ customer }) => customer,
  ),
  "customer does not exist": defineState(
    () => false,
    () => undefined,
  ),
  "customer has promised points": defineState(
    ({ promisedPoints }) => (promisedPoints ?? []).length > 0,
    ({ customer, params, organisation }) => ({
      ...customer,
      promisedPoints:
        readPromises(params) ??
        (customer.promisedPoints?.length ? customer.promisedPoints : [samplePromise(organisation)]),
    }),
  ),
  "customer has no promised points": defineState(
    ({ promisedPoints }) => (promisedPoints ?? []).length === 0,
    ({ customer }) => ({ ...customer, promisedPoints: [] }),
  ),
  "customer has trigger-based points": defineState(
    ({ triggerBasedPoints }) => (triggerBasedPoints ?? []).length > 0,
    ({ customer, params, organisation }) => ({
      ...customer,
      triggerBasedPoints:
        readTriggers(params) ??
        (customer.triggerBasedPoints?.length ? customer.triggerBasedPoints : [sampleTrigger(organisation)]),
    }),
  ),
  "customer has no points": defineState(
    ({ promisedPoints, triggerBasedPoints }) => (promisedPoints ?? []).length + (triggerBasedPoints ?? []).length === 0,
    ({ customer }) => ({ ...customer, promisedPoints: [], triggerBasedPoints: [] }),
  ),
};

function defineState(
  fits: (customer: Customer) => boolean,
  change: (situation: Situation) => Customer | undefined,
): CustomerState {
  return { about: "customer", fits, change: (situation) => ({ customer: change(situation) }) };
}

function readPromises({ points }: Params): readonly PromisedPoints[] | undefined {
  return readTriggers({ points })?.map((entry, index) => ({
    ...entry,
    redeemableFrom: String(
      (Array.isArray(points) && isObject(points[index]) ? points[index]["redeemableFrom"] : undefined) ?? "2099-12-31",
    ),
  }));
}

function readTriggers({ points }: Params): readonly TriggerBasedPoints[] | undefined {
  if (!Array.isArray(points)) return undefined;
  return points.filter(isObject).map((entry) => ({
    points: /^-?(0|[1-9]\d*)(\.\d+)?$/.test(String(entry["points"])) ? String(entry["points"]) : "100.000",
    programId: Number(entry["programId"]),
    pointsType: String(entry["pointsType"] ?? "bill_regular"),
  }));
}

function samplePromise(organisation: Organisation): PromisedPoints {
  return { ...sampleTrigger(organisation), redeemableFrom: "2099-12-31" };
}

function sampleTrigger({ defaultProgram }: Organisation): TriggerBasedPoints {
  return { points: "100.000", programId: defaultProgram, pointsType: "bill_regular" };
}
