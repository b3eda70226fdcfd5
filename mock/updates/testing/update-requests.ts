import { type HttpRequest, noBody } from "../../../src/model/http.ts";
import type { Json } from "../../../src/model/json.ts";
import { choiceRows, to, updates } from "./choice-rows.ts";
import {
  cancellation,
  entry,
  makeUpdate,
  organisation,
  queued,
  renewal,
  request,
  tiered,
  withoutRelinking,
} from "./sample-organisation.ts";

/** Requests in which every choice about updates shows; each finds the fixtures as they were. */
export function listUpdateRequests(): readonly HttpRequest[] {
  const several = request(
    entry(tiered, to("Gold"), to("Silver", { updateType: "RENEW" })),
    entry(queued, cancellation),
  );
  const [read, upgraded] = [readHistories(organisation), makeUpdate(several)];
  return [
    ...choiceRows.flatMap(([, body, , given = {}]) => {
      const asked = makeUpdate(body, given.organisation);
      const fresh = control("POST", "reset", {});
      return given.now === undefined ? [fresh, asked] : [fresh, control("PUT", "clock", { now: given.now }), asked];
    }),
    control("POST", "reset", {}),
    { ...upgraded, headers: upgraded.headers.filter(([name]) => name !== "Content-Type") },
    read,
    { ...upgraded, body: new TextEncoder().encode(`\uFEFF${new TextDecoder().decode(upgraded.body)}`) },
    read,
    upgraded,
    read,
    makeUpdate(updates(renewal), withoutRelinking),
    readHistories(withoutRelinking),
    control("POST", "reset", {}),
  ];
}

function control(method: string, action: string, body: Json): HttpRequest {
  return {
    method,
    url: `http://mock.example/_mock/${action}`,
    headers: [],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** A read of what the updates have done to the customer with tiers. */
function readHistories(asked: typeof organisation): HttpRequest {
  const query = { activityType: "linkingUpdates", identifierName: "mobile", identifierValue: tiered.mobile };
  const text = new URLSearchParams({ ...query, source: "INSTORE" }).toString();
  return {
    ...makeUpdate(null, asked),
    method: "GET",
    url: `http://mock.example/v2/partnerProgram/customerActivityHistories?${text}`,
    body: noBody,
  };
}
