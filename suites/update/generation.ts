import { createDraw } from "../../src/generate/draw.ts";
import type { Draw } from "../../src/model/case.ts";
import type { GeneratedOperation } from "../../src/model/generation.ts";
import type { Json } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import type { World } from "../world.ts";
import { drawExpiry, shiftDays, writeExpiry } from "./expiry.ts";
import { updateFaults } from "./faults.ts";
import { listMembers, listPeople, type Member } from "./members.ts";
import { fitsType } from "./oracle.ts";
import { cancellation, makeUpdate, nameCustomer, renewalInitiation, updateTypes } from "./request.ts";

/** Sound requests for updates, of customers that the profile lets be updated. */
export const updateGeneration: GeneratedOperation<World> = {
  operation: "update",
  writes: true,
  lacking: (world) => {
    if (!world.writes) return "nothing may be changed on the host; set writes: true and mark customers writable: true";
    return listUpdatable(world).length > 0
      ? undefined
      : "no customer with writable: true is linked to a partner program of which tiers are known; list one";
  },
  draw: (world, draw) => {
    const count = draw.pick([1, 1, 1, 2, 3]);
    const labels = [...groupByLabel(world).keys()];
    const chosen = new Set(Array.from({ length: count }, () => draw.pick(labels)));
    return { customersPartnerUpdates: [...chosen].map((label) => drawEntry(world, label, draw)) };
  },
  // Named by the one identifier that is known to be known, so that what becomes of it can be foretold.
  base: (world) => {
    const members = listUpdatable(world);
    const member = members.find(({ expiry }) => expiry !== undefined) ?? members[0];
    if (member === undefined) return null;
    const { program, tier, expiry, identifiers } = member;
    const dated = expiry === undefined ? undefined : drawExpiry(expiry, createDraw(0, "update base"), "+05:30");
    return {
      customersPartnerUpdates: [
        { customer: nameCustomer(identifiers[0]), partnerProgramUpdates: [makeUpdate(program, "RENEW", tier, dated)] },
      ],
    };
  },
  known: remember((world: World) => {
    const identifiers = listPeople(world).flatMap(({ person }) => person.identifiers);
    const customer = "/customersPartnerUpdates/*/customer";
    const update = "/customersPartnerUpdates/*/partnerProgramUpdates/*";
    const valuesOf = (wanted: string): Json[] =>
      identifiers.filter(({ name }) => name === wanted).map(({ value }) => (wanted === "id" ? Number(value) : value));
    return {
      [`${customer}/id`]: valuesOf("id"),
      [`${customer}/mobile`]: valuesOf("mobile"),
      [`${customer}/email`]: valuesOf("email"),
      [`${customer}/externalId`]: valuesOf("externalId"),
      [`${update}/partnerProgramName`]: world.partnerPrograms.map(({ name }) => name),
      [`${update}/updateType`]: updateTypes,
      [`${update}/updateDetails/updatedTierName`]: world.partnerPrograms.flatMap(({ tiers }) => tiers),
      [`${update}/updateDetails/updatedTierExpiryDate`]: [30, 300].map((days) =>
        writeExpiry(shiftDays(world.now, days), "+05:30"),
      ),
    };
  }),
  tied: [],
  faults: updateFaults,
};

/** Members whose tier and expiry can be put back, by an update or by a reset. */
const listUpdatable: (world: World) => readonly Member[] = remember((world: World) =>
  listMembers(world).filter(({ tiers, expiry }) => tiers.length > 0 && (expiry !== undefined || world.state)),
);

/** These of each customer. */
const groupByLabel: (world: World) => ReadonlyMap<string, readonly Member[]> = remember((world: World) => {
  const groups = new Map<string, Member[]>();
  for (const member of listUpdatable(world)) {
    const group = groups.get(labelOf(member));
    if (group === undefined) groups.set(labelOf(member), [member]);
    else group.push(member);
  }
  return groups;
});

function labelOf({ label }: Member): string {
  return label.split("/")[0] ?? label;
}

function drawEntry(world: World, label: string, draw: Draw): Json {
  const memberships = groupByLabel(world).get(label) ?? [];
  const first = draw.pick(memberships);
  const others = memberships.filter(({ program }) => program !== first.program);
  const chosen = others.length > 0 && draw.integer(0, 3) === 0 ? [first, draw.pick(others)] : [first];
  const { identifiers } = first;
  const one = draw.integer(0, 2) === 0 ? draw.pick(identifiers) : identifiers[0];
  const named = draw.integer(0, 7) === 0 ? nameCustomer(...identifiers) : nameCustomer(one);
  // As in the page's first sample.
  const unused = ["mobile", "email", "externalId"].filter((name) => !Object.hasOwn(named, name));
  const empty = draw.integer(0, 7) === 0 ? Object.fromEntries(unused.map((name) => [name, ""])) : {};
  return {
    customer: { ...named, ...empty },
    partnerProgramUpdates: chosen.map((linked) => drawUpdate(linked, world, draw)),
  };
}

/** An update of a kind that fits, most often; sometimes one that the organisation has to refuse. */
function drawUpdate({ program, state, tiers, membership, expiry: present }: Member, world: World, draw: Draw): Json {
  const tier = draw.pick(tiers);
  const found = state.programs.find(({ name }) => name === program);
  const fitting = ["UPGRADE", "DOWNGRADE", "RENEW"].filter(
    (type) => found !== undefined && fitsType(type, tier, found),
  );
  const rare = draw.integer(0, 9);
  if (rare === 0 && membership.type === "SUPPLEMENTARY" && world.state) return makeUpdate(program, cancellation);
  if (rare === 1 && world.state) return makeUpdate(program, renewalInitiation, tier);
  const type = draw.pick(fitting.length > 0 ? fitting : ["UPGRADE", "DOWNGRADE", "RENEW"]);
  const offset = draw.pick(["+05:30", "+00:00", "-08:00", "+14:00"]);
  const expiry = present === undefined || draw.integer(0, 1) === 0 ? undefined : drawExpiry(present, draw, offset);
  return makeUpdate(program, type, tier, expiry);
}
