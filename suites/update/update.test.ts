import { describeCases } from "../describe-cases.ts";
import { batchCases } from "./cases/batches.ts";
import { codeCases } from "./cases/codes.ts";
import { customerCases } from "./cases/customers.ts";
import { expiryCases } from "./cases/expiry.ts";
import { missingCases } from "./cases/missing.ts";
import { otherCases } from "./cases/others.ts";
import { programCases } from "./cases/programs.ts";
import { refusedCases } from "./cases/refused.ts";
import { relinkingCases } from "./cases/relinking.ts";
import { requiredCases } from "./cases/required.ts";
import { silentCases } from "./cases/silent.ts";
import { tierCases } from "./cases/tiers.ts";

describe("Updates", function () {
  // A case is tried with everybody who may be updated, and puts things back.
  this.timeout(60_000);
  describe("tiers", () => describeCases(tierCases));
  describe("expiries", () => describeCases(expiryCases));
  describe("customers", () => describeCases(customerCases));
  describe("what is missing", () => describeCases(missingCases));
  describe("codes", () => describeCases(codeCases));
  describe("programs that are nearly the right ones", () => describeCases(programCases));
  describe("what is refused", () => describeCases(refusedCases));
  describe("relinking", () => describeCases(relinkingCases));
  describe("batches", () => describeCases(batchCases));
  describe("what an update is not about", () => describeCases(otherCases));
  describe("demands without a code", () => describeCases(requiredCases));
  describe("where the page is silent", () => describeCases(silentCases));
});
