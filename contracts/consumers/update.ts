import { expect } from "chai";
import { readFailures } from "../client/reply.ts";
import { anyRefusal, anySuccess, anyUnauthorised, type HttpContract, type State, type Template } from "./contract.ts";
import { noCredentials, refusal, wrongCredentials } from "./refusals.ts";
import {
  answerWith,
  boxName,
  byMobile,
  expiry,
  failed,
  type Injected,
  mobile,
  path,
  programName,
  resultOf,
  type Target,
  type Update,
  updated,
  writeExpiry,
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
const answered = [...served, "update.identifier.mobile"];

function define({ targets, answer: expected, statuses, presupposes = answered, ...row }: Row): HttpContract {
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
function refuse(
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

function inProgram(tier: string, params: State["params"] = {}): State {
  return {
    name: "customer is linked to a partner program",
    params: { mobile, partnerProgramName: programName, partnerProgramType: "EXTERNAL", tier, ...params },
  };
}

const silver = inProgram("Silver");
const box = { mobile, partnerProgramName: boxName };
const supplementary: State = {
  name: "customer is linked to a partner program",
  params: { ...box, partnerProgramType: "SUPPLEMENTARY" },
};
const relinkingOn: State = { name: "relinking is enabled for the organisation" };
const relinkingOff: State = { name: "relinking is disabled for the organisation" };
const upgrade: Update = { type: "UPGRADE", tier: "Gold" };

/** A sound upgrade of a customer who is named like this. */
function upgradeBy(
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
function upgradeUntil(what: string, requirement: string, ends: string | Injected): HttpContract {
  return define({
    description: `an upgrade with an expiry ${what}`,
    requirement,
    presupposes: [...answered, "update.expiry.form-accepted"],
    states: [silver],
    targets: [{ customer: byMobile, updates: [{ ...upgrade, expiry: ends }] }],
    answer: answerWith([resultOf([updated("UPGRADE")])]),
  });
}

const others = Array.from({ length: 50 }, (_unused, index) => ({
  customer: { mobile: String(919_799_999_100 + index) },
  updates: [{ type: "UPGRADE", program: "Nobody's", tier: "None" }],
}));

/** What the client relies on where it updates tiers and relinkings. */
export const updateContracts: readonly HttpContract[] = [
  define({
    description: "an upgrade",
    requirement: "update.resource.served",
    states: [silver],
    targets: [{ customer: byMobile, updates: [upgrade] }],
    answer: answerWith([resultOf([updated("UPGRADE")])]),
  }),
  upgradeBy("mobile", "update.identifier.mobile", byMobile, {}),
  upgradeBy("id", "update.identifier.id", { id: 510000103 }, { id: 510000103 }),
  upgradeBy(
    "e-mail",
    "update.identifier.email",
    { email: "otto@customers.example" },
    { email: "otto@customers.example" },
  ),
  upgradeBy("externalId", "update.identifier.external-id", { externalId: "EXT-0103" }, { externalId: "EXT-0103" }),
  upgradeBy(
    "mobile beside empty identifiers",
    "update.identifier.empty-unused",
    { mobile, email: "", externalId: "" },
    {},
  ),
  define({
    description: "a downgrade",
    requirement: "update.downgrade.tier",
    states: [inProgram("Gold")],
    targets: [{ customer: byMobile, updates: [{ type: "DOWNGRADE", tier: "Silver" }] }],
    answer: answerWith([resultOf([updated("DOWNGRADE")])]),
  }),
  define({
    description: "a renewal of a tier",
    requirement: "update.renew.expiry",
    presupposes: [...answered, "update.expiry.form-accepted"],
    states: [silver],
    targets: [{ customer: byMobile, updates: [{ type: "RENEW", tier: "Silver", expiry }] }],
    answer: answerWith([resultOf([updated("RENEW")])]),
  }),
  upgradeUntil("some years ahead, as the page writes it", "update.expiry.form-accepted", expiry),
  upgradeUntil("at an offset west of Greenwich", "update.expiry.form-accepted", writeExpiry("-04:00")),
  upgradeUntil("at an offset of whole hours east of Greenwich", "update.expiry.form-accepted", writeExpiry("+08:00")),
  upgradeUntil("at an offset of zero", "update.expiry.form-accepted", writeExpiry("+00:00")),
  upgradeUntil("decades ahead", "update.expiry.far", "2099-12-29T23:59:59+05:30"),
  upgradeUntil("a few days ahead, before the present one", "update.expiry.ahead", {
    expression: "${daysAhead}T23:59:59+05:30",
    example: "2026-11-25T23:59:59+05:30",
  }),
  define({
    description: "an upgrade that leaves the expiry of the tier as it is",
    requirement: "update.expiry.kept",
    states: [silver],
    targets: [{ customer: byMobile, updates: [upgrade] }],
    answer: answerWith([resultOf([updated("UPGRADE")])]),
  }),
  define({
    description: "a cancelled relinking",
    requirement: "update.cancel.without-details",
    states: [{ name: "a relink is pending", params: box }],
    targets: [{ customer: byMobile, updates: [{ type: "MEMBERSHIP_RELINKING_CANCELLED", program: boxName }] }],
    answer: answerWith([resultOf([updated("MEMBERSHIP_RELINKING_CANCELLED")])]),
  }),
  define({
    description: "a renewal of a membership",
    requirement: "update.renewal.served",
    states: [silver, relinkingOff],
    targets: [{ customer: byMobile, updates: [{ type: "MEMBERSHIP_RENEWAL_INITIATION", tier: "Silver" }] }],
    answer: answerWith([resultOf([updated("MEMBERSHIP_RENEWAL_INITIATION")])]),
  }),
  define({
    description: "updates of two customers, whose results may come in any order",
    requirement: "update.batch.customers",
    states: [silver, { ...silver, params: { ...silver.params, mobile: "919700000104" } }],
    targets: [
      { customer: byMobile, updates: [upgrade] },
      { customer: { mobile: "919700000104" }, updates: [upgrade] },
    ],
    answer: answerWith([resultOf([updated("UPGRADE")]), resultOf([updated("UPGRADE")])]),
  }),
  define({
    description: "updates of one customer in two programs, whose results may come in any order",
    requirement: "update.batch.programs",
    states: [silver, inProgram("Silver", { partnerProgramName: "Book-Club" })],
    targets: [{ customer: byMobile, updates: [upgrade, { ...upgrade, program: "Book-Club" }] }],
    answer: answerWith([resultOf([updated("UPGRADE"), updated("UPGRADE")])]),
  }),
  define({
    description: "a batch of which one update cannot be made",
    requirement: "update.batch.isolation",
    states: [silver, { ...silver, params: { ...silver.params, mobile: "919700000104" } }],
    targets: [
      { customer: byMobile, updates: [upgrade] },
      { customer: { mobile: "919700000104" }, updates: [{ type: "UPGRADE", tier: "Unobtainium" }] },
    ],
    // What one of them is refused with is another requirement's matter.
    refused: [],
    statuses: anyRefusal,
    answer: answerWith([
      resultOf([updated("UPGRADE")]),
      resultOf([failed("UPGRADE", 2007, "The program has no such tier")]),
    ]),
  }),
  refuse(2002, "it has no details", [silver], { type: "UPGRADE" }, "Something that is needed is missing"),
  refuse(
    2002,
    "its details are null",
    [silver],
    { type: "UPGRADE", details: null },
    "Something that is needed is missing",
  ),
  refuse(2002, "its tier has no name", [silver], { type: "UPGRADE", tier: "" }, "Something that is needed is missing"),
  refuse(2002, "its program has no name", [silver], { ...upgrade, program: "" }, "Something that is needed is missing"),
  refuse(
    2003,
    "its tier would have expired",
    [silver],
    { ...upgrade, expiry: "2021-01-31T23:59:59+05:30" },
    "The tier would have expired",
  ),
  refuse(
    2004,
    "the customer is not linked to the program",
    [
      {
        name: "customer is not linked to the partner program",
        params: { mobile, partnerProgramName: programName, partnerProgramType: "EXTERNAL" },
      },
    ],
    upgrade,
    "The customer is not linked to the program",
  ),
  refuse(2006, "there is no such program", [silver], { ...upgrade, program: "Nobody's" }, "There is no such program"),
  refuse(2007, "there is no such tier", [silver], { ...upgrade, tier: "Unobtainium" }, "The program has no such tier"),
  refuse(2009, "there is no such kind of update", [silver], { ...upgrade, type: "PROMOTE" }, "There is no such kind"),
  refuse(
    2026,
    "relinking is not enabled",
    [supplementary, relinkingOff],
    { type: "MEMBERSHIP_RELINKING_CANCELLED", program: boxName },
    "Relinking is not enabled",
  ),
  refuse(
    2027,
    "no relinking waits",
    [{ name: "no relink is pending", params: box }, relinkingOn],
    { type: "MEMBERSHIP_RELINKING_CANCELLED", program: boxName },
    "Nothing waits to be cancelled",
  ),
  refuse(
    2028,
    "renewals are not allowed",
    [silver, relinkingOn],
    { type: "MEMBERSHIP_RENEWAL_INITIATION", tier: "Silver" },
    "Renewals are not allowed",
  ),
  define({
    // Fifty-one customers, one of whom has fifty-one updates: over the limit, whatever it counts.
    description: "a batch over the limit",
    requirement: "update.batch.limit",
    states: [silver],
    targets: [{ customer: byMobile, updates: Array.from({ length: 51 }, () => upgrade) }, ...others],
    refused: [2008],
    answer: refusal(2008, "More than fifty"),
  }),
  define({
    // Its number stands on no page.
    description: "an update of a customer who does not exist",
    requirement: "update.unknown-customer.refused",
    states: [{ name: "customer does not exist", params: { mobile: "919799999902" } }],
    targets: [{ customer: { mobile: "919799999902" }, updates: [upgrade] }],
    refused: [],
    answer: undefined,
  }),
  define({
    description: "an update without credentials",
    requirement: "authentication.update.required",
    states: [silver, noCredentials],
    targets: [{ customer: byMobile, updates: [upgrade] }],
    refused: [],
    statuses: anyUnauthorised,
    answer: undefined,
  }),
  define({
    description: "an update with wrong credentials",
    requirement: "authentication.update.verified",
    states: [silver, wrongCredentials],
    targets: [{ customer: byMobile, updates: [upgrade] }],
    refused: [],
    statuses: anyUnauthorised,
    answer: undefined,
  }),
];
