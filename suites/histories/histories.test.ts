import { describeCases } from "../describe-cases.ts";
import { activityFilterCases } from "./cases/activity-filter.ts";
import { activityCases } from "./cases/activities.ts";
import { boundCases } from "./cases/bounds.ts";
import { customerCases } from "./cases/customers.ts";
import { filteredPageCases } from "./cases/filtered-pages.ts";
import { mandatoryCases } from "./cases/mandatory.ts";
import { noteCases } from "./cases/notes.ts";
import { oneDateCases } from "./cases/one-date.ts";
import { oneProgramCases } from "./cases/one-program.ts";
import { otherFilterCases } from "./cases/other-filter.ts";
import { pageCases } from "./cases/pages.ts";
import { programCases } from "./cases/programs.ts";
import { readCases } from "./cases/reads.ts";
import { recentCases } from "./cases/recent.ts";
import { relinkingCases } from "./cases/relinking.ts";
import { resemblingCases } from "./cases/resembling.ts";
import { sharedProgramCases } from "./cases/shared-programs.ts";
import { silentCases } from "./cases/silent.ts";
import { typeFilterCases } from "./cases/type-filter.ts";
import { updateCases } from "./cases/updates.ts";
import { walkCases } from "./cases/walks.ts";
import { whereCases } from "./cases/where.ts";
import { windowCases } from "./cases/windows.ts";

describe("Histories", () => {
  describe("plain reads", () => describeCases(readCases));
  describe("programs", () =>
    describeCases([...programCases, ...recentCases, ...oneProgramCases, ...sharedProgramCases]));
  describe("filters", () => describeCases([...typeFilterCases, ...activityFilterCases]));
  describe("dates", () => describeCases([...boundCases, ...windowCases, ...oneDateCases, ...otherFilterCases]));
  describe("pages", () => describeCases([...pageCases, ...walkCases, ...filteredPageCases]));
  describe("customers", () => describeCases([...mandatoryCases, ...customerCases, ...resemblingCases]));
  describe("entries", () => describeCases([...whereCases, ...activityCases, ...noteCases]));
  describe("where the page is silent", () => describeCases(silentCases));
  describe("what updates and relinks leave", () => describeCases([...updateCases, ...relinkingCases]));
});
