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
    request: ({ identifier, source }) => requestPoints({ identifier, source, all: true, credentials: "stranger" }),
    expect: { kind: "refusedSomehow" },
  }),
];
