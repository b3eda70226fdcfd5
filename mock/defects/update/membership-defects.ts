import type { Membership } from "../../fixtures.ts";
import { moveInstant } from "../../make-membership.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type WhichPerformed, answerWith, keepOtherwise, leaveUnmade } from "./change-updates.ts";
import { wasJustCancelled } from "./faults.ts";
import { all, hasType, isMade, isRefusedWith, namesExpiry, not, placeOfNamed } from "./which.ts";

const hasDetails: WhichPerformed = ({ details }) => Object.keys(details).length > 0;
const isCancelled: WhichPerformed = all(isMade, hasType("MEMBERSHIP_RELINKING_CANCELLED"));
const isBare: WhichPerformed = (asked) => asked.sent["updateDetails"] === undefined;
const isCancelledTwice: WhichPerformed = all(isRefusedWith(2027), wasJustCancelled);
const isRenewed: WhichPerformed = all(
  isMade,
  hasType("MEMBERSHIP_RENEWAL_INITIATION"),
  (asked) => placeOfNamed(asked) >= 0,
);

/** Faults in what becomes of a membership: relinks that are cancelled, renewals that are initiated. */
export const membershipDefects: readonly Defect[] = [
  ...[2002, 2009].map((code) =>
    makeDefect(
      "update.cancel.without-details",
      `update.cancellation-without-details-${code}`,
      `A cancellation without updateDetails is refused with ${code} where a relinking is pending.`,
      answerWith(code, all(isCancelled, isBare)),
    ),
  ),
  makeDefect(
    "update.cancel.without-details",
    "update.cancellation-2027-where-pending",
    "A cancellation is refused with 2027 although a relinking is pending.",
    answerWith(2027, isCancelled),
  ),

  makeDefect(
    "update.cancel.relinking",
    "update.cancellation-ignored",
    "A cancellation reports success and cancels nothing.",
    leaveUnmade(isCancelled),
  ),
  makeDefect(
    "update.cancel.relinking",
    "update.cancellation-moves-relinking",
    "A cancelled relinking is put off by a year, and still pending.",
    keepOtherwise(isCancelled, (membership, { membership: before }) => {
      const relink = before?.relink;
      return relink === undefined
        ? membership
        : {
            ...membership,
            relink: { start: moveInstant(new Date(relink.start), 365), end: moveInstant(new Date(relink.end), 365) },
          };
    }),
  ),

  ...[200, 2026, 2002].map((code) =>
    makeDefect(
      "update.cancel.once",
      `update.second-cancellation-${code}`,
      code === 200
        ? "A relinking that has been cancelled can be cancelled again."
        : `A relinking that has been cancelled and is cancelled again is refused with ${code} instead of 2027.`,
      answerWith(code, isCancelledTwice),
    ),
  ),

  makeDefect(
    "update.cancel.enrolment",
    "update.cancellation-unlinks",
    "A cancelled relinking ends the enrolment too.",
    keepOtherwise(isCancelled, (membership) => ({ ...membership, linked: false })),
  ),
  makeDefect(
    "update.cancel.enrolment",
    "update.cancellation-ends-now",
    "A cancelled relinking sets the end of the enrolment to now.",
    keepOtherwise(isCancelled, (membership, _asked, { circumstances }) => ({
      ...membership,
      end: moveInstant(circumstances.now, 0),
    })),
  ),
  makeDefect(
    "update.cancel.enrolment",
    "update.cancellation-extends",
    "A cancelled relinking leaves the enrolment with the end of the relinking.",
    keepOtherwise(isCancelled, (membership, { membership: before }) => ({
      ...membership,
      end: before?.relink?.end ?? membership.end,
    })),
  ),
  makeDefect(
    "update.cancel.enrolment",
    "update.cancellation-moves-start",
    "A cancelled relinking leaves the enrolment with the start of the relinking.",
    keepOtherwise(isCancelled, (membership, { membership: before }) => ({
      ...membership,
      start: before?.relink?.start ?? membership.start,
    })),
  ),
  makeDefect(
    "update.cancel.enrolment",
    "update.cancellation-drops-activities",
    "A cancelled relinking leaves no activity of the enrolment but its own.",
    keepOtherwise(isCancelled, (membership) => ({
      ...membership,
      activities: (membership.activities ?? []).slice(0, 1),
    })),
  ),

  makeDefect(
    "update.cancel.with-details",
    "update.cancellation-with-details-ignored",
    "A cancellation with updateDetails reports success and cancels nothing.",
    leaveUnmade(all(isCancelled, hasDetails)),
  ),
  makeDefect(
    "update.cancel.with-details",
    "update.cancellation-with-details-unlinks",
    "A cancellation with updateDetails ends the enrolment too.",
    keepOtherwise(all(isCancelled, hasDetails), (membership) => ({ ...membership, linked: false })),
  ),

  ...(
    [
      ["unlinks", "ends the membership", unlink],
      ["changes-membership-id", "gives the membership another id", changeId],
      ["removes-membership-id", "takes the id of the membership away", removeId],
    ] as const
  ).flatMap(([word, words, edit]) =>
    (["UPGRADE", "DOWNGRADE", "RENEW"] as const).map((type) =>
      makeDefect(
        "update.effect.membership",
        `update.${type.toLowerCase()}-${word}`,
        `A ${type} ${words}.`,
        keepOtherwise(all(isMade, hasType(type)), edit),
      ),
    ),
  ),
  ...(["UPGRADE", "DOWNGRADE"] as const).map((type) =>
    makeDefect(
      "update.effect.membership",
      `update.${type.toLowerCase()}-moves-start`,
      `A ${type} lets the membership begin anew.`,
      keepOtherwise(all(isMade, hasType(type)), (membership, _asked, { circumstances }) => ({
        ...membership,
        start: moveInstant(circumstances.now, 0),
      })),
    ),
  ),

  ...(["UPGRADE", "DOWNGRADE"] as const).map((type) =>
    makeDefect(
      "update.effect.membership",
      `update.${type.toLowerCase()}-without-expiry-moves-end`,
      `A ${type} without an expiry lets the membership end a year later.`,
      keepOtherwise(all(isMade, hasType(type), not(namesExpiry)), extend),
    ),
  ),
  makeDefect(
    "update.effect.end",
    "update.expiry-extends-membership",
    "An update with an expiry lets the membership end a year later.",
    keepOtherwise(all(isMade, namesExpiry), extend),
  ),
  makeDefect(
    "update.effect.end",
    "update.renew-extends-membership",
    "A RENEW with an expiry lets the membership end a year later.",
    keepOtherwise(all(isMade, namesExpiry, hasType("RENEW")), extend),
  ),

  ...[2002, 2007, 2009, 2028].map((code) =>
    makeDefect(
      "update.renewal.served",
      `update.renewal-refused-${code}`,
      `A renewal initiation with a tier of the program is refused with ${code} where relinking is not allowed.`,
      answerWith(code, isRenewed),
    ),
  ),
  makeDefect(
    "update.renewal.tier",
    "update.renewal-without-tiers-by-kind",
    "A renewal initiation in a program without tiers takes any tier name in supplementary programs and none in others.",
    answerWith(
      2007,
      all(
        isMade,
        hasType("MEMBERSHIP_RENEWAL_INITIATION"),
        ({ program }) => program?.tiers === undefined && program?.type === "EXTERNAL",
      ),
    ),
  ),
];

function extend(membership: Membership): Membership {
  return { ...membership, end: moveInstant(new Date(membership.end), 365) };
}

function unlink(membership: Membership): Membership {
  return { ...membership, linked: false };
}

function changeId(membership: Membership): Membership {
  const { membershipId } = membership;
  return membershipId === undefined ? membership : { ...membership, membershipId: `${membershipId}-1` };
}

function removeId({ membershipId: _membershipId, ...membership }: Membership): Membership {
  return membership;
}
