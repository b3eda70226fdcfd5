import { expect } from "chai";
import { headerValue } from "../../src/model/http.ts";
import {
  createFakeHost,
  type FakeOptions,
  idsOf,
  isAnswer,
  listFound,
  makeFakeOrganisation,
  people,
  refuse,
  runSuite,
} from "../testing/fake-host.ts";
import { authenticationCases } from "./cases.ts";

const only = idsOf(authenticationCases);
const noAnswer = {
  status: 200,
  body: {
    entityId: 1,
    entityType: "CUSTOMER",
    promisedPointsScheduleList: people[0].promised,
    triggerBasedPointsList: [],
    warnings: [],
  },
};
const isBare = (request: { headers: Parameters<typeof headerValue>[0] }): boolean =>
  headerValue(request.headers, "authorization") === undefined;

describe("Who is let in", () => {
  it("is the till alone on a sound host", async () => {
    const run = await runSuite(createFakeHost(), only);
    expect(listFound(run)).to.deep.equal([]);
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(new Set(["passed"]));
  });

  const rows: readonly (readonly [what: string, twist: NonNullable<FakeOptions["twist"]>, found: readonly string[]])[] =
    [
      [
        "anybody without credentials",
        (reply, _question, request) => (isBare(request) ? noAnswer : reply),
        ["authentication.points.required accepted"],
      ],
      [
        "anybody without credentials where one program is asked for",
        (reply, { all }, request) => (isBare(request) && !all ? noAnswer : reply),
        ["authentication.points.required accepted"],
      ],
      [
        "anybody without credentials where the default program is asked for",
        (reply, { all, programId }, request) => (isBare(request) && !all && programId === undefined ? noAnswer : reply),
        ["authentication.points.required accepted"],
      ],
      [
        "anybody without credentials who passes a program",
        (reply, { programId }, request) => (isBare(request) && programId !== undefined ? noAnswer : reply),
        ["authentication.points.required accepted"],
      ],
      [
        "anybody without credentials who sends dates",
        (reply, { startDate, endDate }, request) =>
          isBare(request) && startDate !== undefined && endDate !== undefined ? noAnswer : reply,
        ["authentication.points.required accepted"],
      ],
      [
        "a till with a wrong password",
        (reply, _question, request) => (reply.status === 401 && !isBare(request) ? noAnswer : reply),
        ["authentication.points.verified accepted"],
      ],
      [
        "not even the till, after a stranger has tried",
        (() => {
          let spoilt = false;
          return (reply, _question, request) => {
            if (reply.status === 401 && !isBare(request)) spoilt = true;
            return spoilt ? { status: 403, body: {} } : reply;
          };
        })(),
        ["authentication.points.basic refused"],
      ],
    ];
  for (const [what, twist, expected] of rows) {
    it(`is found to be ${what}`, async () => {
      expect(listFound(await runSuite(createFakeHost({ twist }), only))).to.deep.equal(expected);
    });
  }

  it("may be told by any refusal: a status, a code or a page", async () => {
    const refusals = [
      { status: 403, body: "<h1>no</h1>", type: "text/html" },
      { status: 200, body: { errors: [{ code: 401, status: false, message: "no" }] } },
      { status: 302, body: "", type: "text/html" },
    ];
    for (const refusal of refusals) {
      const twist: FakeOptions["twist"] = (reply) => (isAnswer(reply) ? reply : refusal);
      expect(listFound(await runSuite(createFakeHost({ twist }), only)), JSON.stringify(refusal)).to.deep.equal([]);
    }
  });

  it("is not decided by a refusal with another code, whatever HTTP status goes with it", async () => {
    const trying = ["authentication.points.stranger"];
    for (const status of [401, 403]) {
      const other: FakeOptions["twist"] = (reply) => (isAnswer(reply) ? refuse(status, 8015) : reply);
      const found = listFound(await runSuite(createFakeHost({ twist: other }), trying));
      expect(found, String(status)).to.not.include("authentication.points.basic refused");
      for (const body of [{}, { errors: [{ code: status, status: false, message: "no" }] }]) {
        const own: FakeOptions["twist"] = (reply) => (isAnswer(reply) ? { status, body } : reply);
        const refused = listFound(await runSuite(createFakeHost({ twist: own }), trying));
        expect(refused, `${status} ${JSON.stringify(body)}`).to.deep.equal(["authentication.points.basic refused"]);
      }
    }
  });

  it("could not be tried without credentials in the profile", async () => {
    const { auth: _none, ...bare } = makeFakeOrganisation();
    const open = createFakeHost({
      twist: (reply, { customer }) => (customer === undefined || reply.status !== 401 ? reply : noAnswer),
    });
    const run = await runSuite(open, only, {}, { organisations: [bare] });
    expect(listFound(run)).to.deep.equal([]);
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(new Set(["couldNotRun"]));
    expect(run.cases[0]?.reason).to.match(/add organisations\[\]\.auth to the profile/);
  });
});
