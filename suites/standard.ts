import type { Catalog } from "../src/catalog/catalog.ts";
import { protocolRules } from "../src/check/protocol-rules.ts";
import type { Standard } from "../src/check/standard.ts";
import type { OrganisationProfile } from "../src/target/profile.ts";
import { authenticationCases } from "./authentication/cases.ts";
import { authenticationRules } from "./authentication/rules.ts";
import { bindNeed } from "./bind.ts";
import { discoverWorld } from "./discover.ts";
import { interpretExchange } from "./interpret.ts";
import type { Subject } from "./need.ts";
import { pointsCases } from "./points/cases.ts";
import { pointsNoticers, pointsRules } from "./points/rules.ts";
import type { World } from "./world.ts";

export type CapillaryStandard = Standard<OrganisationProfile, World, string, Subject>;

/** Capillary's documents as one value: what they say, how replies are read, and what is tried on a host. */
export function createStandard(catalog: Catalog): CapillaryStandard {
  return {
    catalog,
    rules: [...protocolRules, ...authenticationRules, ...pointsRules],
    noticers: pointsNoticers,
    interpret: interpretExchange,
    cases: [...pointsCases, ...authenticationCases],
    discover: discoverWorld,
    describeWorld,
    bind: bindNeed,
  };
}

function describeWorld({ customers, programs, organisation }: World): string[] {
  const answered = customers.filter(({ points }) => points.state === "answered").length;
  const found = `${organisation}: ${answered} of ${customers.length} customers answered, ${programs.length} loyalty programs`;
  const unfit = customers.filter(({ points }) => points.state !== "answered");
  return [found, ...unfit.map(({ label, points }) => `${label} of the profile: ${points.trouble ?? "no answer"}`)];
}
