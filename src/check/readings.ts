import type { Catalog } from "../catalog/catalog.ts";
import type { ReadingResult } from "../model/run.ts";
import type { Finding, Judgement, ObservedReadings } from "../model/verdict.ts";

/**
 * Which readings of each requirement an organisation has been seen to follow. Each outcome narrows the set; one that
 * agrees with none, or with none of those left, is a divergence.
 */
export interface ReadingLedger {
  /** Takes one outcome in; the finding says which way it contradicts the documents or what was seen before. */
  observe(organisation: string, observed: ObservedReadings, caseId: string): Finding | undefined;
  /** What has been observed so far, for every requirement with readings in every organisation. */
  results(organisations: readonly string[]): ReadingResult[];
}

/** @param pins requirement to the one reading that the profile accepts */
export function createReadingLedger(catalog: Catalog, pins: Readonly<Record<string, string>>): ReadingLedger {
  const left = new Map<string, Seen>();

  function allReadings(requirement: string): readonly string[] {
    return Object.keys(catalog.requirements.get(requirement)?.readings ?? {});
  }

  return {
    observe(organisation, observed, caseId) {
      const { requirement, readings, pointer, actual, exchange, rests } = observed;
      const key = `${organisation} ${requirement}`;
      const earlier = left.get(key);
      const before = earlier?.readings ?? allReadings(requirement);
      const pin = pins[requirement];
      const head = {
        requirement,
        pointer,
        actual,
        exchange,
        ...(rests === undefined ? {} : { rests }),
        kind: "no-reading" as const,
      };
      const explain = (names: readonly string[]): string =>
        names.map((name) => `${name} (${catalog.requirements.get(requirement)?.readings?.[name] ?? ""})`).join(", or ");

      if (readings.length === 0) {
        left.set(key, { ...earlier, readings: before, contradictory: true });
        return { ...head, expected: `one of the readings ${explain(allReadings(requirement))}` };
      }
      if (pin !== undefined && !readings.includes(pin)) {
        left.set(key, { ...earlier, readings: before, contradictory: true });
        return { ...head, expected: `the reading that the profile pins: ${explain([pin])}` };
      }
      const after = before.filter((name) => readings.includes(name));
      if (after.length === 0) {
        left.set(key, { ...earlier, readings: before, contradictory: true });
        return {
          ...head,
          expected: `the reading that ${earlier?.narrowedBy ?? "an earlier case"} agrees with: ${explain(before)}`,
          actual: `${actual}, which agrees with ${readings.join(" or ")} alone`,
        };
      }
      left.set(key, {
        readings: after,
        contradictory: earlier?.contradictory ?? false,
        ...(after.length < before.length
          ? { narrowedBy: caseId }
          : earlier?.narrowedBy === undefined
            ? {}
            : { narrowedBy: earlier.narrowedBy }),
      });
      return undefined;
    },
    results(organisations) {
      const requirements = [...catalog.requirements.values()].filter(({ readings }) => readings !== undefined);
      return organisations.flatMap((organisation) =>
        requirements.map(({ id, readings: meanings = {} }): ReadingResult => {
          const seen = left.get(`${organisation} ${id}`);
          const readings = seen?.readings ?? [];
          return {
            requirement: id,
            organisation,
            state: stateOf(seen),
            readings,
            meanings: readings.map((name) => meanings[name] ?? name),
          };
        }),
      );
    },
  };
}

/**
 * All findings of a judgement on its own: its own, and those of readings that agree with no reading, with another one
 * than is pinned, or not with each other. A run asks its ledger instead, which knows what came before.
 */
export function settleReadings(
  catalog: Catalog,
  { findings, readings }: Pick<Judgement, "findings" | "readings">,
  pins: Readonly<Record<string, string>> = {},
): Finding[] {
  const ledger = createReadingLedger(catalog, pins);
  const contradicting = readings.flatMap((one) => ledger.observe("", one, "what came before") ?? []);
  return [...findings, ...contradicting];
}

interface Seen {
  readonly readings: readonly string[];
  readonly contradictory: boolean;
  /** The case that left no more than these. */
  readonly narrowedBy?: string;
}

function stateOf(seen: Seen | undefined): ReadingResult["state"] {
  if (seen === undefined) return "notObserved";
  if (seen.contradictory) return "contradictory";
  return seen.readings.length === 1 ? "observed" : "undecided";
}
