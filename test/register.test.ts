import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parse } from "yaml";
import { readSchemaFolder } from "../scripts/read-sources.ts";
import { loadCatalog } from "../src/catalog/catalog.ts";
import { isObject, jsonType, showJson } from "../src/model/json.ts";
import { formatPointer, generalizePointer, parsePointer, resolvePointer } from "../src/model/json-pointer.ts";
import { type Requirement, type SchemaAspect, type Source, unobservableReasons } from "../src/model/requirement.ts";
import { changeValue, type Example, readExamples } from "./examples.ts";

const folder = fileURLToPath(new URL("../schemas", import.meta.url));
const sources = readSchemaFolder(folder);
const catalog = loadCatalog(sources);
const requirements = [...catalog.requirements.values()];
const contradictions = [...catalog.contradictions.values()];

/** One part of a page of the documents: rows of a table or keywords of its prose, or places in a sample. */
interface InventoryPart {
  readonly part: string;
  readonly rows?: readonly string[];
  readonly pointers?: readonly string[];
}

/** The pages that the inventories go through; the four documents. */
const inventories = new Map(
  readdirSync(`${folder}/inventory`).map((file): [page: string, parts: readonly InventoryPart[]] => [
    file.replace(/\.yaml$/, ""),
    parse(readFileSync(`${folder}/inventory/${file}`, "utf8")) as readonly InventoryPart[],
  ]),
);

const listed = [...inventories].flatMap(([page, parts]) =>
  parts.flatMap(({ part, rows = [], pointers = [] }) => [
    ...rows.map((row) => nameSource({ page, part, row })),
    ...pointers.map((pointer) => nameSource({ page, part, pointer })),
  ]),
);

describe("The inventory of the documents", () => {
  it("has a file for each of the four documents, and each of those is a page that the register knows", () => {
    expect([...inventories.keys()]).to.have.members([
      "customeractivityhistories",
      "event-schema-partner-program",
      "get-points-conversion-schedule",
      "update-customer",
    ]);
    expect(catalog.pages.map(({ id }) => id)).to.include.members([...inventories.keys()]);
  });

  it("has entries of a part and rows or pointers, each named once", () => {
    const strange = [...inventories].flatMap(([page, parts]) =>
      parts
        .filter(
          ({ part, rows, pointers, ...others }) =>
            typeof part !== "string" ||
            Object.keys(others).length > 0 ||
            (rows === undefined) === (pointers === undefined) ||
            !(rows ?? pointers ?? []).every((name) => typeof name === "string"),
        )
        .map(({ part }) => `${page}: ${part}`),
    );
    expect(strange).to.deep.equal([]);
    expect(listed.filter((name, index) => listed.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("holds nothing that no requirement cites", () => {
    const cited = new Set(requirements.flatMap(({ source }) => source.map(nameSource)));
    expect(listed.filter((name) => !cited.has(name))).to.deep.equal([]);
  });

  it("holds every place in the four documents that a requirement cites", () => {
    const known = new Set(listed);
    const unknown = requirements.flatMap(({ id, source }) =>
      source
        .filter((one) => inventories.has(one.page) && !known.has(nameSource(one)))
        .map((one) => `${id} cites ${nameSource(one)}`),
    );
    expect(unknown).to.deep.equal([]);
  });
});

describe("Every requirement", () => {
  it("cites one part of one page", () => {
    const parts = requirements.map(
      ({ id, source }) => [id, new Set(source.map(({ page, part }) => `${page}: ${part}`))] as const,
    );
    expect(parts.filter(([, cited]) => cited.size !== 1).map(([id, cited]) => [id, ...cited])).to.deep.equal([]);
  });

  it("that rests on another page than the four documents is an advisory, the protocol's or the user's own", () => {
    const wrong = requirements.filter(
      ({ basis, source }) =>
        !["elsewhere", "protocol", "policy"].includes(basis) && source.some(({ page }) => !inventories.has(page)),
    );
    expect(wrong.map(({ id, basis }) => `${id}: ${basis}`)).to.deep.equal([]);
  });

  it("that cannot be observed says so with a reason of the closed list", () => {
    const reasons = requirements.flatMap(({ check }) => ("none" in check ? [check.none] : []));
    expect(reasons.filter((reason) => !unobservableReasons.includes(reason))).to.deep.equal([]);
    const allowed = resolvePointer(sources.meta["requirements"], "/$defs/check/properties/none/enum");
    expect(allowed).to.have.members([...unobservableReasons]);
  });

  it("is checked in one way", () => {
    const ways = ["schema", "rule", "cases", "flow", "none"];
    const wrong = requirements.filter(({ check }) => ways.filter((way) => way in check).length !== 1);
    expect(wrong.map(({ id }) => id)).to.deep.equal([]);
  });
});

describe("Contradictions and requirements", () => {
  it("name each other only where both exist", () => {
    const wrong = [
      ...requirements.flatMap(({ id, contradictions: named = [] }) =>
        named.filter((name) => !catalog.contradictions.has(name)).map((name) => `${id} names ${name}`),
      ),
      ...contradictions.flatMap(({ id, leads }) =>
        leads.filter((lead) => !catalog.requirements.has(lead)).map((lead) => `${id} leads to ${lead}`),
      ),
    ];
    expect(wrong).to.deep.equal([]);
  });

  it("agree: what a contradiction leads to names it", () => {
    const silent = contradictions.flatMap(({ id, leads }) =>
      leads
        .filter((lead) => !(catalog.requirements.get(lead)?.contradictions ?? []).includes(id))
        .map((lead) => `${lead} does not name ${id}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it("agree: a contradiction leads to every requirement that names it", () => {
    const silent = requirements.flatMap(({ id, contradictions: named = [] }) =>
      named
        .filter((name) => !(catalog.contradictions.get(name)?.leads ?? []).includes(id))
        .map((name) => `${name} does not lead to ${id}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it("cite places in the four documents by names of parts that the inventory has", () => {
    const parts = new Set([...inventories].flatMap(([page, all]) => all.map(({ part }) => `${page}: ${part}`)));
    const unknown = contradictions.flatMap(({ id, places }) =>
      places
        .filter(({ page, part }) => inventories.has(page) && !parts.has(`${page}: ${part}`))
        .map(({ page, part }) => `${id} cites ${page}: ${part}`),
    );
    expect(unknown).to.deep.equal([]);
  });
});

/** A change to an example in a place that a requirement claims, and the requirements that the check then names. */
interface Probe {
  readonly requirement: string;
  readonly aspect: SchemaAspect;
  readonly what: string;
  readonly reported: readonly string[];
}

describe("Every requirement that a schema checks", () => {
  const examples = readExamples(folder);
  const probes = requirements.flatMap((requirement) => probeRequirement(requirement, examples.valid));

  it("is the one that is named when what it asks for is missing from an example, or of another type", () => {
    // Another value may well bring other demands with it: a code of success asks for what a refusal need not have.
    const wrong = probes.filter(
      ({ aspect, requirement, reported }) => aspect !== "value" && reported.some((name) => name !== requirement),
    );
    expect(
      wrong.map(({ requirement, what, reported }) => `${requirement}: ${what}, and reported is ${reported.join(", ")}`),
    ).to.deep.equal([]);
  });

  it("is broken by an example or by a change to one, in every aspect that it claims", () => {
    const broken = new Set([
      ...probes
        .filter(({ reported, requirement }) => reported.includes(requirement))
        .map(({ requirement, aspect }) => `${requirement} ${aspect}`),
      ...examples.invalid.flatMap(({ schema, value }) =>
        catalog.check(schema, value).breaches.map(({ requirement, aspect }) => `${requirement} ${aspect}`),
      ),
    ]);
    const never = requirements.flatMap(({ id, check }) => {
      if (!("schema" in check)) return [];
      return check.aspects
        .filter((aspect) => !broken.has(`${id} ${aspect}`))
        .map((aspect) => {
          const tried = probes.filter((probe) => probe.requirement === id && probe.aspect === aspect);
          const why =
            tried.length === 0 ? "no example has the place" : `${tried.length} changes that the schema allows`;
          return `${id}: ${aspect} at ${check.at || "the whole"} of ${check.schema} (${why})`;
        });
    });
    expect(never, `${never.length} claims that nothing breaks`).to.deep.equal([]);
  });
});

function nameSource({ page, part, row, pointer }: Source): string {
  if (row !== undefined) return `${page}: ${part}: row ${row}`;
  return `${page}: ${part}: ${pointer === undefined ? "all of it" : `pointer "${generalizePointer(pointer)}"`}`;
}

/** Takes away, retypes and sets to odd values what the requirement claims, wherever an example has it. */
function probeRequirement({ id, check }: Requirement, examples: readonly Example[]): Probe[] {
  if (!("schema" in check)) return [];
  const probe = (aspect: SchemaAspect, what: string, value: unknown): Probe => ({
    requirement: id,
    aspect,
    what,
    reported: catalog.check(check.schema, value).breaches.map(({ requirement }) => requirement),
  });
  return examples
    .filter(({ schema }) => schema === check.schema)
    .flatMap(({ value }) =>
      findPlaces(value, parsePointer(check.at)).flatMap((place) => {
        const pointer = formatPointer(place);
        const missing =
          check.aspects.includes("missing") &&
          place.length > 0 &&
          !Array.isArray(resolvePointer(value, formatPointer(place.slice(0, -1))))
            ? [probe("missing", `${pointer} is taken away`, changeValue(value, place))]
            : [];
        const found = resolvePointer(value, pointer);
        const others = [
          ...(check.aspects.includes("type") ? valuesOfOtherTypes(found).map((other) => ["type", other] as const) : []),
          ...(check.aspects.includes("value") ? oddValues(found).map((other) => ["value", other] as const) : []),
        ];
        const changed = others.map(([aspect, other]) =>
          probe(
            aspect,
            `${pointer} becomes ${showJson(other)}`,
            changeValue(value, place, () => other),
          ),
        );
        return [...missing, ...changed];
      }),
    );
}

/** Where an instance has what a pointer with `*` for any entry describes; of a list the first entry and the last. */
function findPlaces(value: unknown, parts: readonly string[]): string[][] {
  const [part, ...rest] = parts;
  if (part === undefined) return [[]];
  if (part === "*") {
    if (!Array.isArray(value)) return [];
    const indexes = [...new Set([0, value.length - 1])].filter((index) => index >= 0 && index < value.length);
    return indexes.flatMap((index) => findPlaces(value[index], rest).map((place) => [String(index), ...place]));
  }
  if (!isObject(value) || !Object.hasOwn(value, part)) return [];
  return findPlaces(value[part], rest).map((place) => [part, ...place]);
}

/** A value of every other JSON type. */
function valuesOfOtherTypes(value: unknown): unknown[] {
  const type = jsonType(value);
  return [null, true, 17, 1.5, "text", [], {}].filter(
    (other) => jsonType(other) !== type && !(type === "number" && jsonType(other) === "integer"),
  );
}

/** Values of the same type that few schemas allow where they allow this one. */
function oddValues(value: unknown): unknown[] {
  if (typeof value === "string") return ["", "?"];
  if (typeof value === "number") return [-1_000_000_000, 1_000_000_000];
  if (typeof value === "boolean") return [!value];
  if (Array.isArray(value)) return [[], Array.from({ length: 100 }, () => value[0] as unknown)];
  return [];
}
