import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Customer, Fixtures, Membership, Organisation } from "../fixtures.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schemas/meta/fixtures.schema.json", import.meta.url), "utf8"),
) as object;

/** Whether a value keeps the schema of fixtures. */
export const validateFixtures = new Ajv2020({ strict: true, keywords: ["x-hint"], allowUnionTypes: true }).compile(
  schema,
);

/** The fixtures in a file, by its path from the folder of the mock. */
export function readFixtures(path: string): Fixtures {
  return parse(readFileSync(new URL(path, new URL("../", import.meta.url)), "utf8")) as Fixtures;
}

/** Whether a customer of an organisation plays a role, seen from an instant in milliseconds. */
export type Role = (customer: Customer, organisation: Organisation, now: number) => boolean;

const someMembership =
  (test: (membership: Membership, organisation: Organisation, now: number) => boolean): Role =>
  ({ memberships = [] }, organisation, now) =>
    memberships.some((membership) => test(membership, organisation, now));

export const tiersOf = ({ program }: Membership, { partnerPrograms = [] }: Organisation): readonly string[] =>
  partnerPrograms.find(({ id }) => id === program)?.tiers ?? [];

const typeOf = ({ program }: Membership, { partnerPrograms = [] }: Organisation): string | undefined =>
  partnerPrograms.find(({ id }) => id === program)?.type;

/** Each role that cases need customers for. */
export const roles: Readonly<Record<string, Role>> = {
  "tiered-member": someMembership((each, organisation) => each.linked && tiersOf(each, organisation).length > 1),
  "benefit-member": someMembership(({ benefitsAvailed = [] }) => benefitsAvailed.length > 0),
  supplementary: someMembership(
    (each, organisation) => each.linked && each.relink === undefined && typeOf(each, organisation) === "SUPPLEMENTARY",
  ),
  "pending-relink": someMembership(({ relink }) => relink !== undefined),
  unlinked: someMembership(({ linked }) => !linked),
  "many-programs": ({ memberships = [] }) => memberships.length > 10,
  "points-in-two-programs": ({ promisedPoints = [] }) =>
    new Set(promisedPoints.map(({ programId }) => programId)).size > 1,
  "trigger-points": ({ triggerBasedPoints = [] }) => triggerBasedPoints.length > 0,
  "no partner programs": ({ memberships = [] }) => memberships.length === 0,
};
