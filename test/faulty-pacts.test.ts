import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { checkPact } from "../contracts/pact/check-pact.ts";
import { readPact } from "../contracts/pact/read-pact.ts";
import type { Json } from "../src/model/json.ts";
import { resolvePointer } from "../src/model/json-pointer.ts";
import { createStandard } from "../suites/standard.ts";
import { root, toolkit } from "./command.ts";

const standard = createStandard(toolkit.catalog());

type Members = Readonly<Record<string, unknown>>;

/** What a pact is made of here: one interaction, of specification 4 unless another is named. */
interface Made {
  readonly request?: Members;
  readonly response?: Members;
  readonly body?: unknown;
  readonly rules?: Readonly<Record<string, Members>>;
  readonly generators?: Members;
  readonly message?: unknown;
}

const pointsRequest = {
  method: "GET",
  path: "/v2/customers/lookup/promisedPointsSchedule",
  query: { identifierName: ["mobile"], identifierValue: ["919700000001"], source: ["INSTORE"] },
};
const historiesRequest = {
  method: "GET",
  path: "/v2/partnerProgram/customerActivityHistories",
  query: { ...pointsRequest.query, activityType: ["benefitsAvailed"] },
};
const update = (changes: Members = {}, details: unknown = { updatedTierName: "Gold" }): Members => ({
  method: "POST",
  path: "/v2/partnerProgram/customerPartnerProgramUpdate",
  body: json({
    customersPartnerUpdates: [
      {
        customer: { mobile: "919700000001" },
        partnerProgramUpdates: [
          { partnerProgramName: "Skyline Miles", updateType: "UPGRADE", updateDetails: details, ...changes },
        ],
      },
    ],
  }),
});

function json(content: unknown): Members {
  return { content, contentType: "application/json", encoded: false };
}

function match(...matchers: readonly Members[]): Members {
  return { combine: "AND", matchers };
}

function makePact({ request = pointsRequest, response = {}, body, rules, generators, message }: Made): Json {
  const matchingRules = rules === undefined ? {} : { matchingRules: { body: rules } };
  const interaction =
    message === undefined
      ? {
          type: "Synchronous/HTTP",
          description: "it",
          request,
          response: {
            status: 200,
            ...(body === undefined ? {} : { body: json(body) }),
            ...matchingRules,
            ...(generators === undefined ? {} : { generators }),
            ...response,
          },
        }
      : { type: "Asynchronous/Messages", description: "it", contents: json(message), ...matchingRules };
  return {
    consumer: { name: "c" },
    provider: { name: "p" },
    interactions: [interaction],
    metadata: { pactSpecification: { version: "4.0" } },
  } as Json;
}

function check(made: Made | Json) {
  const file = "consumer" in (made as object) ? (made as Json) : makePact(made as Made);
  const { findings } = checkPact(standard, readPact(file, "pact.json"));
  // What it points to is there, or would stand there.
  for (const { pointer } of findings) {
    const parent = pointer.slice(0, pointer.lastIndexOf("/"));
    expect(resolvePointer(file, pointer) ?? resolvePointer(file, parent), pointer).to.not.equal(undefined);
  }
  return findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`);
}

const http = "/interactions/0";
const promised = (changes: Members): Members => ({
  promisedPointsScheduleList: [{ points: 390.5, redeemableFrom: "2027-12-10", programId: 1101, ...changes }],
});
const page = (details: Members, more: Members = {}): Members => ({
  data: [{ partnerProgramDetails: details, ...more }],
});
const result = (status: Members): Members => ({
  customersPartnerUpdates: [{ partnerProgramUpdates: [{ updateStatus: status }] }],
});
const linked = (data: Members, attributes: Members = {}): Members => ({
  eventType: "partnerProgramLinked",
  attributes: { eventName: "partnerProgramLinked", data, ...attributes },
});
const inBody = `${http}/response/body/content`;

const faulty: Readonly<Record<string, readonly [made: Made, found: string]>> = {
  "a path with a slip": [
    { request: { ...pointsRequest, path: "/v2/customers/lookup/promisedPointSchedule" } },
    `points.resource.served ${http}/request/path`,
  ],
  "a path with other letters": [
    { request: { ...historiesRequest, path: "/v2/partnerprogram/customeractivityhistories" } },
    `histories.resource.served ${http}/request/path`,
  ],
  "another method": [{ request: { ...update(), method: "PUT" } }, `update.resource.served ${http}/request/method`],
  "a mandatory parameter that is missing": [
    { request: { ...historiesRequest, query: pointsRequest.query } },
    `histories.query.activity-type ${http}/request/query/activityType`,
  ],
  "a parameter of another type": [
    { request: { ...pointsRequest, query: { ...pointsRequest.query, programId: ["Everyday"] } } },
    `points.query.program-id ${http}/request/query/programId`,
  ],
  "a parameter out of range": [
    { request: { ...historiesRequest, query: { ...historiesRequest.query, limit: ["25"] } } },
    `histories.query.limit-range ${http}/request/query/limit`,
  ],
  "a date in another form": [
    { request: { ...pointsRequest, query: { ...pointsRequest.query, startDate: ["01/04/2022"] } } },
    `points.query.start-date ${http}/request/query/startDate`,
  ],
  "a parameter that nobody describes": [
    { request: { ...pointsRequest, query: { ...pointsRequest.query, pageSize: ["5"] } } },
    `points.resource.served ${http}/request/query/pageSize`,
  ],
  "a body without updates": [
    { request: { ...update(), body: json({ customersPartnerUpdates: [{ customer: { id: 1 } }] }) } },
    `update.body.updates ${http}/request/body/content/customersPartnerUpdates/0/partnerProgramUpdates`,
  ],
  "a customer without an identifier": [
    {
      request: { ...update(), body: json({ customersPartnerUpdates: [{ customer: {}, partnerProgramUpdates: [] }] }) },
    },
    `update.body.identifier ${http}/request/body/content/customersPartnerUpdates/0/customer`,
  ],
  "a kind of update that does not exist": [
    { request: update({ updateType: "PROMOTE" }) },
    `update.body.update-type-known ${http}/request/body/content/customersPartnerUpdates/0/partnerProgramUpdates/0/updateType`,
  ],
  "an upgrade without a tier": [
    { request: update({}, { updatedTierExpiryDate: "2099-12-29T23:59:59+05:30" }) },
    `update.body.tier-name ${http}/request/body/content/customersPartnerUpdates/0/partnerProgramUpdates/0/updateDetails/updatedTierName`,
  ],
  "an expiry that is no date": [
    { request: update({}, { updatedTierName: "Gold", updatedTierExpiryDate: "next year" }) },
    `update.body.expiry-form ${http}/request/body/content/customersPartnerUpdates/0/partnerProgramUpdates/0/updateDetails/updatedTierExpiryDate`,
  ],
  "a member of a request that nobody describes": [
    { request: update({ reason: "birthday" }) },
    `update.body.update-entry ${http}/request/body/content/customersPartnerUpdates/0/partnerProgramUpdates/0/reason`,
  ],
  "a body that is declared as something else": [
    { request: { ...update(), headers: { "Content-Type": ["text/xml"] } } },
    `update.body.content-type ${http}/request/headers`,
  ],
  "a generator of values out of range": [
    {
      request: {
        ...historiesRequest,
        query: { ...historiesRequest.query, limit: ["5"] },
        generators: { query: { limit: { type: "RandomInt", min: 1, max: 50 } } },
      },
    },
    `histories.query.limit-range ${http}/request/generators/query/limit`,
  ],
  "a generator of another form of dates": [
    {
      request: {
        ...pointsRequest,
        query: { ...pointsRequest.query, startDate: ["2027-01-01"] },
        generators: { query: { startDate: { type: "Date", format: "dd.MM.yyyy" } } },
      },
    },
    `points.query.start-date ${http}/request/generators/query/startDate`,
  ],
  "a status of a crash": [{ response: { status: 500 } }, `transport.status.no-crash ${http}/response/status`],
  "a status that is no success beside a documented answer": [
    { body: { entityId: 1, promisedPointsScheduleList: [] }, response: { status: 404 } },
    `transport.status.success ${http}/response/status`,
  ],
  "an answer that is declared as no JSON": [
    { body: { entityType: "CUSTOMER" }, response: { headers: { "Content-Type": ["text/html"] } } },
    `transport.content-type.json ${http}/response/headers`,
  ],
  "an answer that is a list": [{ body: [] }, `points.answer.object ${inBody}`],
  "a number that is text": [{ body: { entityId: "374844123" } }, `points.entity-id.type ${inBody}/entityId`],
  "a number that is text, whatever it says": [
    { body: { entityId: "374844123" }, rules: { "$.entityId": match({ match: "type" }) } },
    `points.entity-id.type ${inBody}/entityId`,
  ],
  "a kind of entity that is not a customer": [
    { body: { entityType: "FLEET" } },
    `points.entity-type.customer ${inBody}/entityType`,
  ],
  "a list that is an object": [
    { body: { promisedPointsScheduleList: { points: 1 } } },
    `points.schedule.list ${inBody}/promisedPointsScheduleList`,
  ],
  "a list that is null": [
    { body: { triggerBasedPointsList: null } },
    `points.trigger-list.list ${inBody}/triggerBasedPointsList`,
  ],
  "a matcher for null": [
    { body: { warnings: [] }, rules: { "$.warnings": match({ match: "null" }) } },
    `points.warnings.list ${http}/response/matchingRules/body/$.warnings`,
  ],
  "whole numbers where any scale is promised": [
    {
      body: promised({ points: 390 }),
      rules: { "$.promisedPointsScheduleList[*].points": match({ match: "integer" }) },
    },
    `points.points.type ${http}/response/matchingRules/body/$.promisedPointsScheduleList[*].points`,
  ],
  "decimals where whole numbers are promised": [
    {
      body: promised({ programId: 11.5 }),
      rules: { "$.promisedPointsScheduleList[*].programId": match({ match: "decimal" }) },
    },
    `points.program-id.type ${http}/response/matchingRules/body/$.promisedPointsScheduleList[*].programId`,
  ],
  "a day in another form": [
    { body: promised({ redeemableFrom: "10-12-2027" }) },
    `points.redeemable-from.format ${inBody}/promisedPointsScheduleList/0/redeemableFrom`,
  ],
  "a matcher for days in another form": [
    {
      body: promised({ redeemableFrom: "10/12/2027" }),
      rules: { "$.promisedPointsScheduleList[*].redeemableFrom": match({ match: "date", format: "dd/MM/yyyy" }) },
    },
    `points.redeemable-from.format ${http}/response/matchingRules/body/$.promisedPointsScheduleList[*].redeemableFrom`,
  ],
  "a regular expression for days in another form": [
    {
      body: promised({ redeemableFrom: "10.12.2027" }),
      rules: {
        "$.promisedPointsScheduleList[*].redeemableFrom": match({ match: "regex", regex: "\\d{2}\\.\\d{2}\\.\\d{4}" }),
      },
    },
    `points.redeemable-from.format ${http}/response/matchingRules/body/$.promisedPointsScheduleList[*].redeemableFrom`,
  ],
  "a regular expression that leaves out the one value there is": [
    { body: { entityType: "customer" }, rules: { "$.entityType": match({ match: "regex", regex: "^customer$" }) } },
    `points.entity-type.customer ${http}/response/matchingRules/body/$.entityType`,
  ],
  "a regular expression for letters where a number is promised": [
    { body: { entityId: 7 }, rules: { "$.entityId": match({ match: "regex", regex: "^[A-Z]+$" }) } },
    `points.entity-id.type ${http}/response/matchingRules/body/$.entityId`,
  ],
  "another kind of update than is sent, by a regular expression": [
    {
      request: update(),
      body: {
        customersPartnerUpdates: [
          { partnerProgramUpdates: [{ partnerProgramName: "Skyline Miles", updateType: "upgrade" }] },
        ],
      },
      rules: {
        "$.customersPartnerUpdates[*].partnerProgramUpdates[*].updateType": match({ match: "regex", regex: "[a-z]+" }),
      },
    },
    `update.update-type.echo ${http}/response/matchingRules/body/$.customersPartnerUpdates[*].partnerProgramUpdates[*].updateType`,
  ],
  "a matcher for numbers as the entries of a list of objects": [
    {
      body: promised({}),
      rules: {
        "$.promisedPointsScheduleList": match({ match: "eachValue", value: "1", rules: [{ match: "integer" }] }),
      },
    },
    `points.schedule.entry ${http}/response/matchingRules/body/$.promisedPointsScheduleList`,
  ],
  "a matcher for versions where a word is promised": [
    { body: { entityType: "1.0.0" }, rules: { "$.entityType": match({ match: "semver" }) } },
    `points.entity-type.customer ${http}/response/matchingRules/body/$.entityType`,
  ],
  "an event with a name cut short": [
    {
      message: {
        ...linked({ customerPartnerProgramDetails: {} }),
        attributes: {
          eventName: "partnerProgramLink",
          data: { partnerProgramId: 4, customerPartnerProgramDetails: {} },
        },
      },
    },
    `linked.event-name.value ${http}/contents/content/attributes/eventName`,
  ],
  "a member that nobody describes": [
    { body: promised({ expiryType: "fixed" }) },
    `points.schedule.entry ${inBody}/promisedPointsScheduleList/0/expiryType`,
  ],
  "a member with a slip": [
    { request: historiesRequest, body: page({ partnerProgrammName: "x" }) },
    `histories.details.type ${inBody}/data/0/partnerProgramDetails/partnerProgrammName`,
  ],
  "an instant without a zone": [
    {
      request: historiesRequest,
      body: page({}, { customerActivityHistory: [{ activityDate: "2026-01-01T00:00:00Z" }] }),
      rules: {
        "$.data[*].customerActivityHistory[*].activityDate": match({
          match: "datetime",
          format: "yyyy-MM-dd HH:mm:ss",
        }),
      },
    },
    `histories.activity-date.format ${http}/response/matchingRules/body/$.data[*].customerActivityHistory[*].activityDate`,
  ],
  "an instant of another zone": [
    {
      request: historiesRequest,
      body: page({}, { customerActivityHistory: [{ activityDate: "2026-01-01T00:00:00+05:30" }] }),
    },
    `histories.activity-date.utc ${inBody}/data/0/customerActivityHistory/0/activityDate`,
  ],
  "a truth value that is text": [
    { request: historiesRequest, body: page({ linked: "true" }) },
    `histories.linked.type ${inBody}/data/0/partnerProgramDetails/linked`,
  ],
  "another limit than is sent": [
    {
      request: { ...historiesRequest, query: { ...historiesRequest.query, limit: ["5"] } },
      body: { pagination: { limit: 10 }, data: [] },
    },
    `histories.limit.echoed ${inBody}/pagination/limit`,
  ],
  "a success with the number of an error": [
    { request: update(), body: result({ status: true, code: 2007 }) },
    `update.update-code.value ${inBody}/customersPartnerUpdates/0/partnerProgramUpdates/0/updateStatus/code`,
  ],
  "a code that the page does not list": [
    { request: update(), body: result({ status: false, code: 2099 }) },
    `update.failure.place ${inBody}/customersPartnerUpdates/0/partnerProgramUpdates/0/updateStatus/code`,
  ],
  "a code for something that is not asked": [
    { request: update(), body: result({ status: false, code: 2009 }) },
    `update.code.2009 ${inBody}/customersPartnerUpdates/0/partnerProgramUpdates/0/updateStatus/code`,
  ],
  "a code of an unknown program where none is named": [
    { response: { status: 400, body: json({ errors: [{ code: 885 }] }) } },
    `points.code.885 ${inBody}/errors/0/code`,
  ],
  "a generator of text for a number": [
    { body: { entityId: 7 }, generators: { body: { "$.entityId": { type: "Uuid" } } } },
    `points.entity-id.type ${http}/response/generators/body/$.entityId`,
  ],
  "an event with a slip in its name": [
    { message: { ...linked({}), attributes: { eventName: "PartnerProgramLinked", data: {} } } },
    `linked.event-name.value ${http}/contents/content/attributes/eventName`,
  ],
  "an event with a number that is text": [
    { message: linked({ partnerProgramId: "45" }) },
    `linked.partner-program-id.integer ${http}/contents/content/attributes/data/partnerProgramId`,
  ],
  "an event with a member that nobody describes": [
    { message: linked({ partnerTierName: "Gold" }) },
    `linked.data.object ${http}/contents/content/attributes/data/partnerTierName`,
  ],
  "an event with a time of day where a day is promised": [
    { message: linked({ customerPartnerProgramDetails: { membershipExpiryDate: "2123-05-12T00:00:00Z" } }) },
    `linked.membership-expiry-date.format ${http}/contents/content/attributes/data/customerPartnerProgramDetails/membershipExpiryDate`,
  ],
  "an event with text for a time": [
    { message: linked({}, { createdAt: "2023-05-12" }) },
    `linked.wrapped.created-at ${http}/contents/content/attributes/createdAt`,
  ],
};

const legal: Readonly<Record<string, Made>> = {
  "nothing but a status": {},
  "a status that no document gives": { response: { status: 299 } },
  "a refusal with any status": { response: { status: 422, body: json({ errors: [{ code: 8015 }] }) } },
  "a refusal in a form of its own": { response: { status: 401, body: json({ message: "no" }) } },
  "a request that is meant to be refused": {
    request: update({ updateType: "PROMOTE" }),
    body: result({ status: false, code: 2009 }),
  },
  "headers that nobody knows": { response: { headers: { "X-Cap-Requestid": ["abc"] } } },
  "a request without credentials": { request: update() },
  "a base path": { request: { ...pointsRequest, path: `/loyalty${pointsRequest.path}` } },
  "matchers for instants with any offset": {
    request: historiesRequest,
    body: page({}, { customerActivityHistory: [{ activityDate: "2026-01-01T00:00:00Z" }] }),
    rules: {
      "$.data[*].customerActivityHistory[*].activityDate": match({
        match: "datetime",
        format: "yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX",
      }),
    },
  },
  "a regular expression that is looked for anywhere": {
    body: promised({ redeemableFrom: "2027-12-10" }),
    rules: { "$.promisedPointsScheduleList[*].redeemableFrom": match({ match: "regex", regex: "\\d{4}-\\d{2}" }) },
  },
  "a regular expression for a number": {
    body: { entityId: 7 },
    rules: { "$.entityId": match({ match: "regex", regex: "^\\d+$" }) },
  },
  "a list whose entries stand for any": {
    body: promised({}),
    rules: { "$.promisedPointsScheduleList": match({ match: "eachValue", value: "{}", rules: [{ match: "type" }] }) },
  },
  "a part of an answer": { body: { warnings: [] } },
  "a form that a matcher leaves open": {
    body: promised({ redeemableFrom: "some day" }),
    rules: { "$.promisedPointsScheduleList": match({ match: "type", min: 1 }) },
  },
  "a points type that the page does not name": { body: promised({ pointsType: "customer_promotions" }) },
  "a member of newer snapshots": { body: promised({ redeemableFromISO: "2027-12-10T00:00:00+05:30" }) },
  "a tier that may be absent": { request: historiesRequest, body: page({ partnerTierName: null }) },
  "an activity of another kind": {
    request: historiesRequest,
    body: page(
      {},
      { customerActivityHistory: [{ activityType: "DELINKED", activityDate: "2026-01-01T00:00:00.000Z" }] },
    ),
  },
  "a code beside a matcher for either truth value": {
    request: update({ updateType: "NONE" }),
    body: result({ status: true, code: 2009 }),
    rules: { "$.customersPartnerUpdates[*].partnerProgramUpdates[*].updateStatus.status": match({ match: "type" }) },
  },
  "warnings of any shape": { body: { warnings: [{ code: 7, text: "x" }] } },
  "numbers of another scale": { body: promised({ points: 390 }) },
  "a list in which some entry is": {
    request: historiesRequest,
    body: page({}, { customerActivityHistory: [{ activityType: "ENROLLMENT" }] }),
    rules: {
      "$.data[*].customerActivityHistory": match({
        match: "arrayContains",
        variants: [{ index: 0, rules: {}, generators: {} }],
      }),
    },
  },
  "a value that the provider state gives": {
    request: {
      ...pointsRequest,
      query: { ...pointsRequest.query, programId: ["program"] },
      generators: { query: { programId: { type: "ProviderState", expression: "${programId}" } } },
    },
  },
  "the data of an event alone": { message: { eventName: "partnerProgramDelinked", data: { partnerProgramId: 46 } } },
  "an event with stray blanks": { message: linked({ partnerProgramName: "Drivers " }, { refId: "151197_x " }) },
};

describe("The check of pacts", () => {
  for (const [what, [made, found]] of Object.entries(faulty)) {
    it(`names ${what}, and nothing else`, () => expect(check(made)).to.deep.equal([found]));
  }
  for (const [what, made] of Object.entries(legal)) {
    it(`says nothing of ${what}`, () => expect(check(made)).to.deep.equal([]));
  }

  it("says nothing of the project's own pacts", () => {
    const files = readdirSync(`${root}/contracts/pacts`);
    expect(files).to.have.lengthOf(4);
    for (const file of files) {
      const pact = JSON.parse(readFileSync(`${root}/contracts/pacts/${file}`, "utf8")) as Json;
      expect(check(pact), file).to.deep.equal([]);
    }
  });

  it("finds the same in specifications 2 and 3", () => {
    const request = { ...pointsRequest, query: "identifierName=mobile&identifierValue=91&source=INSTORE" };
    const body = { promisedPointsScheduleList: [{ points: 390 }] };
    const rule = { match: "integer" };
    const write = (matchingRules: Members, version: string) =>
      ({
        consumer: { name: "c" },
        provider: { name: "p" },
        interactions: [{ description: "it", request, response: { status: 200, body, matchingRules } }],
        metadata: { pactSpecification: { version } },
      }) as unknown as Json;
    const rules = `${http}/response/matchingRules`;
    expect(check(write({ "$.body.promisedPointsScheduleList[*].points": rule }, "2.0.0"))).to.deep.equal([
      `points.points.type ${rules}/$.body.promisedPointsScheduleList[*].points`,
    ]);
    const third = { body: { "$.promisedPointsScheduleList[*].points": { matchers: [rule] } } };
    expect(check(write(third, "3.0.0"))).to.deep.equal([
      `points.points.type ${rules}/body/$.promisedPointsScheduleList[*].points`,
    ]);
    const messages = {
      consumer: { name: "c" },
      messages: [{ description: "it", contents: linked({ partnerProgramId: "45" }), metaData: {} }],
    };
    expect(check(messages as unknown as Json)).to.deep.equal([
      "linked.partner-program-id.integer /messages/0/contents/attributes/data/partnerProgramId",
    ]);
  });
});
