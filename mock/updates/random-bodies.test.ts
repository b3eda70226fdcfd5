import { expect } from "chai";
import { headerValue } from "../../src/model/http.ts";
import { type Json, isObject, parseJson } from "../../src/model/json.ts";
import { type Behaviour, behave } from "../behave.ts";
import type { Organisation } from "../fixtures.ts";
import { type Random, createRandom } from "../random.ts";
import { createState } from "../state.ts";
import type { Twist } from "../twist.ts";
import { updateVariants } from "../variants/update-variants.ts";
import { choiceRows } from "./testing/choice-rows.ts";
import { makeUpdate, organisation, perform, readList, withoutRelinking } from "./testing/sample-organisation.ts";

const state = createState({
  fixtures: 1,
  clock: "2026-11-20T09:30:00Z",
  organisations: [organisation, withoutRelinking],
});
const entries = choiceRows
  .flatMap(([, body]) => readList(body, "customersPartnerUpdates"))
  .filter((entry) => readList(entry, "partnerProgramUpdates").length < 10);
/** Values that go wrong where values are taken on trust. */
const odd: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  2,
  1.5,
  1e308,
  2 ** 53,
  "",
  " ",
  "2",
  "Silver",
  "SPP_1",
  "UPGRADE",
  "919740000000",
  "2027-12-29T23:59:59+05:30",
  "2020-01-01",
  "-271821-04-20T00:00:00Z",
  "__proto__",
  "constructor",
  "\u0000\ud800",
  "😀".repeat(300),
  [],
  [[]],
  [null],
  {},
  { __proto__: null, constructor: 1, toString: null },
];
const names = [
  "customersPartnerUpdates",
  "customer",
  "partnerProgramUpdates",
  "partnerProgramName",
  "updateType",
  "updateDetails",
  "updatedTierName",
  "updatedTierExpiryDate",
  "id",
  "mobile",
  "email",
  "externalId",
  "hasOwnProperty",
];

function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random(0, list.length - 1)];
  if (chosen === undefined) throw new Error("nothing to pick from");
  return chosen;
}

/** A request like those of the other tests. */
function drawRequest(random: Random): Json {
  return { customersPartnerUpdates: Array.from({ length: random(1, 4) }, () => pick(random, entries)) };
}

/** Any JSON value, often of members that the operation reads. */
function drawJson(random: Random, depth: number): Json {
  const kind = depth === 0 ? 0 : random(0, 3);
  if (kind <= 1) return pick(random, odd);
  const values = Array.from({ length: random(0, 4) }, () => drawJson(random, depth - 1));
  return kind === 2 ? values : Object.fromEntries(values.map((value) => [pick(random, names), value]));
}

/** The value with something in it replaced, taken out, added or doubled. */
function mutate(value: Json, random: Random): Json {
  if (random(0, 5) === 0) return drawJson(random, 2);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const at = random(0, list.length);
    const rest = list[at];
    if (rest === undefined) return [...list, drawJson(random, 2)];
    if (random(0, 4) === 0) return [...list, rest];
    if (random(0, 6) === 0) return list.filter((_, index) => index !== at);
    return list.map((each, index) => (index === at ? mutate(each, random) : each));
  }
  if (!isObject(value)) return pick(random, odd);
  const members = Object.entries(value);
  if (members.length === 0 || random(0, 8) === 0) return { ...value, [pick(random, names)]: pick(random, odd) };
  const [name, inner] = pick(random, members);
  if (random(0, 6) === 0) return Object.fromEntries(members.filter(([key]) => key !== name));
  return { ...value, [name]: mutate(inner, random) };
}

function send(text: string, twists: readonly Twist[], asked: Organisation): Behaviour {
  const request = { ...makeUpdate(null, asked), body: new TextEncoder().encode(text) };
  return behave(state, request, twists, { now: new Date("2026-11-20T09:30:00Z"), requestId: "0".repeat(32), draw: 1 });
}

/** Checks the answer to a body and what it did, and gives the number of accepted updates. */
function checkBehaviour(text: string, twists: readonly Twist[], asked: Organisation): number {
  const behaved = send(text, twists, asked);
  if (behaved.reply.kind !== "response") throw new Error(`no response to ${text}`);
  const { status, headers, body } = behaved.reply.response;
  expect(status, text).to.be.within(200, 499);
  expect(headerValue(headers, "content-type")).to.equal("application/json");
  const parsed = parseJson(body);
  if (parsed.kind !== "json") throw new Error(`no JSON in answer to ${text}`);

  const accepted = readList(parsed.value, "customersPartnerUpdates").flatMap((entry) =>
    listAccepted(entry).map(() => readMember(readMember(entry, "customer"), "id")),
  );
  const after = behaved.state.organisations.find(({ name }) => name === asked.name);
  for (const customer of asked.customers) {
    if (accepted.includes(customer.id)) continue;
    const kept = after?.customers.find(({ id }) => id === customer.id);
    expect(kept, `${customer.id} was changed by ${text}`).to.equal(customer);
  }
  expect({ ...after, customers: [] }).to.deep.equal({ ...asked, customers: [] });
  expect(behaved.state.organisations.filter((each) => each.name !== asked.name)).to.deep.equal(
    state.organisations.filter((each) => each !== asked),
  );
  return accepted.length;
}

/** Places of the accepted updates in an entry of an answer. */
function listAccepted(entry: Json): readonly number[] {
  return readList(entry, "partnerProgramUpdates").flatMap((update, index) =>
    readMember(readMember(update, "updateStatus"), "status") === true ? [index] : [],
  );
}

function readMember(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** Checks that a body does what it does without the updates that were refused. */
function checkRefused(body: Json, asked: Organisation): void {
  const whole = perform(body, { organisation: asked });
  if (whole.refused !== undefined) {
    expect(whole.organisation).to.equal(asked);
    return;
  }
  const sent = readList(body, "customersPartnerUpdates");
  const rest = readList(whole.body ?? null, "customersPartnerUpdates").flatMap((entry, index) => {
    const places = listAccepted(entry);
    const original = sent[index];
    if (places.length === 0 || !isObject(original)) return [];
    const updates = readList(original, "partnerProgramUpdates").filter((_, place) => places.includes(place));
    return [{ ...original, partnerProgramUpdates: updates }];
  });
  const partial = perform({ customersPartnerUpdates: rest }, { organisation: asked });
  expect(partial.organisation, JSON.stringify(body)).to.deep.equal(whole.organisation);
  expect(partial.events).to.deep.equal(whole.events);
}

/** Some of the variants, of which no two choose the same. */
function drawTwists(random: Random): readonly Twist[] {
  return Array.from({ length: random(0, 6) }, () => pick(random, updateVariants)).filter(
    // The identifiers of the request do not tell by themselves who was changed.
    ({ id }) => id !== "identifiers-as-sent",
  );
}

describe("any JSON body of an update", () => {
  for (const seed of [1, 2, 3]) {
    it(`is answered in JSON and changes none but those it names in accepted updates, seed ${seed}`, function () {
      this.timeout(30_000);
      const random = createRandom(seed);
      let accepted = 0;
      for (let count = 0; count < 1500; count++) {
        const body =
          count % 5 === 0
            ? drawJson(random, 6)
            : Array.from({ length: random(1, 3) }).reduce<Json>((value) => mutate(value, random), drawRequest(random));
        const asked = random(0, 3) === 0 ? withoutRelinking : organisation;
        accepted += checkBehaviour(JSON.stringify(body), drawTwists(random), asked);
        checkRefused(body, asked);
      }
      // Bodies are not so far off that all of them fail.
      expect(accepted).to.be.greaterThan(100);
    });
  }

  const texts: readonly (readonly [what: string, text: string, status: number])[] = [
    ["nested a hundred thousand deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400],
    [
      "with details nested a hundred thousand deep",
      `{"customersPartnerUpdates":[{"customer":{"id":3},"partnerProgramUpdates":[{"partnerProgramName":"SPP_1",
        "updateType":"MEMBERSHIP_RELINKING_CANCELLED","updateDetails":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}]}]}`,
      400,
    ],
    [
      "with a number beyond all bounds",
      '{"customersPartnerUpdates":[{"customer":{"id":1e999},"partnerProgramUpdates":[{}]}]}',
      200,
    ],
    ["with a member __proto__", '{"__proto__":{"customersPartnerUpdates":[]},"customersPartnerUpdates":{}}', 400],
    ["that breaks off", '{"customersPartnerUpdates":[', 400],
    ["that is empty", "", 400],
    ["of nothing but blanks", "  \n", 400],
  ];
  for (const [what, text, status] of texts) {
    it(`is answered with ${status} where it is one ${what}`, () => {
      for (const twists of [[], ...updateVariants.map((variant) => [variant])]) {
        expect(checkBehaviour(text, twists, organisation)).to.be.at.most(1);
      }
      const { reply } = send(text, [], organisation);
      expect(reply.kind === "response" && reply.response.status).to.equal(status);
    });
  }
});
