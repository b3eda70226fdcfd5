import { breach, keep } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { definePointsCase, type Person } from "../points/needs.ts";
import { farAhead, type PointsRequest, requestPoints } from "../points/request.ts";

/** The forms of request, any of which may be served by other code of a host. */
const forms = [
  { suffix: "", words: "of all programs", form: (): PointsRequest => ({ all: true }) },
  { suffix: "-default-program", words: "of the default program", form: (): PointsRequest => ({ all: false }) },
  {
    suffix: "-one-program",
    words: "of one program",
    form: ({ customer }: Person): PointsRequest => {
      const [programId] = customer.points.programs;
      return { all: false, ...(programId === undefined ? {} : { programId }) };
    },
  },
  {
    suffix: "-with-dates",
    words: "with dates",
    form: ({ customer: { points } }: Person): PointsRequest => ({
      all: true,
      startDate: points.dates[0] ?? farAhead([]),
      endDate: farAhead(points.dates),
    }),
  },
] as const;

/** Who is let in to promised points: the till that the profile names, nobody else. */
export const authenticationCases = [
  ...forms.map(({ suffix, words, form }) =>
    definePointsCase({
      id: `authentication.points.nobody${suffix}`,
      title: `Without credentials promised points ${words} are refused`,
      operation: "points",
      requirements: ["authentication.points.required"],
      needs: "points:customer-with-credentials",
      request: (person) => {
        const { identifier, source } = person;
        return requestPoints({ identifier, source, ...form(person), credentials: "nobody" });
      },
      expect: { kind: "refusedSomehow" },
    }),
  ),
  definePointsCase({
    id: "authentication.points.stranger",
    title: "With a wrong password promised points are refused",
    operation: "points",
    requirements: ["authentication.points.verified"],
    needs: "points:customer-with-credentials",
    // A read with good credentials follows, which a stranger's attempt must not spoil.
    next: ({ identifier, source }, trace) =>
      trace.length > 1
        ? undefined
        : requestPoints({ identifier, source, all: true, ...(trace.length === 0 ? { credentials: "stranger" } : {}) }),
    judge: (_person, [stranger]) => {
      if (stranger?.answer.kind !== "answer") return keep("authentication.points.verified");
      return breach({
        requirement: "authentication.points.verified",
        kind: "accepted",
        pointer: "",
        expected: "a refusal",
        actual: describeAnswer(stranger.answer),
        exchange: 0,
      });
    },
  }),
];
