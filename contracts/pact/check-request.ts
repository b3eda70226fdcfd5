import { checkExchange } from "../../src/check/check-exchange.ts";
import { settleReadings } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import { type Json, showJson } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Finding } from "../../src/model/verdict.ts";
import { listGenerated } from "./generated-values.ts";
import { makeExchange } from "./make-exchange.ts";
import type { Generator, HttpInteraction, PlaceParts } from "./pact-model.ts";
import type { PactFinding } from "./pact-finding.ts";
import { classOf } from "./place-findings.ts";
import { placeValue } from "./place-value.ts";

type Where = "query" | "body" | "header";

interface FoundIn {
  readonly finding: Finding;
  readonly where: Where;
  /** The generator that made the value. */
  readonly generator?: Generator;
}

/**
 * Holds the request of an interaction against the documents: it is what is sent when the pact is verified, so nothing that is
 * mandatory may be missing. Credentials may: they are no matter of a pact.
 */
export function checkRequest(rulebook: Rulebook, operation: Operation, interaction: HttpInteraction): PactFinding[] {
  const { catalog } = rulebook;
  const { request, pointer, description } = interaction;
  const isInjected = (where: "query" | "body", finding: Finding): boolean =>
    request.generators[where].some(({ place }) => covers(place, finding.pointer));
  const found = checkConsumer(rulebook, operation, makeExchange(interaction, undefined)).flatMap((finding) => {
    const where = whereOf(rulebook, operation, finding);
    if (where === "header" && finding.kind === "missing") return [];
    if (where === "header" && !isHeaderGiven(interaction, finding)) return [];
    return where !== "header" && isInjected(where, finding) ? [] : [{ finding, where }];
  });
  const generated = (["query", "body"] as const).flatMap((where) =>
    request.generators[where].flatMap((generator) => {
      const finding = tryGenerated(rulebook, operation, interaction, where, generator);
      return finding === undefined ? [] : [{ finding, where, generator }];
    }),
  );
  const all: readonly FoundIn[] = [...found, ...generated];
  const placed = all.map(({ finding, where, generator: from }): PactFinding => {
    const { requirement, kind, expected, actual } = finding;
    return {
      pointer: from?.pointer ?? pointerOf(interaction, where, finding.pointer),
      requirement,
      class: classOf(catalog, requirement),
      kind,
      subject: description,
      expected,
      actual: from === undefined ? actual : `${actual}, made by the generator ${from.type}`,
    };
  });
  return [...placed, ...findUndescribed(rulebook, operation, interaction)].map((finding) =>
    finding.pointer === "" ? { ...finding, pointer: `${pointer}/request` } : finding,
  );
}

function checkConsumer(rulebook: Rulebook, operation: Operation, exchange: Exchange): Finding[] {
  const judgement = checkExchange(rulebook, { ...exchange, operation: operation.id }, "consumer");
  return settleReadings(rulebook.catalog, judgement);
}

/** What part of the request a finding is about: as its requirement has it, or the part that has such a place. */
function whereOf({ catalog }: Rulebook, operation: Operation, { requirement, pointer }: Finding): Where {
  const check = catalog.requirements.get(requirement)?.check;
  if (check !== undefined && "schema" in check) return check.schema === operation.query ? "query" : "body";
  if (pointer === "") return "header";
  return operation.query === undefined ? "body" : "query";
}

/** A header that is left out says nothing: Pact sends a content type of its own. */
function isHeaderGiven({ request }: HttpInteraction, { requirement }: Finding): boolean {
  const wanted = requirement.endsWith("content-type") ? "content-type" : "authorization";
  return request.headers.some(([name]) => name.toLowerCase() === wanted);
}

function pointerOf({ request, pointer }: HttpInteraction, where: Where, inside: string): string {
  if (where === "query") return `${pointer}/request/query${request.isQueryText ? "" : inside}`;
  if (where === "header") return `${pointer}/request/headers`;
  const { body } = request;
  if (body.kind === "none") return `${pointer}/request`;
  return body.kind === "json" && !body.isText ? body.at + inside : body.at;
}

function covers(place: PlaceParts, pointer: string): boolean {
  const parts = pointer.split("/").slice(1);
  return parts.length >= place.length && place.every((part, index) => part === "*" || String(part) === parts[index]);
}

/** The first breach that a value which a generator makes leads to, where the example has none. */
function tryGenerated(
  rulebook: Rulebook,
  operation: Operation,
  interaction: HttpInteraction,
  where: "query" | "body",
  generator: Generator,
): Finding | undefined {
  const pointer = formatPointer(generator.place.map((part) => (part === "*" ? 0 : part)));
  for (const value of listGenerated(generator)) {
    const changed =
      where === "query" ? putQuery(interaction, generator, value) : putBody(interaction, generator, value);
    if (changed === undefined) continue;
    const findings = checkConsumer(rulebook, operation, makeExchange(changed, undefined));
    const found = findings.find((finding) => finding.pointer === pointer && finding.kind !== "missing");
    if (found !== undefined) return found;
  }
  return undefined;
}

function putQuery(interaction: HttpInteraction, { place, type }: Generator, value: Json): HttpInteraction | undefined {
  const [name] = place;
  // A query is text, whatever type the provider gives.
  if (typeof name !== "string" || (type === "ProviderState" && typeof value === "string")) return undefined;
  const { request } = interaction;
  const query = request.query.map(([key, text]) => [key, key === name ? String(value) : text] as const);
  return { ...interaction, request: { ...request, query } };
}

function putBody(interaction: HttpInteraction, { place }: Generator, value: Json): HttpInteraction | undefined {
  const { request } = interaction;
  if (request.body.kind !== "json") return undefined;
  const exact = place.map((part) => (part === "*" ? 0 : part));
  const body = { ...request.body, value: placeValue(request.body.value, exact, value, request.body.value) };
  return { ...interaction, request: { ...request, body } };
}

/** Parameters and members that no document describes: what a host makes of them is not promised. */
function findUndescribed({ catalog }: Rulebook, operation: Operation, interaction: HttpInteraction): PactFinding[] {
  const { request, description } = interaction;
  const query = Object.fromEntries(request.query);
  const parts = [
    ...(operation.query === undefined
      ? []
      : [{ schema: operation.query, value: query as Json, where: "query" as const }]),
    ...(operation.body === undefined || request.body.kind !== "json"
      ? []
      : [{ schema: operation.body, value: request.body.value, where: "body" as const }]),
  ];
  return parts.flatMap(({ schema, value, where }) =>
    catalog.unknownMembers(schema, value).map((inside): PactFinding => {
      const parent = inside.slice(0, inside.lastIndexOf("/"));
      const name = inside.slice(parent.length + 1);
      return {
        pointer: pointerOf(interaction, where, inside),
        requirement: catalog.ownerOf(schema, parent, "type") ?? `${operation.id}.resource.served`,
        class: "deviation",
        kind: "value",
        subject: description,
        expected: `a ${where === "query" ? "parameter" : "member"} that is described`,
        actual: showJson(name),
      };
    }),
  );
}
