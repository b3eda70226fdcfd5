import type { Draw } from "../../src/model/case.ts";
import type { Fault } from "../../src/model/generation.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import type { World } from "../world.ts";
import { drawFiller } from "./batch.ts";
import { drawNobody, drawProgram, drawTier } from "./draw-names.ts";
import { shiftDays, writeExpiry } from "./expiry.ts";
import { type Linked, listLinked, listMembers } from "./members.ts";
import { cancellation, makeUpdate, nameCustomer, renewalInitiation, tierTypes } from "./request.ts";

type Members = Readonly<Record<string, Json>>;

/** Ways to break an update that the page has a code for, or a rule. Each leaves the request with that update alone. */
export const updateFaults: readonly Fault<World>[] = [
  fault("unknown-program", "a program that does not exist", "update.code.2006", (linked, draw) =>
    makeUpdate(drawProgram(draw), draw.pick(tierTypes), tierOf(linked, draw)),
  ),
  fault("not-linked", "a program that the customer is not linked to", "update.code.2004", (linked, draw) => {
    const others = linked.state.programs.filter((one) => one.linked === false);
    if (others.length === 0) return undefined;
    const other = draw.pick(others);
    return makeUpdate(other.name, draw.pick(tierTypes), other.tiers[0] ?? drawTier(draw));
  }),
  fault("unknown-tier", "a tier that the program does not have", "update.code.2007", (linked, draw) =>
    makeUpdate(linked.program, draw.pick(tierTypes), drawTier(draw)),
  ),
  fault("past-expiry", "an expiry that is past", "update.code.2003", (linked, draw) => {
    const { tierName } = linked.membership;
    if (tierName === undefined) return undefined;
    return makeUpdate(
      linked.program,
      "RENEW",
      tierName,
      writeExpiry(shiftDays(linked.state.now, -draw.integer(3, 900))),
    );
  }),
  fault("unknown-type", "a kind of update that does not exist", "update.code.2009", (linked, draw) =>
    makeUpdate(linked.program, draw.pick(["EXTEND", "NONE", draw.letters(8).toUpperCase()]), tierOf(linked, draw)),
  ),
  fault("cancellation", "a cancellation that may not be made", "update.code.2027", ({ program, state }) => {
    const isPending = state.programs.some(({ name, pending }) => name === program && pending !== false);
    return isPending && state.relinking !== "off" ? undefined : makeUpdate(program, cancellation);
  }),
  fault("renewal", "a renewal that may not be initiated", "update.code.2028", (linked, draw) =>
    linked.state.relinking === "on" ? makeUpdate(linked.program, renewalInitiation, tierOf(linked, draw)) : undefined,
  ),
  fault("several", "several things wrong", "update.code.several-faults", (linked, draw) =>
    makeUpdate(linked.program, draw.pick(tierTypes), drawTier(draw), writeExpiry(shiftDays(linked.state.now, -30))),
  ),
  {
    name: "nobody",
    words: "a customer who does not exist",
    requirement: "update.unknown-customer.refused",
    put: (sound, _world, draw) => {
      const [entry] = listEntries(sound);
      const name = draw.pick(["id", "mobile", "email", "externalId"]);
      const customer = nameCustomer(drawNobody(name, draw));
      return entry === undefined ? undefined : { customersPartnerUpdates: [{ ...entry, customer }] };
    },
  },
  {
    name: "nameless",
    words: "a customer without any identifier",
    requirement: "update.identifier.required",
    put: (sound, _world, draw) => {
      const [entry] = listEntries(sound);
      const customer = draw.pick<Json>([{}, { mobile: "", email: "", externalId: "" }]);
      return entry === undefined ? undefined : { customersPartnerUpdates: [{ ...entry, customer }] };
    },
  },
  {
    name: "over-the-limit",
    words: "more than fifty customers",
    requirement: "update.batch.limit",
    put: (sound, world, draw) => {
      const [entry] = listEntries(sound);
      const [member] = listMembers(world);
      if (entry === undefined || member === undefined) return undefined;
      const fillers = Array.from({ length: 50 + draw.integer(0, 3) }, () => ({ ...drawFiller(member, draw) }));
      return { customersPartnerUpdates: [entry, ...fillers] };
    },
  },
];

/** A fault of one update of somebody who is linked to a program. */
function fault(
  name: string,
  words: string,
  requirement: string,
  make: (linked: Linked, draw: Draw) => Json | undefined,
): Fault<World> {
  return {
    name,
    words,
    requirement,
    put: (_sound, world, draw) => {
      const linked = listLinked(world).filter(({ tiers }) => tiers.length > 0);
      if (linked.length === 0) return undefined;
      const one = draw.pick(linked);
      const update = make(one, draw);
      if (update === undefined) return undefined;
      const customer = nameCustomer(one.identifiers[0]);
      return { customersPartnerUpdates: [{ customer, partnerProgramUpdates: [update] }] };
    },
  };
}

function tierOf({ membership, tiers }: Linked, draw: Draw): string {
  return membership.tierName ?? draw.pick(tiers);
}

function listEntries(sound: Json): Members[] {
  const list = isObject(sound) ? sound["customersPartnerUpdates"] : undefined;
  return Array.isArray(list) ? (list as readonly Json[]).filter((one): one is Members => isObject(one)) : [];
}
