import { expect } from "chai";
import { InputError } from "../model/input-error.ts";
import { checkDocument, loadYaml } from "./document.ts";
import { parseYaml } from "./source-document.ts";

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1 },
    count: { type: "integer", minimum: 1, maximum: 5 },
    colour: { enum: ["red", "green", "blue"] },
    date: { type: "string", format: "date" },
    code: { type: "string", pattern: "^[a-z]+$", "x-hint": "write lower-case letters" },
    list: { type: "array", items: { type: "integer" }, minItems: 1, uniqueItems: true },
    password: { type: "string", writeOnly: true },
    one: { anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/$defs/word" } }] },
    check: {
      oneOf: [
        { type: "object", additionalProperties: false, required: ["rule"], properties: { rule: { type: "string" } } },
        {
          type: "object",
          additionalProperties: false,
          required: ["cases"],
          properties: { cases: { type: "array", items: { type: "string" } } },
        },
        { $ref: "#/$defs/none" },
      ],
    },
    map: { type: "object", propertyNames: { pattern: "^[a-z]+$" }, additionalProperties: { type: "boolean" } },
  },
  $defs: {
    word: { type: "string", pattern: "^[a-z]+$" },
    none: { type: "object", required: ["none"], properties: { none: { enum: ["never", "later"] } } },
  },
};

function readMessage(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no mistake was found";
}

const broken: readonly (readonly [what: string, text: string, message: string])[] = [
  ["an empty file", "", "f.yaml:1:1: must be a mapping, got nothing"],
  ["a missing member", "count: 1", 'f.yaml:1:1: the member "name" is missing\n  add name'],
  [
    "a misspelled member",
    "name: a\nlits: [1]",
    'f.yaml:2:1 /lits: there is no member "lits" here\n  did you mean "list"?',
  ],
  [
    "an unknown member",
    "name: a\nwhatever: 1",
    'f.yaml:2:1 /whatever: there is no member "whatever" here\n  allowed are name, count, colour, date, code, list, password, one, check, map',
  ],
  ["text for a number", "name: a\ncount: abc", 'f.yaml:2:8 /count: must be a whole number, got "abc"'],
  ["a fraction", "name: a\ncount: 1.5", "f.yaml:2:8 /count: must be a whole number, got 1.5"],
  ["a number for text", "name: 0123", 'f.yaml:1:7 /name: must be text, got 123\n  write "0123", in quotes'],
  ["a truth for text", "name: true", 'f.yaml:1:7 /name: must be text, got true\n  write "true", in quotes'],
  ["nothing for text", "name:", "f.yaml:1:6 /name: must be text, got nothing"],
  ["empty text", 'name: ""', "f.yaml:1:7 /name: must not be empty"],
  ["a number out of range", "name: a\ncount: 9", "f.yaml:2:8 /count: must be at most 5, got 9"],
  [
    "a word of no list",
    "name: a\ncolour: gren",
    'f.yaml:2:9 /colour: must be one of "red", "green", "blue", got "gren"\n  did you mean "green"?',
  ],
  ["no date", "name: a\ndate: 2020-13-01", 'f.yaml:2:7 /date: must be a valid date, got "2020-13-01"'],
  [
    "text of another form",
    "name: a\ncode: A1",
    'f.yaml:2:7 /code: is not of the form that is needed, got "A1"\n  write lower-case letters',
  ],
  ["an empty list", "name: a\nlist: []", "f.yaml:2:7 /list: must not be empty"],
  ["an entry that occurs twice", "name: a\nlist: [4, 5, 4]", "f.yaml:2:7 /list: entries 0 and 2 (from 0) are the same"],
  ["a wrong entry", "name: a\nlist:\n  - 1\n  - x", 'f.yaml:4:5 /list/1: must be a whole number, got "x"'],
  [
    "a secret of the wrong type",
    "name: a\npassword: 123456",
    "f.yaml:2:11 /password: must be text, got a whole number",
  ],
  [
    "a value of no alternative's type",
    "name: a\none: 5",
    'f.yaml:2:6 /one: must be text or a list, got 5\n  write "5", in quotes',
  ],
  [
    "a mistake inside the alternative that was meant",
    "name: a\none: [a, B]",
    'f.yaml:2:10 /one/1: is not of the form that is needed, got "B"\n  the form is ^[a-z]+$',
  ],
  [
    "a mistake inside one of several objects",
    "name: a\ncheck: { cases: [1] }",
    'f.yaml:2:18 /check/cases/0: must be text, got 1\n  write "1", in quotes',
  ],
  [
    "a mistake inside an alternative behind a reference",
    "name: a\ncheck: { none: nevr }",
    'f.yaml:2:16 /check/none: must be one of "never", "later", got "nevr"\n  did you mean "never"?',
  ],
  ["a bad name", "name: a\nmap: { A1: true }", 'f.yaml:2:8 /map/A1: "A1" cannot be a name here'],
  ["a member twice", "name: a\nname: b", "f.yaml:2:1: the same member stands here twice"],
  ["two documents", "name: a\n---\nname: b", "f.yaml:2:1: a second document begins here; one is expected"],
  ["a tab", "name:\n\ta: b", "f.yaml:2:1: cannot be read: Tabs are not allowed as indentation"],
  ["an asterisk", "password: *s3cret", "f.yaml:1:11: cannot be read: text that begins with * must be in quotes"],
  [
    "an exclamation mark",
    "password: !s3cret",
    "f.yaml:1:11: cannot be read: text that begins with ! must be in quotes",
  ],
  [
    "an alias bomb",
    [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      "b: &b [*a,*a,*a,*a,*a,*a,*a]",
      "c: &c [*b,*b,*b,*b,*b,*b,*b]",
      "d: [*c,*c,*c,*c]",
    ].join("\n"),
    "f.yaml: repeats its anchors so often that it would fill the memory",
  ],
  ["brackets without end", "[".repeat(100_000), "f.yaml: is nested too deeply to be read"],
  ["dashes without end", `${"- ".repeat(20_000)}x`, "is nested too deeply to be read"],
];

describe("loadYaml", () => {
  it("gives back what is right, JSON included", () => {
    const value = { name: "a", list: [1, 2], check: { none: "later" }, one: ["b"] };
    expect(loadYaml("name: a\nlist: [1, 2]\ncheck: { none: later }\none: [b]", "f.yaml", schema)).to.deep.equal(value);
    expect(loadYaml(JSON.stringify(value, undefined, 2), "f.json", schema)).to.deep.equal(value);
  });

  it("takes on and off for words, as YAML 1.2 does", () => {
    expect(loadYaml("relinking: on", "f.yaml", {})).to.deep.equal({ relinking: "on" });
  });

  for (const [what, text, message] of broken) {
    it(`names the place and the remedy of ${what}`, () => {
      const found = readMessage(() => loadYaml(text, "f.yaml", schema));
      if (what === "dashes without end") expect(found).to.contain(message);
      else expect(found).to.equal(message);
    });
  }

  it("reports every mistake, in the order of the file", () => {
    const found = readMessage(() => loadYaml("cuont: 1\ncount: x\nname: 5", "f.yaml", schema));
    expect(
      found
        .split("\n")
        .filter((line) => line.startsWith("f.yaml"))
        .map((line) => line.slice(0, 18)),
    ).to.deep.equal(["f.yaml:1:1 /cuont:", "f.yaml:2:8 /count:", "f.yaml:3:7 /name: "]);
  });

  it("stops after ten mistakes and counts the others", () => {
    const found = readMessage(() =>
      loadYaml(`name: a\nlist: [${'"x",'.repeat(30)}]`, "f.yaml", {
        ...schema,
        properties: {
          name: true,
          list: { type: "array", items: { type: "integer" } },
        },
      }),
    );
    expect(found.split("\n")).to.have.length(11);
    expect(found).to.match(/\nf\.yaml: and 20 more$/);
  });

  it("does not show a value that came from elsewhere", () => {
    const document = {
      ...parseYaml("name: a\ncode: S3CRET", "f.yaml"),
      isHidden: (pointer: string) => pointer === "/code",
    };
    const found = readMessage(() => checkDocument(document, schema));
    expect(found).to.equal("f.yaml:2:7 /code: is not of the form that is needed\n  write lower-case letters");
  });
});
