import { breach, keep } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { definePointsCase } from "../points/needs.ts";
import { requestPoints } from "../points/request.ts";

/** Who is let in to promised points: the till that the profile names, nobody else. */
export const authenticationCases = [
  definePointsCase({
    id: "authentication.points.nobody",
    title: "Without credentials promised points are refused",
    operation: "points",
    requirements: ["authentication.points.required"],
    needs: "points:customer-with-credentials",
    request: ({ identifier, source }) => requestPoints({ identifier, source, all: true, credentials: "nobody" }),
    expect: { kind: "refusedSomehow" },
  }),
  definePointsCase({
    id: "authentication.points.nobody-one-program",
    title: "Without credentials promised points of one program are refused",
    operation: "points",
    requirements: ["authentication.points.required"],
    needs: "points:customer-with-credentials",
    request: ({ identifier, source }) => requestPoints({ identifier, source, all: false, credentials: "nobody" }),
    expect: { kind: "refusedSomehow" },
  }),
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
