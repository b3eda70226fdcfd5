import { describeCases } from "../describe-cases.ts";
import { customerCases } from "./cases/customers.ts";
import { programCases } from "./cases/programs.ts";
import { readCases } from "./cases/reads.ts";
import { resemblingCases } from "./cases/resembling.ts";
import { silentCases } from "./cases/silent.ts";
import { unknownProgramCases } from "./cases/unknown-programs.ts";
import { windowCases } from "./cases/window.ts";

describe("Promised points", () => {
  describe("plain reads", () => describeCases(readCases));
  describe("programs", () => describeCases([...programCases, ...unknownProgramCases]));
  describe("dates and the earliest expiry", () => describeCases(windowCases));
  describe("customers", () => describeCases([...customerCases, ...resemblingCases]));
  describe("where the page is silent", () => describeCases(silentCases));
});
