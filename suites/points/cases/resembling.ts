import { breach, keep, traceFinding } from "../../../src/check/judge.ts";
import type { ReadExchange } from "../../../src/model/case.ts";
import { isObject, showJson } from "../../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import type { Identifier } from "../../world.ts";
import { definePointsCase, drawUnknownIdentifier } from "../needs.ts";
import { requestInTurn, requestPoints } from "../request.ts";
import { isComparableId } from "../schedule.ts";

const requirement = "points.code.8015";

/** Kinds of identifiers that the pages name; the profile's customers may have only some of them. */
const usualNames = ["mobile", "email", "externalId", "id"];

interface Resemblance {
  readonly id: string;
  readonly words: string;
  readonly needs: "points:each-identifier" | "points:each-mobile";
  /** The value that resembles a customer's; undefined where there is none of this kind. */
  readonly change: (identifier: Identifier) => string | undefined;
}

/** Case and blanks are left out: whether they matter stands on no page. */
const resemblances: readonly Resemblance[] = [
  {
    id: "cut-short",
    words: "without its last three characters",
    needs: "points:each-identifier",
    change: ({ value }) => (value.length > 6 ? value.slice(0, -3) : undefined),
  },
  {
    id: "longer",
    words: "with a character more",
    needs: "points:each-identifier",
    change: ({ value }) => `${value}7`,
  },
  {
    id: "tail",
    words: "with other digits before its last nine",
    needs: "points:each-mobile",
    change: ({ value }) => (value.startsWith("99") ? `88${value.slice(2)}` : `99${value.slice(2)}`),
  },
];

/** Nobody has the identifier of the second request, so that it is not to be answered with the data of the first. */
function judgeResembling(trace: readonly ReadExchange[]): Judgement {
  const [own, other] = trace.map(({ answer }) =>
    answer.kind === "answer" && isObject(answer.value) ? answer.value["entityId"] : undefined,
  );
  if (!isComparableId(own) || trace[1] === undefined) return nothingJudged;
  // An answer about somebody else may be right: the tool does not know all customers.
  if (other !== own) return trace[1].answer.kind === "refusal" ? keep(requirement) : nothingJudged;
  return breach(
    traceFinding(trace, 1, {
      requirement,
      kind: "accepted",
      pointer: "/entityId",
      expected: "a refusal: this identifier is not the customer's",
      actual: `the data of the customer, entityId ${showJson(own)}`,
    }),
  );
}

/** Identifiers that are nearly a customer's own. */
export const resemblingCases = [
  ...resemblances.map(({ id, words, needs, change }) =>
    definePointsCase({
      id: `points.customer.resembling-${id}`,
      title: `A customer's identifier ${words} is not answered with that customer's data`,
      operation: "points",
      requirements: [requirement],
      needs,
      next: ({ identifier, source }, trace) => {
        const value = change(identifier);
        if (value === undefined)
          return { unable: `the ${identifier.name} is too short; list a customer with a longer one` };
        return requestInTurn({ identifier, source }, trace, [
          { all: true },
          { all: true, identifier: { name: identifier.name, value } },
        ]);
      },
      judge: (_person, trace) => judgeResembling(trace),
    }),
  ),
  definePointsCase({
    id: "points.customer.other-name",
    title: "A customer's identifier is not answered under the name of another one",
    operation: "points",
    requirements: [requirement],
    needs: "points:second-identifier",
    next: ({ identifier, second, source }, trace) => {
      if (identifier.value === second.value) return { unable: "both identifiers have the same value" };
      return requestInTurn({ identifier, source }, trace, [
        { all: true },
        { all: true, identifier: { name: second.name, value: identifier.value } },
        { all: true, identifier: { name: identifier.name, value: second.value } },
      ]);
    },
    judge: (_person, trace) => {
      const [plain, swapped, back] = trace;
      if (plain === undefined || swapped === undefined || back === undefined) return nothingJudged;
      const first = judgeResembling([plain, swapped]);
      return first.findings.length > 0 ? first : judgeResembling([plain, back]);
    },
  }),
  ...usualNames.map((name) =>
    definePointsCase({
      id: `points.customer.unknown-${name}`,
      title: `A customer that does not exist is refused by ${name}, whatever identifiers the profile has`,
      operation: "points",
      requirements: [requirement],
      needs: "points:one-source",
      // The page does not say which names there are, so any refusal will do.
      request: ({ source }, draw) =>
        requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: true }),
      expect: { kind: "refusedSomehow" },
    }),
  ),
];
