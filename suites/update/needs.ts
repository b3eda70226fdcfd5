import type { Binding } from "../../src/model/case.ts";
import { bindSubjects, createCaseDefiner, type Subject } from "../need.ts";
import type { World } from "../world.ts";
import { finders } from "./find-subjects.ts";
import type { UpdateNeed, UpdateSubjects } from "./subjects.ts";

/** An update case, whose functions see the subject of its own need. */
export const defineUpdateCase = createCaseDefiner<UpdateSubjects>();

/** So many subjects of a need are enough, as various as they are chosen; with more a run against a real host would take hours. */
const mostSubjects = 6;

/** The subjects that an organisation offers for a need, or what to add to the profile. */
export function bindUpdate(wanted: UpdateNeed, world: World, most = mostSubjects): Binding<Subject> {
  const needed = relinkingOf[wanted];
  if (needed !== undefined && world.relinking !== "unknown" && world.relinking !== needed) {
    return { kind: "notApplicable", reason: `relinking is ${world.relinking} in this organisation` };
  }
  const lacking = explainLacking(needed, world);
  if (lacking !== undefined) return { kind: "couldNotRun", reason: lacking };
  return bindSubjects(finders[wanted](world), world, most, missing[wanted]);
}

export function isUpdateNeed(need: string): need is UpdateNeed {
  return Object.hasOwn(finders, need);
}

/** What the organisation's relinking has to be for a need. */
const relinkingOf: { readonly [N in UpdateNeed]?: "on" | "off" } = {
  "update:relinking-off": "off",
  "update:relinking-on": "on",
  "update:nothing-pending": "on",
  "update:pending": "on",
  "update:pending-beside-tier": "on",
  "update:two-pending": "on",
  "update:member-relinking-off": "off",
  "update:renewable-relinking-off": "off",
  "update:without-tiers-relinking-off": "off",
};

function explainLacking(needed: "on" | "off" | undefined, { writes, customers, relinking }: World): string | undefined {
  if (!writes) return "nothing may be changed on the host; set writes: true and mark customers writable: true";
  if (needed !== undefined && relinking === "unknown")
    return "whether relinking is on is not known; add relinking: on or off to the organisation in the profile";
  if (customers.length === 0)
    return "the profile lists no customers; add some under organisations[].customers, with writable: true";
  if (!customers.some(({ writable }) => writable))
    return "no customer of the profile may be updated; mark some of organisations[].customers with writable: true";
  if (!customers.some(({ writable, histories }) => writable && histories.state === "answered"))
    return "the host answers the histories of no customer with writable: true, and without them no effect can be seen";
  return undefined;
}

const noLinked = "no customer with writable: true is linked to a partner program; list one";
const noMember = "no customer with writable: true has a tier in a partner program; list one";
const noRenewable =
  "no customer with writable: true has a tier that expires more than four days ahead, so that it can be put back; list one";
const noTiers = "no tier of any partner program is known; add programs with tiers to the organisation in the profile";
const noTarget =
  "of no program with a member who may be updated two tiers are known; add it with its tiers, the lowest first, to the organisation's programs in the profile";
const noOrder =
  "of no member who may be updated a tier is known that lies the other way; list the program's tiers, the lowest first, under programs in the profile";

const noCredentials =
  "no credentials to leave out or to falsify, or no customer to update; add organisations[].auth to the profile and list a customer with writable: true who has a tier";

const missing: Readonly<Record<UpdateNeed, string>> = {
  "update:person": noTiers,
  "update:linked": noLinked,
  "update:supplementary": "no customer with writable: true is linked to a supplementary program; list one",
  "update:member": noMember,
  "update:one-member": noMember,
  "update:renewable": noRenewable,
  "update:one-renewable": noRenewable,
  "update:target": noTarget,
  "update:lower-target": noOrder,
  "update:higher-target": noOrder,
  "update:renewable-target": noTarget,
  "update:by-id": `${noRenewable} by its id`,
  "update:by-mobile": `${noRenewable} by its mobile`,
  "update:by-email": `${noRenewable} by its email`,
  "update:by-external-id": `${noRenewable} by its externalId`,
  "update:each-identifier": noMember,
  "update:several-identifiers": `${noRenewable} by two of id, mobile, email and externalId`,
  "update:wrong-identifier": `${noMember} by its mobile, email or externalId`,
  "update:two-members": `no two customers with writable: true have tiers that can be put back; list a second one`,
  "update:repeated": noRenewable,
  "update:two-programs": "no customer with writable: true has tiers in two partner programs; list one",
  "update:conflict":
    "no two customers with writable: true have a tier in the same program and different kinds of identifiers; list them",
  "update:no-longer-linked":
    "no customer with writable: true was linked to a partner program in former times; list one",
  "update:not-linked":
    "no partner program is known that a customer with writable: true is not linked to; list customers with other programs",
  "update:cut-name":
    "no customer with writable: true has a tier in a program whose name ends with a word of five letters or more; list one",
  "update:foreign-tier":
    "no tier is known that one program has and another has not; add programs with all their tiers to the organisation in the profile",
  "update:unknown-by-id": noTiers,
  "update:unknown-by-mobile": noTiers,
  "update:unknown-by-email": noTiers,
  "update:unknown-by-external-id": noTiers,
  "update:relinking-off": noLinked,
  "update:relinking-on": noLinked,
  "update:nothing-pending":
    "no customer with writable: true is linked to a program of which histories of linkingUpdates show that nothing is pending; list one",
  "update:pending":
    "no customer with writable: true has a relinking pending; list one, or add state.url if the host has a state endpoint",
  "update:pending-beside-tier":
    "no customer with writable: true is linked to a supplementary program and has a tier in another one, on a host whose state endpoint can queue a relinking; list one, or add state.url",
  "update:two-pending":
    "no two customers with writable: true are linked to the same supplementary program, and nobody to two of them, on a host whose state endpoint can queue a relinking; list some, or add state.url",
  "update:member-relinking-off": noMember,
  "update:renewable-relinking-off": noRenewable,
  "update:one-member-with-credentials": noCredentials,
  "update:one-member-with-password":
    "no Basic credentials to falsify, or no customer to update; add organisations[].auth.basic to the profile and list a customer with writable: true who has a tier",
  "update:renewable-with-credentials": noCredentials,
  "update:without-tiers-relinking-off":
    "no customer with writable: true is linked to a supplementary program without tiers; list one",
};
