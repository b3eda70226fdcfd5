import { MatchersV3 } from "@pact-foundation/pact";
import type { CustomerPartnerProgramUpdate } from "../../schemas/types.gen.ts";
import type { Template } from "./contract.ts";

const { fromProviderState, like, string } = MatchersV3;

export const path = "/v2/partnerProgram/customerPartnerProgramUpdate";
export const mobile = "919700000103";
export const programName = "Apparel-Partner";
export const boxName = "Vegetable-Box";
export const expiry = "2099-12-29T23:59:59+05:30";

/** One update as the client sends it; every text may come from the provider state. */
export interface Update {
  readonly type: string;
  readonly program?: string;
  readonly tier?: string;
  readonly expiry?: string;
  /** In place of what the above would make. */
  readonly details?: unknown;
}

export interface Target {
  readonly customer: Readonly<Record<string, unknown>>;
  readonly updates: readonly Update[];
}

export const byMobile: Target["customer"] = { mobile };

/** The body that the client sends, and the same with what the provider state gives in it. */
export function writeUpdates(targets: readonly Target[]): {
  readonly sent: CustomerPartnerProgramUpdate;
  readonly body: Template;
} {
  const build = (inject: (name: string, example: unknown) => unknown): unknown => ({
    customersPartnerUpdates: targets.map(({ customer, updates }) => ({
      customer: Object.fromEntries(
        Object.entries(customer).map(([name, value]) => [name, isOther(value) ? value : inject(name, value)]),
      ),
      partnerProgramUpdates: updates.map(({ type, program = programName, tier, expiry: ends, details }) => ({
        partnerProgramName:
          program === programName || program === boxName ? inject("partnerProgramName", program) : program,
        updateType: type,
        ...(details === undefined ? {} : { updateDetails: details }),
        ...(tier === undefined && ends === undefined
          ? {}
          : {
              updateDetails: {
                ...(tier === undefined ? {} : { updatedTierName: injectTier(inject, tier) }),
                ...(ends === undefined ? {} : { updatedTierExpiryDate: ends }),
              },
            }),
      })),
    })),
  });
  return {
    sent: build((_name, example) => example) as CustomerPartnerProgramUpdate,
    body: build((name, example) => fromProviderState(`\${${name}}`, example as string)),
  };
}

/** Empty identifiers, and those of further customers, whom the states name themselves. */
function isOther(value: unknown): boolean {
  return value === "" || (typeof value === "string" && value !== mobile && /^\d+$/.test(value));
}

const tiers: Readonly<Record<string, string>> = { Gold: "higherTier", Silver: "lowerTier" };

function injectTier(inject: (name: string, example: unknown) => unknown, tier: string): unknown {
  const name = tiers[tier];
  return name === undefined ? tier : inject(name, tier);
}

const success: Template = { status: true, message: string("Success"), code: 200 };
const found: Template = { status: true, message: string("Customer successfully retrieved"), code: 1000 };

/** What came of one customer, whose updates have these results. */
export function resultOf(updates: readonly Template[], status: Template = found): Template {
  return { customer: { status }, partnerProgramUpdates: updates };
}

/** An update that was made. */
export function updated(type: string, status: Template = success): Template {
  return { partnerProgramName: string(programName), updateType: type, updateStatus: status };
}

/** An update that was not made. */
export function failed(type: string, code: number, message: string): Template {
  return { updateType: string(type), updateStatus: { status: false, message: string(message), code } };
}

/** The answer with the results of customers. */
export function answerWith(results: readonly Template[]): Template {
  return { customersPartnerUpdates: results, warnings: like([]) };
}
