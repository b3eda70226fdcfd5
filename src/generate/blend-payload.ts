import { isObject, type Json } from "../model/json.ts";

type Members = Readonly<Record<string, Json>>;

/** What the samples of an event show of each member, whatever envelope they are in. */
export interface ShownMembers {
  /** By the member's name: its JSON types, days and whole numbers apart. */
  readonly kinds: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the name of an object: the members that it is never seen without. */
  readonly always: ReadonlyMap<string, ReadonlySet<string>>;
}

export function listShownMembers(samples: readonly Json[]): ShownMembers {
  const kinds = new Map<string, Set<string>>();
  const always = new Map<string, Set<string>>();
  const visit = (name: string, value: Json): void => {
    kinds.set(name, (kinds.get(name) ?? new Set()).add(kindOf(value)));
    if (Array.isArray(value)) for (const one of value as readonly Json[]) visit(`${name}[]`, one);
    else if (isObject(value)) {
      const members = Object.entries(value as Members);
      const before = always.get(name);
      const here = members.map(([key]) => key).filter((key) => before?.has(key) ?? true);
      always.set(name, new Set(here));
      for (const [key, one] of members) visit(key, one);
    }
  };
  for (const sample of samples) visit("", sample);
  return { kinds, always };
}

/**
 * A payload that a pool has made of the schemas, as a sender might send it: with the members and values of the pool where
 * they are what samples show such members to be, and the sample's own elsewhere. Schemas leave open what no page tells, such
 * as the type of a member that no table describes, and nobody has to expect whatever may stand there.
 * @param isFixed names whose values say what the payload is, and stay those of the sample
 */
export function blendPayload(
  sample: Json,
  drawn: Json,
  { kinds, always }: ShownMembers,
  isFixed: (name: string) => boolean,
): Json {
  const blend = (name: string, own: Json | undefined, value: Json): Json | undefined => {
    if (isFixed(name)) return own;
    if (!(kinds.get(name)?.has(kindOf(value)) ?? false)) return own;
    if (Array.isArray(value)) {
      const first = Array.isArray(own) ? (own as readonly Json[])[0] : undefined;
      return (value as readonly Json[]).flatMap((one) => blend(`${name}[]`, first, one) ?? []);
    }
    if (isObject(value)) return blendMembers(name, isObject(own) ? own : {}, value);
    return typeof value === "number" ? Math.abs(value) : value;
  };
  const blendMembers = (name: string, own: Members, value: Members): Json | undefined => {
    const needed = always.get(name) ?? new Set();
    const kept = Object.keys(own).filter((key) => key in value || isFixed(key) || needed.has(key));
    const members = [...new Set([...kept, ...Object.keys(value)])].flatMap((key): [string, Json][] => {
      const inner = value[key];
      const result = inner === undefined ? own[key] : blend(key, own[key], inner);
      return result === undefined ? [] : [[key, result]];
    });
    const result = Object.fromEntries(members);
    return [...needed].every((key) => key in result) ? result : undefined;
  };
  return blend("", sample, drawn) ?? sample;
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return "day";
  return typeof value;
}
