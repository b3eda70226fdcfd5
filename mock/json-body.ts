import { type HttpRequest, isJsonMediaType, mediaType } from "../src/model/http.ts";
import { hasByteOrderMark, type Json, parseJson } from "../src/model/json.ts";
import type { Choices } from "./choices.ts";
import { type RefusalResult, refuseWithStatus } from "./result.ts";

/** The JSON body of a request, or why it is none. */
export function readJsonBody(
  { headers, body }: HttpRequest,
  { contentTypeMissing, byteOrderMark }: Choices,
): { readonly kind: "json"; readonly value: Json } | RefusalResult {
  const type = mediaType(headers);
  // sample: the requests declare their bodies as JSON. choice: content-type-missing
  const isTaken = isJsonMediaType(type) || (type === undefined && contentTypeMissing === "taken");
  if (!isTaken) return refuseWithStatus(415, "the body has to be application/json");
  // RFC 8259, section 8.1, lets a reader do either. choice: byte-order-mark
  const isMarked = byteOrderMark === "refused" && hasByteOrderMark(body);
  if (isMarked) return refuseWithStatus(400, "the body begins with a byte order mark");
  const parsed = parseJson(body);
  if (parsed.kind === "json") return { kind: "json", value: parsed.value };
  // HTTP: a body that cannot be read
  return refuseWithStatus(400, parsed.kind === "empty" ? "the body is empty" : "the body is not JSON");
}
