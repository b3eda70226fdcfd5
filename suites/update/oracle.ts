import { isObject, type Json } from "../../src/model/json.ts";
import { isPast, isUnknownForm } from "./expiry.ts";
import { cancellation, renewalInitiation, type TierType, tierTypes, updateTypes } from "./request.ts";

/** A partner program that exists, as one customer stands to it. */
export interface ProgramState {
  readonly name: string;
  /** Undefined where reading has not shown it. */
  readonly linked: boolean | undefined;
  /** Names of its tiers; a name that is not among them is taken for one that it does not have. */
  readonly tiers: readonly string[];
  /** The customer's tier. */
  readonly tier?: string;
  /** Places of tiers from the lowest to the highest, of those whose place is known. */
  readonly ranks?: Readonly<Record<string, number>>;
  /** Whether a relinking is queued; undefined where reading has not shown it. */
  readonly pending: boolean | undefined;
}

/** What is known about the customer that an update names, and about the organisation. */
export interface KnownState {
  readonly customer: "known" | "unknown";
  /** Programs that exist; a name that is not among them is taken for one that does not. */
  readonly programs: readonly ProgramState[];
  readonly relinking: "on" | "off" | "unknown";
  /** The host's present instant, ISO 8601. */
  readonly now: string;
}

/** The documented outcomes of one update; a host passes with any of them. */
export interface Foreseen {
  /** Whether it may be made. */
  readonly made: boolean;
  /** Codes of the page with any of which it may be refused. */
  readonly codes: readonly number[];
  /** Whether it may be refused with another number or none, because the page prints none for what is wrong. */
  readonly otherwise: boolean;
}

/** So many customers, or updates of one customer or in all, are within every reading of the limit. */
const batchLimit = 50;

/** Whether a condition holds: for sure, or by one reading, or as far as is known. */
type Holds = "yes" | "perhaps" | "no";

interface Faults {
  readonly code: number | undefined;
  readonly holds: (update: Parsed, state: KnownState) => Holds;
}

/** An update as it was sent: a text, or what stands in its place. */
interface Parsed {
  readonly program: Text;
  readonly type: Text;
  /** `empty` where there is nothing in them, `other` where they are no object. */
  readonly details: "none" | "empty" | "filled" | "other";
  readonly tier: Text;
  readonly expiry: Text;
}

type Text = { readonly kind: "text"; readonly text: string } | { readonly kind: "none" } | { readonly kind: "other" };

const always = (condition: boolean): Holds => (condition ? "yes" : "no");
const perhaps = (condition: boolean): Holds => (condition ? "perhaps" : "no");

/**
 * Each code of the page with its condition. What a condition presumes is part of it, so that one fault gives one code:
 * a program that does not exist (2006) is not one that lacks the customer (2004), a tier is looked for in a program that
 * the customer is linked to (2007), and a cancellation that is not allowed (2026) does not look for one pending (2027).
 * What is true beside another fault, and is not presumed by it, may be reported in its place: precedence is not described.
 */
const conditions: readonly Faults[] = [
  {
    // The name is needed by every kind; details and tier by all but a cancellation.
    code: 2002,
    holds: (update) => {
      if (update.program.kind === "none") return "yes";
      if (isOf(update, cancellation)) return "no";
      // A kind of update that is left out is a required field left out, too.
      if (update.tier.kind !== "none") return perhaps(update.type.kind === "none");
      return isOf(update, ...updateTypes) ? "yes" : "perhaps";
    },
  },
  {
    code: 2009,
    holds: ({ type }) =>
      type.kind === "text" ? always(!updateTypes.includes(type.text)) : perhaps(type.kind === "none"),
  },
  {
    code: 2006,
    holds: ({ program }, state) => always(program.kind === "text" && findProgram(program, state) === undefined),
  },
  {
    code: 2004,
    holds: ({ program }, state) => {
      const found = findProgram(program, state);
      return found === undefined || found.linked === true ? "no" : found.linked === false ? "yes" : "perhaps";
    },
  },
  {
    code: 2007,
    holds: (update, state) => {
      const found = findProgram(update.program, state);
      const { tier } = update;
      if (found === undefined || tier.kind !== "text" || found.tiers.includes(tier.text)) return "no";
      if (isOf(update, cancellation)) return "no";
      // A program without tiers has none of that name; whether a renewal's name is looked up is a reading.
      if (isOf(update, renewalInitiation)) return found.tiers.length === 0 ? "perhaps" : always(found.linked === true);
      return found.linked === true ? "yes" : "perhaps";
    },
  },
  {
    code: 2003,
    holds: (update, { now }) => {
      if (isOf(update, cancellation) || update.expiry.kind !== "text") return "no";
      return isPast(update.expiry.text, now);
    },
  },
  { code: 2026, holds: (update, state) => (isOf(update, cancellation) ? dependOn(state, "off") : "no") },
  {
    code: 2027,
    holds: (update, state) => {
      const found = findProgram(update.program, state);
      if (!isOf(update, cancellation) || state.relinking === "off" || found?.pending === true) return "no";
      // It is true of a program that the customer is not linked to as well.
      const isSure = found?.linked === true && found.pending === false && state.relinking === "on";
      return isSure ? "yes" : "perhaps";
    },
  },
  { code: 2028, holds: (update, state) => (isOf(update, renewalInitiation) ? dependOn(state, "on") : "no") },
  // No number is printed for what follows.
  { code: undefined, holds: (_update, { customer }) => always(customer === "unknown") },
  { code: undefined, holds: ({ type }) => always(type.kind !== "text") },
  {
    code: undefined,
    holds: ({ program, tier, details }) =>
      always(program.kind === "other" || tier.kind === "other" || details === "other"),
  },
  {
    code: undefined,
    holds: (update) => {
      if (isOf(update, cancellation)) return perhaps(update.details !== "none");
      if (update.expiry.kind !== "text") return perhaps(update.expiry.kind === "other");
      return isUnknownForm(update.expiry.text);
    },
  },
  {
    // That the tier has to fit the kind of update is a reading, and so is a renewal in a program without tiers.
    code: undefined,
    holds: (update, state) => {
      const found = findProgram(update.program, state);
      if (found === undefined || found.linked === false || update.tier.kind !== "text") return "no";
      if (isOf(update, renewalInitiation)) return perhaps(found.tiers.length === 0 && state.relinking !== "on");
      if (!found.tiers.includes(update.tier.text) || update.type.kind !== "text") return "no";
      return perhaps(isTierType(update.type.text) && !fitsType(update.type.text, update.tier.text, found));
    },
  },
];

/** What may become of one update. */
export function foreseeUpdate(update: Json, state: KnownState): Foreseen {
  const parsed = parseUpdate(update);
  const holding = conditions.map(({ code, holds }) => ({ code, holds: holds(parsed, state) }));
  return {
    made: holding.every(({ holds }) => holds !== "yes"),
    codes: holding.flatMap(({ code, holds }) => (code === undefined || holds === "no" ? [] : [code])),
    otherwise: holding.some(({ code, holds }) => code === undefined && holds !== "no"),
  };
}

/**
 * What may become of each update of a request by the number of its customers and updates: beyond the limit each may be
 * refused with 2008, because what the limit counts is a reading. Undefined where it is within every reading.
 */
export function foreseeLimit(updatesOfCustomers: readonly number[]): 2008 | undefined {
  const total = updatesOfCustomers.reduce((sum, count) => sum + count, 0);
  return updatesOfCustomers.length > batchLimit || total > batchLimit ? 2008 : undefined;
}

function dependOn({ relinking }: KnownState, value: "on" | "off"): Holds {
  return relinking === "unknown" ? "perhaps" : always(relinking === value);
}

function findProgram(name: Text, { programs }: KnownState): ProgramState | undefined {
  return name.kind === "text" ? programs.find((program) => program.name === name.text) : undefined;
}

function isOf({ type }: Parsed, ...types: readonly string[]): boolean {
  return type.kind === "text" && types.includes(type.text);
}

function parseUpdate(update: Json): Parsed {
  const members = isObject(update) ? update : {};
  const sent = members["updateDetails"] ?? undefined;
  const details = isObject(sent) ? sent : {};
  const filled = Object.keys(details).length > 0 ? "filled" : "empty";
  return {
    program: parseText(members["partnerProgramName"]),
    type: parseText(members["updateType"]),
    details: sent === undefined ? "none" : isObject(sent) ? filled : "other",
    tier: parseText(details["updatedTierName"]),
    expiry: parseText(details["updatedTierExpiryDate"]),
  };
}

function parseText(value: unknown): Text {
  if (value === undefined || value === null || value === "") return { kind: "none" };
  return typeof value === "string" ? { kind: "text", text: value } : { kind: "other" };
}

/** Whether a tier lies in the direction that the kind of update is named for, as far as is known. */
export function fitsType(type: string, tier: string, { tier: own, ranks = {} }: ProgramState): boolean {
  if (type === "RENEW") return tier === own;
  const [from, to] = [ranks[own ?? ""], ranks[tier]];
  if (from === undefined || to === undefined) return false;
  return type === "UPGRADE" ? to > from : to < from;
}

function isTierType(type: string): type is TierType {
  return tierTypes.some((one) => one === type);
}
