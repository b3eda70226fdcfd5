import { breach, keep, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { isObject, showJson } from "../../../src/model/json.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { readPage } from "../../histories/page.ts";
import { requestHistories } from "../../histories/request.ts";
import { definePointsCase, drawUnknownIdentifier } from "../needs.ts";
import { farAhead, requestInTurn, requestPoints } from "../request.ts";
import { expectUnknown, judgeCustomers, judgeNobody, judgeOneId, judgePairs } from "../judge-customers.ts";

/** Whose data is answered: unknown and unnamed customers, several customers, one customer by several identifiers. */
export const customerCases = [
  definePointsCase({
    id: "points.customer.unknown",
    title: "A customer that does not exist is refused",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    request: ({ name, source }, draw) =>
      requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: true }),
    expect: ({ name }) => expectUnknown(name),
  }),
  definePointsCase({
    id: "points.customer.unknown-in-one-program",
    title: "A customer that does not exist is refused where one program is asked for",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    request: ({ name, source, programId }, draw) =>
      requestPoints({
        identifier: drawUnknownIdentifier(name, draw),
        source,
        all: false,
        ...(programId === undefined ? {} : { programId }),
      }),
    expect: ({ name }) => expectUnknown(name),
  }),
  definePointsCase({
    id: "points.customer.unknown-with-dates",
    title: "A customer that does not exist is not answered where dates are sent",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    // Dates may be refused for their own sake, so any refusal will do.
    request: ({ name, source }, draw) =>
      requestPoints({
        identifier: drawUnknownIdentifier(name, draw),
        source,
        all: true,
        startDate: farAhead([]),
        endDate: farAhead([]),
      }),
    expect: { kind: "refusedSomehow" },
  }),
  definePointsCase({
    id: "points.customer.unknown-again",
    title: "A customer that does not exist is refused a second time too",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    next: ({ name, source }, trace, draw) =>
      trace.length < 2
        ? requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: true })
        : undefined,
    judge: (_subject, trace) => {
      const [first, second] = trace;
      if (first?.answer.kind !== "refusal" || second === undefined) return nothingJudged;
      if (second.answer.kind === "refusal") return keep("points.code.8015");
      return breach(
        traceFinding(trace, 1, {
          requirement: "points.code.8015",
          kind: "accepted",
          pointer: "",
          expected: "refused as the first time",
          actual: describeAnswer(second.answer),
        }),
      );
    },
  }),
  definePointsCase({
    id: "points.customer.known-to-histories",
    title: "A customer whose partner programs are told by histories is not unknown",
    operation: "points",
    requirements: ["points.customer.known"],
    needs: "points:known-to-histories",
    next: ({ identifier, source, activityType }, trace) =>
      [requestHistories({ identifier, source, activityType }), requestPoints({ identifier, source, all: true })][
        trace.length
      ],
    judge: (_person, trace) => {
      const requirement = "points.customer.known";
      const [histories, points] = trace;
      const programs = histories === undefined ? 0 : (readPage(histories.answer)?.entries.length ?? 0);
      if (points === undefined || programs === 0) return nothingJudged;
      if (points.answer.kind === "answer") return keep(requirement);
      // Any other number is about something else than the customer.
      if (points.answer.kind !== "refusal" || !points.answer.codes.some(({ code }) => code === 8015))
        return nothingJudged;
      return breach(
        traceFinding(trace, 1, {
          requirement,
          kind: "refused",
          pointer: points.answer.codes[0]?.pointer ?? "",
          expected: "an answer, perhaps with empty lists: histories know the customer by this identifier",
          actual: describeAnswer(points.answer),
        }),
      );
    },
  }),
  ...(["empty", "absent", "absent-name"] as const).map((what) =>
    definePointsCase({
      id: `points.identifier.${what}`,
      title: `A request whose identifier is ${what === "empty" ? "empty" : "not there"} is not answered with somebody's data`,
      operation: "points",
      requirements: ["points.identifier.nobody"],
      needs: "points:identifier-name",
      next: ({ name, source }, trace) => {
        const identifier = { empty: { name, value: "" }, absent: { name }, "absent-name": {} }[what];
        return trace.length === 0 ? requestPoints({ identifier, source, all: true }) : undefined;
      },
      judge: (_subject, trace) => judgeNobody(trace),
    }),
  ),
  ...(["%", "*"] as const).map((value) =>
    definePointsCase({
      id: `points.identifier.wildcard.${value}`,
      title: `An identifierValue of ${value} is not answered with somebody's data`,
      operation: "points",
      requirements: ["points.identifier.nobody"],
      needs: "points:identifier-name",
      next: ({ name, source }, trace) =>
        trace.length === 0 ? requestPoints({ identifier: { name, value }, source, all: true }) : undefined,
      judge: (_subject, trace) => judgeNobody(trace),
    }),
  ),
  definePointsCase({
    id: "points.identifier.unknown-name",
    title: "An identifierName that does not exist, with a value that nobody has, is not answered with somebody's data",
    operation: "points",
    requirements: ["points.identifier.nobody"],
    needs: "points:identifier-name",
    next: ({ source }, trace, draw) => {
      const identifier = { name: "shoeSize", value: draw.digits(10) };
      return trace.length === 0 ? requestPoints({ identifier, source, all: true }) : undefined;
    },
    judge: (_subject, trace) => judgeNobody(trace),
  }),
  definePointsCase({
    id: "points.customer.one-id",
    title: "Every form of request about a customer answers with the same entityId",
    operation: "points",
    requirements: ["points.entity-id.unique"],
    needs: "points:customer-and-program",
    next: (person, trace) =>
      requestInTurn(person, trace, [{ all: true }, { all: false }, { all: false, programId: person.programId }]),
    judge: (_person, trace) => judgeOneId(trace),
  }),
  definePointsCase({
    id: "points.customer.two-customers",
    title: "Two customers have their own data and their own entityId",
    operation: "points",
    requirements: ["points.resource.customer", "points.entity-id.unique"],
    needs: "points:several-customers",
    next: ({ people }, trace) => {
      const person = people[trace.length];
      return person === undefined
        ? undefined
        : requestPoints({ identifier: person.identifier, source: person.source, all: true });
    },
    judge: (_subject, trace) => judgeCustomers(trace),
  }),
  definePointsCase({
    id: "points.customer.own-data",
    title: "The answer is about the customer asked for, and not about another one",
    operation: "points",
    requirements: ["points.resource.customer"],
    needs: "points:customer-among-ids",
    next: ({ identifier, source }, trace) =>
      trace.length === 0 ? requestPoints({ identifier, source, all: true }) : undefined,
    judge: ({ otherIds }, [read]) => {
      const requirement = "points.resource.customer";
      if (read?.answer.kind !== "answer" || !isObject(read.answer.value)) return nothingJudged;
      const { entityId } = read.answer.value;
      // An id that the profile gives to nobody proves nothing: that entityId is a customer's id stands on no page.
      if (!otherIds.includes(String(entityId))) return keep(requirement);
      return breach({
        requirement,
        kind: "value",
        pointer: "/entityId",
        expected: "the data of the customer that was asked for",
        actual: `entityId ${showJson(entityId)}, which is another customer's id`,
        exchange: 0,
      });
    },
  }),
  definePointsCase({
    id: "points.reads.equal",
    title: "The same read twice in a row answers the same",
    operation: "points",
    requirements: ["points.reads.equal"],
    needs: "points:customer",
    next: ({ customer, identifier, source }, trace) => {
      const programId = customer.points.programs.at(-1);
      const startDate = customer.points.dates.at(-1);
      const forms = [
        { all: true },
        { all: false },
        ...(programId === undefined ? [] : [{ all: false, programId }]),
        ...(startDate === undefined ? [] : [{ all: true, startDate }]),
      ];
      const form = forms[Math.floor(trace.length / 2)];
      return form === undefined ? undefined : requestPoints({ identifier, source, ...form });
    },
    judge: (_person, trace) => judgePairs("points.reads.equal", trace, "the same as the first time"),
  }),
  definePointsCase({
    id: "points.identifiers.equal",
    title: "The same customer by another identifier answers the same",
    operation: "points",
    requirements: ["points.identifiers.equal"],
    needs: "points:second-identifier",
    next: ({ identifier, second, source, programId, day }, trace) => {
      const forms = [
        { all: true },
        { all: false },
        ...(programId === undefined ? [] : [{ all: false, programId }]),
        ...(day === undefined ? [] : [{ all: true, startDate: day }]),
      ];
      const form = forms[Math.floor(trace.length / 2)];
      return form === undefined
        ? undefined
        : requestPoints({ identifier: trace.length % 2 === 0 ? identifier : second, source, ...form });
    },
    judge: ({ second }, trace) =>
      judgePairs("points.identifiers.equal", trace, `by ${second.name} the same as by the first identifier`),
  }),
];
