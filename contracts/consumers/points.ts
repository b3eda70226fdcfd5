import { MatchersV3 } from "@pact-foundation/pact";
import { expect } from "chai";
import type { PromisedPointsAnswer, PromisedPointsQuery } from "../../schemas/types.gen.ts";
import { askCustomer } from "./ask-customer.ts";
import { anyRefusal, anySuccess, anyUnauthorised, type HttpContract, type State, type Template } from "./contract.ts";
import { noCredentials, refusal, wrongCredentials } from "./refusals.ts";

const { date, eachLike, fromProviderState, integer, like, number, string } = MatchersV3;

const path = "/v2/customers/lookup/promisedPointsSchedule";
const mobile = "919700000101";

const entry: Template = {
  points: number(390.5),
  redeemableFrom: date("yyyy-MM-dd", "2027-12-10"),
  programId: integer(1101),
  pointsType: string("bill_regular"),
};
const triggered: Template = { points: number(300.5), programId: integer(1101), pointsType: string("bill_regular") };

/** The answer as far as the client relies on it. */
function answer(lists: Readonly<Record<string, Template>>): HttpContract["response"] {
  return {
    statuses: anySuccess,
    body: { entityId: integer(510000101), entityType: "CUSTOMER", promisedPointsScheduleList: like([]), ...lists },
  };
}

function ask(
  states: readonly State[],
  asked: Omit<Partial<PromisedPointsQuery>, "source" | "identifierName" | "identifierValue"> = {},
  injected: Readonly<Record<string, Template>> = {},
) {
  return askCustomer(path, states, mobile, asked, injected);
}

const programId = 1101;
const injectedProgram = { programId: fromProviderState("${programId}", String(programId)) };
/** Days on which nothing becomes redeemable: two days before the first of the customer's promised points, and two after the last. */
const days = { startDate: "2027-12-08", endDate: "2027-12-12" };
const injectedDays = {
  startDate: fromProviderState("${dayBeforeAll}", days.startDate),
  endDate: fromProviderState("${dayAfterAll}", days.endDate),
};

function state(name: string, params: State["params"] = {}): State {
  return { name, params: { mobile, source: "INSTORE", ...params } };
}

interface Row extends Omit<HttpContract, "exercise" | "method" | "path" | "states" | "query"> {
  readonly request: ReturnType<typeof ask>;
  readonly holds?: (answer: PromisedPointsAnswer) => void;
}

function define({ request: { asked, ...request }, holds, ...row }: Row): HttpContract {
  return {
    ...row,
    ...request,
    exercise: async (client) => {
      const reply = await client.promisedPoints(asked);
      if (reply.kind === "answered") holds?.(reply.answer);
      return reply;
    },
  };
}

const promised = [state("customer has promised points", { programId: 1101 })];
const ahead = [state("customer has promised points some days ahead", { programId: 1101 })];
const lists = { promisedPointsScheduleList: eachLike(entry) };
const onePromised: Row["holds"] = (answer) => expect(answer.promisedPointsScheduleList).to.have.lengthOf(1);

/** What every answer about a customer's points rests on. */
const answered = ["points.resource.served", "points.resource.customer"];
/** The same where entries of all programs are expected. */
const answeredAll = [...answered, "points.programs.all-without-id"];
/** What it rests on where days are named around all that is promised. */
const answeredBetween = [...answered, "points.window.start", "points.window.end"];

/** What the client relies on where it asks for promised points. */
export const pointsContracts: readonly HttpContract[] = [
  define({
    description: "promised points of a customer",
    requirement: "points.resource.served",
    request: ask(promised, { fetchDataForAllPrograms: true }),
    // Which programs they are of is another one's matter.
    response: answer({}),
    holds: (answer) => expect(answer.promisedPointsScheduleList).to.be.an("array"),
  }),
  define({
    description: "promised points of the very customer who is asked for",
    requirement: "points.resource.customer",
    presupposes: ["points.resource.served", "points.window.start", "points.window.end", "points.programs.one"],
    // Nobody else has just so many.
    request: ask(
      [state("customer has promised points some days ahead", { programId: 1101, amount: 4321.5 })],
      { fetchDataForAllPrograms: false, programId, ...days },
      { ...injectedProgram, ...injectedDays },
    ),
    response: answer({ promisedPointsScheduleList: [{ ...(entry as object), points: 4321.5 }] }),
    holds: (answer) => expect(answer.promisedPointsScheduleList[0]?.points).to.equal(4321.5),
  }),
  define({
    description: "promised points in all programs",
    requirement: "points.programs.all-without-id",
    presupposes: answeredBetween,
    request: ask(ahead, { fetchDataForAllPrograms: true, ...days }, injectedDays),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in all programs, though one is named",
    requirement: "points.programs.all-with-id",
    presupposes: answeredBetween,
    request: ask(ahead, { fetchDataForAllPrograms: true, programId, ...days }, { ...injectedProgram, ...injectedDays }),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in one program",
    requirement: "points.programs.one",
    presupposes: answeredBetween,
    request: ask(
      ahead,
      { fetchDataForAllPrograms: false, programId, ...days },
      { ...injectedProgram, ...injectedDays },
    ),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in the default program",
    requirement: "points.programs.default",
    presupposes: answeredBetween,
    request: ask(
      [state("customer has promised points some days ahead", { programId: 1101, program: "default" })],
      { fetchDataForAllPrograms: false, ...days },
      injectedDays,
    ),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points from a day on, after which nothing is promised",
    requirement: "points.window.start",
    presupposes: answered,
    request: ask(
      ahead,
      { fetchDataForAllPrograms: true, startDate: days.endDate },
      { startDate: injectedDays.endDate },
    ),
    response: answer({ promisedPointsScheduleList: [] }),
    holds: (answer) => expect(answer.promisedPointsScheduleList).to.deep.equal([]),
  }),
  define({
    description: "promised points up to a day, before which nothing is promised",
    requirement: "points.window.end",
    presupposes: answered,
    request: ask(
      ahead,
      { fetchDataForAllPrograms: true, endDate: days.startDate },
      { endDate: injectedDays.startDate },
    ),
    response: answer({ promisedPointsScheduleList: [] }),
    holds: (answer) => expect(answer.promisedPointsScheduleList).to.deep.equal([]),
  }),
  define({
    description: "promised points from a day on",
    requirement: "points.window.start",
    presupposes: answeredAll,
    request: ask(
      ahead,
      { fetchDataForAllPrograms: true, startDate: days.startDate },
      { startDate: injectedDays.startDate },
    ),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points up to a day",
    requirement: "points.window.end",
    presupposes: answeredAll,
    request: ask(ahead, { fetchDataForAllPrograms: true, endDate: days.endDate }, { endDate: injectedDays.endDate }),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    // Of soon, because a host may leave out what is far away where no days are named.
    description: "promised points without days",
    requirement: "points.window.default",
    presupposes: [...answered, "points.programs.one"],
    request: ask(ahead, { fetchDataForAllPrograms: false, programId }, injectedProgram),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points of a customer, with the type of entity named",
    requirement: "points.entity-type.customer",
    presupposes: answered,
    request: ask(promised, { fetchDataForAllPrograms: true, entityType: "CUSTOMER" }),
    response: answer({}),
    holds: (answer) => expect(answer.entityType).to.equal("CUSTOMER"),
  }),
  define({
    description: "points that wait for a trigger",
    requirement: "points.programs.trigger-list",
    presupposes: answeredAll,
    request: ask([state("customer has trigger-based points")], { fetchDataForAllPrograms: true }),
    response: answer({ triggerBasedPointsList: eachLike(triggered) }),
    holds: (answer) => expect(answer.triggerBasedPointsList).to.have.lengthOf(1),
  }),
  define({
    description: "promised points of a customer who has none",
    requirement: "points.resource.served",
    presupposes: ["points.resource.customer"],
    refusedAs: { 8015: "points.customer.known" },
    request: ask([state("customer has no points")], { fetchDataForAllPrograms: true }),
    response: answer({ promisedPointsScheduleList: [], triggerBasedPointsList: [] }),
    holds: (answer) => expect(answer.triggerBasedPointsList).to.deep.equal([]),
  }),
  define({
    description: "promised points of a customer who does not exist",
    requirement: "points.code.8015",
    request: ask([state("customer does not exist", { mobile: "919799999901" })], { fetchDataForAllPrograms: true }),
    refused: [8015],
    response: { statuses: anyRefusal, body: refusal(8015, "No customer has this identifier") },
  }),
  define({
    description: "promised points in a program that does not exist",
    requirement: "points.code.885",
    request: ask(promised, { fetchDataForAllPrograms: false, programId: 987654321 }),
    refused: [885],
    response: { statuses: anyRefusal, body: refusal(885, "There is no such program") },
  }),
  define({
    description: "promised points without credentials",
    requirement: "authentication.points.required",
    request: ask([...promised, noCredentials], { fetchDataForAllPrograms: true }),
    refused: [],
    response: { statuses: anyUnauthorised },
  }),
  define({
    description: "promised points with wrong credentials",
    requirement: "authentication.points.verified",
    request: ask([...promised, wrongCredentials], { fetchDataForAllPrograms: true }),
    refused: [],
    response: { statuses: anyUnauthorised },
  }),
];
