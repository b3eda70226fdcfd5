import { isObject } from "../../src/model/json.ts";
import type { Params } from "../find-named.ts";
import type { Customer, Organisation, PromisedPoints, TriggerBasedPoints } from "../fixtures.ts";
import { moveInstant } from "../make-membership.ts";
import type { Change, CustomerState, Situation } from "./provider-state.ts";
import { readCount } from "./read-params.ts";

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
  "customer has promised points some days ahead": {
    about: "customer",
    fits: ({ promisedPoints = [] }) => promisedPoints.length > 0,
    change: promiseAhead,
  },
  "customer has promised points in several programs": {
    about: "customer",
    fits: ({ promisedPoints = [] }, _organisation, params) =>
      new Set(promisedPoints.map(({ programId }) => programId)).size >= readPrograms(params),
    change: promiseInSeveral,
  },
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

const fewestPrograms = 2;
const mostPrograms = 50;

function readPrograms(params: Params): number {
  return readCount(params, "count", [fewestPrograms, mostPrograms]) ?? fewestPrograms;
}

/**
 * Points in the default program that become redeemable soon, because a host may leave out what is far away where no days are
 * asked for; and days that are theirs in no time zone, before and after.
 */
function promiseAhead({ organisation, customer, params, now }: Situation): Change {
  const days = readCount(params, "days", [nearestDay, farthestDay]) ?? 30;
  const sample = { ...sampleTrigger(organisation), ...readAmount(params) };
  const dayAt = (position: number): string => moveInstant(now, position).slice(0, 10);
  return {
    customer: { ...customer, promisedPoints: [{ ...sample, redeemableFrom: dayAt(days) }] },
    values: {
      programId: organisation.defaultProgram,
      dayBeforeAll: dayAt(days - daysBeside),
      dayAfterAll: dayAt(days + daysBeside),
    },
  };
}

function readAmount({ amount }: Params): { readonly points?: string } {
  if (amount === undefined) return {};
  if (/^(0|[1-9]\d{0,11})(\.\d{1,6})?$/.test(String(amount))) return { points: String(amount) };
  throw new RangeError("amount is a number of points");
}

const daysBeside = 2;
const nearestDay = 5;
const farthestDay = 300;

/** Points in as many programs as are asked for; programs that the organisation lacks are made. */
function promiseInSeveral({ organisation, customer, params }: Situation): Change {
  const count = readPrograms(params);
  const { promisedPoints = [] } = customer;
  const own = new Set(promisedPoints.map(({ programId }) => programId));
  const others = organisation.programs.filter(({ id }) => !own.has(id));
  const highest = Math.max(...organisation.programs.map(({ id }) => id));
  const made = Array.from({ length: Math.max(0, count - own.size - others.length) }, (_, index) => ({
    id: highest + index + 1,
    name: `Program ${highest + index + 1}`,
  }));
  const added = [...others, ...made].slice(0, Math.max(0, count - own.size));
  const promised = [...promisedPoints, ...added.map(({ id }) => ({ ...samplePromise(organisation), programId: id }))];
  return {
    customer: { ...customer, promisedPoints: promised },
    organisation: { ...organisation, programs: [...organisation.programs, ...made] },
    values: { programIds: [...new Set(promised.map(({ programId }) => programId))] },
  };
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
