import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { checkPact } from "../contracts/pact/check-pact.ts";
import { readPact } from "../contracts/pact/read-pact.ts";
import { mountDirect } from "../mock/mounts/direct.ts";
import { createHost } from "../mock/host.ts";
import { defects } from "../mock/defects/defects.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import type { HttpRequest } from "../src/model/http.ts";
import { isObject, type Json, parseJson } from "../src/model/json.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, root, toolkit } from "./command.ts";

// Whatever can be wrong with a body by its schema is written down as what a consumer expects or sends. That a member is
// missing cannot be expected; it can be sent.
const standard = createStandard(toolkit.catalog());
const { catalog } = standard;

interface Example {
  readonly name: string;
  readonly schema: string;
  readonly value: Json;
}

function listInvalid(): Example[] {
  const folders = readdirSync(`${root}/schemas`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: folder }) => {
    const schemas = list(`${root}/schemas/${folder}`, ".schema.json");
    return list(`${root}/schemas/${folder}/examples`, ".invalid.json").map((file) => {
      const schema = schemas.filter((one) => file.startsWith(`${one}-`)).sort((a, b) => b.length - a.length)[0] ?? "";
      const text = readFileSync(`${root}/schemas/${folder}/examples/${file}.invalid.json`, "utf8");
      return { name: `${folder}/${file}`, schema: `${folder}/${schema}.schema.json`, value: JSON.parse(text) as Json };
    });
  });
}

function list(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []));
  } catch {
    return [];
  }
}

const pointsQuery = { identifierName: ["mobile"], identifierValue: ["919700000001"], source: ["INSTORE"] };
const queries: Readonly<Record<string, unknown>> = {
  points: pointsQuery,
  histories: { ...pointsQuery, activityType: ["benefitsAvailed"] },
};
const soundUpdate = {
  customersPartnerUpdates: [
    {
      customer: { id: 1 },
      partnerProgramUpdates: [
        { partnerProgramName: "A", updateType: "UPGRADE", updateDetails: { updatedTierName: "B" } },
      ],
    },
  ],
};

/** As specification 4 has bodies, so that a text is told apart from JSON text. */
function write(content: unknown): unknown {
  return { content, contentType: "application/json", encoded: false };
}

/** The example as a pact; undefined where no pact can hold it. */
function writePact({ schema, value }: Pick<Example, "schema" | "value">): unknown {
  for (const operation of catalog.operations.values()) {
    const { method, path, query, body, answer } = operation;
    const request = {
      method,
      path,
      ...(queries[operation.id] === undefined ? { body: write(soundUpdate) } : { query: queries[operation.id] }),
    };
    if (schema === answer) return { request, response: { status: 200, body: write(value) } };
    if (schema === body) return { request: { ...request, body: write(value) }, response: { status: 200 } };
    if (schema === query) return { request: { ...request, query: writeQuery(value) }, response: { status: 200 } };
  }
  for (const { name, envelopes } of catalog.events.values()) {
    if (envelopes.some((envelope) => envelope.schema === schema)) return { contents: value };
    const envelope = envelopes.find(({ parts }) => parts.some((part) => part.schema === schema));
    if (envelope?.name === "wrapped")
      return { contents: { eventType: name, attributes: { eventName: name, data: value } } };
    if (envelope?.name === "raw") return { contents: { eventName: name, eventLogId: 1, data: value } };
  }
  return undefined;
}

function writeQuery(value: Json): unknown {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, (Array.isArray(one) ? one : [one]).map(String)]),
  );
}

function check(interaction: unknown): string[] {
  const list = isObject(interaction) && "contents" in interaction ? "messages" : "interactions";
  const pact = {
    consumer: { name: "c" },
    [list]: [{ description: "it", ...(interaction as object) }],
  } as unknown as Json;
  return checkPact(standard, readPact(pact, "pact.json")).findings.map(({ requirement }) => requirement);
}

describe("What a schema rules out, as the expectation of a pact,", () => {
  const examples = listInvalid();

  it("is there for every operation and event", () => {
    expect(examples.length).to.be.greaterThan(50);
  });

  for (const { name, schema, value } of examples) {
    const isSent = [...catalog.operations.values()].some(({ query, body }) => query === schema || body === schema);
    const { breaches } = catalog.check(schema, value);
    const wanted = breaches
      .filter(({ aspect }) => isSent || aspect !== "missing")
      .map(({ requirement }) => requirement);
    const interaction = writePact({ schema, value });
    if (wanted.length === 0 || interaction === undefined) continue;
    it(`is named for ${name}`, () => {
      // Text is all that a query can hold.
      const expressible = wanted.filter((id) => !(name.includes("query-type") && /identifier|source|entity/.test(id)));
      expect(check(interaction)).to.include.members([...new Set(expressible)]);
    });
  }

  it("is named for every answer of the mock that has a defect of its shape", async () => {
    const fixtures = await loadFixtures(undefined, processIo);
    const request = (operation: string): HttpRequest => {
      const { method = "GET", path = "" } = catalog.operations.get(operation) ?? {};
      const query =
        { points: "fetchDataForAllPrograms=true&", histories: "activityType=linkingUpdates&" }[operation] ?? "";
      const who = "source=INSTORE&identifierName=mobile&identifierValue=";
      const updates = [
        { partnerProgramName: "Skyline Miles", updateType: "RENEW", updateDetails: { updatedTierName: "Gold" } },
      ];
      const mobile = operation === "points" ? "919700000001" : "919700000022";
      const body = {
        customersPartnerUpdates: [{ customer: { mobile: "919700000021" }, partnerProgramUpdates: updates }],
      };
      return {
        method,
        url: `http://127.0.0.1:8080${path}${operation === "update" ? "" : `?${query}${who}${mobile}`}`,
        headers: [
          ["Authorization", `Basic ${Buffer.from("till.main:open-sesame").toString("base64")}`],
          ["Content-Type", "application/json"],
        ],
        body: new TextEncoder().encode(operation === "update" ? JSON.stringify(body) : ""),
      };
    };
    const missed: string[] = [];
    let seen = 0;
    for (const { id, breaks, operation } of defects) {
      const demand = catalog.requirements.get(breaks)?.check;
      const schema = catalog.operations.get(operation ?? "")?.answer;
      if (operation === undefined || demand === undefined || !("schema" in demand) || demand.schema !== schema)
        continue;
      const send = mountDirect(createHost({ fixtures, defects: [id] }), { timeoutMs: 1000 });
      const outcome = await send(request(operation));
      const parsed = outcome.kind === "response" ? parseJson(outcome.response.body) : undefined;
      if (parsed?.kind !== "json" || schema === undefined) continue;
      const found = catalog.check(schema, parsed.value).breaches.filter(({ aspect }) => aspect !== "missing");
      if (!found.some(({ requirement }) => requirement === breaks)) continue;
      seen += 1;
      if (!check(writePact({ schema, value: parsed.value })).includes(breaks)) missed.push(id);
    }
    expect(missed).to.deep.equal([]);
    expect(seen).to.be.greaterThan(60);
  });
});
