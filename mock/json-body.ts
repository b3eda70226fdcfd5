import { type HttpRequest, isJsonMediaType, mediaType } from "../src/model/http.ts";
import { type Json, parseJson } from "../src/model/json.ts";
import type { Choices } from "./choices.ts";
import { type RefusalResult, refuseWithStatus } from "./result.ts";

/** The JSON body of a request, or why it is none. */
export function readJsonBody(
  { headers, body }: HttpRequest,
  _choices: Choices,
): { readonly kind: "json"; readonly value: Json } | RefusalResult {
  // sample: the requests declare their bodies as JSON
  if (!isJsonMediaType(mediaType(headers))) return refuseWithStatus(415, "the body has to be application/json");
  const parsed = parseJson(body);
  if (parsed.kind === "json") return { kind: "json", value: parsed.value };
  return refuseWithStatus(400, "the body is not JSON");
}
