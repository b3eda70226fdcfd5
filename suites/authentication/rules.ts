import { describeAnswer } from "../../src/model/answer.ts";
import { headerValues } from "../../src/model/http.ts";
import type { Rule } from "../../src/check/standard.ts";
import { refusesCredentials } from "./refuses-credentials.ts";

/** What is demanded of any request that carries a till's own credentials. */
export const authenticationRules: readonly Rule[] = [
  {
    requirement: "authentication.points.basic",
    blocking: true,
    check: ({ exchange, operation, answer }) => {
      const [authorization] = headerValues(exchange.request.headers, "authorization");
      if (operation?.id !== "points" || exchange.credentials !== "till" || authorization?.startsWith("Basic ") !== true)
        return undefined;
      if (answer.kind === "answer") return [];
      if (!refusesCredentials(answer)) return undefined;
      return [
        {
          pointer: "",
          kind: "refused",
          expected: "the till's own credentials accepted",
          actual: describeAnswer(answer),
        },
      ];
    },
  },
];
