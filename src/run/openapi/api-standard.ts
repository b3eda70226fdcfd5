import type { Catalog } from "../../catalog/catalog.ts";
import { apiPage, type ApiRequirements, listApiRequirements } from "../../catalog/openapi/api-requirements.ts";
import { findSchemaMistakes } from "../../catalog/openapi/find-schema-mistakes.ts";
import { type ApiSchemas, createApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import type { OpenapiFiles } from "../../catalog/openapi/load-openapi.ts";
import { limitProblems } from "../../catalog/source-document.ts";
import type { ApiOperation } from "../../catalog/openapi/api-operation.ts";
import { readOperations } from "../../catalog/openapi/read-operations.ts";
import { readServerPath } from "../../catalog/openapi/server-path.ts";
import type { TestPattern } from "../../catalog/openapi/test-pattern.ts";
import { checkApiReply, isCrash } from "../../check/check-api-reply.ts";
import { protocolRules } from "../../check/protocol-rules.ts";
import type { Standard } from "../../check/standard.ts";
import type { Answer } from "../../model/answer.ts";
import type { Exchange } from "../../model/exchange.ts";
import { isJsonMediaType, mediaType } from "../../model/http.ts";
import { InputError } from "../../model/input-error.ts";
import { isObject, parseJson } from "../../model/json.ts";
import type { OrganisationProfile } from "../../target/profile-model.ts";

/** What is known of a host of which there is a description alone. */
export interface ApiWorld {
  readonly organisation: string;
  readonly writes: boolean;
  /** Whether the profile has credentials, so that one can tell what comes without them. */
  readonly hasCredentials: boolean;
}

/** A Standard that has schemas alone, and what generators need of it. */
export interface ApiStandard {
  readonly standard: Standard<OrganisationProfile, ApiWorld, never, never>;
  readonly operations: readonly ApiOperation[];
  readonly schemas: { readonly answer: ApiSchemas; readonly request: ApiSchemas };
  readonly requirements: ApiRequirements;
  /** The path of the first of an operation's servers, or the document's, for targets that name a host alone. */
  readonly prefixOf: (operation: ApiOperation) => string;
}

/** Rules of the protocol that hold for any document: others presume that everything is JSON. */
const anyProtocol = ["transport.answer.arrives", "transport.status.no-crash", "transport.body.json"];

/** An OpenAPI document as a Standard. Throws an InputError where it cannot be used. */
export function createApiStandard(api: OpenapiFiles, testPattern: TestPattern, base = ""): ApiStandard {
  const operations = readOperations(api);
  const mistakes = findSchemaMistakes(api, operations);
  if (mistakes.length > 0) throw new InputError(limitProblems(mistakes, api.locate(api.root, "").file ?? api.root));
  const document = api.files.get(api.root);
  const usual = readServerPath(isObject(document) ? document["servers"] : undefined) ?? "";
  const schemas = {
    answer: createApiSchemas(api, "answer", testPattern),
    request: createApiSchemas(api, "request", testPattern),
  };
  const requirements = listApiRequirements(operations, schemas, api.root);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const catalog = createCatalog(api, operations, requirements);
  const parts = { operations: byId, schemas: schemas.answer, requirements };
  return {
    operations,
    schemas,
    requirements,
    prefixOf: ({ serverPath }) => (base === "" ? (serverPath ?? usual) : ""),
    standard: {
      catalog,
      rules: protocolRules.filter(({ requirement }) => anyProtocol.includes(requirement)),
      noticers: [],
      // What is no sound message is nobody's operation, but may be answered as the operation it was made of.
      interpret: (exchange) => interpret(byId.get((exchange.operation ?? "").replace(/-otherwise$/, "")), exchange),
      checkReply: (exchange) => checkApiReply(parts, exchange),
      refusalsAreAnswers: true,
      cases: [],
      discover: async ({ name, auth }, _ask, { writes }) => ({
        organisation: name,
        writes,
        hasCredentials: auth !== undefined,
      }),
      describeWorld: () => [`${operations.length} operations of ${readTitle(api)}`],
      bind: () => ({ kind: "couldNotRun", reason: "no case was written for this document" }),
    },
  };
}

function createCatalog(api: OpenapiFiles, operations: readonly ApiOperation[], { list }: ApiRequirements): Catalog {
  return {
    operations: new Map(operations.map(({ id, summary, method, path }) => [id, { id, summary, method, path }])),
    events: new Map(),
    requirements: new Map(list.map((requirement) => [requirement.id, requirement])),
    contradictions: new Map(),
    pages: [{ id: apiPage, title: readTitle(api), url: api.root }],
    schemas: {},
    matchOperation: () => undefined,
    findEvent: () => undefined,
    findBreaches: () => [],
    ownerOf: () => undefined,
    check: () => ({ breaches: [], exercised: [] }),
    queryOf: () => ({}),
    personal: () => [],
    unknownMembers: () => [],
  };
}

/** What a reply amounts to. */
function interpret(operation: ApiOperation | undefined, { outcome }: Exchange): Answer {
  if (outcome.kind === "failure") return { kind: "failure", reason: outcome.reason, detail: outcome.detail };
  const { status, headers, body } = outcome.response;
  if (isCrash(operation, status)) return { kind: "crash", status };
  const parsed = parseJson(body);
  if (isJsonMediaType(mediaType(headers)) && parsed.kind === "invalid")
    return { kind: "unreadable", status, reason: `the body is no JSON text: ${parsed.reason}` };
  const value = parsed.kind === "json" ? parsed.value : null;
  return status < 300 ? { kind: "answer", status, value } : { kind: "refusal", status, codes: [], value };
}

function readTitle(api: OpenapiFiles): string {
  const document = api.files.get(api.root);
  const info = isObject(document) && isObject(document["info"]) ? document["info"] : {};
  return typeof info["title"] === "string" ? info["title"] : api.root;
}
