import type { Json } from "../../../src/model/json.ts";
import type { Choices } from "../../choices.ts";
import {
  type Given,
  cancellation,
  entry,
  queued,
  renewal,
  request,
  tiered,
  upgrade,
  withoutRelinking,
} from "./sample-organisation.ts";

/** What is answered with the default choices, and with others. */
export type Row = readonly [what: string, body: Json, expected: readonly Expected[], given?: Given];
export type Expected = readonly [choices: Partial<Choices>, codes: number | readonly (readonly number[])[]];

export const both = { mobile: "919740000000", email: "sixth@customers.example" };
const twiceListed = request(entry(tiered, upgrade()), entry({ id: 2 }, upgrade()));
export const to = (updatedTierName: Json, more: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> =>
  upgrade({ updateDetails: { updatedTierName }, ...more });
export const until = (updatedTierExpiryDate: Json): Json =>
  request(entry(tiered, upgrade({ updateDetails: { updatedTierName: "Silver", updatedTierExpiryDate } })));
export const updates = (...list: readonly Json[]): Json => request(entry(tiered, ...list));
export const ok = [[1000, 200]];
const fiftyOneCustomers = request(...Array.from({ length: 51 }, () => entry(tiered, upgrade())));
const fiftyOnePrograms = updates(...Array.from({ length: 51 }, () => upgrade()));
const fiftyOneInTwo = request(
  entry(tiered, ...Array.from({ length: 50 }, () => upgrade())),
  entry({ id: 4 }, upgrade()),
);
const fiftyOneAccepted = [[1000, ...Array.from({ length: 51 }, () => 200)]];

export const choiceRows: readonly Row[] = [
  [
    "nothing but null",
    null,
    [
      [{}, 400],
      [{ partMissing: 2002 }, 2002],
    ],
  ],
  [
    "a request without its list",
    {},
    [
      [{}, 400],
      [{ partMissing: 2002 }, 2002],
    ],
  ],
  [
    "a null for the list",
    { customersPartnerUpdates: null },
    [
      [{}, 400],
      [{ partMissing: 2002 }, 2002],
    ],
  ],
  [
    "a customer without updates",
    request({ customer: tiered }),
    [
      [{}, 400],
      [{ partMissing: 2002 }, 2002],
    ],
  ],
  [
    "no customers",
    request(),
    [
      [{}, 400],
      [{ emptyList: "answered" }, []],
    ],
  ],
  [
    "a customer with no updates",
    updates(),
    [
      [{}, 400],
      [{ emptyList: "answered" }, [[1000]]],
    ],
  ],
  [
    "a name that is a number",
    request(entry(tiered, upgrade(), upgrade({ partnerProgramName: 5 }))),
    [
      [{}, [[1000, 200, 2002]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "details that are a list",
    updates(upgrade({ updateDetails: [] })),
    [
      [{}, [[1000, 2002]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "a type that is a number",
    updates(upgrade({ updateType: 5 })),
    [
      [{}, [[1000, 2009]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "a tier that is a number",
    updates(to(5)),
    [
      [{}, [[1000, 2002]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "an expiry that is a number",
    until(5),
    [
      [{}, [[1000, 2003]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "an update that is text",
    updates("UPGRADE"),
    [
      [{}, [[1000, 2009]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "a customer that is text",
    request(entry("919740000000", upgrade())),
    [
      [{}, [[8015]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "a mobile that is a number",
    request(entry({ mobile: 919740000000 }, upgrade())),
    [
      [{}, [[8015]]],
      [{ wrongType: "request" }, 400],
    ],
  ],
  [
    "an entry that is a number",
    request(5),
    [
      [{}, 400],
      [{ wrongType: "request" }, 400],
    ],
  ],
  ["right types", request(entry({ ...both, id: 2, externalId: null }, upgrade())), [[{ wrongType: "request" }, ok]]],

  [
    "fifty-one customers",
    fiftyOneCustomers,
    [
      [{}, 2008],
      [{ limitCounts: "programs-of-a-customer" }, Array.from({ length: 51 }, () => [1000, 200])],
      [{ limitCounts: "customers-and-programs" }, 2008],
      [{ limitCounts: "updates" }, 2008],
      [{ limitPlace: "each-update" }, Array.from({ length: 51 }, () => [1000, 2008])],
    ],
  ],
  [
    "fifty-one updates of one customer",
    fiftyOnePrograms,
    [
      [{}, fiftyOneAccepted],
      [{ limitCounts: "programs-of-a-customer" }, 2008],
      [{ limitCounts: "customers-and-programs" }, 2008],
      [{ limitCounts: "updates" }, 2008],
      [{ limitCounts: "updates", limitPlace: "each-update" }, [[1000, ...Array.from({ length: 51 }, () => 2008)]]],
    ],
  ],
  [
    "fifty-one updates of two customers",
    fiftyOneInTwo,
    [
      [
        { limitCounts: "programs-of-a-customer" },
        [
          [1000, ...Array.from({ length: 50 }, () => 200)],
          [1000, 2004],
        ],
      ],
      [
        { limitCounts: "customers-and-programs" },
        [
          [1000, ...Array.from({ length: 50 }, () => 200)],
          [1000, 2004],
        ],
      ],
      [{ limitCounts: "updates" }, 2008],
    ],
  ],

  [
    "an id as text",
    request(entry({ id: "2" }, upgrade())),
    [
      [{}, [[8015]]],
      [{ idAsText: "taken" }, ok],
      [{ idAsText: "taken", wrongType: "request" }, ok],
      [{ wrongType: "request" }, 400],
    ],
  ],
  ["an id as text that is no number", request(entry({ id: "two" }, upgrade())), [[{ idAsText: "taken" }, [[8015]]]]],
  ["an id with a fraction", request(entry({ id: 2.5 }, upgrade())), [[{ customerUnnamed: 11013 }, [[11013]]]]],
  ...([{}, null, { mobile: "" }, { id: null, mobile: "", email: "", externalId: "" }] as const).map((customer): Row => [
    `the customer ${JSON.stringify(customer)}`,
    request(entry(tiered, upgrade()), entry(customer, upgrade())),
    [
      [{}, [[1000, 200], [8015]]],
      [{ customerUnnamed: 11013 }, [[1000, 200], [11013]]],
      [{ customerUnnamed: "request" }, 400],
    ],
  ]),
  [
    "several identifiers that agree",
    request(entry({ id: 2, mobile: "919740000000" }, upgrade())),
    [
      [{}, ok],
      [{ identifiersDisagree: "refused" }, ok],
      [{ identifiersDisagree: "first-given" }, ok],
    ],
  ],
  [
    "one that is known after one that is not",
    request(entry({ mobile: "404", email: "sixth@customers.example" }, upgrade())),
    [
      [{}, ok],
      [{ identifiersDisagree: "refused" }, [[8015]]],
      [{ identifiersDisagree: "first-given" }, [[8015]]],
    ],
  ],
  [
    "identifiers of two customers",
    request(entry(both, upgrade())),
    [
      [{}, ok],
      [{ identifiersDisagree: "refused" }, [[8015]]],
      [{ identifiersDisagree: "first-given" }, ok],
    ],
  ],
  [
    "an unknown customer beside a known one",
    request(entry(tiered, upgrade()), entry({ id: 404 }, upgrade(), {})),
    [
      [{}, [[1000, 200], [8015]]],
      [
        { customerNotFound: "each-update" },
        [
          [1000, 200],
          [8015, 8015, 8015],
        ],
      ],
      [{ customerNotFound: "request" }, 8015],
    ],
  ],
  [
    "a customer who comes twice",
    twiceListed,
    [
      [
        {},
        [
          [1000, 200],
          [1000, 200],
        ],
      ],
      [{ customerTwice: "refused" }, 400],
      [{ programTwice: "refused" }, 400],
    ],
  ],
  [
    "a customer who comes twice with two programs",
    request(entry(tiered, upgrade()), entry({ id: 2 }, cancellation)),
    [
      [{ customerTwice: "refused" }, 400],
      [
        { programTwice: "refused" },
        [
          [1000, 200],
          [1000, 2027],
        ],
      ],
    ],
  ],
  [
    "two unknown customers",
    request(entry({ id: 404 }, upgrade()), entry({ id: 405 }, upgrade())),
    [[{ customerTwice: "refused", programTwice: "refused" }, [[8015], [8015]]]],
  ],
  [
    "a program that comes twice",
    updates(upgrade(), to("Gold")),
    [
      [{}, [[1000, 200, 200]]],
      [{ programTwice: "refused" }, 400],
      [{ customerTwice: "refused" }, [[1000, 200, 200]]],
    ],
  ],

  [
    "a bad type and an unknown program",
    updates(upgrade({ updateType: "X", partnerProgramName: "Y" })),
    [
      [{}, [[1000, 2009]]],
      [{ faultOrder: "data-first" }, [[1000, 2006]]],
      [{ faultOrder: "by-number" }, [[1000, 2006]]],
    ],
  ],
  [
    "a past expiry and an unknown tier",
    updates(upgrade({ updateDetails: { updatedTierName: "X", updatedTierExpiryDate: "2020-01-01T00:00:00+00:00" } })),
    [
      [{}, [[1000, 2003]]],
      [{ faultOrder: "data-first" }, [[1000, 2007]]],
    ],
  ],
  [
    "a cancellation where relinking is off, in an unknown program",
    updates({ ...cancellation, partnerProgramName: "X" }),
    [
      [{}, [[1000, 2026]]],
      [{ faultOrder: "data-first" }, [[1000, 2006]]],
      [{ faultOrder: "by-number" }, [[1000, 2006]]],
    ],
    { organisation: withoutRelinking },
  ],
  [
    "a bad type without a program",
    updates({ updateType: "X" }),
    [
      [{}, [[1000, 2009]]],
      [{ faultOrder: "by-number" }, [[1000, 2002]]],
    ],
  ],
  [
    "a request with one update, which fails",
    updates(to("X")),
    [
      [{}, [[1000, 2007]]],
      [{ failurePlace: "customer-status" }, [[2007]]],
      [{ failurePlace: "request" }, 2007],
    ],
  ],
  [
    "a customer with two updates, one of which fails",
    updates(to("X"), upgrade()),
    [
      [{ failurePlace: "customer-status" }, [[1000, 2007, 200]]],
      [{ failurePlace: "request" }, [[1000, 2007, 200]]],
    ],
  ],
  [
    "two customers with a failing update each",
    request(entry(tiered, to("X")), entry({ id: 4 }, upgrade())),
    [
      [{ failurePlace: "customer-status" }, [[2007], [2004]]],
      [
        { failurePlace: "request" },
        [
          [1000, 2007],
          [1000, 2004],
        ],
      ],
    ],
  ],
  [
    "an unknown customer alone",
    request(entry({ id: 404 }, upgrade())),
    [
      [{ failurePlace: "request" }, [[8015]]],
      [{ failurePlace: "customer-status" }, [[8015]]],
    ],
  ],
  [
    "results",
    request(entry({ id: 4 }, upgrade()), entry(tiered, to("X"), upgrade())),
    [
      [
        { customersOrder: "reversed" },
        [
          [1000, 2007, 200],
          [1000, 2004],
        ],
      ],
      [
        { updatesOrder: "reversed" },
        [
          [1000, 2004],
          [1000, 200, 2007],
        ],
      ],
    ],
  ],

  [
    "an update without a type",
    updates(upgrade({ updateType: "" })),
    [
      [{}, [[1000, 2009]]],
      [{ updateTypeMissing: 2002 }, [[1000, 2002]]],
    ],
  ],
  ["a type of another kind", updates(upgrade({ updateType: false })), [[{ updateTypeMissing: 2002 }, [[1000, 2009]]]]],
  [
    "a program of blanks",
    updates(upgrade({ partnerProgramName: "  " })),
    [
      [{}, [[1000, 2006]]],
      [{ blankName: "empty" }, [[1000, 2002]]],
    ],
  ],
  [
    "a tier of blanks",
    updates(to("\t")),
    [
      [{}, [[1000, 2007]]],
      [{ blankName: "empty" }, [[1000, 2002]]],
    ],
  ],
  [
    "names in capitals",
    updates(to("SILVER", { partnerProgramName: "APPAREL-PARTNER" })),
    [
      [{}, [[1000, 2006]]],
      [{ nameCase: "ignored" }, ok],
    ],
  ],
  [
    "the same program in two cases",
    updates(upgrade(), upgrade({ partnerProgramName: "apparel-partner" })),
    [
      [{ programTwice: "refused" }, [[1000, 200, 2006]]],
      [{ programTwice: "refused", nameCase: "ignored" }, 400],
    ],
  ],
  [
    "a cancellation with details",
    request(entry(queued, { ...cancellation, updateDetails: { updatedTierName: "X" } })),
    [
      [{}, ok],
      [{ cancellationDetails: "refused" }, [[1000, 400]]],
    ],
  ],
  [
    "a cancellation with empty details",
    request(entry(queued, { ...cancellation, updateDetails: {} })),
    [[{ cancellationDetails: "refused" }, ok]],
  ],
  [
    "a cancellation with a null for details",
    request(entry(queued, { ...cancellation, updateDetails: null })),
    [[{ cancellationDetails: "refused" }, ok]],
  ],
  [
    "a cancellation on the eve of the relink",
    request(entry(queued, cancellation)),
    [[{}, ok]],
    { now: "2026-12-30T23:59:59Z" },
  ],
  [
    "a cancellation on the day of the relink",
    request(entry(queued, cancellation)),
    [
      [{}, [[1000, 2027]]],
      [{ dueRelink: "queued" }, ok],
    ],
    { now: "2026-12-31T19:00:00Z" },
  ],
  [
    "a renewal in a program without tiers",
    updates({ ...renewal, partnerProgramName: "SPP_1" }),
    [
      [{}, ok],
      [{ renewalWithoutTiers: "unknown" }, [[1000, 2007]]],
    ],
    { organisation: withoutRelinking },
  ],
  [
    "an upgrade to the same tier",
    updates(to("Bronze")),
    [
      [{}, ok],
      [{ tierDirection: "refused" }, [[1000, 2007]]],
    ],
  ],
  ["an upgrade to a higher tier", updates(to("Gold")), [[{ tierDirection: "refused" }, ok]]],
  [
    "a downgrade to a higher tier",
    updates(to("Gold", { updateType: "DOWNGRADE" })),
    [
      [{}, ok],
      [{ tierDirection: "refused" }, [[1000, 2007]]],
    ],
  ],
  [
    "a downgrade to a lower tier",
    request(entry({ id: 382741349 }, to("Bronze", { updateType: "DOWNGRADE" }))),
    [[{ tierDirection: "refused" }, ok]],
  ],
  [
    "a renewal to another tier",
    updates(to("Gold", { updateType: "RENEW" })),
    [
      [{}, ok],
      [{ renewedTier: "refused" }, [[1000, 2007]]],
      [{ renewedTier: "kept" }, ok],
    ],
  ],
  ["a renewal of the same tier", updates(to("Bronze", { updateType: "RENEW" })), [[{ renewedTier: "refused" }, ok]]],

  [
    "an expiry in another form of ISO 8601",
    until("2027-12-29T18:29:59.000Z"),
    [
      [{}, ok],
      [{ expiryForms: "page" }, [[1000, 2003]]],
    ],
  ],
  ["an expiry in the page's form", until("2027-12-29T23:59:59+05:30"), [[{ expiryForms: "page" }, ok]]],
  [
    "an expiry in no form",
    until("next year"),
    [
      [{}, [[1000, 2003]]],
      [{ expiryUnreadable: 2002 }, [[1000, 2002]]],
      [{ expiryUnreadable: 400 }, [[1000, 400]]],
      [{ expiryUnreadable: "request" }, 400],
    ],
  ],
  [
    "an empty expiry",
    until(""),
    [
      [{}, ok],
      [{ expiryEmpty: "unreadable" }, [[1000, 2003]]],
    ],
  ],
  ["a null for the expiry", until(null), [[{ expiryEmpty: "unreadable" }, ok]]],
  [
    "an expiry earlier today",
    until("2026-11-20T14:00:00+05:30"),
    [
      [{}, ok],
      [{ expiryPassed: "instant" }, [[1000, 2003]]],
    ],
  ],
  [
    "an expiry later today",
    until("2026-11-20T23:00:00+05:30"),
    [
      [{}, ok],
      [{ expiryPassed: "instant" }, ok],
    ],
  ],
];
