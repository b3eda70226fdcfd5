import type { HttpRequest } from "../../src/model/http.ts";
import { eventNames } from "./event-draft.ts";

/** Requests to the state endpoint, with the package's own fixtures, whose events between them show every choice. */
export const eventRequests: readonly HttpRequest[] = [
  ...eventNames.map((event) => emit(event, "919700000015", "Everyday Prime")),
  emit("partnerProgramUpdated", "919700000011", "Skyline Miles"),
];

function emit(event: string, mobile: string, program: string): HttpRequest {
  return {
    method: "POST",
    url: "http://mock.example/_mock/emit",
    headers: [],
    body: new TextEncoder().encode(JSON.stringify({ event, customer: { mobile }, program })),
  };
}
