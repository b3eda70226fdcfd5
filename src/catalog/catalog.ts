import type { HttpRequest } from "../model/http.ts";
import type { Json } from "../model/json.ts";
import { queryEntries } from "../model/exchange.ts";
import { createRecent, remember } from "../model/remember.ts";
import type { Requirement, SchemaAspect } from "../model/requirement.ts";
import type { Page } from "../model/run.ts";
import { collectClaims, type Claims } from "./claims.ts";
import { findCatalogProblems } from "./cross-check.ts";
import { type EventDefinition, listEvents } from "./events.ts";
import { listOperations, type Operation } from "./operations.ts";
import { readQueryValues } from "./query-values.ts";
import type { CatalogSources, Contradiction } from "./sources.ts";
import { createUnknownMemberFinder, type FindUnknownMembers } from "./unknown-members.ts";
import { createValidator, type SchemaBreach } from "./validator.ts";

/** A schema breach together with the requirement it is a breach of. */
export interface AttributedBreach extends SchemaBreach {
  readonly requirement: string;
}

/** What a value breaks, and the requirements that it gave an opportunity to break. */
interface Checked {
  readonly breaches: readonly AttributedBreach[];
  readonly exercised: readonly string[];
}

/** What the documents say, ready for use: operations, events, register, and validators that name requirements. */
export interface Catalog {
  readonly operations: ReadonlyMap<string, Operation>;
  /** By id, as operations are. */
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly contradictions: ReadonlyMap<string, Contradiction>;
  readonly pages: readonly Page[];
  /** The schemas by their paths below `schemas/`. */
  readonly schemas: CatalogSources["schemas"];
  /** The operation a request is meant for: its path, and its method; undefined where none fits. */
  matchOperation(request: HttpRequest): Operation | undefined;
  /** The event with this id or with this name. */
  findEvent(name: string): EventDefinition | undefined;
  /** Holds a value against a schema (a path below `schemas/`). */
  check(schema: string, value: unknown): Checked;
  /** The breaches alone. */
  findBreaches(schema: string, value: unknown): readonly AttributedBreach[];
  /** The requirement that claims a place of the instances of a schema, or the nearest one above it. */
  ownerOf(schema: string, pointer: string, aspect: SchemaAspect): string | undefined;
  /** The query of a request as the value that the operation's query schema describes. */
  queryOf(operation: Operation, request: HttpRequest): Json;
  /** Pointers to personal data in a value of this schema. */
  personal(schema: string, value: unknown): readonly string[];
  /** Pointers to members of a value that this schema does not describe. */
  unknownMembers(schema: string, value: unknown): readonly string[];
}

/** Builds a catalogue. Throws an Error that lists every inconsistency between schemas, register and contradictions. */
export function loadCatalog(sources: CatalogSources): Catalog {
  const operations = listOperations(sources.openapi);
  const events = listEvents(sources.openapi);
  const problems = findCatalogProblems(sources, operations, events);
  if (problems.length > 0)
    throw new Error(`the catalogue is inconsistent:\n${problems.map((text) => `- ${text}`).join("\n")}`);

  const validator = createValidator(sources.schemas);
  const claimsBySchema = new Map<string, Claims>();
  function claimsOn(schema: string): Claims {
    const known = claimsBySchema.get(schema);
    if (known !== undefined) return known;
    const claims = collectClaims(schema, sources.requirements);
    claimsBySchema.set(schema, claims);
    return claims;
  }
  function findBreaches(schema: string, value: unknown): AttributedBreach[] {
    const breaches = validator.validate(schema, value);
    if (breaches.length === 0) return [];
    const claims = claimsOn(schema);
    return breaches.map((breach) => {
      const requirement = claims.owner(breach.pointer, breach.aspect);
      if (requirement === undefined)
        throw new Error(`${schema}: no requirement claims ${breach.aspect} at ${breach.pointer}`);
      return { ...breach, requirement };
    });
  }
  /** What was found in values that are known already, by schema. */
  const checks = new Map<string, (value: object) => Checked>();
  function checkObject(schema: string): (value: object) => Checked {
    const known = checks.get(schema);
    if (known !== undefined) return known;
    const check = remember((value: object) => checkOnce(schema, value));
    checks.set(schema, check);
    return check;
  }
  function checkOnce(schema: string, value: unknown): Checked {
    return { breaches: findBreaches(schema, value), exercised: claimsOn(schema).exercised(value) };
  }
  /** Most requests of a run were sent before, to see what has changed. */
  const queries = createRecent<Json>({ most: 2000, longest: 500 });
  const finders = new Map<string, FindUnknownMembers>();
  return {
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    events: new Map(events.map((event) => [event.id, event])),
    requirements: new Map(sources.requirements.map((requirement) => [requirement.id, requirement])),
    contradictions: new Map(sources.contradictions.map((contradiction) => [contradiction.id, contradiction])),
    pages: sources.pages,
    schemas: sources.schemas,
    matchOperation(request) {
      const path = new URL(request.url).pathname;
      const fitting = operations.filter((one) => one.method === request.method && path.endsWith(one.path));
      return fitting.toSorted((a, b) => b.path.length - a.path.length)[0];
    },
    check: (schema, value) =>
      typeof value === "object" && value !== null ? checkObject(schema)(value) : checkOnce(schema, value),
    findBreaches,
    ownerOf: (schema, pointer, aspect) => claimsOn(schema).owner(pointer, aspect),
    queryOf: (operation, { url }) =>
      queries.get(`${operation.query} ${url}`, () =>
        readQueryValues(queryEntries(url), sources.schemas[operation.query ?? ""] ?? {}),
      ),
    findEvent: (name) => events.find((event) => event.id === name || event.name === name),
    personal: (schema, value) => validator.personal(schema, value),
    unknownMembers(schema, value) {
      const find = finders.get(schema) ?? createUnknownMemberFinder(sources.schemas, schema);
      finders.set(schema, find);
      return find(value);
    },
  };
}
