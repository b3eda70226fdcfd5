import { expect } from "chai";
import { type Header, type HttpRequest, noBody } from "../../../src/model/http.ts";
import { authorize, loadDefaultFixtures, makeTransport, origin } from "../../testing/battery-requests.ts";
import { rareDefects } from "./rare-defects.ts";

const texts = [
  "🎁",
  "x".repeat(10_000),
  "a\u0000b",
  "one\ntwo",
  "O'Brien",
  '"quoted"',
  "back\\slash",
  "<b>bold</b>",
  "100 %",
  "${x}",
  "برنامج",
  "null",
];
const numbers = ["2147483648", "9007199254740992", "1.5", "-1"];

const json: Header = ["Content-Type", "application/json"];
const who = { source: "INSTORE", identifierName: "mobile" };
const points = { ...who, identifierValue: "919700000001", fetchDataForAllPrograms: "true" };
const histories = { ...who, identifierValue: "919700000012", activityType: "linkingUpdates" };

function ask(path: string, query: Readonly<Record<string, string>>, rest = ""): HttpRequest {
  const url = `${origin}${path}?${new URLSearchParams(query).toString()}${rest}`;
  return { method: "GET", url, headers: [authorize()], body: noBody };
}

function listReads(path: string, base: Readonly<Record<string, string>>): readonly HttpRequest[] {
  const others: readonly Readonly<Record<string, string>>[] = [
    { startDate: "2028-02-29", endDate: "2028-03-01" },
    { programId: "1101", startDate: "2026-12-01", fetchEarliestExpiryOnly: "true" },
    { partnerProgramId: "2102", partnerProgramType: "EXTERNAL", offset: "01" },
    { own: "1", source: "" },
  ];
  return [
    ask(path, base),
    ask(path, base, "&source=INSTORE"),
    ...texts.map((identifierValue) => ask(path, { ...base, identifierValue })),
    ...numbers.flatMap((number) => [ask(path, { ...base, programId: number }), ask(path, { ...base, limit: number })]),
    ...others.map((other) => ask(path, { ...base, ...other })),
  ];
}

function listUpdates(): readonly HttpRequest[] {
  const details = '"updateDetails":{"updatedTierName":"Elite"}';
  const write = (customer: string, updates: string, rest = ""): string =>
    `{"customersPartnerUpdates":[{"customer":${customer},"partnerProgramUpdates":[${updates}]}]${rest}}`;
  const known = '{"mobile":"919700000012"}';
  const named = (name: string): string => `{"partnerProgramName":${name},"updateType":"UPGRADE",${details}}`;
  const bodies = [
    write(known, named('"Café Crème Club"')),
    ...texts.map((text) => write(known, named(JSON.stringify(text)))),
    ...numbers.map((id) => write(`{"id":${id}}`, named('"Harbour Hotels"'))),
    write(known, "null"),
    write("{}", named('"Harbour Hotels"')),
    write(known, named('"Harbour Hotels"'), ',"own":1'),
    write(known, named('"Harbour Hotels"'), ',"":1'),
    write(known, named('"Harbour Hotels"'), ',"__proto__":1'),
    write(known, named('"\\ud800"')),
    `\ufeff${write(known, named('"Harbour Hotels"'))}`,
    write(known, named(`${"[".repeat(1000)}${"]".repeat(1000)}`)),
  ];
  return bodies.map((body) => ({
    method: "POST",
    url: `${origin}/v2/partnerProgram/customerPartnerProgramUpdate`,
    headers: [authorize(), json],
    body: new TextEncoder().encode(body),
  }));
}

const requests: Readonly<Record<string, readonly HttpRequest[]>> = {
  points: listReads("/v2/customers/lookup/promisedPointsSchedule", points),
  histories: listReads("/v2/partnerProgram/customerActivityHistories", histories),
  update: listUpdates(),
};

const fixtures = loadDefaultFixtures();

async function listOutcomes(operation: string, defects: readonly string[]): Promise<readonly string[]> {
  const send = makeTransport({ fixtures, defects });
  const outcomes: string[] = [];
  for (const request of requests[operation] ?? []) {
    const outcome = await send(request);
    outcomes.push(
      outcome.kind === "failure"
        ? outcome.reason
        : `${outcome.response.status} ${Buffer.from(outcome.response.body).toString("latin1")}`,
    );
  }
  return outcomes;
}

describe("the rare defects", () => {
  it("each show on a request that is out of the ordinary, and never on the plainest one", async () => {
    const idle: string[] = [];
    const common: string[] = [];
    for (const operation of Object.keys(requests)) {
      const plain = await listOutcomes(operation, []);
      expect(plain.filter((line) => !/^[24]/.test(line))).to.deep.equal([]);
      for (const { id } of rareDefects.filter((defect) => defect.operation === operation)) {
        const found = await listOutcomes(operation, [id]);
        if (found.join() === plain.join()) idle.push(id);
        if (found[0] !== plain[0] && !id.includes("latin")) common.push(id);
      }
    }
    expect(idle).to.deep.equal([]);
    expect(common).to.deep.equal([]);
  });
});
