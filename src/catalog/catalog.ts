import type { HttpRequest } from "../model/http.ts";
import type { Json } from "../model/json.ts";
import { queryEntries } from "../model/exchange.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Page } from "../model/run.ts";
import { collectClaims, type Claims } from "./claims.ts";
import { findCatalogProblems } from "./cross-check.ts";
import { listOperations, type Operation } from "./operations.ts";
import { readQueryValues } from "./query-values.ts";
import type { CatalogSources, Contradiction } from "./sources.ts";
import { createValidator, type SchemaBreach } from "./validator.ts";

/** A schema breach together with the requirement it is a breach of. */
export interface AttributedBreach extends SchemaBreach {
  readonly requirement: string;
}

/** What the documents say, ready for use: operations, register, and validators that name requirements. */
export interface Catalog {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly contradictions: ReadonlyMap<string, Contradiction>;
  readonly pages: readonly Page[];
  /** The operation a request is meant for: its path, and its method; undefined where none fits. */
  matchOperation(request: HttpRequest): Operation | undefined;
  /** Holds a value against a schema (a path below `schemas/`). */
  check(
    schema: string,
    value: unknown,
  ): { readonly breaches: readonly AttributedBreach[]; readonly exercised: readonly string[] };
  /** The query of a request as the value that the operation's query schema describes. */
  queryOf(operation: Operation, request: HttpRequest): Json;
  /** Pointers to personal data in a value of this schema. */
  personal(schema: string, value: unknown): readonly string[];
}

/** Builds a catalogue. Throws an Error that lists every inconsistency between schemas, register and contradictions. */
export function loadCatalog(sources: CatalogSources): Catalog {
  const operations = listOperations(sources.openapi);
  const problems = findCatalogProblems(sources, operations);
  if (problems.length > 0)
    throw new Error(`the catalogue is inconsistent:\n${problems.map((text) => `- ${text}`).join("\n")}`);

  const validator = createValidator(sources.schemas);
  const claimsBySchema = new Map<string, Claims>();
  function claimsOn(schema: string): Claims {
    const known = claimsBySchema.get(schema) ?? collectClaims(schema, sources.requirements);
    claimsBySchema.set(schema, known);
    return known;
  }
  return {
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    requirements: new Map(sources.requirements.map((requirement) => [requirement.id, requirement])),
    contradictions: new Map(sources.contradictions.map((contradiction) => [contradiction.id, contradiction])),
    pages: sources.pages,
    matchOperation(request) {
      const path = new URL(request.url).pathname;
      const fitting = operations.filter((one) => one.method === request.method && path.endsWith(one.path));
      return fitting.toSorted((a, b) => b.path.length - a.path.length)[0];
    },
    check(schema, value) {
      const claims = claimsOn(schema);
      const breaches = validator.validate(schema, value).map((breach): AttributedBreach => {
        const requirement = claims.owner(breach.pointer, breach.aspect);
        if (requirement === undefined)
          throw new Error(`${schema}: no requirement claims ${breach.aspect} at ${breach.pointer}`);
        return { ...breach, requirement };
      });
      return { breaches, exercised: claims.exercised(value) };
    },
    queryOf(operation, request) {
      return readQueryValues(queryEntries(request.url), sources.schemas[operation.query ?? ""] ?? {});
    },
    personal: (schema, value) => validator.personal(schema, value),
  };
}
