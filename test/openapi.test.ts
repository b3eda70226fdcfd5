import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import type { OpenAPIV3_1 } from "openapi-types";
import { bundleOpenapi } from "../scripts/bundle-openapi.ts";
import { readSchemaFolder } from "../scripts/read-sources.ts";
import { loadCatalog } from "../src/catalog/catalog.ts";
import { isObject } from "../src/model/json.ts";
import { readExamples } from "./examples.ts";

const folder = fileURLToPath(new URL("../schemas", import.meta.url));
const sources = readSchemaFolder(folder);
const catalog = loadCatalog(sources);
const bundle = bundleOpenapi(sources) as unknown as OpenAPIV3_1.Document;
const text = JSON.stringify(bundle);

interface DescribedOperation {
  readonly at: string;
  readonly operation: OpenAPIV3_1.OperationObject;
}

const operations = listDescribed(sources.openapi.paths ?? {});
const events = listDescribed(sources.openapi.webhooks ?? {});

describe("The OpenAPI document", () => {
  it("has an operationId for each operation and event, which is the name of its folder", () => {
    const ids = [...operations, ...events].map(({ operation }) => operation.operationId);
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter(
        (name) => !["authentication", "contract", "inventory", "meta", "shapes", "transport", "webhook"].includes(name),
      );
    expect(ids).to.have.members(folders);
    expect(operations.map(({ operation }) => operation.operationId)).to.have.members([...catalog.operations.keys()]);
  });

  it("refers to schemas of the operation's own folder, and to the refusal that all share", () => {
    const strange = [...operations, ...events].flatMap(({ operation }) =>
      listReferences(operation)
        .filter((path) => !path.startsWith(`${operation.operationId}/`) && path !== "transport/refusal.schema.json")
        .map((path) => `${operation.operationId}: ${path}`),
    );
    expect(strange).to.deep.equal([]);
  });

  it("refers to every schema of an operation or event", () => {
    const named = new Set([...operations, ...events].flatMap(({ operation }) => listReferences(operation)));
    const ids = [...operations, ...events].map(({ operation }) => operation.operationId);
    const own = Object.keys(sources.schemas).filter((path) => ids.includes(path.slice(0, path.indexOf("/"))));
    expect(own.filter((path) => !named.has(path))).to.deep.equal([]);
  });

  for (const { at, operation } of operations) {
    const query = catalog.operations.get(operation.operationId ?? "")?.query;
    const parameters = (operation.parameters ?? []) as readonly OpenAPIV3_1.ParameterObject[];

    it(`has the parameters of ${at} that its query schema has, mandatory where they are mandatory there`, () => {
      const schema = query === undefined ? {} : (sources.schemas[query] ?? {});
      expect(parameters.filter((parameter) => parameter.in !== "query")).to.deep.equal([]);
      expect(parameters.map(({ name }) => name)).to.have.members(Object.keys(schema["properties"] ?? {}));
      expect(parameters.filter(({ required }) => required === true).map(({ name }) => name)).to.have.members(
        (schema["required"] ?? []) as readonly string[],
      );
      expect(parameters.map(({ schema: reference }) => reference)).to.deep.equal(
        parameters.map(({ name }) => ({ $ref: `${query}#/properties/${name}` })),
      );
    });

    it(`has examples for ${at} that its schemas allow`, () => {
      const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example as unknown]));
      if (query !== undefined) expect(catalog.check(query, examples).breaches).to.deep.equal([]);
      const body = catalog.operations.get(operation.operationId ?? "")?.body;
      if (body === undefined) return;
      const content = (operation.requestBody as OpenAPIV3_1.RequestBodyObject).content;
      expect(catalog.check(body, content["application/json"]?.example).breaches).to.deep.equal([]);
    });
  }
});

describe("The OpenAPI document in one piece", function () {
  // The linter compiles its own rules when it is first used.
  this.timeout(30_000);

  it("is valid", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect(errors ?? []).to.deep.equal([]);
    expect(valid).to.equal(true);
  });

  it("has no errors by the recommended rules of a linter", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
    expect(
      problems
        .filter(({ severity }) => severity === "error")
        .map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`),
    ).to.deep.equal([]);
  });

  it("has no reference to a file, and none that leads nowhere", () => {
    const components = Object.keys(bundle.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
    expect(listReferences(bundle).filter((reference) => !components.includes(reference))).to.deep.equal([]);
    expect(text).not.to.match(/"\$(id|schema|defs)":/);
  });

  it("has the paths, parameters and operations of its source", () => {
    const outline = (document: OpenAPIV3_1.Document): unknown =>
      [...listDescribed(document.paths ?? {}), ...listDescribed(document.webhooks ?? {})].map(({ at, operation }) => ({
        at,
        id: operation.operationId,
        parameters: operation.parameters?.map((one) => ("name" in one ? [one.name, one.in, one.required] : [])),
        responses: Object.keys(operation.responses ?? {}),
      }));
    expect(outline(bundle)).to.deep.equal(outline(sources.openapi));
  });

  it("says of every example what the schema files say", () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
    addFormats.default(ajv);
    ajv.addVocabulary(["x-personal", ...Object.keys(bundle)]);
    ajv.addSchema({ ...bundle, $id: "openapi.json" });
    const examples = readExamples(folder);
    const components = bundle.components?.schemas ?? {};
    const told = [...examples.valid, ...examples.invalid].filter(
      ({ schema }) => String(sources.schemas[schema]?.["title"]) in components,
    );
    expect(told.length).to.be.above(100);
    const disputed = told.filter(({ schema, value }) => {
      const validate = ajv.getSchema(`openapi.json#/components/schemas/${String(sources.schemas[schema]?.["title"])}`);
      return validate?.(value) !== (catalog.check(schema, value).breaches.length === 0);
    });
    expect(disputed.map(({ path }) => path)).to.deep.equal([]);
  });
});

describe("bundleOpenapi", () => {
  const openapi = (reference: string): OpenAPIV3_1.Document => ({
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: {},
    components: { schemas: { used: { $ref: reference } as OpenAPIV3_1.SchemaObject } },
  });

  it("refuses two components of one name", () => {
    const schemas = {
      "a/one.schema.json": { title: "Tree", items: { $ref: "../b/two.schema.json" } },
      "b/two.schema.json": { title: "Tree" },
    };
    expect(() => bundleOpenapi({ openapi: openapi("a/one.schema.json"), schemas })).to.throw(
      Error,
      "a/one.schema.json# and b/two.schema.json# would both be the component Tree",
    );
  });

  it("says which reference leads nowhere", () => {
    expect(() => bundleOpenapi({ openapi: openapi("a/none.schema.json"), schemas: {} })).to.throw(
      Error,
      "openapi.yaml refers to a/none.schema.json, which does not exist",
    );
  });

  it("keeps references of a schema to itself, and components that stand in the document", () => {
    const schemas = { "a/one.schema.json": { title: "Tree", items: { $ref: "#" } } };
    const { components } = bundleOpenapi({ openapi: openapi("a/one.schema.json"), schemas });
    expect(components).to.deep.equal({
      schemas: {
        Tree: { title: "Tree", items: { $ref: "#/components/schemas/Tree" } },
        used: { $ref: "#/components/schemas/Tree" },
      },
    });
  });
});

function listDescribed(items: Readonly<Record<string, unknown>>): DescribedOperation[] {
  return Object.entries(items).flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, OpenAPIV3_1.OperationObject>>).map(([method, operation]) => ({
      at: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
}

/** What `$ref`s below a value name, without the place in a file. */
function listReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listReferences);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (name !== "$ref" || typeof member !== "string") return listReferences(member);
    return [member.startsWith("#") ? member : member.replace(/#.*$/, "")];
  });
}
