import type { EventInput, SeriesFinding, SeriesRule } from "../../src/check/standard.ts";
import { canonicalJson, isObject, showJson } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import { remember } from "../../src/model/remember.ts";
import { findDataMember, findMember, type EventMember } from "./find-member.ts";

/** Two events have different eventIds. A payload without one, as the search-key envelope is, says nothing. */
export function demandUniqueIds(event: string): SeriesRule {
  return {
    requirement: `${event}.event-id.unique`,
    check: (inputs) => {
      const deliveries = listDeliveries(inputs);
      const own = deliveries.filter(({ input }) => input.event.id === event);
      const [first] = own;
      if (first === undefined || deliveries.every(({ input }) => isSameEvent(input, first.input))) return undefined;
      const earlier = findEarlier(deliveries);
      return own.flatMap((delivery): SeriesFinding[] => {
        const other = earlier(delivery).find(({ input }) => !isSameEvent(input, delivery.input));
        if (other === undefined) return [];
        const { id, position } = delivery;
        const actual = `${showJson(id.value)}, which another event has, delivered before`;
        const finding = { pointer: id.pointer, expected: "an eventId of its own", actual };
        return [placeFinding(position, other.position, finding)];
      });
    },
  };
}

/**
 * Members that make the event; the others belong to the envelope or, as a time stamp or the number in a log may, to the
 * one delivery.
 */
const membersOfEvents = ["eventName", "orgId", "refId", "apiRequestId", "createdAt", "loyaltyEventId", "data"];

/** Deliveries of one event are the same, member by member. */
export function demandEqualRepeats(event: string): SeriesRule {
  return {
    requirement: `${event}.event-id.repeated`,
    check: (inputs) => {
      const deliveries = listDeliveries(inputs);
      const earlier = findEarlier(deliveries);
      const repeats = deliveries
        .filter(({ input }) => input.event.id === event)
        .flatMap((delivery) => {
          const first = earlier(delivery).find(({ input }) => isSameEvent(input, delivery.input));
          return first === undefined ? [] : [{ delivery, first }];
        });
      if (repeats.length === 0) return undefined;
      return repeats.flatMap(({ delivery, first }): SeriesFinding[] => {
        const [difference] = membersOfEvents.flatMap((name) => {
          const member = findMember(delivery.input, name);
          const place = member?.pointer ?? delivery.id.pointer;
          return findDifference(findMember(first.input, name)?.value, member?.value, place) ?? [];
        });
        if (difference === undefined) return [];
        const expected = `${showJson(difference.before)}, as in an earlier delivery of the same event`;
        const { pointer, after } = difference;
        return [placeFinding(delivery.position, first.position, { pointer, expected, actual: showJson(after) })];
      });
    },
  };
}

interface Delivery {
  readonly input: EventInput;
  readonly position: number;
  readonly id: EventMember;
}

/** Every rule of every event looks at the same series. */
const listDeliveries = remember((inputs: readonly (EventInput | undefined)[]): readonly Delivery[] =>
  inputs.flatMap((input, position) => {
    const id = input === undefined ? undefined : findMember(input, "eventId");
    return input === undefined || typeof id?.value !== "string" ? [] : [{ input, position, id }];
  }),
);

/** Of a delivery those before it that have its eventId. */
function findEarlier(deliveries: readonly Delivery[]): (delivery: Delivery) => Delivery[] {
  const byId = new Map<unknown, Delivery[]>();
  for (const delivery of deliveries) {
    const same = byId.get(delivery.id.value) ?? [];
    same.push(delivery);
    byId.set(delivery.id.value, same);
  }
  return ({ id, position }) => (byId.get(id.value) ?? []).filter((other) => other.position < position);
}

/**
 * Whether two payloads with one eventId tell of the same: the same kind of change of the same customer in the same
 * program, and of reference, request and moment at least as many that they share as differ.
 */
function isSameEvent(one: EventInput, other: EventInput): boolean {
  if (one === other) return true;
  if (one.event.id !== other.event.id) return false;
  const paths = [["customerIdentifiers", "customerId"], ["partnerProgramId"], ["updateType"]];
  // What is the same in every member is alike in these too.
  const isAlike = paths.every((path) => isEqual(findDataMember(one, ...path), findDataMember(other, ...path)));
  if (!isAlike) return false;
  const traces = ["refId", "apiRequestId", "createdAt"].flatMap((name) => {
    const [first, second] = [findMember(one, name), findMember(other, name)];
    return first === undefined || second === undefined ? [] : [isEqual(first, second)];
  });
  const equal = traces.filter(Boolean).length;
  // What lacks all of these is the same where nothing of it differs.
  if (membersOfEvents.every((name) => isEqual(findMember(one, name), findMember(other, name)))) return true;
  // Two events of one moment are two events.
  return equal > 0 && equal >= traces.length - equal;
}

function isEqual(one: EventMember | undefined, other: EventMember | undefined): boolean {
  const [first, second] = [one?.value ?? null, other?.value ?? null];
  if (typeof first !== "object" || typeof second !== "object") return first === second;
  return canonicalJson(first) === canonicalJson(second);
}

interface Difference {
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The first place at which two values differ. */
function findDifference(before: unknown, after: unknown, pointer: string): Difference | undefined {
  if (canonicalJson(before) === canonicalJson(after)) return undefined;
  if (!isObject(before) || !isObject(after)) return { pointer, before, after };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  for (const name of names) {
    const difference = findDifference(before[name], after[name], pointer + formatPointer([name]));
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function placeFinding(
  exchange: number,
  other: number,
  finding: { readonly pointer: string; readonly expected: string; readonly actual: string },
): SeriesFinding {
  return { ...finding, kind: "disagreement", exchange, rests: [other, exchange] };
}
