import type { Choices } from "../choices.ts";
import type { OperationContext } from "../operation.ts";
import type { Fault } from "./fault.ts";
import type { Target } from "./find-target.ts";
import { readExpiry } from "./read-expiry.ts";
import { isSameName, readName } from "./read-name.ts";
import { type Sent, readMembers } from "./read-request.ts";
import type { UpdateType } from "./update-type.ts";

/** What becomes of a membership's tier; what is left out stays as it is. */
export interface TierChange {
  /** Name of the tier as it is configured. */
  readonly tier?: string;
  /** ISO 8601 instant in UTC. */
  readonly tierExpiry?: string;
}

/** The types that take updateDetails. */
export type DetailedType = Exclude<UpdateType, "MEMBERSHIP_RELINKING_CANCELLED">;

/** Reads the details of an update, with what speaks against them. */
export function judgeDetails(
  updateType: DetailedType,
  sent: Sent,
  target: Target,
  context: OperationContext,
): { readonly change: TierChange; readonly faults: readonly Fault[] } {
  const { choices } = context;
  const details = readMembers(sent["updateDetails"]);
  const name = readName(details["updatedTierName"], choices);
  const tier = name === undefined ? undefined : findTier(updateType, name, target, choices);
  const faults: Fault[] = [];
  // body parameters: updateDetails, updatedTierName; error code 2002: either is empty or null
  if (name === undefined) faults.push({ code: 2002, message: "updateDetails with an updatedTierName is needed" });
  if (tier !== undefined && "code" in tier) faults.push(tier);

  const expiry = readExpiry(details["updatedTierExpiryDate"], context);
  if (expiry.kind === "unreadable") faults.push(describeUnreadable(choices));
  // error code 2003
  if (expiry.kind === "passed") faults.push({ code: 2003, message: "updatedTierExpiryDate has passed" });
  return {
    change: {
      ...(tier !== undefined && "tier" in tier ? tier : {}),
      // body parameter: updatedTierExpiryDate, left out the expiry stays as it is
      ...("instant" in expiry ? { tierExpiry: expiry.instant } : {}),
    },
    faults,
  };
}

/** The tier that a membership gets; undefined where that cannot be told, or there is none to get. */
function findTier(
  updateType: DetailedType,
  name: string,
  { program, membership }: Target,
  choices: Choices,
): { readonly tier: string } | Fault | undefined {
  if (program === undefined || membership === undefined) return undefined;
  const tiers = program.tiers ?? [];
  // choice: renewal-without-tiers
  const isAboutMembership = updateType === "MEMBERSHIP_RENEWAL_INITIATION" && tiers.length === 0;
  if (isAboutMembership && choices.renewalWithoutTiers === "ignored") return undefined;
  const place = tiers.findIndex((tier) => isSameName(name, tier, choices));
  const tier = tiers[place];
  // error code 2007; body parameter: updatedTierName
  if (tier === undefined) return { code: 2007, message: "the partner program has no tier of this name" };

  // Without a present tier there is none to go up or down from.
  const present = membership.tier === undefined ? -1 : tiers.indexOf(membership.tier);
  if (present === -1) return { tier };
  // choice: renewed-tier
  if (updateType === "RENEW" && place !== present && choices.renewedTier !== "as-asked") {
    return choices.renewedTier === "kept" ? undefined : { code: 2007, message: "a renewal leaves the tier as it is" };
  }
  // choice: tier-direction
  if (choices.tierDirection === "refused") {
    if (updateType === "UPGRADE" && place <= present) return { code: 2007, message: "this tier is no higher one" };
    if (updateType === "DOWNGRADE" && place >= present) return { code: 2007, message: "this tier is no lower one" };
  }
  return { tier };
}

function describeUnreadable({ expiryUnreadable }: Choices): Fault {
  const message = "updatedTierExpiryDate is no ISO 8601 date and time";
  // body parameter: updatedTierExpiryDate, in ISO 8601. choice: expiry-unreadable
  return expiryUnreadable === "request" ? { code: 400, message, whole: true } : { code: expiryUnreadable, message };
}
