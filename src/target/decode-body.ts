import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from "node:zlib";
import { headerValues, type Header } from "../model/http.ts";

/** A body with its content encodings undone, or why that failed. */
export type DecodedBody =
  | { readonly kind: "decoded"; readonly body: Uint8Array }
  | { readonly kind: "too-large" }
  | { readonly kind: "invalid"; readonly encoding: string };

type Unpack = (bytes: InputType, options: ZlibOptions) => Promise<Uint8Array>;

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify<InputType, ZlibOptions, Uint8Array>(gunzip),
  br: promisify<InputType, ZlibOptions, Uint8Array>(brotliDecompress),
  deflate: async (bytes, options) => {
    try {
      return await promisify<InputType, ZlibOptions, Uint8Array>(inflate)(bytes, options);
    } catch (error) {
      // Half the servers of the world send deflate without the zlib wrapper that the RFC asks for.
      if (isTooLarge(error)) throw error;
      return promisify<InputType, ZlibOptions, Uint8Array>(inflateRaw)(bytes, options);
    }
  },
};

const mostEncodings = 4;

/**
 * Undoes gzip, deflate and br, in whichever order they were applied, under a cap in bytes for each step, so that a small
 * body cannot fill the memory. An encoding that nobody asked for and we do not know leaves the bytes as they are.
 */
export async function decodeBody(packed: Uint8Array, headers: readonly Header[], cap: number): Promise<DecodedBody> {
  const encodings = headerValues(headers, "content-encoding")
    .flatMap((value) => value.split(","))
    .map((name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/^x-gzip$/, "gzip"),
    )
    .filter((name) => name !== "" && name !== "identity");
  if (packed.byteLength === 0 || encodings.some((name) => !Object.hasOwn(unpackers, name))) {
    return { kind: "decoded", body: packed };
  }
  if (encodings.length > mostEncodings) return { kind: "too-large" };
  let body = packed;
  for (const encoding of encodings.toReversed()) {
    try {
      body = (await unpackers[encoding]?.(body, { maxOutputLength: Math.max(1, cap) })) ?? body;
    } catch (error) {
      return isTooLarge(error) ? { kind: "too-large" } : { kind: "invalid", encoding };
    }
  }
  return { kind: "decoded", body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
