import type { Json } from "../../../src/model/json.ts";
import { drawExpiry } from "../expiry.ts";
import { playFlow } from "../flow.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { cancellation, makeUpdate, renewalInitiation, tierTypes, updateTypes } from "../request.ts";

/** Kinds of update that need details; a renewal initiation also where it is not allowed, which is a fault of its own. */
const detailed: readonly string[] = [...tierTypes, renewalInitiation];

/** Ways in which a required member is not there: `with` puts them into an object. */
const gaps: readonly {
  readonly name: string;
  readonly words: string;
  readonly with: (member: string, empty: Json) => AnyUpdate;
}[] = [
  { name: "absent", words: "left out", with: () => ({}) },
  { name: "null", words: "null", with: (member) => ({ [member]: null }) },
  { name: "empty", words: "empty", with: (member, empty) => ({ [member]: empty }) },
];

/** What 2002 stands for: details, tier or program that are not there. */
export const missingCases = gaps.flatMap((gap) => [
  defineUpdateCase({
    id: `update.details.${gap.name}`,
    title: `An update whose updateDetails are ${gap.words} is refused with 2002`,
    operation: "update",
    requirements: ["update.code.2002", unchanged],
    needs: "update:member",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2002", (member: Member) =>
        detailed.map((updateType) => ({
          ...makeUpdate(member.program, updateType),
          ...gap.with("updateDetails", {}),
        })),
      ),
    ),
  }),
  defineUpdateCase({
    id: `update.tier-name.${gap.name}`,
    title: `An update whose updatedTierName is ${gap.words} is refused with 2002`,
    operation: "update",
    requirements: ["update.code.2002", unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2002", (member: Member, draw) => {
        const updatedTierExpiryDate = drawExpiry(member.expiry ?? member.state.now, draw);
        const details = { ...gap.with("updatedTierName", ""), updatedTierExpiryDate };
        return detailed.map((type) => ({ ...makeUpdate(member.program, type), updateDetails: details }));
      }),
    ),
  }),
  defineUpdateCase({
    id: `update.program-name.${gap.name}`,
    title: `An update whose partnerProgramName is ${gap.words} is refused with 2002`,
    operation: "update",
    requirements: ["update.code.2002", unchanged],
    needs: "update:member",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2002", (member: Member) =>
        updateTypes.map((updateType) => ({
          ...gap.with("partnerProgramName", ""),
          updateType,
          ...(updateType === cancellation ? {} : { updateDetails: { updatedTierName: member.tier } }),
        })),
      ),
    ),
  }),
]);
