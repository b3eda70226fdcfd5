import type { Json } from "../../model/json.ts";

/** A place in one of the files. */
export interface ApiPlace {
  readonly file: string;
  readonly pointer: string;
}

export interface ApiParameter extends ApiPlace {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** The schema of its value. */
  readonly schema: ApiPlace | undefined;
  /** Whether it is sent as JSON text (`content` instead of `schema`). */
  readonly isJson: boolean;
  /** Values that the document gives as examples of it. */
  readonly examples: readonly Json[];
}

export interface ApiContent {
  /** In lower case, without parameters; may be a range. */
  readonly mediaType: string;
  readonly schema: ApiPlace | undefined;
  /** Values that the document gives as examples of it. */
  readonly examples: readonly Json[];
}

export interface ApiResponse extends ApiPlace {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly contents: readonly ApiContent[];
  readonly headers: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: ApiPlace | undefined;
  }[];
}

export interface ApiOperation extends ApiPlace {
  /** Made of letters, digits, `-` and `_`; unique. */
  readonly id: string;
  readonly summary: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  readonly body: { readonly required: boolean; readonly contents: readonly ApiContent[] } | undefined;
  readonly responses: readonly ApiResponse[];
  /** Whether the document says that it cannot be asked for without credentials. */
  readonly isSecured: boolean;
  /** The path of a server of its own; undefined where it has none. */
  readonly serverPath: string | undefined;
}
