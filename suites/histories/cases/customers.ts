import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { drawUnknownIdentifier } from "../../points/needs.ts";
import { everyMember, findDifference } from "../compare.ts";
import { observeNothing, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";

const unknownCode = 8015;

/** Whose data is answered: unknown customers, several customers, unknown names and sources. */
export const customerCases = [
  defineHistoriesCase({
    id: "histories.customer.unknown",
    title: "A customer that does not exist is refused, with 8015, or has no entries, a second time too",
    operation: "histories",
    requirements: ["histories.identifier.unknown", "histories.identifier.unknown-code"],
    needs: "histories:identifier-name",
    next: ({ name, source, kinds }, trace, draw) =>
      askInTurn(
        { identifier: drawUnknownIdentifier(name, draw), source },
        trace,
        [...kinds, ...kinds].map((activityType) => ({ activityType })),
      ),
    judge: (_subject, trace) =>
      mergeParts(
        lookAt(trace).flatMap((look) => [observeNothing("histories.identifier.unknown", look), judgeUnknownCode(look)]),
      ),
  }),
  defineHistoriesCase({
    id: "histories.customer.by-external-id",
    title: "A customer may be named by externalId",
    operation: "histories",
    requirements: ["histories.identifier.external-id"],
    needs: "histories:external-id",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.flatMap((activityType) => [
          { activityType },
          { activityType, identifier: person.customer.identifiers[0] },
        ]),
      ),
    judge: (_person, trace) => {
      const requirement = "histories.identifier.external-id";
      return judgeParts(trace, 2, ([asked, usual]) => {
        if (asked === undefined || usual?.read.answer.kind !== "answer") return nothingJudged;
        if (asked.read.answer.kind === "answer") return keep(requirement);
        return breach({
          requirement,
          kind: "refused",
          pointer: pointerOf(asked),
          expected: "the histories of a customer who is answered by another identifier",
          actual: describeAnswer(asked.read.answer),
          exchange: asked.index,
          rests: placesOf([asked, usual]),
        });
      });
    },
  }),
  defineHistoriesCase({
    id: "histories.customer.two-customers",
    title: "Two customers have their own data",
    operation: "histories",
    requirements: ["histories.resource.customer"],
    needs: "histories:several-customers",
    next: ({ people }, trace) => {
      const person = people[trace.length % people.length];
      const activityType = person?.kinds[Math.floor(trace.length / people.length)];
      return person === undefined || activityType === undefined ? undefined : askInTurn(person, [], [{ activityType }]);
    },
    judge: ({ people }, trace) => judgeParts(trace, people.length, judgeCustomers),
  }),
  defineHistoriesCase({
    id: "histories.identifier.unknown-name",
    title: "An identifierName that does not exist is refused or names nobody",
    operation: "histories",
    requirements: ["histories.identifier-name.unknown"],
    needs: "histories:few-members",
    next: (person, trace) => {
      const identifier = { name: "shoeSize", value: person.identifier.value };
      return askInTurn(
        person,
        trace,
        person.kinds.flatMap((activityType) => [{ activityType }, { activityType, identifier }]),
      );
    },
    judge: (_person, trace) =>
      judgeParts(trace, 2, ([plain, look]) =>
        plain?.page === undefined || look === undefined
          ? nothingJudged
          : observeNothing("histories.identifier-name.unknown", look),
      ),
  }),
  defineHistoriesCase({
    id: "histories.source.unknown",
    title: "A source that does not exist is refused, names nobody, or is ignored",
    operation: "histories",
    requirements: ["histories.source.unknown"],
    needs: "histories:few-members",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.flatMap((activityType) => [{ activityType, source: "NOWHERE" }, { activityType }]),
      ),
    judge: (_person, trace) => judgeParts(trace, 2, judgeUnknownSource),
  }),
  ...(["lower-case", "upper-case"] as const).map((spelling) =>
    defineHistoriesCase({
      id: `histories.source.${spelling}`,
      title: `The source is understood in ${spelling === "lower-case" ? "lower" : "upper"} case, or only in the other one`,
      operation: "histories",
      requirements: ["histories.source.spelling"],
      needs: "histories:instore",
      next: (person, trace) => {
        const [own, other] = spelling === "lower-case" ? ["instore", "INSTORE"] : ["INSTORE", "instore"];
        return askInTurn(
          person,
          trace,
          person.kinds.flatMap((activityType) => [own, other, own].map((source) => ({ activityType, source }))),
        );
      },
      judge: (_person, trace) => judgeParts(trace, 3, (part) => judgeSpelling(spelling, part)),
    }),
  ),
];

function hasEntries({ page }: Look): boolean {
  return page !== undefined && page.entries.length > 0;
}

/** Where both are understood they are answered alike, as far as the data do not move meanwhile. */
function judgeSpelling(spelling: "lower-case" | "upper-case", part: readonly Look[]): Judgement {
  const [asked, other] = part;
  // A host that understands neither says nothing about the spelling.
  if (asked === undefined || other === undefined || ![asked, other].some(hasEntries)) return nothingJudged;
  const opposite = spelling === "lower-case" ? "upper-case" : "lower-case";
  const { list, middle: [between] = [] } = readSteady(part) ?? {};
  const difference =
    list === undefined || between?.page === undefined || !hasEntries(between) || !hasEntries(list)
      ? undefined
      : findDifference(between.page.entries, list.page.entries, everyMember);
  const readings = difference !== undefined ? [] : hasEntries(asked) ? ["any-case", spelling] : [opposite];
  const answered = hasEntries(asked) ? "the customer is answered" : `${describeAnswer(asked.read.answer)}, no entries`;
  return observe("histories.source.spelling", readings, {
    actual:
      difference === undefined
        ? answered
        : `${difference.actual}, and ${difference.expected} with the source in ${opposite.replace("-", " ")}`,
    pointer: difference?.pointer ?? pointerOf(asked),
    exchange: asked.index,
    rests: placesOf(part),
  });
}

function judgeUnknownCode(look: Look): Judgement {
  const requirement = "histories.identifier.unknown-code";
  const { answer } = look.read;
  // Somebody's entries are another requirement's matter.
  if (hasEntries(look)) return nothingJudged;
  if (answer.kind === "refusal" && answer.codes.some(({ code }) => code === unknownCode)) return keep(requirement);
  return breach({
    requirement,
    kind: answer.kind === "refusal" ? "other-code" : "accepted",
    pointer: pointerOf(look),
    expected: `refused with ${unknownCode}`,
    actual: describeAnswer(answer),
    exchange: look.index,
  });
}

function judgeUnknownSource([asked, plain]: readonly Look[]): Judgement {
  const requirement = "histories.source.unknown";
  if (asked === undefined || plain?.page === undefined || !hasEntries(plain)) return nothingJudged;
  if (!hasEntries(asked)) return observeNothing(requirement, asked, [asked, plain]);
  const difference = findDifference(plain.page.entries, asked.page?.entries ?? [], everyMember);
  return observe(requirement, difference === undefined ? ["ignored"] : [], {
    actual: difference === undefined ? "the customer is answered" : `other entries: ${difference.actual}`,
    pointer: difference?.pointer ?? "/data",
    exchange: asked.index,
    rests: placesOf([asked, plain]),
  });
}

/**
 * Customers named by different values of the same kind of identifier are different people. An answer does not say whom it
 * is about; but where two are equal down to a membership id, the host answers about one of the two whoever is asked for.
 */
function judgeCustomers(looks: readonly Look[]): Judgement {
  const requirement = "histories.resource.customer";
  const pages = looks.filter(({ page }) => page !== undefined);
  for (const [index, left] of pages.entries()) {
    for (const right of pages.slice(index + 1)) {
      const ids = listMembershipIds(left);
      const shared = listMembershipIds(right).find((id) => ids.includes(id));
      if (shared === undefined) continue;
      if (findDifference(left.page?.entries ?? [], right.page?.entries ?? [], everyMember) !== undefined) continue;
      return breach({
        requirement,
        kind: "disagreement",
        pointer: "/data",
        expected: "the data of the customer that was asked for",
        actual: "the same answer as for another customer, membership ids included",
        exchange: right.index,
        rests: placesOf([left, right]),
      });
    }
  }
  return pages.length < 2 ? nothingJudged : keep(requirement);
}

function listMembershipIds({ page }: Look): string[] {
  return (page?.entries ?? []).flatMap(({ key, details: { membershipId } }) =>
    membershipId === undefined || membershipId === "" ? [] : [`${key} ${membershipId}`],
  );
}
