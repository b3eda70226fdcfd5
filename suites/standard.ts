import type { Catalog } from "../src/catalog/catalog.ts";
import { protocolRules } from "../src/check/protocol-rules.ts";
import type { Standard } from "../src/check/standard.ts";
import type { CustomerProfile, OrganisationProfile } from "../src/target/profile.ts";
import { authenticationCases } from "./authentication/cases.ts";
import { authenticationRules } from "./authentication/rules.ts";
import { interpretExchange } from "./interpret.ts";
import { silentCases } from "./points/cases/silent.ts";
import { customerCases } from "./points/cases/customers.ts";
import { programCases } from "./points/cases/programs.ts";
import { readCases } from "./points/cases/reads.ts";
import { windowCases } from "./points/cases/window.ts";
import { discoverPoints } from "./points/discover.ts";
import { bindPoints, type PointsNeed, type PointsSubject } from "./points/needs.ts";
import { pointsNoticers, pointsRules } from "./points/rules.ts";
import { type Identifier, usualSource, type World } from "./world.ts";

export type CapillaryStandard = Standard<OrganisationProfile, World, PointsNeed, PointsSubject>;

/** Capillary's documents as one value: what they say, how replies are read, and what is tried on a host. */
export function createStandard(catalog: Catalog): CapillaryStandard {
  return {
    catalog,
    rules: [...protocolRules, ...authenticationRules, ...pointsRules],
    noticers: pointsNoticers,
    interpret: interpretExchange,
    cases: [...readCases, ...programCases, ...windowCases, ...customerCases, ...silentCases, ...authenticationCases],
    discover: async (organisation, ask): Promise<World> => {
      const known = { defaultProgram: organisation.defaultProgram, programs: organisation.loyaltyPrograms };
      const people = organisation.customers.flatMap((customer, index) => readPerson(customer, index) ?? []);
      const { customers, programs } = await discoverPoints(people, known, ask);
      return {
        organisation: organisation.name,
        hasCredentials: organisation.auth !== undefined,
        ...(organisation.defaultProgram === undefined ? {} : { defaultProgram: organisation.defaultProgram }),
        programs,
        customers,
      };
    },
    describeWorld: describeWorld,
    bind: bindPoints,
  };
}

function readPerson(
  customer: CustomerProfile,
  index: number,
): { label: string; identifiers: [Identifier, ...Identifier[]]; source: string } | undefined {
  const [first, ...rest] = customer.identifiers;
  if (first === undefined) return undefined;
  return { label: `customer-${index + 1}`, identifiers: [first, ...rest], source: customer.source ?? usualSource };
}

function describeWorld({ customers, programs, organisation }: World): string[] {
  const answered = customers.filter(({ state }) => state === "answered").length;
  const found = `${organisation}: ${answered} of ${customers.length} customers answered, ${programs.length} loyalty programs`;
  const unfit = customers.filter(({ state }) => state !== "answered");
  return [found, ...unfit.map(({ label, trouble }) => `${label} of the profile: ${trouble ?? "no answer"}`)];
}
