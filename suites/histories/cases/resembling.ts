import { keep, observe } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import type { Identifier } from "../../world.ts";
import { everyMember, findDifference } from "../compare.ts";
import { judgeParts, type Look, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";

const requirement = "histories.identifier.unknown";

/** Case and blanks are left out: whether they matter stands on no page. */
const resemblances: readonly {
  readonly id: string;
  readonly words: string;
  readonly needs: "histories:member" | "histories:long-mobile";
  /** The value that resembles a customer's; undefined where there is none of this kind. */
  readonly change: (identifier: Identifier) => string | undefined;
}[] = [
  {
    id: "cut-short",
    words: "without its last three characters",
    needs: "histories:member",
    change: ({ value }) => (value.length > 6 ? value.slice(0, -3) : undefined),
  },
  { id: "longer", words: "with a character more", needs: "histories:member", change: ({ value }) => `${value}7` },
  {
    id: "tail",
    words: "with other digits before its last nine",
    needs: "histories:long-mobile",
    change: ({ name, value }) =>
      name === "mobile" ? `${value.startsWith("99") ? "88" : "99"}${value.slice(2)}` : undefined,
  },
];

/** Identifiers that are nearly a customer's own, for which that customer's data must not be answered. */
export const resemblingCases = [
  ...resemblances.map(({ id, words, needs, change }) =>
    defineHistoriesCase({
      id: `histories.customer.resembling-${id}`,
      title: `A customer's identifiers ${words} are not answered with that customer's data`,
      operation: "histories",
      requirements: [requirement],
      needs,
      next: (person, trace) => {
        const others = person.customer.identifiers.flatMap((identifier) => {
          const value = change(identifier);
          return value === undefined ? [] : [{ name: identifier.name, value }];
        });
        if (others.length === 0)
          return { unable: "all identifiers of the customer are too short; list a customer with a longer one" };
        const activityType = person.benefits;
        return askInTurn(
          person,
          trace,
          others.flatMap((identifier) => [{ activityType }, { activityType, identifier }]),
        );
      },
      judge: (_person, trace) => judgeParts(trace, 2, judgeResembling),
    }),
  ),
  defineHistoriesCase({
    id: "histories.customer.other-name",
    title: "A customer's identifier is not answered under the name of another one",
    operation: "histories",
    requirements: [requirement],
    needs: "histories:second-identifier",
    next: (person, trace) => {
      const { identifier, second, benefits: activityType } = person;
      if (identifier.value === second.value) return { unable: "both identifiers have the same value" };
      return askInTurn(person, trace, [
        { activityType },
        { activityType, identifier: { name: second.name, value: identifier.value } },
        { activityType },
        { activityType, identifier: { name: identifier.name, value: second.value } },
      ]);
    },
    judge: (_person, trace) => judgeParts(trace, 2, judgeResembling),
  }),
];

/** Nobody has the identifier of the second request, so that it is not to be answered with the data of the first. */
function judgeResembling([own, other]: readonly Look[]): Judgement {
  if (own?.page === undefined || other === undefined || own.page.entries.length === 0) return nothingJudged;
  if (other.read.answer.kind === "refusal") return keep(requirement);
  // An answer about somebody else may be right: the tool does not know all customers.
  const isOwn = other.page !== undefined && other.page.entries.length > 0;
  if (!isOwn || findDifference(own.page.entries, other.page?.entries ?? [], everyMember) !== undefined)
    return nothingJudged;
  return observe(requirement, [], {
    actual: "the data of the customer whose identifier it resembles",
    pointer: "/data",
    exchange: other.index,
    rests: placesOf([own, other]),
  });
}
