import { observe } from "../../../src/check/judge.ts";
import type { Draw } from "../../../src/model/case.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { drawProgram, drawTier } from "../draw-names.ts";
import { equalLater } from "../equal-later.ts";
import { drawExpiry, shiftDays, writeExpiry } from "../expiry.ts";
import { type Flow, playFlow } from "../flow.ts";
import type { Linked, Member, Person } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import type { ProgramState } from "../oracle.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { cancellation, makeUpdate, renewalInitiation, tierTypes, updateTypes } from "../request.ts";
import { respellName } from "../respell-names.ts";
import { describeUpdate } from "../results.ts";
import { sendUpdate } from "../steps.ts";
import { refuseNotLinked, stayUnlinked } from "../refuse-not-linked.ts";

const place = "update.failure.place";
const alike = "update.batch.equals-items";

const badTypes: readonly string[] = ["EXTEND", "MEMBERSHIP_RELINKED", "NONE"];

/** An unknown tier with each kind of update that looks for one, without and with an expiry. */
function listUnknownTier(member: Member, draw: Draw): AnyUpdate[] {
  const expiry = writeExpiry(shiftDays(member.state.now, draw.integer(200, 400)));
  return listTyped(member).flatMap((type) => [
    makeUpdate(member.program, type, drawTier(draw)),
    makeUpdate(member.program, type, drawTier(draw), expiry),
  ]);
}

/** Kinds of update with a tier that nothing else is wrong with. */
function listTyped({ state }: Person): readonly string[] {
  return state.relinking === "off" ? [...tierTypes, renewalInitiation] : tierTypes;
}

/** The first update of a list alone, to see where its refusal stands. */
function observePlace(list: (member: Member, draw: Draw) => readonly AnyUpdate[]): Flow<Member> {
  return function* (member, draw) {
    const [update] = list(member, draw);
    if (update === undefined) return nothingJudged;
    const asked = yield* sendUpdate(member, update);
    const { outcome, place: at, pointer } = asked.result;
    if (outcome !== "refused") return nothingJudged;
    return observe(place, [at], { actual: describeUpdate(asked.result), pointer, exchange: asked.position });
  };
}

/** Another tier and another expiry, as far as they can be put back: what is made of an update that is refused would show. */
function showing({ tiers, tier, expiry }: Member, draw: Draw): readonly [tier: string, expiry?: string] {
  const other = tiers.find((one) => one !== tier) ?? tier;
  return expiry === undefined ? [other] : [other, drawExpiry(expiry, draw)];
}

/** Several things wrong at once: any of their codes will do. */
const severalFaults: readonly {
  readonly name: string;
  readonly title: string;
  readonly list: (member: Member, draw: Draw) => AnyUpdate[];
}[] = [
  {
    name: "expiry-and-tier",
    title: "A past expiry of an unknown tier",
    list: (member, draw) => {
      const past = writeExpiry(shiftDays(member.state.now, -draw.integer(3, 300)));
      return tierTypes.map((type) => makeUpdate(member.program, type, drawTier(draw), past));
    },
  },
  {
    name: "type-and-tier",
    title: "An unknown kind of update to an unknown tier",
    list: (member, draw) => badTypes.map((type) => makeUpdate(member.program, type, drawTier(draw))),
  },
  {
    name: "program-and-expiry",
    title: "A past expiry in an unknown program",
    list: (member, draw) => {
      const past = writeExpiry(shiftDays(member.state.now, -draw.integer(3, 300)));
      return tierTypes.map((type) => makeUpdate(drawProgram(draw), type, member.tier, past));
    },
  },
  {
    name: "program-name-and-type",
    title: "An unknown kind of update without a program",
    list: (member) => badTypes.map((updateType) => ({ updateType, updateDetails: { updatedTierName: member.tier } })),
  },
];

/** What each code of the page stands for, in every way to cause it. */
export const codeCases = [
  defineUpdateCase({
    id: "update.program.unknown",
    title: "An update in a program that does not exist is refused with 2006",
    operation: "update",
    requirements: ["update.code.2006", unchanged],
    needs: "update:person",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2006", (person: Person & { readonly some: { readonly tier: string } }, draw) =>
        updateTypes.map((type) =>
          makeUpdate(drawProgram(draw), type, type === cancellation ? undefined : person.some.tier),
        ),
      ),
    ),
  }),
  defineUpdateCase({
    id: "update.program.not-linked",
    title: "An update in a program that the customer is not linked to is refused with 2004",
    operation: "update",
    requirements: ["update.code.2004", unchanged],
    needs: "update:not-linked",
    writes: "restored",
    ...playFlow(refuseNotLinked),
  }),
  defineUpdateCase({
    id: "update.program.not-linked-unchanged",
    title: "An update in a program that the customer is not linked to does not link the customer",
    operation: "update",
    requirements: ["update.linked.first"],
    needs: "update:not-linked",
    writes: "restored",
    ...playFlow(stayUnlinked),
  }),
  defineUpdateCase({
    id: "update.tier.unknown",
    title: "A tier that the program does not have is refused with 2007",
    operation: "update",
    requirements: ["update.code.2007", place, unchanged],
    needs: "update:member",
    writes: "restored",
    ...playFlow(refuseUpdates("update.code.2007", listUnknownTier, place)),
  }),
  defineUpdateCase({
    id: "update.tier.unknown-place",
    title: "The refusal of one update stands in its own status, in the customer's or for the whole request",
    operation: "update",
    requirements: [place],
    needs: "update:one-member",
    writes: "restored",
    ...playFlow(observePlace(listUnknownTier)),
  }),
  defineUpdateCase({
    id: "update.tier.of-another-program",
    title: "A tier of another program is refused with 2007",
    operation: "update",
    requirements: ["update.code.2007", unchanged],
    needs: "update:foreign-tier",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2007", (member: Member & { readonly foreign: string }) =>
        listTyped(member).map((type) => makeUpdate(member.program, type, member.foreign)),
      ),
    ),
  }),
  defineUpdateCase({
    id: "update.type.unknown",
    title: "A kind of update that is none of the five is refused with 2009",
    operation: "update",
    requirements: ["update.code.2009", unchanged],
    needs: "update:member",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2009", (member: Member, draw) =>
        [...badTypes, draw.letters(9).toUpperCase()].map((type) =>
          makeUpdate(member.program, type, ...showing(member, draw)),
        ),
      ),
    ),
  }),
  ...(
    [
      ["program", 2006],
      ["tier", 2007],
    ] as const
  ).map(([name, code]) =>
    defineUpdateCase({
      id: `update.${name}-name.other-letters`,
      title: `The name of a ${name} in other letters is refused with ${code} or found all the same`,
      operation: "update",
      requirements: [`update.${name}-name.letters`],
      needs: "update:renewable",
      writes: "restored",
      ...playFlow(respellName(name, code)),
    }),
  ),
  ...severalFaults.map(({ name, title, list }) =>
    defineUpdateCase({
      id: `update.faults.${name}`,
      title: `${title} is refused with the code of one of the faults`,
      operation: "update",
      requirements: ["update.code.several-faults", unchanged],
      needs: "update:member",
      writes: "restored",
      ...playFlow(refuseUpdates("update.code.several-faults", list)),
    }),
  ),
  defineUpdateCase({
    id: "update.cancel.not-enabled",
    title: "Where relinking is off a cancellation is refused with 2026",
    operation: "update",
    requirements: ["update.code.2026", unchanged],
    needs: "update:relinking-off",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2026", ({ program }: Linked) => [
        makeUpdate(program, cancellation),
        makeUpdate(program, cancellation),
      ]),
    ),
  }),
  defineUpdateCase({
    id: "update.cancel.nothing-pending",
    title: "Where relinking is on and none is pending a cancellation is refused with 2027",
    operation: "update",
    requirements: ["update.code.2027", unchanged],
    needs: "update:nothing-pending",
    writes: "kept",
    ...playFlow(
      refuseUpdates("update.code.2027", ({ program }: Linked) => [
        makeUpdate(program, cancellation),
        makeUpdate(program, cancellation),
      ]),
    ),
  }),
  defineUpdateCase({
    id: "update.renewal.relinking-enabled",
    title: "Where relinking is on a renewal initiation is refused with 2028",
    operation: "update",
    requirements: ["update.code.2028", unchanged],
    needs: "update:relinking-on",
    writes: "kept",
    ...playFlow(
      refuseUpdates("update.code.2028", (linked: Linked, draw) => {
        const { tierName = linked.tiers[0] ?? drawTier(draw), tierExpiry } = linked.membership;
        const expiry = drawExpiry(tierExpiry ?? new Date(shiftDays(linked.state.now, 200)).toISOString(), draw);
        const other = linked.tiers.find((tier) => tier !== tierName) ?? tierName;
        return [
          makeUpdate(linked.program, renewalInitiation, tierName),
          makeUpdate(linked.program, renewalInitiation, tierName, expiry),
          makeUpdate(linked.program, renewalInitiation, other, expiry),
        ];
      }),
    ),
  }),
  defineUpdateCase({
    id: "update.batch.later-not-linked",
    title: "A program that the customer is not linked to is refused in a second place as it is alone",
    operation: "update",
    requirements: [alike],
    needs: "update:not-linked",
    writes: "restored",
    ...playFlow(
      equalLater(({ program }: Person & { readonly program: ProgramState }, draw) =>
        makeUpdate(program.name, "RENEW", program.tiers[0] ?? drawTier(draw)),
      ),
    ),
  }),
  ...(
    [
      ["not-enabled", "Where relinking is off a cancellation", "update:relinking-off", "restored"],
      ["nothing-pending", "A cancellation where nothing is pending", "update:nothing-pending", "kept"],
    ] as const
  ).map(([name, what, needs, writes]) =>
    defineUpdateCase({
      id: `update.batch.later-cancellation-${name}`,
      title: `${what} is refused in a second place as it is alone`,
      operation: "update",
      requirements: [alike],
      needs,
      writes,
      ...playFlow(equalLater(({ program }: Linked) => makeUpdate(program, cancellation))),
    }),
  ),
  defineUpdateCase({
    id: "update.batch.later-renewal",
    title: "Where relinking is on a renewal initiation is refused in a second place as it is alone",
    operation: "update",
    requirements: [alike],
    needs: "update:relinking-on",
    writes: "kept",
    ...playFlow(
      equalLater(({ program, membership, tiers }: Linked, draw) =>
        makeUpdate(program, renewalInitiation, membership.tierName ?? tiers[0] ?? drawTier(draw)),
      ),
    ),
  }),
];
