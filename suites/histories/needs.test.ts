import { expect } from "chai";
import { makeCustomer, makeMembership, makeWorld } from "../testing/sample-world.ts";
import type { HistoriesFacts, MembershipFacts, World } from "../world.ts";
import { bindHistories, isHistoriesNeed } from "./needs.ts";
import type { HistoriesNeed } from "./subjects.ts";

const veg = (changes: Partial<MembershipFacts> = {}): MembershipFacts => {
  const { tierName: _name, tierNumber: _number, tierExpiry: _expiry, ...rest } = makeMembership();
  return { ...rest, programId: 81, programName: "Veg Box", type: "SUPPLEMENTARY", tierBased: false, ...changes };
};
const customer = (
  number: number,
  histories: Partial<HistoriesFacts> = {},
  more: Parameters<typeof makeCustomer>[1] = {},
) => makeCustomer(number, { ...more, histories });

const member = customer(1, {
  memberships: [makeMembership(), veg()],
  benefitDates: ["2030-05-05T05:05:05.000Z", "2031-01-31T05:05:05.000Z"],
});
const empty = customer(2);
const unknown = customer(3, { state: "unknown", trouble: "refused with 8015 (HTTP 400)", refusedWith: [8015] });
const none = customer(4, { state: "troubled", refusedWith: [2011] });
const crashed = customer(5, { state: "troubled", trouble: "a server error (HTTP 500)" });
const refused = customer(
  6,
  { state: "troubled", trouble: "refused with 4000 (HTTP 400)", refusedWith: [4000] },
  { points: { state: "troubled" } },
);
const many = customer(7, {
  memberships: Array.from({ length: 11 }, (_unused, index) => veg({ programId: 900 + index })),
});

const nearly = customer(8, {
  memberships: Array.from({ length: 9 }, (_unused, index) => veg({ programId: 900 + index })),
});

/** Nine people with a second identifier, the last of them with a kind of their own. */
const namedTwice = Array.from({ length: 9 }, (_unused, index) =>
  customer(
    index + 1,
    { memberships: Array.from({ length: index + 1 }, (_other, place) => veg({ programId: 900 + place })) },
    {
      identifiers: [
        { name: "mobile", value: `49170000${index}` },
        { name: index === 8 ? "id" : "email", value: String(index) },
      ],
    },
  ),
);
const secondOf = (label: string): string => `${label}/${label === "customer-9" ? "id" : "email"}`;

/** Nine people, the last of them with a type of activities of their own. */
const active = Array.from({ length: 9 }, (_unused, index) =>
  customer(index + 1, {
    memberships: [veg()],
    activityTypes: [index === 8 ? "PARTNER_PROGRAM_EARLY_EXPIRY" : "JOINED"],
  }),
);

/** The labels of the subjects, or the reason why there are none. */
function bind(need: HistoriesNeed, world: World): readonly string[] | string {
  const binding = bindHistories(need, world);
  return binding.kind === "ready" ? binding.subjects.map(({ label }) => label) : `${binding.kind}: ${binding.reason}`;
}

describe("bindHistories", () => {
  const rows: readonly (readonly [need: HistoriesNeed, world: World, bound: readonly string[] | string])[] = [
    [
      "histories:listed-customer",
      makeWorld([member, empty, none, crashed, refused]),
      ["customer-1", "customer-2", "customer-5"],
    ],
    ["histories:listed-customer", makeWorld([refused, none]), ["customer-6"]],
    ["histories:customer", makeWorld([member, empty, unknown, crashed]), ["customer-1", "customer-2"]],
    ["histories:one-customer", makeWorld([empty, member, many]), ["customer-7"]],
    ["histories:few-customers", makeWorld([empty, member]), ["customer-1", "customer-2"]],
    ["histories:member", makeWorld([empty, member, many]), ["customer-7", "customer-1"]],
    ["histories:ten-programs", makeWorld([member, many]), ["customer-7"]],
    ["histories:without-programs", makeWorld([member, empty, none, crashed, refused]), ["customer-2", "customer-4"]],
    ["histories:both-types", makeWorld([member, many]), ["customer-1"]],
    [
      "histories:both-types",
      makeWorld([many]),
      "couldNotRun: no customer with an external and a supplementary program, of nine at most; list one",
    ],
    [
      "histories:not-joined",
      makeWorld([member, customer(8, { memberships: [veg({ programId: 99 })] })]),
      ["customer-1", "customer-8"],
    ],
    ["histories:benefit", makeWorld([member, empty]), ["customer-1/2030-05-05T05:05:05.000Z"]],
    [
      "histories:benefits",
      makeWorld([empty]),
      "couldNotRun: no customer with benefits availed in the last two years; list one",
    ],
    [
      "histories:second-identifier",
      makeWorld([
        customer(
          1,
          {},
          {
            identifiers: [
              { name: "mobile", value: "1" },
              { name: "id", value: "2" },
            ],
          },
        ),
      ]),
      ["customer-1/id"],
    ],
    [
      "histories:second-identifier",
      makeWorld(namedTwice),
      namedTwice
        .slice(1)
        .toReversed()
        .map(({ label }) => secondOf(label)),
    ],
    ["histories:activities", makeWorld(active), [1, 9, 2, 3, 4, 5, 6, 7].map((number) => `customer-${number}`)],
    ["histories:ten-programs", makeWorld([member, nearly]), ["customer-8"]],
    ["histories:ten-programs", makeWorld([member, nearly, many]), ["customer-7"]],
    [
      "histories:external-id",
      makeWorld([
        customer(
          1,
          {},
          {
            identifiers: [
              { name: "mobile", value: "1" },
              { name: "externalId", value: "2" },
            ],
          },
        ),
        empty,
      ]),
      ["customer-1"],
    ],
    [
      "histories:instore",
      makeWorld([member, customer(8, { memberships: [veg()] }, { source: "WECHAT" })]),
      ["customer-1"],
    ],
    ["histories:several-customers", makeWorld([member, many]), ["mobile"]],
    [
      "histories:several-customers",
      makeWorld([member, empty]),
      "couldNotRun: no two customers with partner programs and the same kind of identifier; list a second one",
    ],
    ["histories:shared-program", makeWorld([member, customer(8, { memberships: [veg()] })]), ["program-81"]],
    ["histories:identifier-name", makeWorld([member]), ["mobile"]],
    [
      "histories:customer-with-credentials",
      makeWorld([member], { hasCredentials: false }),
      "couldNotRun: no credentials to leave out or to falsify; add organisations[].auth to the profile",
    ],
    [
      "histories:customer-without-access",
      makeWorld([member]),
      "couldNotRun: no credentials without the access group; add organisations[].withoutAccess to the profile",
    ],
    ["histories:customer-without-access", makeWorld([member], { hasWithoutAccess: true }), ["customer-1"]],
    [
      "histories:member",
      makeWorld([]),
      "couldNotRun: the profile lists no customers; add some under organisations[].customers",
    ],
    [
      "histories:member",
      makeWorld([unknown]),
      "couldNotRun: the host knows none of the profile's customers; check organisations[].customers",
    ],
    ["histories:relinkable", makeWorld([member]), ["customer-1/81"]],
    [
      "histories:relinkable",
      makeWorld([member], { state: false }),
      "couldNotRun: it needs a state endpoint that can queue a relink; add state.url to the profile if the host has one",
    ],
    [
      "histories:relinkable",
      makeWorld([
        customer(1, { memberships: [veg({ end: "2031-02-05T00:00:00Z" }), veg({ programId: 82, linked: false })] }),
      ]),
      "couldNotRun: no customer with writable: true has a linked supplementary membership that lasts another ten days; list one",
    ],
    [
      "histories:relinkable",
      makeWorld([customer(1, { memberships: [veg()] }, { writable: false })]),
      "couldNotRun: no customer with writable: true has a linked supplementary membership that lasts another ten days; list one",
    ],
    [
      "histories:relinkable",
      makeWorld([member], { relinking: "off" }),
      "notApplicable: relinking is off in this organisation",
    ],
    [
      "histories:pending-relink",
      makeWorld([customer(8, { memberships: [veg({ relinkPending: true })] }), member]),
      ["customer-8/81", "customer-1/81"],
    ],
    [
      "histories:pending-relink",
      makeWorld([member], { state: false }),
      "couldNotRun: no customer with writable: true has a relink waiting; list one",
    ],
    [
      "histories:pending-relink",
      makeWorld([member], { relinking: "unknown" }),
      "couldNotRun: whether relinking is on is not known; add relinking: on or off to the organisation in the profile",
    ],
    [
      "histories:tier",
      makeWorld([member], { partnerPrograms: [{ name: "Harbour Club", tiers: ["Bronze", "Silver", "Gold"] }] }),
      ["customer-1/71"],
    ],
    [
      "histories:tier",
      makeWorld([member], { writes: false }),
      "couldNotRun: the profile does not allow writes; set writes: true and mark customers writable: true who have a tier in a program of which organisations[].programs lists another tier; list one",
    ],
  ];
  for (const [need, world, bound] of rows) {
    it(`finds for ${need}: ${typeof bound === "string" ? bound.slice(0, 60) : bound.join(", ")}`, () => {
      expect(bind(need, world)).to.deep.equal(bound);
    });
  }

  it("names the customers of the profile that cannot be used", () => {
    const binding = bindHistories("histories:listed-customer", makeWorld([member, unknown, none, refused]));
    expect(binding.kind === "ready" ? binding.unusable : undefined).to.deep.equal([
      {
        label: "customer-3",
        reason:
          "customer-3 of the profile: refused with 8015 (HTTP 400); if there is such a customer, correct its identifiers under organisations[].customers",
      },
      {
        label: "customer-6",
        reason:
          "customer-6 of the profile: refused with 4000 (HTTP 400), which may be for want of partner programs; list one that has some",
      },
    ]);
  });

  it("moves up a tier where there is a higher one, and down from the highest", () => {
    const world = (tierName: string) =>
      makeWorld([customer(1, { memberships: [makeMembership({ tierName })] })], {
        partnerPrograms: [{ name: "Harbour Club", tiers: ["Bronze", "Silver", "Gold"] }],
      });
    const subject = (tierName: string) => {
      const binding = bindHistories("histories:tier", world(tierName));
      return binding.kind === "ready" ? binding.subjects[0]?.subject : undefined;
    };
    expect(subject("Silver")).to.include({ tier: "Silver", other: "Gold", upwards: true });
    expect(subject("Gold")).to.include({ tier: "Gold", other: "Silver", upwards: false });
    expect(subject("Diamond")).to.equal(undefined);
  });

  it("asks for both kinds of activities where both are answered", () => {
    const kinds = (world: World) => {
      const binding = bindHistories("histories:member", world);
      return binding.kind === "ready" ? binding.subjects[0]?.subject : undefined;
    };
    expect(kinds(makeWorld([member], { activityKinds: ["benefitsAvailed", "linkingUpdates"] }))).to.deep.include({
      kinds: ["benefitsAvailed", "linkingUpdates"],
    });
    expect(kinds(makeWorld([member]))).to.deep.include({ kinds: ["benefitsAvailed"] });
  });

  it("knows its own needs", () => {
    expect(isHistoriesNeed("histories:member")).to.equal(true);
    expect(isHistoriesNeed("points:customer")).to.equal(false);
  });
});
