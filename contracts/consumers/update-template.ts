import { MatchersV3 } from "@pact-foundation/pact";
import type { CustomerPartnerProgramUpdate } from "../../schemas/types.gen.ts";
import type { Template } from "./contract.ts";

const { fromProviderState, like, string } = MatchersV3;

export const path = "/v2/partnerProgram/customerPartnerProgramUpdate";
export const mobile = "919700000103";
export const programName = "Apparel-Partner";
export const boxName = "Vegetable-Box";
/** An expiry some years ahead, written as the page writes it. */
export const expiry: Injected = { expression: "${yearsAhead}T23:59:59+05:30", example: "2035-12-29T23:59:59+05:30" };

/** The same with another offset. */
export function writeExpiry(offset: string): Injected {
  return { expression: `\${yearsAhead}T23:59:59${offset}`, example: `2035-12-29T23:59:59${offset}` };
}

/** A text that is made of what the provider state gives. */
export interface Injected {
  readonly expression: string;
  readonly example: string;
}

/** One update as the client sends it; every text may come from the provider state. */
export interface Update {
  readonly type: string;
  readonly program?: string;
  readonly tier?: string;
  readonly expiry?: string | Injected;
  /** In place of what the above would make. */
  readonly details?: unknown;
}

export interface Target {
  readonly customer: Readonly<Record<string, unknown>>;
  readonly updates: readonly Update[];
}

export const byMobile: Target["customer"] = { mobile };

/** What stands for an expression of the provider state's values. */
type Inject = (expression: string, example: unknown) => unknown;

/** The body that the client sends, and the same with what the provider state gives in it. */
export function writeUpdates(targets: readonly Target[]): {
  readonly sent: CustomerPartnerProgramUpdate;
  readonly body: Template;
} {
  const build = (inject: Inject): unknown => ({
    customersPartnerUpdates: targets.map(({ customer, updates }) => ({
      customer: Object.fromEntries(
        Object.entries(customer).map(([name, value]) => [name, isOther(value) ? value : inject(`\${${name}}`, value)]),
      ),
      partnerProgramUpdates: updates.map(({ type, program = programName, tier, expiry: ends, details }) => ({
        partnerProgramName:
          program === programName || program === boxName ? inject("${partnerProgramName}", program) : program,
        updateType: type,
        ...(details === undefined ? {} : { updateDetails: details }),
        ...(tier === undefined && ends === undefined
          ? {}
          : {
              updateDetails: {
                ...(tier === undefined ? {} : { updatedTierName: injectTier(inject, tier) }),
                ...(ends === undefined ? {} : { updatedTierExpiryDate: injectExpiry(inject, ends) }),
              },
            }),
      })),
    })),
  });
  return {
    sent: build((_name, example) => example) as CustomerPartnerProgramUpdate,
    body: build((expression, example) => fromProviderState(expression, example as string)),
  };
}

/** Empty identifiers, and those of further customers, whom the states name themselves. */
function isOther(value: unknown): boolean {
  return value === "" || (typeof value === "string" && value !== mobile && /^\d+$/.test(value));
}

const tiers: Readonly<Record<string, string>> = { Gold: "higherTier", Silver: "lowerTier" };

function injectTier(inject: Inject, tier: string): unknown {
  const name = tiers[tier];
  return name === undefined ? tier : inject(`\${${name}}`, tier);
}

function injectExpiry(inject: Inject, ends: string | Injected): unknown {
  return typeof ends === "string" ? ends : inject(ends.expression, ends.example);
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
