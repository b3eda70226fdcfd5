import { breach, keep } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { TraceCase } from "../../src/model/case.ts";
import type { CredentialUse } from "../../src/model/exchange.ts";
import type { Header } from "../../src/model/http.ts";
import { lastMonth } from "../histories/cases/reads.ts";
import { lookAt, mergeParts } from "../histories/look.ts";
import { askInTurn, defineHistoriesCase } from "../histories/needs.ts";
import type { HistoriesRequest } from "../histories/request.ts";
import type { Person } from "../histories/subjects.ts";

/** The forms of request, any of which may be served by other code of a host. */
const forms = [
  { suffix: "", words: "of all programs", form: (): HistoriesRequest => ({}) },
  {
    suffix: "-one-program",
    words: "of one program",
    form: ({ customer }: Person): HistoriesRequest => {
      const [membership] = customer.histories.memberships;
      return membership === undefined ? {} : { partnerProgramId: membership.programId };
    },
  },
  {
    suffix: "-second-page",
    words: "of a later page",
    form: (): HistoriesRequest => ({ limit: 1, offset: 1 }),
  },
  { suffix: "-with-dates", words: "with dates", form: lastMonth },
] as const;

/** Somebody whom no host knows. */
const inventedUser: Header = ["Authorization", `Basic ${btoa("no-till-has-this-name:not-the-password")}`];

const everyForm = forms.map(({ form }) => form);

/** Requests of each kind of activities with credentials that are not to be let in. */
function tryCredentials(
  requirement: string,
  credentials: CredentialUse,
  requests: readonly ((person: Person) => HistoriesRequest)[],
  headers: readonly Header[] = [],
): Pick<TraceCase<string, Person>, "next" | "judge"> {
  return {
    next: (person, trace) => {
      const tried = requests.flatMap((form, place) => {
        const request = form(person);
        // Dates are described for benefits availed alone; and beside other forms one kind of each further one is enough.
        const isOneKind = request.startDate !== undefined || place > 0;
        const kinds = isOneKind ? [person.benefits] : person.kinds;
        return kinds.map((activityType) => ({ activityType, ...request, credentials, headers }));
      });
      return askInTurn(person, trace, [
        ...tried,
        // What somebody else tries must not spoil the till's own requests.
        { activityType: person.benefits },
      ]);
    },
    judge: (_person, trace) =>
      mergeParts(
        lookAt(trace)
          .filter(({ read }) => read.exchange.credentials === credentials)
          .map(({ read: { answer }, index }) => {
            if (answer.kind === "refusal") return keep(requirement);
            const actual = describeAnswer(answer);
            return breach({
              requirement,
              kind: "accepted",
              pointer: "",
              expected: "a refusal",
              actual,
              exchange: index,
            });
          }),
      ),
  };
}

/** Who is let in to histories: the till that the profile names, if it has access, and nobody else. */
export const historiesAuthenticationCases = [
  ...forms.map(({ suffix, words, form }) =>
    defineHistoriesCase({
      id: `authentication.histories.nobody${suffix}`,
      title: `Without credentials histories ${words} are refused`,
      operation: "histories",
      requirements: ["authentication.histories.required"],
      needs: "histories:customer-with-credentials",
      ...tryCredentials("authentication.histories.required", "nobody", [form]),
    }),
  ),
  defineHistoriesCase({
    id: "authentication.histories.stranger",
    title: "With a wrong password histories are refused",
    operation: "histories",
    requirements: ["authentication.histories.verified"],
    needs: "histories:customer-with-credentials",
    ...tryCredentials("authentication.histories.verified", "stranger", everyForm),
  }),
  defineHistoriesCase({
    id: "authentication.histories.invented-user",
    title: "By a user that nobody is histories are refused",
    operation: "histories",
    requirements: ["authentication.histories.verified"],
    needs: "histories:customer-with-credentials",
    ...tryCredentials("authentication.histories.verified", "nobody", [() => ({})], [inventedUser]),
  }),
  defineHistoriesCase({
    id: "authentication.histories.without-access",
    title: "To a till outside the access group for partner programs histories are refused",
    operation: "histories",
    requirements: ["authentication.histories.access-group"],
    needs: "histories:customer-without-access",
    ...tryCredentials("authentication.histories.access-group", "without-access", everyForm),
  }),
];
