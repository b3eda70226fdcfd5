import type { Requirement, SchemaAspect } from "../model/requirement.ts";
import type { EventDefinition } from "./events.ts";
import type { Operation } from "./operations.ts";
import type { CatalogSources } from "./sources.ts";
import { walkSchema } from "./walk-schema.ts";

/** What does not fit together between the register, the schemas, the pages and the contradictions; empty if all does. */
export function findCatalogProblems(
  sources: CatalogSources,
  operations: readonly Operation[],
  events: readonly EventDefinition[],
): string[] {
  return [
    ...findDuplicates(sources.requirements.map(({ id }) => id)).map((id) => `two requirements are called ${id}`),
    ...findDuplicates(sources.contradictions.map(({ id }) => id)).map((id) => `two contradictions are called ${id}`),
    ...sources.requirements.flatMap((requirement) => findRequirementProblems(requirement, sources)),
    ...sources.contradictions.flatMap(({ id, leads, places }) => [
      ...leads
        .filter((lead) => !sources.requirements.some((r) => r.id === lead))
        .map((lead) => `${id} leads to ${lead}, which does not exist`),
      ...places.filter(({ page }) => !isPage(page, sources)).map(({ page }) => `${id} cites the unknown page ${page}`),
    ]),
    ...operations.flatMap((operation) => findUnknownSchemas(operation, sources)),
    ...findDuplicates([...operations, ...events].map(({ id }) => id)).map(
      (id) => `two operations or events are called ${id}`,
    ),
    ...events.flatMap((event) => findUnknownEventSchemas(event, sources)),
    ...findUnclaimedPlaces(operations, sources),
    ...findDoubleClaims(sources.requirements),
  ];
}

function findRequirementProblems(requirement: Requirement, sources: CatalogSources): string[] {
  const { id, check, source, contradictions = [], readings } = requirement;
  const problems = source
    .filter(({ page }) => !isPage(page, sources))
    .map(({ page }) => `${id} cites the unknown page ${page}`);
  for (const name of contradictions) {
    if (!sources.contradictions.some((c) => c.id === name))
      problems.push(`${id} names the unknown contradiction ${name}`);
  }
  if (readings !== undefined && Object.keys(readings).length < 2) problems.push(`${id} has a single reading`);
  if ("schema" in check) {
    const schema = sources.schemas[check.schema];
    if (schema === undefined) problems.push(`${id} names the unknown schema ${check.schema}`);
  }
  return problems;
}

function findUnknownSchemas(operation: Operation, { schemas }: CatalogSources): string[] {
  const named = [operation.query, operation.body, operation.answer, operation.refusal];
  return named
    .filter((schema) => schema !== undefined && schemas[schema] === undefined)
    .map((schema) => `operation ${operation.id} refers to the unknown schema ${String(schema)}`);
}

function findUnknownEventSchemas({ id, envelopes }: EventDefinition, { schemas }: CatalogSources): string[] {
  const named = envelopes.flatMap(({ schema, parts }) => [schema, ...parts.map((part) => part.schema)]);
  return [...new Set(named)]
    .filter((schema) => schemas[schema] === undefined)
    .map((schema) => `event ${id} refers to the unknown schema ${schema}`);
}

/** Shapes are claimed where they are used; a query cannot be anything but an object. */
function findUnclaimedPlaces(operations: readonly Operation[], { schemas, requirements }: CatalogSources): string[] {
  const queries = new Set(operations.map(({ query }) => query));
  return Object.keys(schemas)
    .filter((path) => !path.startsWith("shapes/"))
    .flatMap((path) =>
      findUnclaimed(path, schemas, requirements).filter(
        (problem) => !queries.has(path) || !problem.endsWith("type of the whole"),
      ),
    );
}

/** Every member that a schema describes has a requirement for each way in which it can be wrong. */
function findUnclaimed(
  path: string,
  schemas: CatalogSources["schemas"],
  requirements: readonly Requirement[],
): string[] {
  const claimed = new Set<string>();
  for (const { check } of requirements) {
    if ("schema" in check && check.schema === path)
      for (const aspect of check.aspects) claimed.add(`${aspect} ${check.at}`);
  }
  function isClaimed(at: string, aspect: SchemaAspect): boolean {
    for (let place = at; ; place = place.slice(0, place.lastIndexOf("/"))) {
      if (claimed.has(`${aspect} ${place}`)) return true;
      if (place === "") return false;
    }
  }
  const problems: string[] = [];
  walkSchema(schemas, path, (at, schema) => {
    if (schema["type"] !== undefined && !isClaimed(at, "type"))
      problems.push(`${path}: no requirement claims the type of ${at || "the whole"}`);
    if (valueKeywords.some((keyword) => keyword in schema) && !isClaimed(at, "value")) {
      problems.push(`${path}: no requirement claims the value of ${at || "the whole"}`);
    }
    for (const member of Array.isArray(schema["required"]) ? schema["required"] : []) {
      if (!isClaimed(`${at}/${String(member)}`, "missing"))
        problems.push(`${path}: no requirement claims that ${at}/${String(member)} is there`);
    }
  });
  return [...new Set(problems)];
}

const valueKeywords = [
  "const",
  "enum",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minProperties",
  "maxProperties",
  "not",
];

function findDoubleClaims(requirements: readonly Requirement[]): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { id, check } of requirements) {
    if (!("schema" in check)) continue;
    for (const aspect of check.aspects) {
      const place = `${check.schema} ${aspect} ${check.at}`;
      const other = owners.get(place);
      if (other !== undefined)
        problems.push(`${id} and ${other} both claim ${aspect} at ${check.at || "the whole"} of ${check.schema}`);
      owners.set(place, id);
    }
  }
  return problems;
}

function isPage(page: string, sources: CatalogSources): boolean {
  return sources.pages.some(({ id }) => id === page);
}

function findDuplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
