/**
 * The engine as a library. It knows no vendor: Capillary's documents as a Standard come from
 * `capillary-conformance/standard`, what they are made from out of `capillary-conformance/catalog.json`.
 */
export type * from "./model/answer.ts";
export type * from "./model/case.ts";
export type * from "./model/clock.ts";
export type * from "./model/exchange.ts";
export type * from "./model/http.ts";
export type * from "./model/json.ts";
export type * from "./model/requirement.ts";
export type * from "./model/run.ts";
export type * from "./model/verdict.ts";
export { systemClock } from "./model/clock.ts";
export { InputError, type InputProblem } from "./model/input-error.ts";

export {
  captureExchange,
  captureFetch,
  type FetchExchange,
  type FetchMessage,
  type PlainBody,
  type PlainExchange,
  type PlainHeaders,
  type PlainRequest,
  type PlainResponse,
} from "./capture/capture-exchange.ts";

export { loadCatalog, type AttributedBreach, type Catalog } from "./catalog/catalog.ts";
export type { EventDefinition, EventEnvelope } from "./catalog/events.ts";
export type { Operation } from "./catalog/operations.ts";
export type { CatalogSources, Contradiction, SchemaDocument } from "./catalog/sources.ts";
export type { SchemaBreach } from "./catalog/validator.ts";

export { checkExchange, type Side } from "./check/check-exchange.ts";
export { checkPayload, checkPayloads, type Payload, type PayloadJudgement } from "./check/check-payload.ts";
export { checkTrace } from "./check/check-case.ts";
export { breach, keep, observe } from "./check/judge.ts";
export { settleReadings } from "./check/readings.ts";
export type * from "./check/standard.ts";

export { createDraw } from "./generate/draw.ts";

export { loadProfile, makeUrlProfile, type Profile } from "./target/profile.ts";
export { createTarget, type SentRequest, type Target, type TargetRequest } from "./target/target.ts";
export { createTransport } from "./target/transport.ts";

export { readJournal } from "./run/read-journal.ts";
export { runConformance, type RunOptions } from "./run/run-conformance.ts";
