import type { Rule } from "../../src/check/standard.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { Header } from "../../src/model/http.ts";
import { refusesCredentials } from "./refuses-credentials.ts";

/** Who is let in to histories, as far as one exchange shows it. */
export const historiesAuthenticationRules: readonly Rule[] = [
  {
    requirement: "authentication.histories.accepted",
    blocking: true,
    check: ({ exchange, operation, answer }) => {
      if (operation?.id !== "histories" || exchange.credentials !== "till") return undefined;
      if (!exchange.request.headers.some(isCredential)) return undefined;
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
  {
    requirement: "authentication.histories.sent",
    check: ({ exchange, operation }) => {
      if (operation?.id !== "histories") return undefined;
      if (exchange.request.headers.some(isCredential)) return [];
      return [{ pointer: "", kind: "missing", expected: "credentials in a header", actual: "no such header" }];
    },
  },
];

/** The page shows no form of credentials, so that any header will do that is named like one. */
function isCredential([name, value]: Header): boolean {
  return value !== "" && /auth|token|api-?key|credential/i.test(name);
}
