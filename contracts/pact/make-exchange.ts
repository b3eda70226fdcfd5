import type { Exchange } from "../../src/model/exchange.ts";
import { type Header, noBody } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import type { HttpInteraction, PactBody } from "./pact-model.ts";

const origin = "http://pact.example";

/**
 * An interaction as an exchange that the checks can be asked about.
 * @param body the response's body; undefined for none
 */
export function makeExchange(
  { request, response }: HttpInteraction,
  body: Json | undefined,
  status: number = chooseStatus(response),
): Exchange {
  const query = new URLSearchParams(request.query.map(([name, value]): [string, string] => [name, value])).toString();
  const path = request.path.startsWith("/") ? request.path : `/${request.path}`;
  return {
    id: "pact",
    // Whose credentials they are cannot be told, and what they are worth is no matter of the pact.
    credentials: "stranger",
    request: {
      method: request.method,
      url: `${origin}${encodeURI(path)}${query === "" ? "" : `?${query}`}`,
      headers: request.headers,
      body: encodeBody(request.body),
    },
    outcome: {
      kind: "response",
      response: {
        status,
        headers: withContentType(response.headers),
        body: body === undefined ? noBody : new TextEncoder().encode(JSON.stringify(body)),
      },
      ms: 0,
    },
    // A rule that compares with the present has nothing to compare with.
    startedAt: "",
  };
}

/** A pact may leave the content type out: the host's own will do. */
function withContentType(headers: readonly Header[]): readonly Header[] {
  const isNamed = headers.some(([name]) => name.toLowerCase() === "content-type");
  return isNamed ? headers : [...headers, ["Content-Type", "application/json"]];
}

function encodeBody(body: PactBody): Uint8Array {
  if (body.kind === "none") return noBody;
  return new TextEncoder().encode(body.kind === "json" ? JSON.stringify(body.value) : body.text);
}

/** Ends of the classes of statuses that Pact knows by name. */
const classes: Readonly<Record<string, number>> = {
  info: 100,
  success: 200,
  redirect: 300,
  clientError: 400,
  serverError: 500,
  nonError: 200,
  error: 400,
};

/** The status of an interaction; of several the most harmless one, since that will do. */
export function chooseStatus({ status, statuses }: Pick<HttpInteraction["response"], "status" | "statuses">): number {
  if (statuses === undefined) return status;
  if (typeof statuses === "string") return classes[statuses] ?? status;
  return statuses.find((one) => one >= 200 && one < 300) ?? statuses.toSorted((a, b) => a - b)[0] ?? status;
}
