import type { OpenAPIV3_1 } from "openapi-types";
import { isObject } from "../model/json.ts";

/** One documented operation and the schemas of its parts, as paths below `schemas/`. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly method: string;
  readonly path: string;
  /** Describes the query as an object. */
  readonly query?: string;
  readonly body?: string;
  readonly answer?: string;
  readonly refusal?: string;
}

const methods = ["get", "post", "put", "delete", "patch"] as const;

/** The operations of an OpenAPI document whose schemas are references to files beside it. */
export function listOperations(openapi: OpenAPIV3_1.Document): Operation[] {
  const operations: Operation[] = [];
  for (const [path, item] of Object.entries(openapi.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      if (operation !== undefined) operations.push(readOperation(path, method, operation));
    }
  }
  return operations;
}

function readOperation(path: string, method: string, operation: OpenAPIV3_1.OperationObject): Operation {
  const id = operation.operationId;
  if (id === undefined) throw new Error(`openapi: ${method} ${path} has no operationId`);
  const query = firstFile(
    (operation.parameters ?? []).map((parameter) => ("schema" in parameter ? parameter.schema : undefined)),
  );
  const body = firstFile(contentSchemas(operation.requestBody));
  const responses = operation.responses ?? {};
  const answer = firstFile(contentSchemas(responses["200"]));
  const refusal = firstFile(contentSchemas(responses["default"]));
  return {
    id,
    summary: operation.summary ?? id,
    method: method.toUpperCase(),
    path,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(answer === undefined ? {} : { answer }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function contentSchemas(message: unknown): unknown[] {
  if (!isObject(message) || !isObject(message["content"])) return [];
  return Object.values(message["content"]).map((media) => (isObject(media) ? media["schema"] : undefined));
}

function firstFile(schemas: readonly unknown[]): string | undefined {
  for (const schema of schemas) {
    if (isObject(schema) && typeof schema["$ref"] === "string") return schema["$ref"].split("#")[0];
  }
  return undefined;
}
