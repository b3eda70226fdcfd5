import { describeAnswer } from "../../src/model/answer.ts";
import { headerValues } from "../../src/model/http.ts";
import type { Rule } from "../../src/check/standard.ts";

/** How a refusal says that it is about the credentials: as HTTP status, or as code in the body. */
const credentialCodes = [401, 403];

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
      if (answer.kind !== "refusal") return undefined;
      // A code of its own says what the refusal is about, whatever HTTP status goes with it.
      const given = answer.codes.map(({ code }) => code);
      const codes = given.length > 0 ? given : [answer.status];
      if (!codes.some((code) => credentialCodes.includes(code))) return undefined;
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
