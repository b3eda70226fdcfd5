import { breach } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../src/model/case.ts";
import type { DrawFor, Examination } from "../../src/model/generation.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { isNobodys } from "../is-nobodys.ts";
import { nameOtherwise, readParameters } from "../read-parameters.ts";
import type { Identifier, KnownCustomer, World } from "../world.ts";
import { blameRefusal } from "./cases/reads.ts";
import { listAnswered } from "./generation.ts";
import { judgeNobody, judgePairs } from "./judge-customers.ts";
import { isDate, readSchedule, showEntries } from "./schedule.ts";

/** A query of which the page says what becomes of it. */
interface Understood {
  readonly customer: KnownCustomer;
  readonly identifier: Identifier;
  /** Whether nothing in it may be refused. */
  readonly isPlain: boolean;
  /** The one program that is asked for. */
  readonly program: number | undefined;
}

/**
 * Any request for promised points: a sound one about a customer who is known is sent twice, or once and once more by
 * another identifier, and both have to agree; of a plain one an answer is demanded; one that names nobody gets nobody's
 * data. Of all others only what is demanded of any exchange.
 */
export function examinePoints(request: RequestPlan, world: World, draw: DrawFor): Examination {
  const identifier = readParameters(request)?.get("identifierValue") ?? "";
  if (isNobodys(identifier, world)) {
    return { next: (trace) => (trace.length === 0 ? request : undefined), judge: judgeNobody, requests: 1 };
  }
  const understood = understand(request, world);
  if (understood === undefined) {
    return { next: (trace) => (trace.length === 0 ? request : undefined), judge: () => nothingJudged, requests: 1 };
  }
  const { customer, isPlain, program } = understood;
  const named = understood.identifier;
  const others = customer.identifiers.filter((one) => one.name !== named.name);
  const chosen = draw("comparison");
  const second = others.length === 0 || chosen.integer(0, 1) === 0 ? undefined : chosen.pick(others);
  const repeated = second === undefined ? request : nameOtherwise(request, second);
  return {
    next: (trace) => [request, repeated][trace.length],
    judge: (trace): Judgement => {
      const [first] = trace;
      if (first === undefined) return nothingJudged;
      if (first.answer.kind === "refusal" && isPlain) {
        const requirement = blameRefusal(first, "points.resource.served");
        return breach({
          requirement,
          pointer: first.answer.codes[0]?.pointer ?? "",
          kind: "refused",
          expected: "the promised points of a known customer",
          actual: describeAnswer(first.answer),
          exchange: 0,
        });
      }
      if (first.answer.kind !== "answer") return nothingJudged;
      const foreign = program === undefined ? nothingJudged : judgeForeign(first, program);
      if (foreign.findings.length > 0) return foreign;
      return second === undefined
        ? judgePairs("points.reads.equal", trace, "the same as the first time")
        : judgePairs("points.identifiers.equal", trace, `by ${second.name} the same as by ${named.name}`);
    },
    requests: 2,
  };
}

/** Entries of other programs than the one that is asked for. */
function judgeForeign({ answer }: ReadExchange, program: number): Judgement {
  const requirement = "points.programs.one";
  const foreign = readSchedule(answer)?.promised.find(({ programId }) => programId !== program);
  if (foreign === undefined) return nothingJudged;
  return breach({
    requirement,
    kind: "value",
    pointer: `${foreign.pointer}/programId`,
    expected: `entries of program ${program} alone`,
    actual: showEntries([foreign]),
    exchange: 0,
  });
}

const described: Readonly<Record<string, (text: string, world: World) => boolean>> = {
  identifierName: () => true,
  identifierValue: () => true,
  source: () => true,
  programId: (text, { programs }) => programs.map(String).includes(text),
  fetchDataForAllPrograms: isFlag,
  fetchEarliestExpiryOnly: isFlag,
  entityType: (text) => text === "CUSTOMER",
  startDate: isDate,
  endDate: isDate,
};

function understand(request: RequestPlan, world: World): Understood | undefined {
  const query = readParameters(request);
  if (query === undefined) return undefined;
  const isDescribed = [...query].every(([name, text]) => described[name]?.(text, world) ?? false);
  if (!isDescribed) return undefined;
  const customer = listAnswered(world).find(
    ({ identifiers, source }) =>
      source === query.get("source") &&
      identifiers.some(
        ({ name, value }) => name === query.get("identifierName") && value === query.get("identifierValue"),
      ),
  );
  if (customer === undefined) return undefined;
  const identifier = { name: query.get("identifierName") ?? "", value: query.get("identifierValue") ?? "" };
  // The first identifier is the one that the host was seen to know.
  const isFirst =
    customer.identifiers[0].name === identifier.name && customer.identifiers[0].value === identifier.value;
  const mayBeRefused = ["fetchEarliestExpiryOnly", "startDate", "endDate"].some((name) => query.has(name));
  const isPlain = isFirst && !mayBeRefused && query.has("fetchDataForAllPrograms") && query.has("entityType");
  const isOne = query.get("fetchDataForAllPrograms") === "false" && query.has("programId");
  return { customer, identifier, isPlain, program: isOne ? Number(query.get("programId")) : undefined };
}

function isFlag(text: string): boolean {
  return text === "true" || text === "false";
}
