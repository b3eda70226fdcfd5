import type { OpenAPIV3_1 } from "openapi-types";
import type { Requirement } from "../model/requirement.ts";
import type { Page } from "../model/run.ts";

/** A JSON Schema 2020-12 document. */
export type SchemaDocument = Readonly<Record<string, unknown>>;

/** A place where the documents contradict themselves or are silent, and what this project decides. */
export interface Contradiction {
  readonly id: string;
  readonly places: readonly {
    readonly page: string;
    readonly part: string;
    readonly row?: string;
    readonly pointer?: string;
  }[];
  readonly sides: readonly string[];
  readonly decision: string;
  /** Requirements that follow from the decision. */
  readonly leads: readonly string[];
}

/** Everything under `schemas/`, parsed: what a catalogue is made of, and what the build stores as one JSON file. */
export interface CatalogSources {
  readonly openapi: OpenAPIV3_1.Document;
  /** By path below `schemas/`, such as `points/answer.schema.json`. */
  readonly schemas: Readonly<Record<string, SchemaDocument>>;
  /** The register; a schema named by a requirement is a path below `schemas/`. */
  readonly requirements: readonly Requirement[];
  readonly contradictions: readonly Contradiction[];
  readonly pages: readonly Page[];
  /** Schemas of our own files by name, such as `profile`. */
  readonly meta: Readonly<Record<string, SchemaDocument>>;
}
