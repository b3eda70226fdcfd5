import type { Header, HttpRequest } from "../../../src/model/http.ts";
import type { Json } from "../../../src/model/json.ts";
import { eventNames } from "../event-draft.ts";

type Members = Readonly<Record<string, Json>>;

/**
 * Requests with the package's own fixtures whose events between them show every choice and every fault of events: what the
 * state endpoint is asked for, updates one by one and in batches, and what the daily batch does.
 */
export const eventRequests: readonly HttpRequest[] = [
  ...eventNames.flatMap((event) => [
    emit(event, "919700000015", "Everyday Prime"),
    emit(event, "919700000011", "Skyline Miles"),
    emit(event, "919700000012", "Harbour Hotels"),
    emit(event, "919700000017", "Greengrocer Box"),
  ]),
  update([entry("919700000011", change("UPGRADE", "Skyline Miles", "Platinum", "2027-12-29T23:59:59+05:30"))]),
  update([
    entry("919700000011", change("DOWNGRADE", "Skyline Miles", "Silver")),
    entry(
      "919700000012",
      change("RENEW", "Harbour Hotels", "Elite", "2028-03-01T12:00:00Z"),
      change("UPGRADE", "Café Crème Club", "Espresso"),
      change("UPGRADE", "Café Crème Club", "Tin"),
      change("UPGRADE", "Cinema-Circle", "Box"),
    ),
    entry("919700000404", change("UPGRADE", "Skyline Miles", "Gold")),
  ]),
  update([entry("919700000011", change("UPGRADE", "Skyline Miles", "Tin"))]),
  update([entry("919700000015", change("UPGRADE", "Skyline Miles", "Gold"))]),
  state("clock", "PUT", { now: "2027-01-01T08:00:00Z" }),
  state("batch", "POST", {}),
  state("reset", "POST", {}),
  update([
    entry("919700000017", {
      partnerProgramName: "Greengrocer Box",
      updateType: "MEMBERSHIP_RELINKING_CANCELLED",
    }),
  ]),
  update(
    [
      entry(
        "447700900001",
        change("MEMBERSHIP_RENEWAL_INITIATION", "Northern Rail", "Express", "2028-03-01T12:00:00Z"),
      ),
    ],
    "till.second:winter-garden",
  ),
];

function emit(event: string, mobile: string, program: string): HttpRequest {
  return state("emit", "POST", { event, customer: { mobile }, program });
}

function state(path: string, method: string, body: Json): HttpRequest {
  return {
    method,
    url: `http://mock.example/_mock/${path}`,
    headers: [],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function update(customersPartnerUpdates: readonly Members[], credentials = "till.main:open-sesame"): HttpRequest {
  const basic: Header = ["Authorization", `Basic ${Buffer.from(credentials).toString("base64")}`];
  return {
    method: "POST",
    url: "http://mock.example/v2/partnerProgram/customerPartnerProgramUpdate",
    headers: [basic, ["Content-Type", "application/json"]],
    body: new TextEncoder().encode(JSON.stringify({ customersPartnerUpdates })),
  };
}

function entry(mobile: string, ...partnerProgramUpdates: readonly Members[]): Members {
  return { customer: { mobile }, partnerProgramUpdates };
}

function change(
  updateType: string,
  partnerProgramName: string,
  updatedTierName: string,
  updatedTierExpiryDate?: string,
): Members {
  return {
    partnerProgramName,
    updateType,
    updateDetails: { updatedTierName, ...(updatedTierExpiryDate === undefined ? {} : { updatedTierExpiryDate }) },
  };
}
