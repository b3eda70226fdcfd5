import type { OpenAPIV3_1 } from "openapi-types";
import { isObject } from "../model/json.ts";
import { formatPointer } from "../model/json-pointer.ts";

/** A form in which an event may come: the schema of the whole, and parts of it that have schemas of their own. */
export interface EventEnvelope {
  /** The name of the schema's file, such as `wrapped`. */
  readonly name: string;
  readonly schema: string;
  /** What the envelope's schema leaves to others: where it stands, and the schema that describes it. */
  readonly parts: readonly { readonly at: string; readonly schema: string }[];
}

/** One documented event that a webhook is told of; schemas are paths below `schemas/`. */
export interface EventDefinition {
  /** The name of its folder, such as `linked`. */
  readonly id: string;
  /** The name that payloads carry, such as `partnerProgramLinked`. */
  readonly name: string;
  readonly summary: string;
  readonly envelopes: readonly EventEnvelope[];
}

/**
 * The webhooks of an OpenAPI document. Each envelope is one of `anyOf`: a reference to the file of its schema or, where it
 * has parts, `allOf` that reference and the places of the parts.
 */
export function listEvents(openapi: OpenAPIV3_1.Document): EventDefinition[] {
  return Object.entries(openapi.webhooks ?? {}).flatMap(([name, item]) => {
    const operation = "post" in item ? item.post : undefined;
    if (operation === undefined) return [];
    const id = operation.operationId;
    if (id === undefined) throw new Error(`openapi: the webhook ${name} has no operationId`);
    const schema = bodySchema(operation.requestBody);
    const branches = isObject(schema) && Array.isArray(schema["anyOf"]) ? (schema["anyOf"] as unknown[]) : [schema];
    return [{ id, name, summary: operation.summary ?? id, envelopes: branches.map((one) => readEnvelope(one, name)) }];
  });
}

function bodySchema(body: unknown): unknown {
  if (!isObject(body) || !isObject(body["content"])) return undefined;
  const [media] = Object.values(body["content"]);
  return isObject(media) ? media["schema"] : undefined;
}

function readEnvelope(branch: unknown, event: string): EventEnvelope {
  const all = isObject(branch) && Array.isArray(branch["allOf"]) ? (branch["allOf"] as unknown[]) : [branch];
  const schema = all.map(referenceOf).find((reference) => reference !== undefined);
  if (schema === undefined) throw new Error(`openapi: an envelope of the webhook ${event} names no schema file`);
  const name = schema.slice(schema.lastIndexOf("/") + 1).replace(/\.schema\.json$/, "");
  return { name, schema, parts: all.flatMap((one) => findParts(one, [])) };
}

function findParts(schema: unknown, place: readonly string[]): { at: string; schema: string }[] {
  if (!isObject(schema) || !isObject(schema["properties"])) return [];
  return Object.entries(schema["properties"]).flatMap(([name, member]) => {
    const reference = referenceOf(member);
    const inside = [...place, name];
    return reference === undefined ? findParts(member, inside) : [{ at: formatPointer(inside), schema: reference }];
  });
}

function referenceOf(schema: unknown): string | undefined {
  return isObject(schema) && typeof schema["$ref"] === "string" ? schema["$ref"] : undefined;
}
