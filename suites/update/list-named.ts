import type { Identifier, World } from "../world.ts";
import { listRenewable, listTargets } from "./list-targets.ts";
import { listMembers, type Member, takeTurns } from "./members.ts";
import { identifierNames } from "./request.ts";
import type { Named, WrongIdentifier } from "./subjects.ts";

export function listNamed(name: string, world: World): Named[] {
  const targets = listTargets(world).filter(({ fitting }) => fitting !== undefined);
  return listRenewable(world).flatMap((member) => {
    const named = member.identifiers.find((identifier) => identifier.name === name);
    if (named === undefined) return [];
    const reached = targets.find(({ label: text }) => text.startsWith(`${member.label}/`));
    const step = reached?.fitting === undefined ? undefined : { type: reached.fitting, tier: reached.target };
    return [{ ...member, named, other: member.identifiers.find((identifier) => identifier !== named), step }];
  });
}

/** Each kind of identifier with each member that has one, kind after kind, so that a cap leaves out none of the kinds. */
export function listEachIdentifier(world: World): (Member & { named: Identifier })[] {
  const members = listMembers(world);
  return takeTurns(
    identifierNames.map((kind, turn) =>
      // Every kind begins with somebody else.
      rotate(members, turn).flatMap((member) =>
        member.identifiers
          .filter(({ name }) => name === kind)
          .map((named) => ({ ...member, label: `${member.label}/${named.name}`, named })),
      ),
    ),
  );
}

/**
 * Values that are not those of the person: a number in the place of an address and the reverse, and parts of the
 * identifier. The end of a mobile is shorter by a digit than the number without its country.
 */
export function listWrong(world: World): (Member & { wrong: WrongIdentifier[] })[] {
  const places: Readonly<Record<string, string>> = { email: "mobile", mobile: "email", externalId: "email" };
  return listEachIdentifier(world).flatMap(({ named: { name, value }, ...member }) => {
    const place = places[name];
    const isMisplaced = place !== undefined && (name === "email" || !value.includes("@"));
    // Of an id, who comes back for a part of it is also not who was named, which a rule reports.
    const parts = value.length < 6 || name === "id" ? [] : [value.slice(0, -2), value.replace(lead, "")];
    const wrong = [
      ...(isMisplaced ? [{ name: place, value, isNobodys: true }] : []),
      ...parts.map((part) => ({ name, value: part, isNobodys: false })),
    ];
    return wrong.length === 0 ? [] : [{ ...member, wrong }];
  });
}

/** The code of a country with the first digit after it; those of some mobiles may be left out, and so may zeros. */
const lead = /^\+?(1|7|2[07]|3[0-469]|4[013-9]|5[24]\d|5[13578]|56|6[0-6]|8[1246]|9[0-58]|\d{3}|.)0*./;

function rotate<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
