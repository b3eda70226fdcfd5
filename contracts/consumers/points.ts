import { MatchersV3 } from "@pact-foundation/pact";
import { expect } from "chai";
import type { PromisedPointsAnswer, PromisedPointsQuery } from "../../schemas/types.gen.ts";
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

/** A request for a customer by mobile, with what else is asked; numbers and truth values travel as text. */
function ask(
  states: readonly State[],
  asked: Omit<Partial<PromisedPointsQuery>, "source" | "identifierName" | "identifierValue"> = {},
  injected: Readonly<Record<string, Template>> = {},
): Pick<HttpContract, "method" | "path" | "states" | "query"> & { readonly asked: PromisedPointsQuery } {
  const query: PromisedPointsQuery = { source: "INSTORE", identifierName: "mobile", identifierValue: mobile, ...asked };
  const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return {
    method: "GET",
    path,
    states,
    query: {
      ...texts,
      source: fromProviderState("${source}", query.source),
      identifierValue: fromProviderState("${mobile}", mobile),
      ...injected,
    },
    asked: query,
  };
}

const programId = 1101;
const injectedProgram = { programId: fromProviderState("${programId}", String(programId)) };

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
const lists = { promisedPointsScheduleList: eachLike(entry) };
const onePromised: Row["holds"] = (answer) => expect(answer.promisedPointsScheduleList).to.have.lengthOf(1);

/** What the client relies on where it asks for promised points. */
export const pointsContracts: readonly HttpContract[] = [
  define({
    description: "promised points of a customer",
    requirement: "points.resource.served",
    request: ask(promised, { fetchDataForAllPrograms: true }),
    // Which programs they are of is the next one's matter.
    response: answer({}),
    holds: (answer) => expect(answer.promisedPointsScheduleList).to.be.an("array"),
  }),
  define({
    description: "promised points in all programs",
    requirement: "points.programs.all-without-id",
    request: ask(promised, { fetchDataForAllPrograms: true }),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in all programs, though one is named",
    requirement: "points.programs.all-with-id",
    request: ask(promised, { fetchDataForAllPrograms: true, programId }, injectedProgram),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in one program",
    requirement: "points.programs.one",
    request: ask(promised, { fetchDataForAllPrograms: false, programId }, injectedProgram),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points in the default program",
    requirement: "points.programs.default",
    request: ask(promised, { fetchDataForAllPrograms: false }),
    response: answer(lists),
    holds: onePromised,
  }),
  define({
    description: "promised points between two days",
    requirement: "points.window.start",
    request: ask(promised, { fetchDataForAllPrograms: true, startDate: "2099-01-01", endDate: "2099-01-02" }),
    // Nobody is promised anything on those days.
    response: answer({ promisedPointsScheduleList: [] }),
    holds: (answer) => expect(answer.promisedPointsScheduleList).to.deep.equal([]),
  }),
  define({
    description: "promised points of a customer, with the type of entity named",
    requirement: "points.entity-type.customer",
    request: ask(promised, { fetchDataForAllPrograms: true, entityType: "CUSTOMER" }),
    response: answer({}),
    holds: (answer) => expect(answer.entityType).to.equal("CUSTOMER"),
  }),
  define({
    description: "points that wait for a trigger",
    requirement: "points.programs.trigger-list",
    request: ask([state("customer has trigger-based points")], { fetchDataForAllPrograms: true }),
    response: answer({ triggerBasedPointsList: eachLike(triggered) }),
    holds: (answer) => expect(answer.triggerBasedPointsList).to.have.lengthOf(1),
  }),
  define({
    description: "promised points of a customer who has none",
    requirement: "points.customer.known",
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
