import { type Defect, makeDefect } from "../defect.ts";
import type { Performed } from "./asked.ts";
import { type WhichPerformed, answerWith, keepOtherwise, leaveUnmade } from "./change-updates.ts";
import { keepExpiry, keepTier, takeTier } from "./memberships.ts";
import {
  all,
  goesDown,
  goesUp,
  hasType,
  isMade,
  namesExpiry,
  not,
  placeOfNamed,
  placeOfPresent,
  staysPut,
} from "./which.ts";

const isTop: WhichPerformed = (asked) => placeOfNamed(asked) === (asked.program?.tiers?.length ?? 0) - 1;
const isBottom: WhichPerformed = (asked) => placeOfNamed(asked) === 0;
const isFar: WhichPerformed = (asked) => Math.abs(placeOfNamed(asked) - placeOfPresent(asked)) > 1;
/** Whether the program that is named is not the first one of the customer. */
const isInLaterProgram: WhichPerformed = ({ customer, program }) => customer?.memberships?.[0]?.program !== program?.id;

const upgrade: WhichPerformed = all(isMade, hasType("UPGRADE"), goesUp);
const downgrade: WhichPerformed = all(isMade, hasType("DOWNGRADE"), goesDown);
const ownRenew: WhichPerformed = all(isMade, hasType("RENEW"), staysPut);
const otherRenew: WhichPerformed = all(isMade, hasType("RENEW"), not(staysPut));

/** Faults in what an update makes of a tier. */
export const tierDefects: readonly Defect[] = [
  ...(
    [
      ["upgrade", "UPGRADE", upgrade, isTop, "highest"],
      ["downgrade", "DOWNGRADE", downgrade, isBottom, "lowest"],
    ] as const
  ).flatMap(([word, type, which, isEnd, end]) => {
    const row = (id: string, statement: string, twist: Parameters<typeof makeDefect>[3]): Defect =>
      makeDefect(`update.${word}.tier`, `update.${word}-${id}`, statement, twist);
    return [
      row("tier-kept", `${type} reports success and keeps the tier.`, keepOtherwise(which, keepTier)),
      row(
        "tier-kept-without-expiry",
        `${type} without an expiry reports success and keeps the tier.`,
        keepOtherwise(all(which, not(namesExpiry)), keepTier),
      ),
      row(
        "tier-kept-with-expiry",
        `${type} with an expiry reports success and keeps the tier.`,
        keepOtherwise(all(which, namesExpiry), keepTier),
      ),
      row(
        `to-${end}-kept`,
        `${type} to the ${end} tier reports success and keeps the tier.`,
        keepOtherwise(all(which, isEnd), keepTier),
      ),
      row(
        "next-tier",
        `${type} by more than one tier goes one tier alone.`,
        keepOtherwise(all(which, isFar), (membership, asked) =>
          takeTier(membership, asked, placeOfPresent(asked) + Math.sign(placeOfNamed(asked) - placeOfPresent(asked))),
        ),
      ),
      row(
        `${end}-tier`,
        `${type} always goes to the ${end} tier.`,
        keepOtherwise(which, (membership, asked) =>
          takeTier(membership, asked, end === "lowest" ? 0 : (asked.program?.tiers?.length ?? 0) - 1),
        ),
      ),
      row(
        "other-way",
        `${type} goes one tier in the other direction.`,
        keepOtherwise(which, (membership, asked) =>
          takeTier(membership, asked, placeOfPresent(asked) - Math.sign(placeOfNamed(asked) - placeOfPresent(asked))),
        ),
      ),
      row(
        "kept-in-later-programs",
        `${type} in any but a customer's first program reports success and keeps the tier.`,
        keepOtherwise(all(which, isInLaterProgram), keepTier),
      ),
    ];
  }),

  makeDefect(
    "update.upgrade.direction",
    "update.upgrade-to-lower-ignored",
    "An UPGRADE to a lower tier reports success and changes nothing.",
    leaveUnmade(all(isMade, hasType("UPGRADE"), goesDown)),
  ),
  makeDefect(
    "update.upgrade.direction",
    "update.downgrade-to-higher-ignored",
    "A DOWNGRADE to a higher tier reports success and changes nothing.",
    leaveUnmade(all(isMade, hasType("DOWNGRADE"), goesUp)),
  ),
  makeDefect(
    "update.upgrade.direction",
    "update.upgrade-to-lower-goes-up",
    "An UPGRADE to a lower tier goes one tier up.",
    keepOtherwise(all(isMade, hasType("UPGRADE"), goesDown), (membership, asked) =>
      takeTier(membership, asked, placeOfPresent(asked) + 1),
    ),
  ),
  makeDefect(
    "update.upgrade.direction",
    "update.downgrade-to-higher-goes-down",
    "A DOWNGRADE to a higher tier goes one tier down.",
    keepOtherwise(all(isMade, hasType("DOWNGRADE"), goesUp), (membership, asked) =>
      takeTier(membership, asked, placeOfPresent(asked) - 1),
    ),
  ),

  makeDefect(
    "update.renew.other-tier",
    "update.renew-other-tier-third",
    "A RENEW that names another tier leaves a third one.",
    keepOtherwise(otherRenew, (membership, asked) => {
      const third = asked.program?.tiers?.findIndex(
        (_, place) => place !== placeOfNamed(asked) && place !== placeOfPresent(asked),
      );
      return takeTier(membership, asked, third ?? -1);
    }),
  ),
  makeDefect(
    "update.renew.other-tier",
    "update.renew-other-tier-ignored",
    "A RENEW that names another tier reports success and changes neither tier nor expiry.",
    leaveUnmade(otherRenew),
  ),

  makeDefect(
    "update.renew.expiry",
    "update.renew-expiry-kept",
    "A RENEW of the customer's own tier keeps the old expiry.",
    keepOtherwise(ownRenew, keepExpiry),
  ),
  makeDefect(
    "update.renew.expiry",
    "update.renew-refused-2007",
    "A RENEW of the customer's own tier is refused with 2007.",
    answerWith(2007, ownRenew),
  ),
  makeDefect(
    "update.renew.expiry",
    "update.renew-refused-2009",
    "A RENEW of the customer's own tier is refused with 2009.",
    answerWith(2009, ownRenew),
  ),
  makeDefect(
    "update.renew.expiry",
    "update.renew-earlier-expiry-kept",
    "A RENEW to an expiry before the present one keeps the old expiry.",
    keepOtherwise(all(ownRenew, isEarlier), keepExpiry),
  ),
  makeDefect(
    "update.renew.expiry",
    "update.renew-later-expiry-kept",
    "A RENEW to an expiry after the present one keeps the old expiry.",
    keepOtherwise(all(ownRenew, not(isEarlier)), keepExpiry),
  ),
  makeDefect(
    "update.renew.expiry",
    "update.renew-clears-expiry",
    "A RENEW of the customer's own tier leaves it without an expiry.",
    keepOtherwise(ownRenew, ({ tierExpiry: _tierExpiry, ...membership }) => membership),
  ),
];

/** Whether the expiry that is named lies before the present one. */
function isEarlier({ details, membership }: Performed): boolean {
  return Date.parse(String(details["updatedTierExpiryDate"])) < Date.parse(membership?.tierExpiry ?? "");
}
