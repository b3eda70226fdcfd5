import type { Fixtures, Membership, Organisation, PartnerProgram } from "../../fixtures.ts";

/** The instant at which the lab's clock stands; that of the package's own fixtures. */
const clock = "2026-11-20T09:30:00Z";

const supplementary = Array.from({ length: 10 }, (_, index): PartnerProgram => ({
  id: 3003 + index,
  name: `Club ${3003 + index}`,
  description: "one of many",
  type: "SUPPLEMENTARY",
}));

/** Memberships in twelve programs. The later one began, the longer ago is the newest activity in it. */
const memberships = [3001, 3002, ...supplementary.map(({ id }) => id)].map((program, index): Membership => ({
  program,
  linked: true,
  ...(program === 3001 ? { tier: "Gold", tierExpiry: "2027-12-31T23:59:59Z" } : {}),
  start: `2025-0${1 + Math.floor(index / 2)}-${index % 2 === 0 ? "05" : "15"}T10:00:00Z`,
  end: "2027-12-31T23:59:59Z",
  activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: `2026-10-${30 - index}T10:00:00Z` }],
}));

/** An organisation in which every choice about histories shows. */
export const labOrganisation: Organisation = {
  name: "lab",
  till: { user: "till.lab", password: "blue-heron" },
  relinking: true,
  defaultProgram: 1301,
  programs: [
    { id: 1301, name: "Plain" },
    { id: 1302, name: "Sport" },
  ],
  partnerPrograms: [
    {
      id: 3001,
      name: "Air",
      type: "EXTERNAL",
      program: 1302,
      tiers: ["Bronze", "Silver", "Gold"],
      benefits: [
        { name: "Lounge", type: "promotionalPoints", promotion: { id: 41, name: "L", reference: "l-1" } },
        { name: "Parking", type: "promotionalPoints", promotion: { id: 42, name: "P", reference: "p-1" } },
      ],
    },
    { id: 3002, name: "Bikes", description: "rides", type: "EXTERNAL" },
    ...supplementary,
    { id: 3999, name: "Nobody's", description: "without members", type: "SUPPLEMENTARY" },
  ],
  customers: [
    {
      id: 700000001,
      mobile: "919800000001",
      sources: ["INSTORE"],
      memberships: [
        {
          program: 3001,
          linked: true,
          start: "2024-05-05T05:30:00.250+05:30",
          end: "2027-05-04T18:29:59Z",
          membershipId: "A-1",
          tier: "Silver",
          tierExpiry: "2027-05-04T18:29:59Z",
          activities: [{ type: "ENROLLMENT", date: "2024-05-05T00:00:01Z" }],
          benefitsAvailed: [
            { benefit: "Parking", type: "PARKED", date: "2023-03-03T03:03:03Z" },
            { benefit: "Lounge", type: "RESTED", date: "2025-02-01T00:00:00Z" },
            { benefit: "Lounge", type: "RESTED", date: "2025-11-20T09:30:00Z" },
            { benefit: "Lounge", type: "RESTED", date: "2026-06-14T00:00:00Z" },
            { benefit: "Parking", type: "PARKED", date: "2026-06-14T12:30:00Z" },
            { benefit: "Lounge", type: "RESTED", date: "2026-06-14T23:59:59Z" },
            { benefit: "Lounge", type: "RESTED", date: clock },
          ],
        },
        {
          program: 3002,
          linked: true,
          start: "2026-01-01T00:00:00Z",
          end: "2027-01-01T00:00:00Z",
          membershipId: "B-1",
        },
        {
          program: 3003,
          linked: false,
          start: "2025-01-01T00:00:00Z",
          end: "2026-01-01T00:00:00Z",
          activities: [
            { type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2025-01-01T00:00:00Z" },
            { type: "PARTNER_PROGRAM_EARLY_EXPIRY", date: "2026-01-01T00:00:00Z" },
          ],
        },
      ],
    },
    { id: 700000002, mobile: "919800000002", memberships },
    { id: 700000003, mobile: "919800000003" },
    {
      id: 700000004,
      mobile: "919800000004",
      memberships: [
        {
          program: 3003,
          linked: true,
          start: "2025-11-21T00:00:00Z",
          end: "2026-11-20T18:29:59Z",
          activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", date: "2026-10-01T07:00:00Z" }],
          relink: { start: "2026-11-20T18:30:00Z", end: "2027-11-20T18:29:59Z" },
        },
        {
          program: 3004,
          linked: true,
          start: "2025-11-21T00:00:00Z",
          end: "2026-11-21T18:29:59Z",
          activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", date: "2026-09-01T07:00:00Z" }],
          relink: { start: "2026-11-21T00:00:00Z", end: "2027-11-20T23:59:59Z" },
        },
      ],
    },
    {
      id: 700000005,
      mobile: "919800000005",
      memberships: [
        {
          program: 3005,
          linked: true,
          start: "2025-06-01T00:00:00Z",
          end: "2027-06-01T00:00:00Z",
          activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2025-06-01T00:00:00Z" }],
        },
        {
          program: 3005,
          linked: false,
          start: "2023-06-01T00:00:00Z",
          end: "2024-06-01T00:00:00Z",
          activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2023-06-01T00:00:00Z" }],
        },
      ],
    },
  ],
};

/** The lab alone. */
export const labFixtures: Fixtures = { fixtures: 1, clock, organisations: [labOrganisation] };

export type Parameters = Readonly<Record<string, string>>;

const who: Parameters = { source: "INSTORE", identifierName: "mobile", identifierValue: "919800000001" };
const benefits: Parameters = { ...who, activityType: "benefitsAvailed" };
const linking: Parameters = { ...who, activityType: "linkingUpdates" };

/** Parameters of requests that between them meet every choice about histories. */
export const labReads: readonly Parameters[] = [
  ...["919800000001", "919800000002", "919800000003", "919800000004", "919800000005", "404"].flatMap(
    (identifierValue) => [
      { ...benefits, identifierValue },
      { ...linking, identifierValue },
    ],
  ),
  ...[
    ...["BENEFITS_AVAILED", "LINKING_UPDATES", "BenefitsAvailed", "ENROLLMENT", ""].map((activityType) => ({
      activityType,
    })),
    ...["", "instore", "NOWHERE", "WEBSITE"].map((source) => ({ source })),
    ...["3001", "3003", "3009", "3999", "999999", "abc"].map((partnerProgramId) => ({ partnerProgramId })),
    ...["EXTERNAL", "supplementary", "Subscription", "Coalition", "0", "1", "OTHER"].map((partnerProgramType) => ({
      partnerProgramType,
    })),
    ...["0", "1", "10", "11", "-1", "ten"].map((limit) => ({ limit })),
    ...["1", "2", "3", "-1", "one"].map((offset) => ({ offset })),
    { startDate: "2026-06-14 00:00:00", endDate: "2026-06-14 12:30:00" },
    { startDate: "2026-06-14", endDate: "2026-06-14" },
    { startDate: "2026-06-14T00:00:00Z", endDate: "2026-06-14T18:00:00+05:30" },
    { startDate: "2025-01-01" },
    { startDate: "2026-06-14" },
    { endDate: "2026-06-14" },
    { endDate: "2025-06-14" },
    { startDate: "2026-06-15", endDate: "2026-06-14" },
    { startDate: "2024-01-01", endDate: "2026-06-14" },
    { startDate: "14/06/2026" },
  ].map((parameters): Parameters => ({ ...benefits, ...parameters })),
  { ...linking, startDate: "2026-06-14" },
  { ...linking, identifierValue: "919800000002", offset: "10" },
  who,
];
