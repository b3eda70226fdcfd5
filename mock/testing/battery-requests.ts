import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Header, type HttpRequest, type Transport, noBody } from "../../src/model/http.ts";
import { listAccessRequests } from "../access/testing/access-requests.ts";
import { hashPassword } from "../access/authenticate.ts";
import { historyRequests } from "../defects/histories/testing/history-requests.ts";
import { listDefectRequests } from "../defects/update/testing/defect-requests.ts";
import { eventRequests } from "../events/testing/event-requests.ts";
import { type Fixtures, identifierNames, readIdentifier } from "../fixtures.ts";
import { labOrganisation, labReads } from "../histories/testing/lab-organisation.ts";
import { type HostOptions, createHost } from "../host.ts";
import { mountDirect } from "../mounts/direct.ts";
import { createRandom } from "../random.ts";
import { listUpdateRequests } from "../updates/testing/update-requests.ts";

const seed = 7;

const text = readFileSync(new URL("../fixtures/default.yaml", import.meta.url), "utf8");

const fixtures = parse(text) as Fixtures;

/** The fixtures that come with the package; nobody changes them. */
export function loadDefaultFixtures(): Fixtures {
  return fixtures;
}

export const origin = "http://mock.example";
export const path = "/v2/customers/lookup/promisedPointsSchedule";

/** A Basic authorization header. */
export function authorize(user = "till.main", password = "open-sesame"): Header {
  return ["Authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`];
}

/** A read with these parameters, with right credentials unless other headers are given. */
export function makeRead(
  query: Readonly<Record<string, string>>,
  headers: readonly Header[] = [authorize()],
): HttpRequest {
  return { method: "GET", url: `${origin}${path}?${new URLSearchParams(query).toString()}`, headers, body: noBody };
}

export function makeTransport(options: Partial<HostOptions> = {}): Transport {
  const host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(seed), ...options });
  return mountDirect(host, { timeoutMs: 1000 });
}

/**
 * Requests that between them meet every choice and show every defect, in sections that need nothing of one another: each
 * can be sent to a host of its own.
 */
export const sections: Readonly<Record<string, readonly HttpRequest[]>> = {
  access: await listAccessRequests(loadDefaultFixtures(), seed),
  update: [...listUpdateRequests(), ...listDefectRequests()],
  events: eventRequests,
  histories: [...listHistoryRequests(), ...historyRequests],
  points: listRequests(loadDefaultFixtures()),
};

/** The requests of all sections. */
export const battery: readonly HttpRequest[] = Object.values(sections).flat();

function listRequests({ organisations }: Fixtures): readonly HttpRequest[] {
  // The first few show all that there is to see of points, and the last two share an entityId with one of the defects.
  const [main] = organisations;
  const customers = [...(main?.customers.slice(0, 7) ?? []), ...(main?.customers.slice(-2) ?? [])];
  const programs = organisations
    .slice(0, 1)
    .flatMap((organisation) => organisation.programs.map(({ id }) => String(id)));
  const who = { identifierName: "mobile", identifierValue: "919700000001", source: "INSTORE" };
  const [all, one] = [{ fetchDataForAllPrograms: "true" }, { fetchDataForAllPrograms: "false" }];
  const flags: readonly Readonly<Record<string, string>>[] = [all, one, {}];
  const reads: Readonly<Record<string, string>>[] = [];

  for (const customer of customers) {
    for (const identifierName of identifierNames) {
      const identifierValue = readIdentifier(customer, identifierName);
      if (identifierValue === undefined) continue;
      const lookup = { identifierName, identifierValue, source: "INSTORE" };
      for (const flag of flags) reads.push({ ...lookup, ...flag }, { ...lookup, ...flag });
      for (const programId of programs) for (const flag of flags) reads.push({ ...lookup, ...flag, programId });
    }
  }
  for (const identifierValue of ["919700000", "889700000001", "9197000000017"]) {
    reads.push({ identifierName: "mobile", identifierValue, source: "INSTORE" });
  }
  reads.push({ identifierName: "email", identifierValue: "919700000001", source: "INSTORE" });
  for (const programId of ["999999", "abc", ""]) for (const flag of flags) reads.push({ ...who, ...flag, programId });
  const windows = [
    { startDate: "2026-12-10" },
    { endDate: "2026-12-10" },
    { startDate: "2026-12-10", endDate: "2027-02-14" },
    { startDate: "2020-01-01" },
    { startDate: "2027-02-14", endDate: "2026-12-10" },
    { endDate: "2199-01-01" },
    { startDate: "10-12-2026" },
    { endDate: "2026-02-30" },
    { startDate: "" },
  ];
  for (const window of windows) reads.push({ ...who, ...all, ...window });
  for (const fetchEarliestExpiryOnly of ["true", "false", "maybe"])
    reads.push({ ...who, ...all, fetchEarliestExpiryOnly });
  reads.push({ ...who, fetchDataForAllPrograms: "maybe" });
  for (const identifierName of ["mobile", "email", "externalId", "id", "cardnumber", "shoeSize", ""]) {
    reads.push({ ...who, ...all, identifierName, identifierValue: "404" });
  }
  reads.push(
    { ...who, ...all, identifierValue: "" },
    { identifierName: "mobile", source: "INSTORE" },
    { identifierValue: "919700000001", source: "INSTORE" },
    { ...who, ...one, identifierValue: "404", programId: "999999" },
  );
  for (const source of ["", "NOWHERE", "WEBSITE", "instore"]) reads.push({ ...who, ...all, source });
  const { source: _source, ...sourceless } = who;
  reads.push(sourceless);
  for (const entityType of ["CUSTOMER", "FLEET"]) reads.push({ ...who, ...all, entityType });

  const read = makeRead({ ...who, ...all });
  return [
    ...reads.map((query) => makeRead(query)),
    { ...read, headers: [] },
    { ...read, headers: [authorize("till.main", "wrong")] },
    { ...read, headers: [authorize("till.nobody", "wrong")] },
    { ...read, headers: [["Authorization", "Basic !!!"]] },
    read,
    { ...read, headers: [authorize("till.main", hashPassword("open-sesame"))] },
    { ...read, url: `${read.url}&source=WEBSITE` },
    { ...read, url: `${origin}${path}?identifierName=%zz` },
    { ...read, url: `${origin}/v2/%E0%A4%A` },
    { ...read, url: "not an address" },
    { ...read, url: `${origin}/v2/nothing` },
    { ...read, method: "POST" },
    { ...read, method: "HEAD" },
  ];
}

function listHistoryRequests(): readonly HttpRequest[] {
  const address = `${origin}/v2/partnerProgram/customerActivityHistories`;
  const headers = [authorize(labOrganisation.till.user, labOrganisation.till.password)];
  const read = (query: Readonly<Record<string, string>>): HttpRequest => ({
    method: "GET",
    url: `${address}?${new URLSearchParams(query).toString()}`,
    headers,
    body: noBody,
  });
  const [some = {}] = labReads;
  const singular = read(some).url.replace("Histories?", "History?");
  return [...labReads.map(read), { ...read(some), url: singular }, { ...read(some), method: "POST" }];
}
