import type { World } from "../world.ts";
import { listMembers, type Member, readTierNumbers, takeTurns } from "./members.ts";
import { fitsType } from "./oracle.ts";
import type { Renewable, Target } from "./subjects.ts";

export function listRenewable(world: World): Renewable[] {
  return listMembers(world).filter(isRenewable);
}

export function isRenewable<M extends Member>(member: M): member is M & Renewable {
  return member.expiry !== undefined;
}

/** Each member with each other tier of the program. */
export function listTargets(world: World): Target[] {
  return takeTurns(
    listMembers(world).map((member) => {
      const program = member.state.programs.find(({ name }) => name === member.program);
      const numbers = Object.fromEntries(readTierNumbers(member.program, world));
      return member.tiers
        .filter((tier) => tier !== member.tier)
        .map((target): Target => ({
          ...member,
          label: `${member.label}/${target}`,
          target,
          fitting: (["UPGRADE", "DOWNGRADE"] as const).find((type) => program && fitsType(type, target, program)),
          numbers,
        }));
    }),
  );
}
