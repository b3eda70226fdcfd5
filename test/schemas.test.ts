import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import { parse } from "yaml";
import { generateTypes } from "../scripts/generate-types.ts";
import { readSchemaFolder } from "../scripts/read-sources.ts";
import { loadCatalog } from "../src/catalog/catalog.ts";
import type { SchemaDocument } from "../src/catalog/sources.ts";
import { isObject } from "../src/model/json.ts";
import type { Requirement } from "../src/model/requirement.ts";
import { createStandard } from "../suites/standard.ts";
import { webhookCases } from "../suites/webhooks/cases.ts";

const folder = fileURLToPath(new URL("../schemas", import.meta.url));
const identity = "https://capillary-conformance.example/schemas/";

interface Example {
  readonly schema: string;
  readonly value: unknown;
  readonly source?: { readonly page: string; readonly part: string };
}

interface InvalidExample extends Example {
  readonly keyword: string;
  readonly pointer: string;
  readonly requirement: string;
}

/** Keywords that an instance can break; the others say where, when or for whom. */
const assertions = [
  "type",
  "const",
  "enum",
  "required",
  "dependentRequired",
  "additionalProperties",
  "minProperties",
  "maxProperties",
  "minItems",
  "maxItems",
  "uniqueItems",
  "contains",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "oneOf",
  "anyOf",
  "not",
];

const paths = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll("\\", "/"),
  )
  .toSorted();
const schemaPaths = paths.filter((path) => path.endsWith(".schema.json"));
const bodyPaths = schemaPaths.filter((path) => !path.startsWith("meta/"));
const examplePaths = paths.filter((path) => /^[a-z-]+\/examples\/[a-z0-9-]+\.json$/.test(path));
const invalidPaths = paths.filter((path) => /^[a-z-]+\/examples\/[a-z0-9-]+\.invalid\.json$/.test(path));
const registerPaths = paths.filter((path) => path.endsWith("/requirements.yaml"));
const inventoryPaths = paths.filter((path) => /^inventory\/[a-z-]+\.yaml$/.test(path));

const sources = readSchemaFolder(folder);
const catalog = loadCatalog(sources);
const standard = createStandard(catalog);
const cases = [...standard.cases, ...webhookCases.map((one) => one.case)];
const rules = [
  ...[...standard.rules, ...(standard.events?.rules ?? []), ...(standard.events?.series ?? [])].map(
    ({ requirement }) => requirement,
  ),
  standard.events?.readable ?? "",
];

/**
 * Phases of a run without a front end so far: their cases and flows are named in the register and cannot be written yet.
 * Rules are due all the same. A phase leaves this list with its first case.
 */
const phasesToCome: readonly string[] = [];

describe("The files under schemas/", () => {
  it("all have a known place and purpose", () => {
    const known = new Set([
      "openapi.yaml",
      "contradictions.yaml",
      "pages.yaml",
      "types.gen.ts",
      ...schemaPaths,
      ...examplePaths,
      ...invalidPaths,
      ...registerPaths,
      ...inventoryPaths,
    ]);
    expect(paths.filter((path) => !known.has(path))).to.deep.equal([]);
    expect([bodyPaths, examplePaths, invalidPaths, registerPaths].map((list) => list.length > 0)).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
  });

  it("describe nothing that no operation, event, requirement or other schema uses", () => {
    const texts = ["openapi.yaml", ...bodyPaths].map((path) => [path, readText(path)] as const);
    const unused = bodyPaths.filter((path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const isNamed = texts.some(
        ([other, text]) => other !== path && (text.includes(path) || text.includes(`./${name}`)),
      );
      return !isNamed && !sources.requirements.some(({ check }) => "schema" in check && check.schema === path);
    });
    expect(unused).to.deep.equal([]);
  });
});

describe("Every schema", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  ajv.addVocabulary(["x-hint", "x-personal"]);
  for (const path of schemaPaths) ajv.addSchema(readJson(path) as SchemaDocument);

  for (const path of schemaPaths) {
    it(`${path} is sound, and its $id is its path`, () => {
      const schema = readJson(path) as SchemaDocument;
      expect(schema["$schema"]).to.equal("https://json-schema.org/draft/2020-12/schema");
      expect(schema["$id"]).to.equal(identity + path);
      expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).to.equal(true);
      expect(ajv.getSchema(identity + path)).to.be.a("function");
    });
  }

  // Examples of the schemas that refer to a shape are the shape's too.
  for (const path of bodyPaths.filter((each) => !each.startsWith("shapes/"))) {
    it(`${path} has a valid example, and an invalid one for every keyword that it uses, by reference too`, () => {
      const shown = examplePaths.map((example) => (readJson(example) as Example).schema);
      expect(shown, "schemas with a valid example").to.include(path);
      const broken = invalidPaths
        .map((example) => readJson(example) as InvalidExample)
        .filter(({ schema }) => schema === path)
        .map(({ keyword }) => keyword);
      expect(
        [...listAssertions(path, readJson(path))].filter((keyword) => !broken.includes(keyword)),
        "keywords without an invalid example",
      ).to.deep.equal([]);
    });
  }
});

describe("Every example", () => {
  for (const path of examplePaths) {
    it(`${path} is valid`, () => {
      const { schema, value, source, ...others } = readJson(path) as Example;
      expect(Object.keys(others)).to.deep.equal([]);
      if (source !== undefined) expect(catalog.pages.map(({ id }) => id)).to.include(source.page);
      expect(catalog.check(schema, value).breaches).to.deep.equal([]);
    });
  }

  for (const path of invalidPaths) {
    it(`${path} breaks its schema in the one way that it names`, () => {
      const { schema, value, keyword, pointer, requirement, ...others } = readJson(path) as InvalidExample;
      expect(Object.keys(others)).to.deep.equal([]);
      const breaches = catalog.check(schema, value).breaches.map((breach) => ({
        keyword: breach.keyword,
        pointer: breach.pointer,
        requirement: breach.requirement,
      }));
      expect(breaches).to.deep.equal([{ keyword, pointer, requirement }]);
    });
  }
});

describe("The register of requirements", () => {
  const named = [...catalog.requirements.values()].flatMap(listNamedChecks);

  it("names each requirement once, by the folder that it stands in", () => {
    const rows = registerPaths.flatMap((path) =>
      (parse(readText(path)) as readonly Requirement[]).map(({ id }) => ({
        id,
        folder: path.slice(0, path.indexOf("/")),
      })),
    );
    expect(rows.filter(({ id, folder: place }) => !id.startsWith(`${place}.`))).to.deep.equal([]);
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
    expect(ids).to.have.members([...catalog.requirements.keys()]);
  });

  it("is checked by cases, flows and rules that exist and that know it", () => {
    expect(named.filter(({ due }) => due).flatMap(({ problem }) => problem ?? [])).to.deep.equal([]);
  });

  const toCome = named.filter(({ due }) => !due);
  const unwritten = toCome.filter(({ phase }) => !phasesToCome.includes(phase));
  it(`names ${unwritten.length} cases, flows and rules of operations and events that have no suite yet`, () => {
    const known = listOperationIds();
    expect(toCome.filter(({ name }) => !known.includes(findOperation(name))).map(({ name }) => name)).to.deep.equal([]);
  });

  for (const phase of phasesToCome) {
    const names = new Set(toCome.filter((one) => one.phase === phase).map(({ name }) => name));
    it(`names ${names.size} cases and flows of the phase ${phase}, which has no front end yet`, () => {
      expect(names.size, `cases of ${phase}; without any, take the phase off the list`).to.be.greaterThan(0);
      const written = cases.map(({ id }) => id).filter((id) => phaseOf(id) === phase);
      expect(written, `${phase} has cases, so it has a front end: take it off the list`).to.deep.equal([]);
    });
  }

  it("has every requirement that a case or a rule names", () => {
    const named = [
      ...cases.flatMap(({ id, requirements }) => requirements.map((requirement) => ({ by: id, requirement }))),
      ...rules.map((requirement) => ({ by: "a rule", requirement })),
    ];
    expect(named.filter(({ requirement }) => !catalog.requirements.has(requirement))).to.deep.equal([]);
  });

  it("names cases once, each for an operation or event that exists", () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
    expect(
      cases
        .filter(({ operation }) => !catalog.operations.has(operation) && !catalog.events.has(operation))
        .map(({ id }) => id),
    ).to.deep.equal([]);
  });
});

describe("types.gen.ts", () => {
  it("is what the schemas say; `npm run types` writes it anew", async function () {
    this.timeout(30_000);
    expect(readText("types.gen.ts")).to.equal(await generateTypes(folder));
  });

  it("has a type for every query and body, each name once", () => {
    const names = [...readText("types.gen.ts").matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    // A number at the end is what the generator makes of a second schema with the same title.
    expect(names.filter((name) => /\d$/.test(name ?? ""))).to.deep.equal([]);
    const titles = bodyPaths
      .filter((path) => !path.startsWith("shapes/"))
      .map((path) => (readJson(path) as SchemaDocument)["title"]);
    expect(names).to.include.members(titles);
  });
});

/** A case, a flow or a rule that a requirement is checked by. */
interface NamedCheck {
  readonly name: string;
  /** The phase of a run that a case or flow belongs to. */
  readonly phase: string;
  /** Whether it has to exist: the requirement's operation, or its own, has a suite, and its phase a front end. */
  readonly due: boolean;
  readonly problem: string | undefined;
}

function listNamedChecks({ id, basis, check }: Requirement): NamedCheck[] {
  // What users ask for by options is checked by the command that has the option.
  if (basis === "policy") return [];
  const describe = (name: string, problem: string | undefined): NamedCheck => {
    const isWritten = [id, name].some((each) => hasSuite(findOperation(each)));
    const phase = "rule" in check ? "suites" : phaseOf(name);
    return {
      name,
      phase,
      due: isWritten && !phasesToCome.includes(phase),
      problem: problem === undefined ? undefined : `${id}: ${problem}`,
    };
  };
  if ("rule" in check) {
    const exists = check.rule === id && rules.includes(id);
    return [describe(check.rule, exists ? undefined : `there is no rule ${check.rule} for it`)];
  }
  const names = "cases" in check ? check.cases : "flow" in check ? [check.flow] : [];
  return names.map((name) => {
    const found = cases.find((each) => each.id === name);
    if (found === undefined) return describe(name, `there is no case ${name}`);
    return describe(
      name,
      found.requirements.includes(id) ? undefined : `${name} does not list it among its requirements`,
    );
  });
}

/** The operation or event of a requirement, case, flow or rule; authentication is that of an operation. */
function findOperation(id: string): string {
  const [first = "", second = ""] = id.split(".");
  return first === "authentication" ? second : first;
}

/** A case or flow of an event needs somebody who receives what a webhook is told. */
function phaseOf(id: string): string {
  return catalog.events.has(findOperation(id)) ? "webhooks" : "suites";
}

/** What cuts across operations is judged by the engine, which has its rules without a suite. */
function hasSuite(operation: string): boolean {
  return operation === "transport" || existsSync(join(folder, "..", "suites", operation));
}

function listOperationIds(): string[] {
  const { paths: items = {}, webhooks = {} } = sources.openapi;
  return [...Object.values(items), ...Object.values(webhooks)].flatMap((item) =>
    Object.values(item as Readonly<Record<string, { readonly operationId?: string }>>).flatMap(
      ({ operationId }) => operationId ?? [],
    ),
  );
}

function readText(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

function readJson(path: string): unknown {
  return JSON.parse(readText(path));
}

/** The asserting keywords of a schema, its subschemas and the files that it refers to; a condition (`if`) asserts nothing. */
function listAssertions(path: string, schema: unknown, found = new Set<string>()): Set<string> {
  if (!isObject(schema)) return found;
  for (const keyword of assertions) if (keyword in schema) found.add(keyword);
  for (const keyword of ["properties", "patternProperties", "$defs", "dependentSchemas"]) {
    const members = schema[keyword];
    if (isObject(members)) for (const member of Object.values(members)) listAssertions(path, member, found);
  }
  for (const keyword of ["items", "contains", "additionalProperties", "then", "else", "not", "propertyNames"])
    listAssertions(path, schema[keyword], found);
  for (const keyword of ["allOf", "anyOf", "oneOf", "prefixItems"]) {
    const members = schema[keyword];
    if (Array.isArray(members)) for (const member of members) listAssertions(path, member, found);
  }
  const reference = schema["$ref"];
  if (typeof reference === "string" && !reference.startsWith("#")) {
    const other = posix.join(posix.dirname(path), reference);
    listAssertions(other, readJson(other), found);
  }
  return found;
}
