import { keep, observe } from "../../../src/check/judge.ts";
import type { Draw } from "../../../src/model/case.ts";
import type { Json } from "../../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { askFor, isLost, makeShowing } from "../batch.ts";
import { type Flow, playFlow, type Sent, type Steps } from "../flow.ts";
import { breachAt, breachResult, makeHarmless } from "../judge.ts";
import type { Member } from "../members.ts";
import { breachSomebody, findSomebody } from "../name-customers.ts";
import { defineUpdateCase } from "../needs.ts";
import { readOwnTier } from "../renew-tier.ts";
import { nameCustomer, requestBody, requestText } from "../request.ts";
import { describeUpdate, listResults, readResults, type UpdateResults } from "../results.ts";
import { restoreAfter } from "../restore.ts";
import { firstUpdate, readBefore, sendUpdate, sendUpdates } from "../steps.ts";
import { describeAnswer } from "../../../src/model/answer.ts";

/** What a reply to a request without a list of customers amounts to; a host may take null for something else. */
function judgeNothing(requirement: string, { answer, position }: Sent, isObserved: boolean): Judgement {
  const isRefused = answer.kind === "refusal";
  const count = answer.kind === "answer" ? listResults(answer.value).length : 0;
  if (!isObserved && (isRefused || count === 0)) return keep(requirement);
  return observe(requirement, isRefused ? ["refused"] : count === 0 ? ["nothing-updated"] : [], {
    actual: isRefused ? describeAnswer(answer) : `${count} results`,
    pointer: isRefused ? "" : "/customersPartnerUpdates",
    exchange: position,
  });
}

function sendWhole(body: Json, isObserved: boolean): Flow<Member> {
  return function* () {
    return judgeNothing("update.required.customers", yield requestBody(body), isObserved);
  };
}

/** A request that cannot be read as JSON is refused; an answer would be about nothing. */
function sendText(text: (member: Member) => string): Flow<Member> {
  const requirement = "update.body.malformed";
  return function* (member) {
    const { answer, position } = yield requestText(text(member));
    if (answer.kind === "refusal") return keep(requirement);
    return breachAt(requirement, "accepted", position, {
      pointer: "",
      expected: "a refusal, because the body is no JSON text",
      actual: describeAnswer(answer),
    });
  };
}

/** An entry in which something is missing or of another kind, around an update that changes nothing. */
function sendHarmless(
  build: (customer: Json, update: Json) => Json,
  judge: (results: UpdateResults, position: number) => Judgement,
): Flow<Member> {
  return function* (member) {
    const before = yield* readBefore(member);
    const harmless = makeHarmless(member);
    if (harmless === undefined) return nothingJudged;
    const customer = nameCustomer(member.identifiers[0]);
    const sent = yield requestBody({ customersPartnerUpdates: build(customer, harmless) });
    const results = readResults(sent.answer, [{ customer, partnerProgramUpdates: [harmless] }]);
    return yield* restoreAfter(member, before.entry, judge(results, sent.position));
  };
}

/** A kind of update that is left out: refused, with a number that is a reading. */
function sendTypeless(type: { readonly updateType?: null | "" }, isObserved: boolean): Flow<Member> {
  const requirement = "update.required.update-type";
  return function* (member) {
    const before = yield* readBefore(member);
    const { program: partnerProgramName, tier: updatedTierName } = member;
    const asked = yield* sendUpdate(member, { partnerProgramName, ...type, updateDetails: { updatedTierName } });
    const { outcome, codes, pointer } = asked.result;
    if (outcome === "unclear") return nothingJudged;
    if (outcome === "made") {
      const made = breachResult(requirement, "accepted", asked, asked.result, "a refusal: there is no kind of update");
      return yield* restoreAfter(member, before.entry, made);
    }
    if (!isObserved) return keep(requirement);
    const readings = [...(codes.includes(2002) ? ["code-2002"] : []), ...(codes.includes(2009) ? ["code-2009"] : [])];
    return observe(requirement, readings.length === 0 ? ["otherwise"] : readings, {
      actual: describeUpdate(asked.result),
      pointer,
      exchange: asked.position,
    });
  };
}

function judgeUnnamed(results: UpdateResults, position: number): Judgement {
  const requirement = "update.required.customer";
  const result = firstUpdate(results);
  if (result.outcome !== "made") {
    const [first] = results.customers;
    const somebody = first === undefined ? undefined : findSomebody(first.customer, undefined);
    if (first === undefined || somebody === undefined) return keep(requirement);
    return mergeJudgements([keep(requirement), breachSomebody(first, somebody, position)]);
  }
  return breachResult(requirement, "accepted", { position }, result, "a refusal: there is no customer");
}

/** An update with one object in the place of a list: refused, or carried out as from a list of one. */
function* sendUnlisted(
  member: Member,
  draw: Draw,
  build: (customer: Json, update: Json) => Readonly<Record<string, Json>>,
  isObserved: boolean,
): Steps<Judgement> {
  const requirement = "update.types.lists";
  const before = yield* readOwnTier(member);
  const customer = nameCustomer(member.identifiers[0]);
  const update = makeShowing(member, draw);
  const body = build(customer, update);
  const { answer, position } = yield requestBody(body);
  const results = readResults(answer, [{ customer, partnerProgramUpdates: [update] }]);
  const result = firstUpdate(results);
  const isNothing = result.outcome === "unclear" && (results.count === 0 || results.customers[0]?.count === 0);
  if (result.outcome === "unclear" && !isNothing) return yield* restoreAfter(member, before.entry, nothingJudged);
  // Nothing is what a host may make of a list that is not there; where it refuses that, it has taken the object for one.
  const isWrong = isNothing
    ? yield* isRefusedWithout(body, customer)
    : result.outcome === "made" && (yield* isLost(member, before, update));
  const actual = isNothing ? "no result" : describeUpdate(result);
  const readings = isWrong ? [] : [result.outcome === "made" ? "list-of-one" : "refused"];
  const seen = {
    actual: isWrong ? `${actual}, and not carried out` : actual,
    pointer: result.pointer,
    exchange: position,
  };
  const judged = isWrong || isObserved ? observe(requirement, readings, seen) : keep(requirement);
  return yield* restoreAfter(member, before.entry, judged);
}

/** Whether the same request without what should be a list is refused. */
function* isRefusedWithout(body: Readonly<Record<string, Json>>, customer: Json): Steps<boolean> {
  const isOuter = !Array.isArray(body["customersPartnerUpdates"]);
  const { answer } = yield requestBody(isOuter ? {} : { customersPartnerUpdates: [{ customer }] });
  return answer.kind === "refusal";
}

const sendUnlistedObjects: Flow<Member> = function* (member, draw) {
  const outer = (customer: Json, update: Json) => ({
    customersPartnerUpdates: { customer, partnerProgramUpdates: [update] },
  });
  const inner = (customer: Json, update: Json) => ({
    customersPartnerUpdates: [{ customer, partnerProgramUpdates: update }],
  });
  const first = yield* sendUnlisted(member, draw, outer, true);
  // Whether a host does the same in both places is not said.
  return mergeJudgements([first, yield* sendUnlisted(member, draw, inner, false)]);
};

/** A customer without updates: without the member, and with null in its place. */
const sendWithoutUpdates: Flow<Member> = function* (member) {
  const requirement = "update.required.updates";
  const { customer = {} } = askFor(member);
  const parts: Judgement[] = [];
  for (const gap of [{}, { partnerProgramUpdates: null }]) {
    const { position, results } = yield* sendUpdates([{ customer, ...gap }]);
    const [result] = results.customers;
    const isRefused = results.refused || result?.outcome === "refused";
    const count = result?.count ?? 0;
    // Null may be taken for something else than what is not there, but for no update.
    if (parts.length > 0 && (isRefused || count === 0)) continue;
    parts.push(
      observe(requirement, isRefused ? ["refused"] : count === 0 ? ["nothing-updated"] : [], {
        actual: isRefused ? "refused" : `${count} updates`,
        pointer: `${result?.pointer ?? ""}/partnerProgramUpdates`,
        exchange: position,
      }),
    );
  }
  return mergeJudgements(parts);
};

const rows: readonly {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly flow: Flow<Member>;
}[] = [
  {
    id: "update.required.no-customers-member",
    title: "A request without customersPartnerUpdates is refused or updates nothing",
    requirement: "update.required.customers",
    flow: sendWhole({}, true),
  },
  {
    id: "update.required.customers-null",
    title: "A request whose customersPartnerUpdates is null is refused or updates nothing",
    requirement: "update.required.customers",
    flow: sendWhole({ customersPartnerUpdates: null }, false),
  },
  {
    id: "update.required.no-customer-member",
    title: "An entry without customer is refused",
    requirement: "update.required.customer",
    flow: sendHarmless((_customer, update) => [{ partnerProgramUpdates: [update] }], judgeUnnamed),
  },
  {
    id: "update.required.customer-null",
    title: "An entry whose customer is null is refused",
    requirement: "update.required.customer",
    flow: sendHarmless((_customer, update) => [{ customer: null, partnerProgramUpdates: [update] }], judgeUnnamed),
  },
  {
    id: "update.required.no-updates-member",
    title: "An entry without partnerProgramUpdates is refused or updates nothing",
    requirement: "update.required.updates",
    flow: sendWithoutUpdates,
  },
  {
    id: "update.type.absent",
    title: "An update without updateType is refused",
    requirement: "update.required.update-type",
    flow: sendTypeless({}, true),
  },
  {
    id: "update.type.null",
    title: "An update whose updateType is null is refused",
    requirement: "update.required.update-type",
    flow: sendTypeless({ updateType: null }, false),
  },
  {
    id: "update.type.empty",
    title: "An update whose updateType is empty is refused",
    requirement: "update.required.update-type",
    flow: sendTypeless({ updateType: "" }, false),
  },
  {
    id: "update.types.customers-object",
    title: "A single object in the place of the list of customers is refused or read as a list of one",
    requirement: "update.types.lists",
    flow: sendUnlistedObjects,
  },
  {
    id: "update.body.malformed",
    title: "A body that breaks off is refused",
    requirement: "update.body.malformed",
    flow: sendText((member) => JSON.stringify({ customersPartnerUpdates: [askFor(member)] }).slice(0, -2)),
  },
  {
    id: "update.body.malformed-words",
    title: "A body of words is refused",
    requirement: "update.body.malformed",
    flow: sendText(() => "please renew everybody"),
  },
  {
    id: "update.body.absent",
    title: "A request without a body is refused",
    requirement: "update.body.malformed",
    flow: sendText(() => ""),
  },
];

/** Demands on requests for which the page prints no code. */
export const requiredCases = rows.map(({ id, title, requirement, flow }) =>
  defineUpdateCase({
    id,
    title,
    operation: "update",
    requirements: [requirement],
    needs: "update:one-member",
    writes: "restored",
    ...playFlow(flow),
  }),
);
