import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { everyMember, findDifference } from "../compare.ts";
import { day, writeDate } from "../instant.ts";
import { judgeParts, type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { pointerOf } from "../judge-lists.ts";
import { type HistoriesRequest, linkingUpdates } from "../request.ts";
import type { Person } from "../subjects.ts";

const served = "histories.resource.served";

/** The last month, in the form of dates that the host takes. */
export function lastMonth({ now, dateForm }: Person): { readonly startDate: string; readonly endDate: string } {
  // In no time zone is the end in the future.
  return { startDate: writeDate(now - 30 * day, dateForm), endDate: writeDate(now - day, dateForm) };
}

/** Plain reads; their answers are held against the schemas and the rules. */
export const readCases = [
  defineHistoriesCase({
    id: "histories.read.plain",
    title: "A customer's histories are answered",
    operation: "histories",
    requirements: [served],
    needs: "histories:listed-customer",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        listKinds(person).map((activityType) => ({ activityType })),
      ),
    judge: (person, trace) => judgePlain(person, lookAt(trace)),
  }),
  defineHistoriesCase({
    id: "histories.read.with-all-parameters",
    title: "A request with a program, a type, dates, limit and offset at once is answered, as it is with each of them",
    operation: "histories",
    requirements: [served],
    needs: "histories:member",
    next: (person, trace) => askInTurn(person, trace, listForms(person).flat()),
    judge: (person, trace) => {
      const forms = listForms(person);
      const looks = lookAt(trace);
      let first = 0;
      return mergeParts(
        forms.map((form) => {
          const part = looks.slice(first, first + form.length);
          first += form.length;
          return judgeAllParameters(part);
        }),
      );
    },
  }),
  defineHistoriesCase({
    id: "histories.path.singular",
    title: "The sample request's path in the singular answers the same, in its own form, or nothing",
    operation: "histories",
    requirements: ["histories.resource.singular"],
    needs: "histories:few-members",
    next: (person, trace) => {
      const [membership] = person.customer.histories.memberships;
      const asked = {
        activityType: person.benefits,
        ...(membership === undefined ? {} : { partnerProgramId: membership.programId }),
      };
      const plan = askInTurn(person, trace, [asked, asked, asked]);
      // An older operation has that path; its answers have a form that is not the schema's.
      return plan === undefined || trace.length !== 1
        ? plan
        : {
            ...plan,
            operation: "histories-singular",
            method: "GET",
            path: "/v2/partnerProgram/customerActivityHistory",
          };
    },
    judge: (_person, trace) => {
      const requirement = "histories.resource.singular";
      const [plural, singular, again] = lookAt(trace);
      if (plural?.page === undefined || singular === undefined || again?.page === undefined) return nothingJudged;
      const { answer } = singular.read;
      const isSame =
        singular.page !== undefined &&
        [plural.page, again.page].some(
          ({ entries }) => findDifference(entries, singular.page?.entries ?? [], everyMember) === undefined,
        );
      const reading = answer.kind === "refusal" ? "refused" : isSame ? "same" : "own-form";
      return observe(requirement, [reading], { actual: describeAnswer(answer), exchange: 1, rests: [0, 1, 2] });
    },
  }),
  defineHistoriesCase({
    id: "histories.reads.equal",
    title: "The same read twice in a row answers the same, but for notes",
    operation: "histories",
    requirements: ["histories.reads.equal"],
    needs: "histories:customer",
    next: (person, trace) => {
      const membership = person.customer.histories.memberships.at(-1);
      const forms = person.kinds.flatMap((activityType) => [
        { activityType },
        ...(membership === undefined ? [] : [{ activityType, partnerProgramId: membership.programId }]),
      ]);
      const dated = { activityType: person.benefits, ...lastMonth(person) };
      return askInTurn(
        person,
        trace,
        [...forms, dated].flatMap((form) => [form, form]),
      );
    },
    judge: (_person, trace) => judgeEqual("histories.reads.equal", "the same as the first time", trace),
  }),
  defineHistoriesCase({
    id: "histories.identifiers.equal",
    title: "The same customer by another identifier answers the same, but for notes",
    operation: "histories",
    requirements: ["histories.identifiers.equal"],
    needs: "histories:second-identifier",
    next: (person, trace) => {
      const membership = person.customer.histories.memberships.at(-1);
      const forms = person.kinds.flatMap((activityType) => [
        { activityType },
        ...(membership === undefined ? [] : [{ activityType, partnerProgramId: membership.programId }]),
      ]);
      return askInTurn(
        person,
        trace,
        forms.flatMap((form) => [form, { ...form, identifier: person.second }]),
      );
    },
    judge: ({ second }, trace) =>
      judgeEqual("histories.identifiers.equal", `by ${second.name} the same as by the first identifier`, trace),
  }),
];

/** For each kind all parameters at once, then each of them, and a program beside dates, by themselves. */
function listForms(person: Person): HistoriesRequest[][] {
  const [membership] = person.customer.histories.memberships;
  return person.kinds.map((activityType) => {
    const program = membership === undefined ? {} : { partnerProgramId: membership.programId };
    const type = membership?.type === undefined ? {} : { partnerProgramType: membership.type };
    const dates = activityType === person.benefits ? lastMonth(person) : {};
    const page = { limit: 10, offset: 0 };
    const parts = [program, type, dates, page, { ...program, ...dates }];
    return [{ ...program, ...type, ...dates, ...page }, ...parts].map((form) => ({ activityType, ...form }));
  });
}

/** A parameter that is refused by itself, or a program beside dates, is another requirement's matter. */
function judgeAllParameters(part: readonly Look[]): Judgement {
  const [all, ...single] = part;
  if (all?.read.answer.kind === "answer") return keep(served);
  if (all === undefined || single.some(({ read }) => read.answer.kind !== "answer")) return nothingJudged;
  return breach({
    requirement: served,
    kind: "refused",
    pointer: pointerOf(all),
    expected: "answered, as it is with each of the parameters",
    actual: describeAnswer(all.read.answer),
    exchange: all.index,
    rests: placesOf(part),
  });
}

function listKinds({ benefits }: Person): string[] {
  return [benefits, linkingUpdates];
}

/**
 * A known customer is answered in every kind that the host answers at all; which kinds these are is another requirement's
 * matter, and so is the refusal of a customer without programs, or without activities (partner-program, 2011).
 */
function judgePlain(person: Person, looks: readonly Look[]): Judgement {
  const refused = looks.filter(({ read }) => read.answer.kind === "refusal");
  const isAnswered = refused.length < looks.length;
  const hasPrograms = person.customer.histories.memberships.length > 0;
  const blamed = refused.find(({ read: { answer }, index }) => {
    if (!isAnswered) return true;
    const isForNone = answer.kind === "refusal" && answer.codes.some(({ code }) => code === 2011);
    return hasPrograms && !isForNone && person.kinds.includes(listKinds(person)[index] ?? "");
  });
  if (blamed === undefined) return keep(served);
  return breach({
    requirement: served,
    kind: "refused",
    pointer: pointerOf(blamed),
    expected: "the histories of a known customer",
    actual: describeAnswer(blamed.read.answer),
    exchange: blamed.index,
    rests: placesOf(looks),
  });
}

/** Exchanges in pairs: both of a pair must answer the same. */
export function judgeEqual(
  requirement: string,
  what: string,
  trace: Parameters<typeof judgeParts>[0],
): ReturnType<typeof judgeParts> {
  return mergeParts([
    keep(requirement),
    judgeParts(trace, 2, ([first, second]) => {
      if (first === undefined || second === undefined) return nothingJudged;
      const [before, after] = [first.read.answer, second.read.answer];
      const broken = (pointer: string, expected: string, actual: string) =>
        breach({
          requirement,
          kind: "disagreement",
          pointer,
          expected: `${what}: ${expected}`,
          actual,
          exchange: second.index,
          rests: [first.index, second.index],
        });
      if (before.kind !== after.kind) {
        // That a customer may be named by externalId is a requirement of its own.
        const isByExternalId = second.read.exchange.request.url.includes("identifierName=externalId");
        if (isByExternalId && after.kind === "refusal") return nothingJudged;
        return broken("", describeAnswer(before), describeAnswer(after));
      }
      if (first.page === undefined || second.page === undefined) return nothingJudged;
      const difference = findDifference(first.page.entries, second.page.entries, everyMember);
      if (difference !== undefined) return broken(difference.pointer, difference.expected, difference.actual);
      const [total, other] = [first.page.total, second.page.total];
      if (total === undefined || other === undefined || total === other) return nothingJudged;
      return broken("/pagination/total", String(total), String(other));
    }),
  ]);
}
