import { expect } from "chai";
import { readFailures } from "../client/reply.ts";
import { anyRefusal, anySuccess, type HttpContract, type State, type Template } from "./contract.ts";
import {
  answerWith,
  boxName,
  byMobile,
  failed,
  type Injected,
  mobile,
  path,
  programName,
  resultOf,
  type Target,
  type Update,
  updated,
  writeUpdates,
} from "./update-template.ts";

interface Row {
  readonly description: string;
  readonly requirement: string;
  /** Default: what every update of a customer named by mobile needs. */
  readonly presupposes?: readonly string[];
  readonly states: readonly State[];
  readonly targets: readonly Target[];
  readonly answer: Template;
  readonly refused?: readonly number[];
  readonly statuses?: readonly [number, ...number[]];
}

/** What every update of a customer named by mobile rests on. */
const served = ["update.resource.served"];
export const answered = [...served, "update.identifier.mobile"];

export function define({ targets, answer: expected, statuses, presupposes = answered, ...row }: Row): HttpContract {
  const { sent, body } = writeUpdates(targets);
  return {
    ...row,
    presupposes: presupposes.filter((requirement) => requirement !== row.requirement),
    method: "POST",
    path,
    body,
    response: {
      statuses: statuses ?? (row.refused === undefined ? anySuccess : anyRefusal),
      ...(expected === undefined ? {} : { body: expected }),
    },
    exercise: async (client) => {
      const reply = await client.updatePartnerPrograms(sent);
      if (reply.kind === "answered" && row.refused === undefined) {
        expect(readFailures(reply.answer)).to.deep.equal([]);
        expect(reply.answer.customersPartnerUpdates).to.have.lengthOf(targets.length);
      }
      return reply;
    },
  };
}

/** An update that is refused as such: the answer has its code. */
export function refuse(
  code: number,
  why: string,
  states: readonly State[],
  update: Update,
  message: string,
  requirement = `update.code.${code}`,
): HttpContract {
  return define({
    description: `an update that is refused: ${why}`,
    requirement,
    states,
    targets: [{ customer: byMobile, updates: [update] }],
    refused: [code],
    answer: answerWith([resultOf([failed(update.type, code, message)])]),
  });
}

export function inProgram(tier: string, params: State["params"] = {}): State {
  return {
    name: "customer is linked to a partner program",
    params: { mobile, partnerProgramName: programName, partnerProgramType: "EXTERNAL", tier, ...params },
  };
}

export const silver = inProgram("Silver");
export const box = { mobile, partnerProgramName: boxName };
export const supplementary: State = {
  name: "customer is linked to a partner program",
  params: { ...box, partnerProgramType: "SUPPLEMENTARY" },
};
export const relinkingOn: State = { name: "relinking is enabled for the organisation" };
export const relinkingOff: State = { name: "relinking is disabled for the organisation" };
export const upgrade: Update = { type: "UPGRADE", tier: "Gold" };

/** A sound upgrade of a customer who is named like this. */
export function upgradeBy(
  word: string,
  requirement: string,
  customer: Target["customer"],
  params: State["params"],
): HttpContract {
  return define({
    description: `an upgrade of a customer named by ${word}`,
    requirement,
    presupposes: served,
    states: [{ ...silver, params: { ...silver.params, ...params } }],
    targets: [{ customer, updates: [upgrade] }],
    answer: answerWith([resultOf([updated("UPGRADE")])]),
  });
}

/** An upgrade that sets an expiry. */
export function upgradeUntil(what: string, requirement: string, ends: string | Injected): HttpContract {
  return define({
    description: `an upgrade with an expiry ${what}`,
    requirement,
    presupposes: [...answered, "update.expiry.form-accepted"],
    states: [silver],
    targets: [{ customer: byMobile, updates: [{ ...upgrade, expiry: ends }] }],
    answer: answerWith([resultOf([updated("UPGRADE")])]),
  });
}
