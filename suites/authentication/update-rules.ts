import type { Rule, RuleFinding, RuleInput } from "../../src/check/standard.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { headerValues, type Header } from "../../src/model/http.ts";
import { refusesCredentials } from "./refuses-credentials.ts";

/** Who is let in to updates, as far as one exchange shows it. */
export const updateAuthenticationRules: readonly Rule[] = [
  {
    requirement: "authentication.update.basic",
    blocking: true,
    check: (input) => acceptTill(input, isBasic),
  },
  {
    requirement: "authentication.update.oauth",
    blocking: true,
    check: (input) => acceptTill(input, isToken),
  },
  {
    requirement: "authentication.update.sent",
    check: ({ exchange: { request }, operation }) => {
      if (operation?.id !== "update") return undefined;
      if (request.headers.some((header) => isBasic(header) || isToken(header))) return [];
      const [authorization] = headerValues(request.headers, "authorization");
      return [
        {
          pointer: "",
          kind: authorization === undefined ? "missing" : "value",
          expected: "Basic credentials or an OAuth token in a header",
          actual: authorization === undefined ? "neither" : "an Authorization header of another kind",
        },
      ];
    },
  },
];

function acceptTill(
  { exchange, operation, answer }: RuleInput,
  isOf: (header: Header) => boolean,
): readonly RuleFinding[] | undefined {
  if (operation?.id !== "update" || exchange.credentials !== "till") return undefined;
  if (!exchange.request.headers.some(isOf)) return undefined;
  if (answer.kind === "answer") return [];
  if (!refusesCredentials(answer)) return undefined;
  return [
    { pointer: "", kind: "refused", expected: "the till's own credentials accepted", actual: describeAnswer(answer) },
  ];
}

function isBasic([name, value]: Header): boolean {
  return name.toLowerCase() === "authorization" && /^Basic\s+\S/i.test(value);
}

/** The page does not name the header of a token, and other pages have several names for it. */
function isToken([name, value]: Header): boolean {
  if (name.toLowerCase() === "authorization") return /^Bearer\s+\S/i.test(value);
  return value !== "" && /token/i.test(name);
}
