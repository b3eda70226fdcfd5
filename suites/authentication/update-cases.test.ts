import { expect } from "chai";
import { headerValue, type HttpRequest } from "../../src/model/http.ts";
import { type FakeOptions, listFound, listPassed, makeOrganisation, runFake } from "../update/testing/fake-host.ts";
import { updateAuthenticationCases } from "./update-cases.ts";

const only = updateAuthenticationCases.map(({ id }) => id);
const credentialsOf = ({ headers }: HttpRequest): string => headerValue(headers, "authorization") ?? "";
const hasNone = (request: HttpRequest): boolean =>
  credentialsOf(request) === "" && headerValue(request.headers, "x-cap-api-oauth-token") === undefined;
const bodyOf = ({ body }: HttpRequest): string => new TextDecoder().decode(body);
const isTill = (request: HttpRequest): boolean => credentialsOf(request) === `Basic ${btoa("till-9:kept-dark")}`;

const isUnknown = (request: HttpRequest): boolean =>
  credentialsOf(request).startsWith("Basic ") && !atob(credentialsOf(request).slice(6)).startsWith("till-9:");

function bareOrganisation(): Omit<ReturnType<typeof makeOrganisation>, "auth"> {
  const { auth: _till, ...bare } = makeOrganisation();
  return bare;
}

describe("Who may update", () => {
  it("is the till alone on a sound host, in every case", async () => {
    const run = await runFake({}, only);
    expect(listFound(run)).to.deep.equal([]);
    expect([...listPassed(run)].sort()).to.deep.equal([...only].sort());
  });

  const required = ["authentication.update.required accepted"];
  const rows: readonly (readonly [what: string, options: FakeOptions, found: readonly string[]])[] = [
    ["anybody without credentials", { open: hasNone }, required],
    [
      "anybody who updates nobody",
      { open: (request) => hasNone(request) && bodyOf(request).includes("NOBODY") },
      required,
    ],
    ["anybody who cancels", { open: (request) => hasNone(request) && bodyOf(request).includes("CANCELLED") }, required],
    [
      "anybody who updates two",
      { open: (request) => hasNone(request) && bodyOf(request).split('"customer"').length > 2 },
      required,
    ],
    [
      "anybody who updates nobody, with whole requests refused",
      { open: hasNone, choices: { place: "request", unknownPlace: "request" } },
      required,
    ],
    [
      "a till with a wrong password",
      { open: (request) => credentialsOf(request).startsWith("Basic ") },
      ["authentication.update.verified accepted"],
    ],
    ["a till that nobody knows", { open: isUnknown }, ["authentication.update.verified accepted"]],
    [
      "whoever has a token",
      { open: (request) => headerValue(request.headers, "x-cap-api-oauth-token") !== undefined },
      ["authentication.update.token-verified accepted"],
    ],
    [
      "whoever bears a token",
      { open: (request) => credentialsOf(request).startsWith("Bearer ") },
      ["authentication.update.token-verified accepted"],
    ],
    [
      "nobody, but updated all the same",
      {
        open: (request) => !isTill(request) && bodyOf(request).includes("updatedTierExpiryDate"),
        hide: (request) => !isTill(request),
      },
      ["authentication.update.unchanged effect"],
    ],
    ["not even the till", { twist: () => ({ status: 401, body: {} }) }, ["authentication.update.basic refused"]],
  ];
  for (const [what, options, found] of rows) {
    it(`is found to be ${what}`, async () => expect(listFound(await runFake(options, only))).to.deep.equal(found));
  }

  it("may be told by any refusal: a status, a code or a page", async () => {
    const refusals = [
      { status: 403, body: "<h1>no</h1>", type: "text/html" },
      { status: 200, body: { errors: [{ code: 401, status: false, message: "no" }] } },
      { status: 302, body: "", type: "text/html" },
    ];
    for (const refusal of refusals) {
      const options: FakeOptions = {
        open: () => true,
        twist: (reply, request) => (isTill(request) ? reply : refusal),
      };
      const run = await runFake(
        options,
        only.filter((id) => !id.endsWith("unchanged")),
      );
      expect(listFound(run), JSON.stringify(refusal)).to.deep.equal([]);
    }
  });

  it("could not be tried without credentials in the profile", async () => {
    const run = await runFake({ open: () => true }, only, {}, { organisations: [bareOrganisation()] });
    expect(listFound(run)).to.deep.equal([]);
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(new Set(["couldNotRun"]));
  });

  it("may be somebody with a token, whose refusal is a matter of tokens", async () => {
    const token = { value: "abc", shell: "${T}", secret: true };
    const auth = { kind: "headers", headers: [["X-CAP-API-OAUTH-TOKEN", token]] } as const;
    const isKnown = (request: HttpRequest): boolean => headerValue(request.headers, "x-cap-api-oauth-token") === "abc";
    const sound = await runFake({ open: isKnown }, only, { auth });
    expect(listFound(sound)).to.deep.equal([]);
    const refusing = await runFake({ open: isKnown, twist: () => ({ status: 401, body: {} }) }, only, { auth });
    expect(listFound(refusing)).to.deep.equal(["authentication.update.oauth refused"]);
  });
});
