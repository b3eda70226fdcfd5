import type { Catalog } from "../src/catalog/catalog.ts";
import { protocolNoticers } from "../src/check/protocol-noticers.ts";
import { protocolRules } from "../src/check/protocol-rules.ts";
import type { Standard } from "../src/check/standard.ts";
import type { OrganisationProfile } from "../src/target/profile.ts";
import { authenticationCases } from "./authentication/cases.ts";
import { historiesAuthenticationCases } from "./authentication/histories-cases.ts";
import { historiesAuthenticationRules } from "./authentication/histories-rules.ts";
import { authenticationRules } from "./authentication/rules.ts";
import { updateAuthenticationCases } from "./authentication/update-cases.ts";
import { updateAuthenticationRules } from "./authentication/update-rules.ts";
import { bindNeed } from "./bind.ts";
import { discoverWorld } from "./discover.ts";
import { eventRulebook } from "./events/event-rulebook.ts";
import { createGeneration } from "./generation.ts";
import { historiesCases } from "./histories/cases.ts";
import { historiesNoticers, historiesRules } from "./histories/rules.ts";
import { interpretExchange } from "./interpret.ts";
import type { Subject } from "./need.ts";
import { pointsCases } from "./points/cases.ts";
import { pointsNoticers, pointsRules } from "./points/rules.ts";
import { sequences } from "./sequences/sequences.ts";
import { updateCases } from "./update/cases.ts";
import { updateNoticers, updateRules } from "./update/rules.ts";
import type { KnownCustomer, World } from "./world.ts";

export type CapillaryStandard = Standard<OrganisationProfile, World, string, Subject>;

/** Capillary's documents as one value: what they say, how replies are read, and what is tried on a host. */
export function createStandard(catalog: Catalog): CapillaryStandard {
  const cases = [
    ...pointsCases,
    ...authenticationCases,
    ...historiesAuthenticationCases,
    ...historiesCases.filter(({ writes }) => writes === undefined),
    ...updateAuthenticationCases,
    ...updateCases,
    // They see what updates leave, once updates are known to be right.
    ...historiesCases.filter(({ writes }) => writes !== undefined),
  ];
  return {
    catalog,
    rules: [
      ...protocolRules,
      ...authenticationRules,
      ...pointsRules,
      ...historiesAuthenticationRules,
      ...historiesRules,
      ...updateAuthenticationRules,
      ...updateRules,
    ],
    noticers: [...protocolNoticers, ...pointsNoticers, ...historiesNoticers, ...updateNoticers],
    interpret: interpretExchange,
    events: eventRulebook,
    cases,
    discover: discoverWorld,
    describeWorld,
    bind: (needs, world) => bindNeed(needs, world),
    generation: createGeneration(cases),
    sequences,
  };
}

function describeWorld({ customers, programs, partnerPrograms, organisation }: World): string[] {
  const answered = customers.filter(({ points, histories }) =>
    [points, histories].some(({ state }) => state === "answered"),
  ).length;
  const found = [
    `${answered} of ${customers.length} customers answered`,
    `${programs.length} loyalty programs`,
    `${partnerPrograms.length} partner programs`,
  ];
  return [`${organisation}: ${found.join(", ")}`, ...customers.flatMap(describeTrouble)];
}

/** What a customer of the profile was not answered, and what the host said instead. */
function describeTrouble({ label, points, histories }: KnownCustomer): string[] {
  const troubles = [
    { what: "promised points", ...points },
    { what: "histories", ...histories },
  ].filter(({ state }) => state !== "answered");
  const [first] = troubles;
  if (first === undefined) return [];
  const same = troubles.length === 2 && troubles.every(({ trouble }) => trouble === first.trouble);
  if (same) return [`${label} of the profile: ${first.trouble ?? "no answer"}`];
  return troubles.map(({ what, trouble = "no answer" }) => `${label} of the profile, ${what}: ${trouble}`);
}
