import { breach } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { RequestPlan } from "../../src/model/case.ts";
import type { DrawFor, Examination } from "../../src/model/generation.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { isNobodys } from "../is-nobodys.ts";
import { nameOtherwise, readParameters } from "../read-parameters.ts";
import type { Identifier, KnownCustomer, World } from "../world.ts";
import { judgeMandatory, judgeNobody, mandatory } from "./cases/mandatory.ts";
import { judgeEqual } from "./cases/reads.ts";
import { listAnswered } from "./generation.ts";
import { pointerOf } from "./judge-lists.ts";
import { type Look, lookAt } from "./look.ts";

type Parameters = ReadonlyMap<string, string>;

/**
 * Any request for histories: a sound one about a customer who is known is sent twice, or once and once more by another
 * identifier, and both have to agree; of a plain one an answer is demanded, and of one without a parameter that has a
 * star a refusal; one that names nobody gets nobody's data. Of all others only what is demanded of any exchange.
 */
export function examineHistories(request: RequestPlan, world: World, draw: DrawFor): Examination {
  const query = readParameters(request);
  const isUnderstood = query !== undefined && [...query].every(([name, text]) => described[name]?.test(text) ?? false);
  const missing = isUnderstood ? mandatory.filter(({ name }) => !query.has(name)) : [];
  const [lacking] = missing;
  if (query !== undefined && lacking !== undefined && missing.length === 1) {
    return {
      next: (trace) => (trace.length === 0 ? request : undefined),
      judge: (trace) => {
        const [look] = lookAt(trace);
        return look === undefined ? nothingJudged : judgeMandatory(lacking.requirement, lacking.names, look);
      },
      requests: 1,
    };
  }
  if (query !== undefined && isNobodys(query.get("identifierValue") ?? "", world)) {
    return {
      next: (trace) => (trace.length === 0 ? request : undefined),
      judge: (trace) => mergeJudgements(lookAt(trace).map(judgeNobody)),
      requests: 1,
    };
  }
  const found = query === undefined || !isUnderstood ? undefined : findCustomer(query, world);
  if (query === undefined || found === undefined) {
    return { next: (trace) => (trace.length === 0 ? request : undefined), judge: () => nothingJudged, requests: 1 };
  }
  const { customer, identifier } = found;
  const others = customer.identifiers.filter(({ name }) => name !== identifier.name);
  const chosen = draw("comparison");
  const second = others.length === 0 || chosen.integer(0, 1) === 0 ? undefined : chosen.pick(others);
  const repeated = second === undefined ? request : nameOtherwise(request, second);
  return {
    next: (trace) => [request, repeated][trace.length],
    judge: (trace) => {
      const [first] = lookAt(trace);
      if (first === undefined) return nothingJudged;
      const own = mergeJudgements([judgeServed(first, query, found, world), judgeForeign(first, query)]);
      // Pages need not have an order that is the same each time.
      if (own.findings.length > 0 || query.has("limit") || query.has("offset")) return own;
      return second === undefined
        ? judgeEqual("histories.reads.equal", "the same as the first time", trace)
        : judgeEqual("histories.identifiers.equal", `by ${second.name} the same as by ${identifier.name}`, trace);
    },
    requests: 2,
  };
}

/** Parameters that the page describes, in forms that it shows. */
const described: Readonly<Record<string, RegExp>> = {
  source: /^\S+$/,
  identifierName: /^\S+$/,
  identifierValue: /\S/,
  activityType: /^(benefitsAvailed|BENEFITS_AVAILED|linkingUpdates)$/,
  startDate: /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/,
  endDate: /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/,
  partnerProgramId: /^[1-9]\d{0,8}$/,
  partnerProgramType: /^(EXTERNAL|SUPPLEMENTARY)$/,
  limit: /^([1-9]|10)$/,
  offset: /^(0|[1-9]\d{0,3})$/,
};

function findCustomer(
  query: Parameters,
  world: World,
): { readonly customer: KnownCustomer; readonly identifier: Identifier } | undefined {
  const [name, value] = [query.get("identifierName") ?? "", query.get("identifierValue") ?? ""];
  const customer = listAnswered(world).find(
    ({ identifiers, source }) =>
      source === query.get("source") && identifiers.some((one) => one.name === name && one.value === value),
  );
  return customer === undefined ? undefined : { customer, identifier: { name, value } };
}

/** Where nothing but the kind of activities, or a program of the customer's own, is asked for, an answer is due. */
function judgeServed(
  look: Look,
  query: Parameters,
  { customer, identifier }: { readonly customer: KnownCustomer; readonly identifier: Identifier },
  world: World,
): Judgement {
  const { answer } = look.read;
  if (answer.kind !== "refusal" || answer.codes.some(({ code }) => code === 2011)) return nothingJudged;
  const [first] = customer.identifiers;
  const ids = customer.histories.memberships.map(({ programId }) => String(programId));
  const isDue =
    first.name === identifier.name &&
    ids.length > 0 &&
    (world.activityKinds ?? []).includes(query.get("activityType") ?? "") &&
    [...query.keys()].every((name) => mandatory.some((one) => one.name === name) || name === "partnerProgramId") &&
    ids.includes(query.get("partnerProgramId") ?? ids[0] ?? "");
  if (!isDue) return nothingJudged;
  const isFiltered = query.has("partnerProgramId");
  return breach({
    requirement: isFiltered ? "histories.program-filter.one" : "histories.resource.served",
    kind: "refused",
    pointer: pointerOf(look),
    expected: "the histories of a known customer",
    actual: describeAnswer(answer),
    exchange: look.index,
  });
}

/** Entries of other programs than the one that is asked for. */
function judgeForeign({ page, index }: Look, query: Parameters): Judgement {
  const id = query.get("partnerProgramId");
  const foreign =
    id === undefined
      ? undefined
      : page?.entries.find(({ key, details }) => key !== undefined && details.programId !== Number(id));
  if (foreign === undefined) return nothingJudged;
  return breach({
    requirement: "histories.program-filter.one",
    kind: "value",
    pointer: `${foreign.pointer}/partnerProgramDetails/partnerProgramId`,
    expected: `entries of program ${id} alone`,
    actual: `an entry of program ${foreign.key}`,
    exchange: index,
  });
}
