import { expect } from "chai";
import { type ApiSchemas, createApiSchemas } from "./api-schemas.ts";
import { loadOpenapi } from "./load-openapi.ts";
import type { Direction } from "./normalize-openapi.ts";

/** The schemas of a document whose components are written in YAML, each on a line of its own. */
async function readSchemas(version: string, components: string, direction: Direction = "answer"): Promise<ApiSchemas> {
  const lines = components
    .trim()
    .split("\n")
    .map((line) => `    ${line.trim()}\n`);
  const text = `openapi: ${version}\ninfo: { title: T, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n${lines.join("")}`;
  const api = await loadOpenapi("api.yaml", async () => text);
  return createApiSchemas(api, direction, (pattern, value) => pattern.test(value));
}

async function judge(version: string, components: string, value: unknown, direction: Direction = "answer") {
  const schemas = await readSchemas(version, components, direction);
  const breaches = schemas.validate({ file: "api.yaml", pointer: "/components/schemas/A" }, value);
  return breaches.map(({ pointer, aspect }) => `${aspect} ${pointer}`);
}

const cat = `Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }`;
const dog = `Dog: { type: object, required: [kind], properties: { kind: { type: string }, bark: { type: boolean } } }`;
const refs = "oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]";
const pets = `A: { ${refs}, discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: Dog } } }\n${cat}\n${dog}`;
const unmapped = `A: { ${refs}, discriminator: { propertyName: kind } }\n${cat}\n${dog}`;
const child = (name: string, own: string): string =>
  `${name}: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { ${own} } }] }`;
const family = [
  `A: { type: object, properties: { kind: { type: string }, name: { type: string } }, ${refs}, discriminator: { propertyName: kind } }`,
  child("Cat", "lives: { type: integer }"),
  child("Dog", "bark: { type: boolean }"),
].join("\n");
const user = "User: { type: object, required: [email], properties: { email: { type: string } } }";
const nullableUser = `A: { type: object, properties: { user: { nullable: true, allOf: [{ $ref: '#/components/schemas/User' }] } } }\n${user}`;
const beside = `A: { type: object, properties: { user: { $ref: '#/components/schemas/User', nullable: true } } }\n${user}`;
const film =
  "A: { $ref: '#/components/schemas/B', oneOf: [{ required: [a], properties: { a: {} } }, { required: [b], properties: { b: {} } }], unevaluatedProperties: false }\nB: { type: object, properties: { title: { type: string } } }";
const loan =
  "A: { if: { properties: { state: { const: closed } } }, then: { required: [on] }, properties: { state: {}, on: {} }, allOf: [{ properties: { fee: {} } }], unevaluatedProperties: false }";
const patterns =
  "A: { type: object, properties: { a: { type: string, pattern: '^a$' }, b: { type: string, pattern: '^b$' } } }";

describe("The schemas of an OpenAPI document", () => {
  const kin = `A: { oneOf: [{ $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/Cat' }] }
Pet: { type: object, required: [name], properties: { name: { type: string } } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { lives: { type: integer } } }] }`;
  const rows: readonly (readonly [
    what: string,
    version: string,
    components: string,
    value: unknown,
    broken: string[],
  ])[] = [
    ["each pattern by itself", "3.0.3", patterns, { a: "a", b: "b" }, []],
    ["each pattern by itself", "3.0.3", patterns, { a: "b", b: "b" }, ["value /a"]],
    ["19.99 as a multiple of 0.01", "3.0.3", "A: { type: number, multipleOf: 0.01 }", 19.99, []],
    ["19.999 as none", "3.0.3", "A: { type: number, multipleOf: 0.01 }", 19.999, ["value "]],
    ["null beside a reference", "3.0.3", beside, { user: null }, []],
    ["null of a composed object", "3.0.3", "A: { type: object, nullable: true, allOf: [{ type: object }] }", null, []],
    ["what is wrong inside of what may be null", "3.0.3", nullableUser, { user: { email: 5 } }, ["type /user/email"]],
    ["what is missing inside of what may be null", "3.0.3", beside, { user: {} }, ["missing /user/email"]],
    ["a value that fits two of the branches of a discriminator", "3.0.3", pets, { kind: "cat", lives: 9 }, []],
    ["the branch that a mapping names", "3.0.3", pets, { kind: "cat" }, ["missing /lives"]],
    ["the branch that a schema's name names", "3.0.3", unmapped, { kind: "Cat" }, ["missing /lives"]],
    ["a kind that no mapping has", "3.0.3", pets, { kind: "cow", lives: 1 }, ["value /kind"]],
    ["a parent that names its children", "3.0.3", family, { kind: "Cat", name: "Tom", lives: 9 }, []],
    ["what a child has of its parent", "3.0.3", family, { kind: "Cat", name: 5, lives: 9 }, ["type /name"]],
    ["what a child has of its own", "3.0.3", family, { kind: "Cat", name: "Tom", lives: "9" }, ["type /lives"]],
    [
      "a list without what it has to contain",
      "3.1.0",
      "A: { type: array, contains: { const: oak } }",
      ["elm"],
      ["value "],
    ],
    [
      "an example with an id",
      "3.0.3",
      "A: { example: { $id: x }, properties: { a: { type: string, example: { $id: x, $anchor: '' } }, b: { enum: [{ $id: x }] } } }",
      { a: 1, b: { $id: "x" } },
      ["type /a"],
    ],
    ["a child beside its parent", "3.0.3", kin, { name: "Tom", lives: 9 }, []],
    ["what is neither child nor parent", "3.0.3", kin, {}, ["missing /name", "value "]],
    ["null of 3.0 in 3.1", "3.1.0", "A: { nullable: true, enum: [a] }", null, []],
    ["a bound of 3.0 in 3.1", "3.1.0", "A: { type: number, minimum: 1, exclusiveMinimum: true }", 1, ["value "]],
    [
      "a member that says of itself that it is required",
      "3.0.3",
      "A: { properties: { a: { required: true } } }",
      {},
      [],
    ],
    ["an enum of nothing", "3.0.3", "A: { type: string, enum: [] }", "a", []],
    ["a kind that nothing maps", "3.0.3", unmapped, { kind: "cow", lives: 1 }, []],
    ["what is no object for a discriminator", "3.0.3", pets, "cat", ["type "]],
    ["members of a reference beside alternatives", "3.1.0", film, { title: "Up", b: 1 }, []],
    ["a member of none", "3.1.0", film, { title: "Up", b: 1, c: 1 }, ["value "]],
    ["members of an allOf beside a condition", "3.1.0", loan, { state: "open", fee: 1 }, []],
    ["what a condition asks for", "3.1.0", loan, { state: "closed", fee: 1 }, ["missing /on"]],
    ["a pattern of another engine", "3.0.3", "A: { type: string, pattern: '\\A(?i)x++\\Z' }", "Y", []],
    ["needless backslashes", "3.0.3", "A: { type: string, pattern: '^[\\p{L}\\-\\_]+$' }", "ä-_", []],
    ["an address on this machine", "3.0.3", "A: { type: string, format: url }", "http://localhost:80/a", []],
    ["an email on this machine", "3.0.3", "A: { type: string, format: email }", "me@localhost", []],
    ["a time without an offset", "3.1.0", "A: { type: string, format: time }", "10:15", []],
    ["a time that is none", "3.1.0", "A: { type: string, format: time }", "25:15:00", ["value "]],
    ["a part of a second", "3.1.0", "A: { type: string, format: duration }", "PT0.5S", []],
    ["a date-time that is none", "3.1.0", "A: { type: string, format: date-time }", "yesterday", ["value "]],
  ];
  for (const [what, version, components, value, broken] of rows) {
    it(`${broken.length === 0 ? "allow" : "tell of"} ${what}: ${JSON.stringify(value)}`, async () => {
      expect(await judge(version, components, value)).to.deep.equal(broken);
    });
  }

  const base =
    "B: { type: object, required: [id], properties: { id: { type: integer, readOnly: true }, key: { type: string, writeOnly: true } } }";
  const split = `A: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, required: [id, key, name] }] }\n${base}`;
  it("require no member in a direction in which it does not travel, wherever it is described", async () => {
    expect(await judge("3.0.3", split, { key: "k", name: "n" }, "request")).to.deep.equal([]);
    expect(await judge("3.0.3", split, { id: 1, name: "n" })).to.deep.equal([]);
    expect(await judge("3.0.3", split, { name: "n" })).to.deep.equal(["missing /id"]);
    const closed =
      "A: { type: object, additionalProperties: false, properties: { id: { type: integer, readOnly: true } } }";
    expect(await judge("3.0.3", closed, { id: 1 }, "request"), "sent all the same").to.deep.equal([]);
  });

  it("hold no request against formats that a host may be blind for, but for dates that nobody could read", async () => {
    const day = "A: { type: string, format: date }";
    expect(await judge("3.0.3", day, "2027-12-29T10:00:00Z", "request")).to.deep.equal([]);
    expect(await judge("3.0.3", day, "no such thing", "request")).to.deep.equal(["value "]);
    expect(await judge("3.0.3", "A: { type: string, format: uuid }", "x", "request")).to.deep.equal([]);
  });

  it("follow references to whole files, and to the whole of the file that they are in", async () => {
    const files: Readonly<Record<string, string>> = {
      "api.yaml": "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { A: { $ref: 'parts/tree %23.yaml' } } }\n",
      "parts/tree #.yaml":
        "type: object\nproperties: { leaf: { $ref: '#/$defs/leaf' }, next: { oneOf: [{ $ref: '#' }, { type: 'null' }] } }\n$defs: { leaf: { type: string } }\n",
    };
    const api = await loadOpenapi("api.yaml", async (file) => files[file] ?? "");
    const schemas = createApiSchemas(api, "answer", (pattern, value) => pattern.test(value));
    const place = { file: "api.yaml", pointer: "/components/schemas/A" };
    expect(schemas.validate(place, { leaf: "a", next: { leaf: "b", next: null } })).to.deep.equal([]);
    const [breach] = schemas.validate(place, { next: { next: { leaf: 5 } } });
    expect(breach?.pointer).to.equal("/next/next/leaf");
  });

  const readAll = async (files: Readonly<Record<string, string>>): Promise<ReturnType<typeof createApiSchemas>> => {
    const api = await loadOpenapi("api.yaml", async (file) => files[file] ?? "");
    return createApiSchemas(api, "answer", (pattern, value) => pattern.test(value));
  };

  it("let a parent name children in other files, which refer to it through the document", async () => {
    const schemas = await readAll({
      "api.yaml":
        "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { $ref: pets/Pet.yaml }, Id: { type: integer } } }\n",
      "pets/Pet.yaml": `type: object
required: [kind]
properties: { kind: { type: string }, id: { $ref: '../api.yaml#/components/schemas/Id' }, tag: { $ref: '#/x-tag' } }
x-tag: { type: string }
oneOf: [{ $ref: kinds/Cat.yaml }, { $ref: 'kinds/Dog.yaml' }]
discriminator: { propertyName: kind, mapping: { cat: kinds/Cat.yaml, dog: kinds/Dog.yaml } }
`,
      "pets/kinds/Cat.yaml":
        "allOf: [{ $ref: '../../api.yaml#/components/schemas/A' }, { type: object, required: [lives] }]\n",
      "pets/kinds/Dog.yaml": "allOf: [{ $ref: ../Pet.yaml }, { type: object, required: [bark] }]\n",
    });
    const judge = (value: unknown): string[] =>
      schemas
        .validate({ file: "api.yaml", pointer: "/components/schemas/A" }, value)
        .map(({ aspect, pointer }) => `${aspect} ${pointer}`);
    expect(judge({ kind: "cat", lives: 9 })).to.deep.equal([]);
    expect(judge({ kind: "dog", id: "x", tag: 1 })).to.include.members(["missing /bark", "type /id", "type /tag"]);
  });

  it("find in 3.1 what anchors and ids name, in the file and in another", async () => {
    const schemas = await readAll({
      "api.yaml": `openapi: 3.1.0
paths: {}
components:
  schemas:
    A:
      type: object
      properties:
        leaf: { $ref: '#leaf' }
        fruit: { $ref: 'parts.yaml#fruit' }
        root: { $ref: 'https://trees.example/root' }
        bark: { $ref: 'https://trees.example/root#bark' }
        next: { $dynamicRef: '#node' }
        any: { $dynamicRef: '#any' }
    Leaf: { $anchor: leaf, type: string }
    Node: { $dynamicAnchor: node, type: boolean }
    One: { $dynamicAnchor: any, not: {} }
    Other: { $dynamicAnchor: any, not: {} }
    Root:
      $id: https://trees.example/root
      type: object
      properties: { depth: { $ref: '#/$defs/depth' }, leaf: { $ref: '#/components/schemas/Leaf' }, bark: { $ref: '#bark' } }
      $defs: { depth: { type: integer }, bark: { $anchor: bark, type: string } }
`,
      "parts.yaml": "$defs: { fruit: { $anchor: fruit, type: array } }\n",
    });
    const breaches = schemas.validate(
      { file: "api.yaml", pointer: "/components/schemas/A" },
      { leaf: 1, fruit: 1, root: { depth: "x", leaf: 1, bark: 1 }, bark: 1, next: 1, any: 1 },
    );
    const places = ["/leaf", "/fruit", "/root/depth", "/root/leaf", "/root/bark", "/bark", "/next"];
    expect(breaches.map(({ pointer }) => pointer)).to.have.members(places);
  });

  it("find what is only written soon, also where schemas hold themselves many times over", async () => {
    const members = Array.from({ length: 25 }, (_unused, index) => `m${index}: { $ref: '#/components/schemas/A' }`);
    const text = `A: { properties: { ${members.join(", ")}, key: { type: string, writeOnly: true } } }`;
    const schemas = await readSchemas("3.0.3", text);
    const silent = schemas.silent({ file: "api.yaml", pointer: "/components/schemas/A" }).map(({ at }) => at);
    expect(silent).to.include.members(["/key", "/m24/key"]);
  });

  it("know where the document describes each place", async () => {
    const schemas = await readSchemas("3.0.3", nullableUser);
    const places = schemas.places({ file: "api.yaml", pointer: "/components/schemas/A" });
    expect(places.map(({ at, described }) => [at, described.pointer])).to.deep.equal([
      ["", "/components/schemas/A"],
      ["/user", "/components/schemas/A/properties/user"],
      ["/user/email", "/components/schemas/User/properties/email"],
    ]);
  });
});

describe("An OpenAPI document", () => {
  it("may have merge keys, many aliases, and names that JSON Schema has for values", async () => {
    const text = `openapi: 3.0.3
x-usual: &usual { description: &words usual, content: { application/json: { schema: { $ref: other.yaml } } } }
paths:
  /a:
    get:
      responses:
        "200": { <<: *usual, x-many: [${"*words, ".repeat(300)}] }
        default: { $ref: responses.yaml }
`;
    const asked: string[] = [];
    const api = await loadOpenapi("api.yaml", async (file) => {
      asked.push(file);
      return file === "api.yaml" ? text : "type: object\n";
    });
    expect(asked).to.have.members(["api.yaml", "other.yaml", "responses.yaml"]);
    expect(JSON.stringify(api.files.get("api.yaml"))).to.contain('"200":{"description":"usual","content"');
  });

  it("may be split over hundreds of files", async () => {
    const paths = Array.from({ length: 400 }, (_unused, index) => `  /${index}: { $ref: 'paths/${index}.yaml' }\n`);
    const api = await loadOpenapi("api.yaml", async (file) =>
      file === "api.yaml" ? `openapi: 3.0.3\npaths:\n${paths.join("")}` : "get: { responses: {} }\n",
    );
    expect(api.files.size).to.equal(401);
  });

  it("says where an anchor is that is not there, and looks for none in what is written for people", async () => {
    const text = "openapi: 3.1.0\ninfo: { description: { $ref: words.md } }\npaths: { /a: { $ref: '#no-such' } }\n";
    const asked: string[] = [];
    const message = await loadOpenapi("api.yaml", async (file) => {
      asked.push(file);
      return text;
    }).then(String, String);
    expect(message).to.contain("/paths/~1a/$ref").and.to.contain("names an anchor that is not there: #no-such");
    expect(asked).to.deep.equal(["api.yaml"]);
  });

  it("in another version is told of as that, before what it refers to", async () => {
    const message = async (text: string): Promise<string> =>
      loadOpenapi("api.yaml", async () => text).then(
        () => "",
        (error: unknown) => String(error),
      );
    expect(await message("swagger: '2.0'\na: { $ref: 'http://a.example/b' }\n")).to.contain("is Swagger 2.0");
    expect(await message("openapi: 3.2.0\n")).to.contain('is OpenAPI "3.2.0"');
    expect(await message("a: 1\n")).to.contain("has no `openapi: 3.x.y`");
    expect(await message("")).to.contain("is empty");
    expect(await message("openapi: 3.1\npaths: {}\n")).to.equal("");
  });
});
