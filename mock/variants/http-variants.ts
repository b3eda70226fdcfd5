import { gzipSync } from "node:zlib";
import { headerValues } from "../../src/model/http.ts";
import { acceptsGzip } from "../accepts-gzip.ts";
import { editResponse, setHeader } from "../edit.ts";
import type { VariantRow } from "./variant.ts";

/** Replies whose headers and bytes look odd and conform all the same. */
export const httpVariants: readonly VariantRow[] = [
  {
    id: "gzip",
    statement: "Bodies are compressed where the request allows it.",
    ...editResponse(
      (response) => ({
        ...response,
        headers: setHeader(response.headers, "Content-Encoding", "gzip"),
        body: gzipSync(response.body),
      }),
      ({ request }) => acceptsGzip(headerValues(request.headers, "accept-encoding")),
    ),
  },
  {
    id: "chunked",
    statement: "Bodies are sent in chunks, without their length.",
    ...editResponse((response) => ({
      ...response,
      headers: setHeader(response.headers, "Transfer-Encoding", "chunked"),
    })),
  },
  {
    id: "charset-parameter",
    statement: "The content type has a parameter.",
    slots: ["content-type"],
    ...editResponse((response) => ({
      ...response,
      headers: setHeader(response.headers, "Content-Type", "application/json;charset=UTF-8"),
    })),
  },
  {
    id: "content-type-in-capitals",
    statement: "The content type is written in capitals.",
    slots: ["content-type"],
    ...editResponse((response) => ({
      ...response,
      headers: setHeader(response.headers, "Content-Type", "Application/JSON"),
    })),
  },
  {
    id: "lower-case-headers",
    statement: "Header names are in lower case.",
    ...editResponse((response) => ({
      ...response,
      headers: response.headers.map(([name, value]) => [name.toLowerCase(), value] as const),
    })),
  },
  {
    id: "repeated-headers",
    statement: "There are headers nobody asked for, one of them twice.",
    ...editResponse((response) => ({
      ...response,
      headers: [...response.headers, ["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"], ["Vary", "Accept-Encoding"]],
    })),
  },
  {
    id: "no-request-id",
    statement: "Replies have no request id.",
    slots: ["request-id"],
    ...editResponse((response) => ({
      ...response,
      headers: response.headers.filter(([name]) => name.toLowerCase() !== "x-cap-request-id"),
    })),
  },
  {
    id: "dashed-request-id",
    statement: "The request id has dashes and another header name.",
    slots: ["request-id"],
    // The form is a choice, so that events name the same id.
    choices: { requestIdForm: "dashed" },
    ...editResponse((response) => ({
      ...response,
      headers: response.headers.map(([name, value]) => [
        name.toLowerCase() === "x-cap-request-id" ? "X-Cap-Requestid" : name,
        value,
      ]),
    })),
  },
];
