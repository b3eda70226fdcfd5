import { expect } from "chai";
import { headerValue, type HttpRequest } from "../../src/model/http.ts";
import { idsOf, listFound, tillAuth } from "../testing/fake-host.ts";
import {
  alter,
  type FakeOptions,
  isAnswer,
  type Question,
  refuse,
  type Reply,
  runHistories,
} from "../histories/testing/fake-host.ts";
import { historiesAuthenticationCases } from "./histories-cases.ts";

const only = idsOf(historiesAuthenticationCases);
/** An answer that is sound in itself, about nobody. */
function letIn({ query }: Question): Reply {
  const pagination = { limit: Number(query.get("limit") ?? 10), offset: Number(query.get("offset") ?? 0), total: 0 };
  return { status: 200, body: { pagination, data: [], warnings: [], errors: [] } };
}

const hallway = { ...tillAuth, user: { value: "till-8", shell: "${CAP_OTHER}", secret: false } } as const;
const withHallway = { withoutAccess: hallway };

const authorization = ({ headers }: HttpRequest): string => headerValue(headers, "authorization") ?? "";
const isBare = (request: HttpRequest): boolean => authorization(request) === "";
const isHallway = (request: HttpRequest): boolean =>
  Buffer.from(authorization(request).slice(6), "base64").toString().startsWith("till-8:");
const isStranger = (request: HttpRequest): boolean => !isBare(request) && !isHallway(request);

describe("Who is let in to histories", () => {
  it("is the till alone on a sound host", async () => {
    const run = await runHistories({}, only, withHallway);
    expect(listFound(run)).to.deep.equal([]);
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(new Set(["passed"]));
  });

  const rows: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>, found: string])[] = [
    [
      "anybody without credentials",
      (reply, question, _count, request) => (isBare(request) ? letIn(question) : reply),
      "authentication.histories.required accepted",
    ],
    ...(
      [
        ["partnerProgramId", "asks for one program"],
        ["offset", "asks for a later page"],
        ["startDate", "sends dates"],
      ] as const
    ).map(([name, what]) => {
      const twist: NonNullable<FakeOptions["twist"]> = (reply, question, _count, request) =>
        isBare(request) && question.query.has(name) ? letIn(question) : reply;
      return [`anybody without credentials who ${what}`, twist, "authentication.histories.required accepted"] as const;
    }),
    [
      "anybody without credentials who asks for linkingUpdates",
      (reply, question, _count, request) => (isBare(request) && question.kind === "linking" ? letIn(question) : reply),
      "authentication.histories.required accepted",
    ],
    [
      "a till with a wrong password",
      (reply, question, _count, request) => (reply.status === 401 && isStranger(request) ? letIn(question) : reply),
      "authentication.histories.verified accepted",
    ],
    [
      "a till that nobody knows",
      (reply, question, _count, request) =>
        reply.status === 401 && atob(authorization(request).slice(6)).startsWith("no-till") ? letIn(question) : reply,
      "authentication.histories.verified accepted",
    ],
    [
      "a till without the access group",
      (reply, question, _count, request) => (isHallway(request) ? letIn(question) : reply),
      "authentication.histories.access-group accepted",
    ],
    ...["partnerProgramId", "offset", "startDate"].flatMap((name) =>
      (
        [
          ["a till without the access group", isHallway, "authentication.histories.access-group accepted"],
          ["a till with a wrong password", isStranger, "authentication.histories.verified accepted"],
        ] as const
      ).map(([who, isWho, found]) => {
        const twist: NonNullable<FakeOptions["twist"]> = (reply, question, _count, request) =>
          reply.status === 401 && isWho(request) && question.query.has(name) ? letIn(question) : reply;
        return [`${who} beside ${name}`, twist, found] as const;
      }),
    ),
    [
      "not even the till, after somebody else has tried",
      (() => {
        let spoilt = false;
        return (reply, _question, _count, request) => {
          if (reply.status === 401 && !isBare(request)) spoilt = true;
          return spoilt ? { status: 403, body: {} } : reply;
        };
      })(),
      "authentication.histories.accepted refused",
    ],
  ];
  for (const [what, twist, found] of rows) {
    it(`is found to be ${what}`, async () => {
      expect(listFound(await runHistories({ twist }, only, withHallway))).to.deep.equal([found]);
    });
  }

  it("may be told by any refusal, and by a code of its own", async () => {
    for (const refusal of [refuse(403, 403), refuse(200, 401), { status: 401, body: "no" }, refuse(400, 11_013)]) {
      const twist: FakeOptions["twist"] = (reply) => (isAnswer(reply) ? alter(reply, () => {}) : refusal);
      expect(listFound(await runHistories({ twist }, only, withHallway)), JSON.stringify(refusal)).to.deep.equal([]);
    }
  });

  it("could not be tried without credentials in the profile, nor by a till that it does not name", async () => {
    const run = await runHistories({}, only);
    const unable = run.cases.filter(({ status }) => status === "couldNotRun");
    expect(unable.map(({ case: id, reason }) => `${id}: ${reason}`)).to.deep.equal([
      "authentication.histories.without-access: no credentials without the access group; add organisations[].withoutAccess to the profile",
    ]);
  });
});
