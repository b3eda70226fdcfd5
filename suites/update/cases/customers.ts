import { keep, observe } from "../../../src/check/judge.ts";
import { isObject, type Json } from "../../../src/model/json.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { isLost, makeShowing } from "../batch.ts";
import { drawNobody } from "../draw-names.ts";
import { type Flow, playFlow, type Steps } from "../flow.ts";
import { breachResult, makeHarmless } from "../judge.ts";
import type { Member } from "../members.ts";
import { misname } from "../misname-customers.ts";
import {
  answerIdentifiers,
  breachSomebody,
  findSomebody,
  nameBesideEmpty,
  nameBy,
  nameBySeveral,
  nameTwo,
} from "../name-customers.ts";
import { agreeIdentifiers } from "../agree-identifiers.ts";
import { defineUpdateCase } from "../needs.ts";
import { makeUpdate, nameCustomer, tierTypes, updateTypes } from "../request.ts";
import { describeUpdate } from "../results.ts";
import { readOwnTier } from "../renew-tier.ts";
import { restoreAfter } from "../restore.ts";
import { type AskedOne, firstUpdate, readBefore, sendUpdates } from "../steps.ts";
import type { Unknown } from "../subjects.ts";
import type { Identifier } from "../../world.ts";

const identifiers = [
  { name: "id", need: "update:by-id", unknown: "update:unknown-by-id", id: "id" },
  { name: "mobile", need: "update:by-mobile", unknown: "update:unknown-by-mobile", id: "mobile" },
  { name: "email", need: "update:by-email", unknown: "update:unknown-by-email", id: "email" },
  { name: "externalId", need: "update:by-external-id", unknown: "update:unknown-by-external-id", id: "external-id" },
] as const;

/** Codes that the page lists, besides that of the limit. */
const pageCodes = [2002, 2003, 2004, 2006, 2007, 2008, 2009, 2026, 2027, 2028];

/** One update of a customer that no member is the subject of. */
function* sendFor(customer: Json | undefined, update: Json): Steps<AskedOne> {
  const asked = yield* sendUpdates([
    { ...(customer === undefined ? {} : { customer }), partnerProgramUpdates: [update] },
  ]);
  return { ...asked, result: firstUpdate(asked.results) };
}

function refuseUnknown(types: readonly string[]): Flow<Unknown> {
  const requirement = "update.unknown-customer.refused";
  return function* ({ name, program, tier }, draw) {
    for (const type of types) {
      const update = makeUpdate(program, type, type === "MEMBERSHIP_RELINKING_CANCELLED" ? undefined : tier);
      const asked = yield* sendFor(nameCustomer(drawNobody(name, draw)), update);
      if (asked.result.outcome === "made") {
        return breachResult(
          requirement,
          "accepted",
          asked,
          asked.result,
          "no update of a customer that does not exist",
        );
      }
    }
    return keep(requirement);
  };
}

/** The number and the place of the refusal of a customer that does not exist. */
const observeUnknown: Flow<Unknown> = function* ({ name, program, tier }, draw) {
  const asked = yield* sendFor(nameCustomer(drawNobody(name, draw)), makeUpdate(program, "RENEW", tier));
  const { result, position } = asked;
  if (result.outcome !== "refused") return nothingJudged;
  const { codes, pointer, place } = result;
  const readings = [
    ...(codes.length === 0 ? ["no-code"] : []),
    ...(codes.includes(8015) ? ["code-8015"] : []),
    ...(codes.some((code) => pageCodes.includes(code)) ? ["code-of-the-page"] : []),
    ...(codes.some((code) => code !== 8015 && !pageCodes.includes(code)) ? ["other-code"] : []),
  ];
  const seen = { actual: describeUpdate(result), pointer, exchange: position };
  const number = observe("update.unknown-customer.code", readings, seen);
  const where = observe("update.unknown-customer.place", [place], seen);
  return {
    ...number,
    readings: [...number.readings, ...where.readings],
    exercised: [...number.exercised, ...where.exercised],
  };
};

/**
 * An entry that names nobody. That an update of nobody is reported as made is one thing, that somebody is found for it,
 * or somebody's data come back, another.
 */
function nameNobody(requirement: string, customer: Json): Flow<Member> {
  return function* (member) {
    const before = yield* readBefore(member);
    const harmless = makeHarmless(member);
    if (harmless === undefined) return nothingJudged;
    const asked = yield* sendFor(customer, harmless);
    const [result] = asked.results.customers;
    const somebody = result === undefined ? undefined : findSomebody(result.customer, customer);
    const isMade = asked.result.outcome === "made";
    if (requirement === "update.identifier.required") {
      if (!isMade) return keep(requirement);
      if (somebody !== undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
      return breachResult(requirement, "accepted", asked, asked.result, "a refusal, because nobody was named");
    }
    if (result !== undefined && somebody !== undefined) {
      const found = breachSomebody(result, somebody, asked.position);
      return yield* restoreAfter(member, before.entry, found);
    }
    // A customer without any member is refused by another requirement.
    if (!isMade || isEmpty(customer)) return keep(requirement);
    const made = breachResult(requirement, "accepted", asked, asked.result, "no update, because nobody was named");
    return yield* restoreAfter(member, before.entry, made);
  };
}

function isEmpty(customer: Json): boolean {
  return isObject(customer) && Object.keys(customer).length === 0;
}

const nobodies: readonly {
  readonly id: string;
  readonly title: string;
  readonly customer: Json;
  readonly requirement: string;
}[] = [
  {
    id: "absent",
    title: "A customer without any identifier is refused",
    customer: {},
    requirement: "update.identifier.required",
  },
  {
    id: "nobody",
    title: "A customer without any identifier is answered with nobody's data",
    customer: {},
    requirement: "update.identifier.nobody",
  },
  {
    id: "all-empty",
    title: "A customer all of whose identifiers are empty is answered with nobody's data",
    customer: { mobile: "", email: "", externalId: "" },
    requirement: "update.identifier.nobody",
  },
  {
    id: "one-empty",
    title: "A customer whose only identifier is empty is answered with nobody's data",
    customer: { email: "" },
    requirement: "update.identifier.nobody",
  },
  {
    id: "all-null",
    title: "A customer all of whose identifiers are null is answered with nobody's data",
    customer: { id: null, mobile: null, email: null, externalId: null },
    requirement: "update.identifier.nobody",
  },
  {
    id: "unknown-kind",
    title: "A customer named by a kind of identifier that does not exist is answered with nobody's data",
    customer: { shoeSize: "43" },
    requirement: "update.identifier.nobody",
  },
  {
    id: "wildcard",
    title: "Identifiers of % and * name nobody",
    customer: { mobile: "%", email: "*", externalId: "%" },
    requirement: "update.identifier.nobody",
  },
];

/** An id as text; what is made by it shows. */
const idAsText: Flow<Member & { readonly named: Identifier }> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const update = makeShowing(member, draw);
  const asked = yield* sendFor({ id: member.named.value }, update);
  const { outcome, pointer } = asked.result;
  if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  const isWrong = outcome === "made" && (yield* isLost(member, before, update));
  const judged = observe("update.types.texts", isWrong ? [] : [outcome === "made" ? "as-number" : "refused"], {
    actual: `${describeUpdate(asked.result)}${isWrong ? ", and not carried out" : ""}`,
    pointer,
    exchange: asked.position,
  });
  return yield* restoreAfter(member, before.entry, judged);
};

/** Who is updated: each identifier alone and with others, unknown and unnamed customers, identifiers of two people. */
export const customerCases = [
  ...identifiers.map(({ name, need, id }) =>
    defineUpdateCase({
      id: `update.identifier.by-${id}`,
      title: `An update is made for a customer who is named by ${name} alone`,
      operation: "update",
      requirements: [`update.identifier.${id}`],
      needs: need,
      writes: "restored",
      ...playFlow(nameBy(`update.identifier.${id}`)),
    }),
  ),
  defineUpdateCase({
    id: "update.identifier.several",
    title: "An update is made for a customer who is named by several of its identifiers",
    operation: "update",
    requirements: ["update.identifier.several", "update.customer-id.same"],
    needs: "update:several-identifiers",
    writes: "restored",
    ...playFlow(nameBySeveral),
  }),
  defineUpdateCase({
    id: "update.identifier.empty-unused",
    title: "Identifiers that are sent as empty text beside one that is not do not matter",
    operation: "update",
    requirements: ["update.identifier.empty-unused"],
    needs: "update:each-identifier",
    writes: "restored",
    ...playFlow(nameBesideEmpty),
  }),
  defineUpdateCase({
    id: "update.identifier.conflict",
    title: "Identifiers of two customers in one entry update one of the two or are refused",
    operation: "update",
    requirements: ["update.identifier.conflict"],
    needs: "update:conflict",
    writes: "restored",
    ...playFlow(nameTwo),
  }),
  defineUpdateCase({
    id: "update.identifiers.same",
    title: "A customer comes back with the same identifiers, whichever of them it is named by",
    operation: "update",
    requirements: ["update.identifiers.same"],
    needs: "update:several-identifiers",
    writes: "restored",
    ...playFlow(agreeIdentifiers),
  }),
  defineUpdateCase({
    id: "update.identifiers.answered",
    title: "A customer comes back with what is known of it or with what was sent",
    operation: "update",
    requirements: ["update.identifiers.answered"],
    needs: "update:each-identifier",
    writes: "restored",
    ...playFlow(answerIdentifiers),
  }),
  ...nobodies.map(({ id, title, customer, requirement }) =>
    defineUpdateCase({
      id: `update.identifier.${id}`,
      title,
      operation: "update",
      requirements: [requirement],
      needs: "update:one-member",
      writes: "restored",
      ...playFlow(nameNobody(requirement, customer)),
    }),
  ),
  ...identifiers.map(({ name, unknown, id }) =>
    defineUpdateCase({
      id: `update.unknown-customer.by-${id}`,
      title: `No update is made for a customer whose ${name} nobody has`,
      operation: "update",
      requirements: [
        "update.unknown-customer.refused",
        ...(id === "mobile" ? ["update.unknown-customer.code", "update.unknown-customer.place"] : []),
      ],
      needs: unknown,
      writes: "restored",
      ...playFlow(refuseUnknown(id === "mobile" ? updateTypes : tierTypes)),
    }),
  ),
  defineUpdateCase({
    id: "update.unknown-customer.observed",
    title: "What number stands for a customer that does not exist, and where",
    operation: "update",
    requirements: ["update.unknown-customer.code", "update.unknown-customer.place"],
    needs: "update:unknown-by-mobile",
    writes: "restored",
    ...playFlow(observeUnknown),
  }),
  defineUpdateCase({
    id: "update.identifier.misplaced",
    title: "An identifier under the name of another one, and a part of one, do not find its customer",
    operation: "update",
    requirements: ["update.unknown-customer.refused"],
    needs: "update:wrong-identifier",
    writes: "restored",
    ...playFlow(misname),
  }),
  defineUpdateCase({
    id: "update.types.id-as-text",
    title: "An id that is sent as text is refused or read as the number that it spells",
    operation: "update",
    requirements: ["update.types.texts"],
    needs: "update:by-id",
    writes: "restored",
    ...playFlow(idAsText),
  }),
];
