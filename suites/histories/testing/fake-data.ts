/** A partner program of the made-up host. */
export interface FakeProgram {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly type: "EXTERNAL" | "SUPPLEMENTARY";
  /** Tiers in order; their numbers count from one. */
  readonly tiers: readonly string[];
  readonly benefits: readonly string[];
}

/** What happened in a membership: type and date. */
export type FakeActivity = readonly [type: string, date: string];

/** A customer's membership; what writes change is not readonly. */
export interface FakeMembership {
  readonly programId: number;
  start: string;
  end: string;
  linked: boolean;
  tier?: string;
  readonly tierExpiry?: string;
  readonly membershipId?: string;
  linking: FakeActivity[];
  readonly benefits: readonly string[];
  /** The start of a relink that waits. */
  pending?: string;
}

export interface FakeCustomer {
  readonly id: number;
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
  readonly memberships: readonly FakeMembership[];
}

/** The fake host's present. */
export const present = "2031-02-01T12:00:00Z";

export const programs: readonly FakeProgram[] = [
  {
    id: 71,
    name: "Harbour Club",
    description: "Boats and berths",
    type: "EXTERNAL",
    tiers: ["Bronze", "Silver", "Gold"],
    benefits: ["Free Berth", "Late Checkout"],
  },
  {
    id: 72,
    name: "Orchard Pals",
    description: "Apples",
    type: "EXTERNAL",
    tiers: ["Seed", "Tree"],
    benefits: ["Cider"],
  },
  { id: 81, name: "Veg Box", description: "A box a week", type: "SUPPLEMENTARY", tiers: [], benefits: [] },
  { id: 82, name: "Reading Room", description: "Books", type: "SUPPLEMENTARY", tiers: [], benefits: [] },
  ...Array.from({ length: 24 }, (_unused, index): FakeProgram => ({
    id: 901 + index,
    name: `Season ${index + 1}`,
    description: `The season number ${index + 1}`,
    type: index % 2 === 0 ? "SUPPLEMENTARY" : "EXTERNAL",
    tiers: [],
    benefits: [],
  })),
];

const inHarbour = (changes: Partial<FakeMembership> = {}): FakeMembership => ({
  programId: 71,
  start: "2029-03-01T08:00:00Z",
  end: "2034-02-28T18:29:59Z",
  linked: true,
  tier: "Silver",
  tierExpiry: "2033-01-31T18:29:59Z",
  membershipId: "HC-1",
  linking: [["ENROLLMENT", "2029-03-01T08:00:02Z"]],
  benefits: [
    "2031-01-10T09:15:30Z",
    "2030-12-10T13:20:10Z",
    "2030-07-21T09:40:20Z",
    "2030-03-05T15:05:05Z",
    "2029-10-10T10:10:10Z",
    "2029-06-01T06:06:06Z",
  ],
  ...changes,
});

const inVegBox = (changes: Partial<FakeMembership> = {}): FakeMembership => ({
  programId: 81,
  start: "2030-06-01T00:00:00Z",
  end: "2031-12-31T23:59:59Z",
  linked: true,
  linking: [
    ["SUPPLEMENTARY_MEMBERSHIP_STARTED", "2030-06-01T00:00:05Z"],
    ["ENROLLMENT", "2030-05-20T11:11:11Z"],
  ],
  benefits: ["2030-11-02T07:30:00Z"],
  ...changes,
});

/** What stands at a place of a list that has to be there. */
export function itemAt<T>(list: readonly T[], place = 0): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`nothing at ${place} of ${list.length}`);
  return item;
}

/** Made up: all kinds of memberships, nothing at all, twelve programs, and a relink that waits. */
export function makePeople(): FakeCustomer[] {
  return [
    {
      id: 88_001,
      mobile: "4917000000001",
      email: "wim@people.example",
      externalId: "KX-1",
      memberships: [
        inHarbour(),
        inVegBox(),
        {
          programId: 82,
          start: "2029-01-01T00:00:00Z",
          end: "2029-12-31T23:59:59Z",
          linked: false,
          linking: [
            ["PARTNER_PROGRAM_EARLY_EXPIRY", "2029-11-30T10:00:00Z"],
            ["SUPPLEMENTARY_MEMBERSHIP_STARTED", "2029-01-01T00:00:04Z"],
          ],
          benefits: [],
        },
      ],
    },
    {
      id: 88_002,
      mobile: "4917000000002",
      memberships: [
        inHarbour({ membershipId: "HC-2", benefits: [], start: "2030-09-09T09:00:00Z" }),
        {
          programId: 72,
          start: "2028-02-02T09:00:00Z",
          end: "2035-02-02T18:29:59Z",
          linked: true,
          tier: "Seed",
          tierExpiry: "2034-02-02T18:29:59Z",
          membershipId: "OP-7",
          linking: [["ENROLLMENT", "2028-02-02T09:00:01Z"]],
          benefits: [],
        },
      ],
    },
    { id: 88_003, mobile: "4917000000003", memberships: [] },
    {
      id: 88_004,
      externalId: "KX-4",
      memberships: Array.from({ length: 12 }, (_unused, index): FakeMembership => ({
        programId: 901 + index,
        start: `20${10 + index}-05-05T05:05:05Z`,
        end: `20${40 + index}-05-05T05:05:05Z`,
        linked: true,
        linking: [["ENROLLMENT", `20${10 + index}-05-06T06:06:06Z`]],
        benefits: [],
      })),
    },
    {
      id: 88_005,
      mobile: "4917000000005",
      memberships: [
        inVegBox({
          linking: [
            ["SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", "2031-01-20T10:00:00Z"],
            ["SUPPLEMENTARY_MEMBERSHIP_STARTED", "2030-06-01T00:00:05Z"],
          ],
          benefits: [],
          pending: "2031-03-01T00:00:00Z",
        }),
      ],
    },
    {
      id: 88_006,
      email: "ada@people.example",
      memberships: [
        {
          programId: 901,
          start: "2029-09-09T09:09:09Z",
          end: "2032-09-09T09:09:09Z",
          linked: true,
          linking: [["ENROLLMENT", "2029-09-09T09:09:10Z"]],
          benefits: [],
        },
      ],
    },
  ];
}
