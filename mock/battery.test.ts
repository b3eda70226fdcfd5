import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { type Header, type HttpRequest, type Outcome, type Transport, noBody } from "../src/model/http.ts";
import { hashPassword } from "./access/authenticate.ts";
import { defects } from "./defects/defects.ts";
import { type Fixtures, identifierNames, readIdentifier } from "./fixtures.ts";
import { type HostOptions, createHost } from "./host.ts";
import { mountDirect } from "./mounts/direct.ts";
import { createRandom } from "./random.ts";
import { compatibleVariants, variants } from "./variants/variants.ts";

/** The fixtures that come with the package. */
export function loadDefaultFixtures(): Fixtures {
  return parse(readFileSync(new URL("./fixtures/default.yaml", import.meta.url), "utf8")) as Fixtures;
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
  const host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7), ...options });
  return mountDirect(host, { timeoutMs: 1000 });
}

/** Requests that between them meet every choice and show every defect. */
export const battery: readonly HttpRequest[] = listRequests(loadDefaultFixtures());

function listRequests({ organisations }: Fixtures): readonly HttpRequest[] {
  const customers = organisations.flatMap((organisation) => organisation.customers);
  const programs = organisations.flatMap((organisation) => organisation.programs.map(({ id }) => String(id)));
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

/** What a host answers to the battery, in one line for each request. */
async function transcribe(send: Transport): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const request of battery) lines.push(describeOutcome(await send(request)));
  return lines;
}

function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "failure") return outcome.reason;
  const { status, headers, body } = outcome.response;
  return JSON.stringify([status, headers, Buffer.from(body).toString("latin1")]);
}

describe("the mock's battery", () => {
  let plain: readonly string[] = [];
  before(async () => {
    plain = await transcribe(makeTransport());
  });

  it("is answered without a crash or a broken connection", () => {
    expect(plain.filter((line) => !line.startsWith("[200") && !line.startsWith("[4"))).to.deep.equal([]);
  });

  it("is answered the same way by two hosts with the same seed", async () => {
    expect(await transcribe(makeTransport())).to.deep.equal(plain);
  });

  for (const { id } of defects) {
    it(`shows the defect ${id}`, async () => {
      expect(await transcribe(makeTransport({ defects: [id] }))).not.to.deep.equal(plain);
    });
  }

  for (const { id } of variants) {
    it(`shows the variant ${id}`, async () => {
      const lines = await transcribe(makeTransport({ variants: [id] }));
      expect(lines).not.to.deep.equal(plain);
      expect(lines.filter((line) => !line.startsWith("[200") && !line.startsWith("[4"))).to.deep.equal([]);
    });
  }

  it("is answered with all compatible variants at once", async () => {
    const ids = compatibleVariants().map(({ id }) => id);
    const lines = await transcribe(makeTransport({ variants: ids }));
    expect(lines.filter((line) => !line.startsWith("[200") && !line.startsWith("[4"))).to.deep.equal([]);
  });
});

describe("the list of defects and variants", () => {
  it("names each once", () => {
    for (const list of [defects, variants]) {
      const ids = list.map(({ id }) => id);
      expect(ids).to.deep.equal([...new Set(ids)]);
    }
  });

  it("has exclusions that hold both ways", () => {
    for (const variant of variants) {
      for (const other of variants.filter(({ id }) => variant.excludes.includes(id))) {
        expect(other.excludes, `${other.id} and ${variant.id}`).to.include(variant.id);
      }
    }
  });

  it("refuses variants that exclude one another, and unknown ids with a hint", () => {
    const make = (options: Partial<HostOptions>) => () =>
      createHost({ fixtures: loadDefaultFixtures(), random: createRandom(1), ...options });
    expect(make({ variants: ["entries-reversed", "entries-shuffled"] })).to.throw(/cannot be taken together/);
    expect(make({ defects: ["points.entity-id-remove"] })).to.throw(/did you mean points\.entity-id-removed/);
  });
});
